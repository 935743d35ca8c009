"""The background entry point: mails about complaints, and addresses to forget."""

from celery import shared_task
from django.utils.timezone import now

from mailing.attempts import Attempt
from oversight.complaints.sending import forget_addresses, send_next

# A round ends well before the broker would hand its message to another worker.
MAILS_A_ROUND = 100


@shared_task(name="complaints.tell")
def tell() -> None:
    """Send what waits; stop when nothing is due or the mail server is not there."""
    forget_addresses(at=now())
    for _turn in range(MAILS_A_ROUND):
        if send_next(at=now()) in {None, Attempt.SERVER_DOWN}:
            return
