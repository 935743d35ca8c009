"""One mail at a time: how long it is leased, when it is tried again and when it is given up.

Rooms keep rows and words of their own; each row that leaves has `attempts`, `next_attempt_at`
and `leased_until`, and a queryset that says which are due.
"""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from django.db import connection, models, transaction

M = TypeVar("M", bound=models.Model)

# Longer than a whole dialogue with a slow mail server, each of its steps waiting EMAIL_TIMEOUT.
LEASE = timedelta(minutes=10)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720, 720, 720))
MAX_ATTEMPTS = len(PAUSES) + 1
# From here on a reply of a mail server is final (RFC 5321, section 4.2.1).
PERMANENT = 500
SERVICE_NOT_AVAILABLE = 421
_OUR_SIDE = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPServerDisconnected,
)


class Attempt(StrEnum):
    """What came of one attempt."""

    SENT = "sent"
    # There was nothing left to say.
    DROPPED = "dropped"
    PUT_OFF = "put_off"
    FAILED = "failed"
    # The server itself is not there: others would fare no better now.
    SERVER_DOWN = "server_down"


def lease_next(due: models.QuerySet[M], *, at: datetime) -> M | None:
    """Take the mail of `due` that has waited longest, in a transaction of its own; None if none.

    A worker killed while it holds one gives it back by letting LEASE pass; whoever takes it then
    sends it again under the same Message-ID.
    """
    with transaction.atomic(durable=True):
        mail = (
            due.select_for_update(
                of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
            )
            .order_by("next_attempt_at", "pk")
            .first()
        )
        if mail is None:
            return None
        leased = {"attempts": mail.__dict__["attempts"] + 1, "leased_until": at + LEASE}
        mail.__dict__.update(leased)
        mail.save(update_fields=list(leased))
    return mail


def is_used_up(attempts: int) -> bool:
    """Say whether every attempt killed its worker, so that none could be written down."""
    return attempts > MAX_ATTEMPTS


def next_attempt(error: Exception, *, attempts: int, at: datetime) -> datetime | None:
    """Return when to try again after `error`; None when it is final or was the last attempt."""
    if is_final(error) or attempts >= MAX_ATTEMPTS:
        return None
    return at + PAUSES[attempts - 1]


def put_off(error: Exception) -> Attempt:
    """Return what an attempt that will be repeated says of the others."""
    return Attempt.SERVER_DOWN if is_server_down(error) else Attempt.PUT_OFF


def is_final(error: Exception) -> bool:
    """Say whether the mail server refused this message or its address for good."""
    codes = _codes(error)
    return bool(codes) and min(codes) >= PERMANENT


def is_server_down(error: Exception) -> bool:
    """Say whether it is the server that is not there, or does not let us in."""
    if SERVICE_NOT_AVAILABLE in _codes(error) or isinstance(error, _OUR_SIDE):
        return True
    # smtplib's own errors are OSErrors too: only the bare ones speak of the network.
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)


def _codes(error: Exception) -> list[int]:
    """Return what the server answered about this message or its address; empty when nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPDataError) else []
