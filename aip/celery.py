"""The worker's application.

Two processes beside the web server, each started and stopped by itself:

    celery -A aip worker --concurrency 2
    celery -A aip beat --pidfile var/beat.pid

Any number of workers, one beat: never `worker --beat`, because a beat orphaned by its worker
doubles every tick. Killed at any point, a worker loses nothing: what it owes is in the database.
"""

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
