"""The openness application."""

from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "openness"
    verbose_name = "Transparencia"
