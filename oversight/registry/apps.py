"""The application of this room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "oversight.registry"
    label = "registry"
    verbose_name = "Registro de instituciones"
