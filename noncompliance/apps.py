"""The application of this room."""

from django.apps import AppConfig


class NoncomplianceConfig(AppConfig):
    name = "noncompliance"
    verbose_name = "Expedientes de incumplimiento"
