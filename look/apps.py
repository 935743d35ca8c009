"""Django finds the template tags through this app; it has no models."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "look"
    verbose_name = "Apariencia"
