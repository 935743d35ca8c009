"""The procedure's application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from requests_app.triggers import install_after_migrate


class RequestsAppConfig(AppConfig):
    name = "requests_app"
    verbose_name = "Solicitudes"

    def ready(self) -> None:
        """Put the history's triggers back after any migration: a table rebuild drops them."""
        post_migrate.connect(install_after_migrate, sender=self)
