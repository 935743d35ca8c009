"""Background entry points of the office's own work."""

from datetime import timedelta

from celery import shared_task
from django.utils.timezone import now

from casework.actions import label_by_words
from casework.bulk.running import go_on
from casework.models import BulkRun

# A round ends well before the broker would hand its message to another worker; the next goes on.
ROUND = timedelta(minutes=2)


@shared_task(name="casework.go_on_in_bulk")
def go_on_in_bulk() -> None:
    """Go on with every run that has requests left, the oldest first."""
    until = now() + ROUND
    for run in BulkRun.objects.unfinished().select_related("by").order_by("pk"):
        go_on(run, clock=now, until=until)


@shared_task(name="casework.label_by_words")
def label_new() -> None:
    """Put labels on what came in since, by their words."""
    while label_by_words(at=now()):
        pass
