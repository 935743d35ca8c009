"""The application of this room."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "oversight.complaints"
    label = "complaints"
    verbose_name = "Quejas"
