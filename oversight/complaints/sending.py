"""Mails about complaints on their way, one at a time, and addresses that are needed no more."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from mailing.attempts import Attempt, is_used_up, lease_next, next_attempt, put_off
from offices.calendars import local_date
from oversight.complaints.messages import message_of
from oversight.complaints.models import Complaint, ComplaintMail
from oversight.complaints.states import OPEN, MailState

logger = logging.getLogger(__name__)

# How long after the end an address is kept, for a mail that was put off to leave.
KEPT_AFTER = timedelta(days=90)


def send_next(*, at: datetime) -> Attempt | None:
    """Send the mail that has waited longest; return what came of it, None if none is due.

    Leased in a transaction of its own and sent outside any: a worker killed in between sends it
    again once the lease is over, with the same Message-ID.
    """
    due = ComplaintMail.objects.due(at).select_related(
        "complaint__info_request__requester", "official", "step"
    )
    mail = lease_next(due, at=at)
    if mail is None:
        return None
    if is_used_up(mail.attempts):
        return _write(mail, Attempt.FAILED, state=MailState.FAILED, last_error="Interrumpido")
    try:
        message = message_of(mail)
        if message is None:
            mail.delete()
            return Attempt.DROPPED
        message.send()
    except Exception as error:  # each mail provider raises errors of its own
        return _put_off(mail, error, at=at)
    return _write(mail, Attempt.SENT, state=MailState.SENT, sent_at=at, last_error="")


def forget_addresses(*, at: datetime) -> int:
    """Erase the addresses of complaints that ended long ago; return how many."""
    ended = Complaint.objects.exclude(stage__in=OPEN).exclude(email="")
    return ended.filter(closed_on__lt=local_date(at - KEPT_AFTER)).update(email="")


def _put_off(mail: ComplaintMail, error: Exception, *, at: datetime) -> Attempt:
    # The error's own text may quote the address: only its name is kept.
    name = type(error).__name__
    again_at = next_attempt(error, attempts=mail.attempts, at=at)
    if again_at is None:
        logger.error("mail %s about a complaint failed: %s", mail.pk, name)
        return _write(mail, Attempt.FAILED, state=MailState.FAILED, last_error=name)
    logger.warning("mail %s about a complaint put off: %s", mail.pk, name)
    return _write(mail, put_off(error), next_attempt_at=again_at, last_error=name)


def _write(mail: ComplaintMail, attempt: Attempt, **fields: object) -> Attempt:
    ComplaintMail.objects.filter(pk=mail.pk).update(leased_until=None, **fields)
    return attempt
