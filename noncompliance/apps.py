"""The application of this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from noncompliance.triggers import OPENINGS, STEPS


class NoncomplianceConfig(AppConfig):
    name = "noncompliance"
    verbose_name = "Expedientes de incumplimiento"

    def ready(self) -> None:
        """Put the triggers back after any migration: a table rebuild drops them."""
        for table in (STEPS, OPENINGS):
            post_migrate.connect(table.install_after_migrate, sender=self, weak=False)
