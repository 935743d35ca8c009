"""Mails on their way to followers: one at a time, with pauses, each written as it leaves."""

from __future__ import annotations

import logging
from datetime import datetime

from mailing.attempts import Attempt, is_used_up, lease_next, next_attempt, put_off
from openness.messages import message_of
from openness.models import Mailing
from openness.states import MailState

logger = logging.getLogger(__name__)


def send_next(*, at: datetime) -> Attempt | None:
    """Send the mail that has waited longest; return what came of it, None if none is due.

    It is leased in a transaction of its own and sent outside any: a worker killed after the
    server accepted sends it again once the lease is over, with the same Message-ID.
    """
    mail = lease_next(Mailing.objects.due(at).select_related("subscription__follower"), at=at)
    if mail is None:
        return None
    if is_used_up(mail.attempts):
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


def _put_off(mail: Mailing, error: Exception, *, at: datetime) -> Attempt:
    # The error's own text may quote the address: only its name is kept.
    name = type(error).__name__
    again_at = next_attempt(error, attempts=mail.attempts, at=at)
    if again_at is None:
        logger.error("mail %s to a follower failed: %s", mail.pk, name)
        return _write(mail, Attempt.FAILED, state=MailState.FAILED, last_error=name)
    logger.warning("mail %s to a follower put off: %s", mail.pk, name)
    return _write(mail, put_off(error), next_attempt_at=again_at, last_error=name)


def _write(mail: Mailing, attempt: Attempt, **fields: object) -> Attempt:
    # By key: whoever stopped following meanwhile took the row away, and that is well.
    Mailing.objects.filter(pk=mail.pk).update(leased_until=None, **fields)
    return attempt
