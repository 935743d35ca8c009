"""The background entry points: files are proposed by rule, and institutions told by mail."""

import logging

from celery import shared_task
from django.utils.timezone import localdate, now

from mailing.attempts import Attempt
from noncompliance.proposing import propose_by_rule
from noncompliance.sending import send_next

logger = logging.getLogger(__name__)

# A round ends well before the broker would hand its message to another worker.
MAILS_A_ROUND = 50


@shared_task(name="noncompliance.propose")
def propose() -> None:
    """Propose a file for every rule that was met by today."""
    if numbers := propose_by_rule(on=localdate(), at=now()):
        logger.info("%s non-compliance files proposed", len(numbers))


@shared_task(name="noncompliance.deliver")
def deliver() -> None:
    """Send the mails that wait; stop when the mail server is not there."""
    for _turn in range(MAILS_A_ROUND):
        if send_next(at=now()) in {None, Attempt.SERVER_DOWN}:
            return
