"""Background entry points of the office's own work."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils.timezone import localdate, now

from casework.actions import label_by_words
from casework.bulk.running import go_on
from casework.digest.preparing import prepare_digests
from casework.digest.sending import send_next
from casework.models import BulkRun
from casework.presence import forget
from casework.reminders import remind_units
from mailing.attempts import Attempt
from requests_app.errors import ActionRefused

logger = logging.getLogger(__name__)

# A round ends well before the broker would hand its message to another worker; the next goes on.
ROUND = timedelta(minutes=2)
MAILS_A_ROUND = 100


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


@shared_task(name="casework.remind_units")
def remind() -> None:
    """Tell units, and offices, of sub-terms about to end or ended; forget who looked."""
    forget(at=now())
    try:
        told = remind_units(on=localdate(), at=now())
    except ActionRefused as refusal:
        logger.error("reminders of units stopped: %s", refusal.code)  # noqa: TRY400  the code says it all
        return
    if told:
        logger.info("%s sub-terms recalled", told)


@shared_task(name="casework.digests")
def tell_offices() -> None:
    """Prepare the digests whose hour has come and send those that wait; stop when the mail
    server is not there."""
    prepare_digests(at=now())
    for _turn in range(MAILS_A_ROUND):
        if send_next(at=now()) in {None, Attempt.SERVER_DOWN}:
            return
