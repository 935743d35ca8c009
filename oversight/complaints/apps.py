"""The application of this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from oversight.complaints.triggers import JOURNAL


class ComplaintsConfig(AppConfig):
    name = "oversight.complaints"
    label = "complaints"
    verbose_name = "Quejas"

    def ready(self) -> None:
        """Put the triggers back after any migration: a table rebuild drops them."""
        post_migrate.connect(JOURNAL.install_after_migrate, sender=self, weak=False)
