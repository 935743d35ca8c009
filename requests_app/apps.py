"""The procedure's application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from requests_app import answer_triggers, triggers
from requests_app.search import tables


class RequestsAppConfig(AppConfig):
    name = "requests_app"
    verbose_name = "Solicitudes"

    def ready(self) -> None:
        """Put triggers back after any migration: a table rebuild drops them."""
        post_migrate.connect(triggers.install_after_migrate, sender=self, weak=False)
        post_migrate.connect(answer_triggers.install_after_migrate, sender=self)
        post_migrate.connect(tables.install_after_migrate, sender=self)
