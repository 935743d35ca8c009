"""The application of this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from reports.triggers import SNAPSHOTS


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Informes"

    def ready(self) -> None:
        """Put the triggers back after any migration: a table rebuild drops them."""
        post_migrate.connect(SNAPSHOTS.install_after_migrate, sender=self, weak=False)
