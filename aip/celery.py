"""The worker's application."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aip.settings")

app = Celery("aip")
app.conf.update(settings.CELERY)
app.set_default()
app.autodiscover_tasks()
