"""The application of this room: from its start on, the law is read as it stands here."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from law.rules import read_editions_from


class RulebookConfig(AppConfig):
    name = "rulebook"
    verbose_name = "Reglas"

    def ready(self) -> None:
        """Have the law ask this room which rule sets there are."""
        # By name: rows cannot be imported before every application is ready.
        read_editions_from(import_string("rulebook.shelf.SHELF"))
