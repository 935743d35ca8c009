"""The application of this room."""

from django.apps import AppConfig


class ActiveTransparencyConfig(AppConfig):
    name = "oversight.active_transparency"
    label = "active_transparency"
    verbose_name = "Transparencia activa"
