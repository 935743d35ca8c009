"""The application of this room."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "oversight.training"
    label = "training"
    verbose_name = "Capacitación"
