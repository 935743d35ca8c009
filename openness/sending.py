"""Mails on their way to followers: one at a time, with pauses, each written as it leaves."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection, transaction

from openness.messages import message_of
from openness.models import Mailing
from openness.states import MailState

logger = logging.getLogger(__name__)

# Longer than a whole dialogue with a slow mail server.
LEASE = timedelta(minutes=10)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720, 720))
MAX_ATTEMPTS = len(PAUSES) + 1
# From here on a reply of a mail server is final (RFC 5321, section 4.2.1).
PERMANENT = 500


class Attempt(StrEnum):
    """What came of one attempt."""

    SENT = "sent"
    # There was nothing left to say: confirmed or hidden meanwhile.
    DROPPED = "dropped"
    PUT_OFF = "put_off"
    FAILED = "failed"


def send_next(*, at: datetime) -> Attempt | None:
    """Send the mail that has waited longest; return what came of it, None if none is due.

    It is leased in a transaction of its own and sent outside any: a worker killed after the
    server accepted sends it again once the lease is over, with the same Message-ID.
    """
    mail = _lease(at)
    if mail is None:
        return None
    if mail.attempts > MAX_ATTEMPTS:
        # Every attempt killed its worker, so none could be written down as failed.
        return _write(mail, Attempt.FAILED, state=MailState.FAILED, last_error="Interrumpido")
    try:
        message = message_of(mail, at=at)
        if message is None:
            mail.delete()
            return Attempt.DROPPED
        message.send()
    except Exception as error:  # each mail provider raises errors of its own
        return _put_off(mail, error, at=at)
    return _write(mail, Attempt.SENT, state=MailState.SENT, sent_at=at, last_error="")


def _lease(at: datetime) -> Mailing | None:
    with transaction.atomic(durable=True):
        mail = (
            Mailing.objects.due(at)
            .select_for_update(
                of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
            )
            .select_related("subscription__follower")
            .order_by("next_attempt_at", "pk")
            .first()
        )
        if mail is None:
            return None
        mail.attempts += 1
        mail.leased_until = at + LEASE
        mail.save(update_fields=["attempts", "leased_until"])
    return mail


def _put_off(mail: Mailing, error: Exception, *, at: datetime) -> Attempt:
    # The error's own text may quote the address: only its name is kept.
    name = type(error).__name__
    if _is_final(error) or mail.attempts >= MAX_ATTEMPTS:
        logger.error("mail %s to a follower failed: %s", mail.pk, name)
        return _write(mail, Attempt.FAILED, state=MailState.FAILED, last_error=name)
    logger.warning("mail %s to a follower put off: %s", mail.pk, name)
    pause = PAUSES[mail.attempts - 1]
    return _write(mail, Attempt.PUT_OFF, next_attempt_at=at + pause, last_error=name)


def _write(mail: Mailing, attempt: Attempt, **fields: object) -> Attempt:
    # By key: whoever stopped following meanwhile took the row away, and that is well.
    Mailing.objects.filter(pk=mail.pk).update(leased_until=None, **fields)
    return attempt


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _text in error.recipients.values()) >= PERMANENT
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= PERMANENT
