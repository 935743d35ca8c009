"""The application of this room."""

from django.apps import AppConfig


class OffSystemConfig(AppConfig):
    name = "off_system"
    verbose_name = "Instituciones fuera del sistema"
