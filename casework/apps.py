"""The casework application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "Trabajo de la oficina"

    def ready(self) -> None:
        """Listen to what moves a draft towards its signature."""
        autodiscover_modules("signing_notices")
