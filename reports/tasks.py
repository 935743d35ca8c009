"""The worker's part: freeze the month before on the first business day, or as soon as it can."""

import logging

from celery import shared_task
from django.utils.timezone import now

from reports import freezing
from reports.models import Stopped

log = logging.getLogger(__name__)


@shared_task(name="reports.freeze")
def freeze() -> None:
    """Freeze what is due; whoever operates the system reads of a month that could not be."""
    freezing.freeze_due(at=now())
    for stopped in Stopped.objects.all():
        log.error("month %s is not frozen: %s", stopped, stopped.why)
