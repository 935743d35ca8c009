"""The application of this room."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "oversight.audits"
    label = "audits"
    verbose_name = "Auditorías"
