"""The counter's application."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "counter"
    verbose_name = "Mesa de entrada"
