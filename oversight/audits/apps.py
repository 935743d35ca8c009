"""The application of this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from oversight.audits.triggers import AUDIT_JOURNAL


class AuditsConfig(AppConfig):
    name = "oversight.audits"
    label = "audits"
    verbose_name = "Auditorías"

    def ready(self) -> None:
        """Put the triggers back after any migration: a table rebuild drops them."""
        post_migrate.connect(AUDIT_JOURNAL.install_after_migrate, sender=self, weak=False)
