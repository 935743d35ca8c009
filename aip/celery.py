"""The worker's application."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django.conf import settings

from aip.startup import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aip.settings")

app = Celery("aip")
app.conf.update(settings.CELERY)
app.set_default()
app.autodiscover_tasks()


def refuse(**_kwargs: Any) -> None:
    """Check at the start of a worker or of the clock; by then Django is set up."""
    refuse_to_start()


worker_init.connect(refuse)
beat_init.connect(refuse)
