"""The project as an application: its start-up checks and its worker's configuration."""

from django.apps import AppConfig

from aip.celery import app as celery_app


class AipConfig(AppConfig):
    name = "aip"
    # Whoever imports Django also gets the configured worker, so that a wake-up finds its broker.
    worker = celery_app
