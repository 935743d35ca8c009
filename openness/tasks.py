"""The background entry point: it reads the histories and writes to who follows them."""

from celery import shared_task
from django.utils.timezone import now

from mailing.attempts import Attempt
from openness.digests import prepare_digests
from openness.following import forget_unconfirmed
from openness.reader import read_followed
from openness.sending import send_next

# A round ends well before the broker would hand its message to another worker.
MAILS_A_ROUND = 100


@shared_task(name="openness.tell_followers")
def tell_followers() -> None:
    """Tell each follower, once, what is new; stop sending when the mail server is not there."""
    forget_unconfirmed(at=now())
    read_followed(at=now())
    prepare_digests(at=now())
    for _turn in range(MAILS_A_ROUND):
        if send_next(at=now()) in {None, Attempt.SERVER_DOWN}:
            return
