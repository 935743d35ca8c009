"""Digests on their way: one at a time, with pauses, each written as it leaves."""

from __future__ import annotations

import logging
from datetime import datetime

from casework.digest.letter import message_of
from casework.models import DigestMail, DigestState
from mailing.attempts import Attempt, is_used_up, lease_next, next_attempt, put_off
from offices.calendars import local_date

logger = logging.getLogger(__name__)


def send_next(*, at: datetime) -> Attempt | None:
    """Send the digest that has waited longest; return what came of it, None if none is due.

    One that could not leave on its day is dropped: the next day's tells what waits by then.
    """
    mail = lease_next(DigestMail.objects.due(at), at=at)
    if mail is None:
        return None
    if is_used_up(mail.attempts):
        return _write(mail, Attempt.FAILED, state=DigestState.FAILED, last_error="Interrumpido")
    try:
        message = message_of(mail, at=at) if mail.on == local_date(at) else None
        if message is None:
            mail.delete()
            return Attempt.DROPPED
        message.send()
    except Exception as error:  # each mail provider raises errors of its own
        return _put_off(mail, error, at=at)
    return _write(mail, Attempt.SENT, state=DigestState.SENT, sent_at=at, last_error="")


def _put_off(mail: DigestMail, error: Exception, *, at: datetime) -> Attempt:
    # The error's own text may quote the address: only its name is kept.
    name = type(error).__name__
    again_at = next_attempt(error, attempts=mail.attempts, at=at)
    if again_at is None:
        logger.error("digest %s failed: %s", mail.pk, name)
        return _write(mail, Attempt.FAILED, state=DigestState.FAILED, last_error=name)
    logger.warning("digest %s put off: %s", mail.pk, name)
    return _write(mail, put_off(error), next_attempt_at=again_at, last_error=name)


def _write(mail: DigestMail, attempt: Attempt, **fields: object) -> Attempt:
    DigestMail.objects.filter(pk=mail.pk).update(leased_until=None, **fields)
    return attempt
