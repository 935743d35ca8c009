"""Notices on their way out: one e-mail at a time, with pauses, never lost in silence."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction

from notifications.mail_in.addresses import reply_address, return_address
from notifications.models import Delivery
from notifications.not_told import tell_office
from notifications.states import DeliveryState

logger = logging.getLogger(__name__)

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
    PUT_OFF = "put_off"
    FAILED = "failed"
    # The server itself is not there: others would fare no better now.
    SERVER_DOWN = "server_down"


def deliver_next(*, at: datetime) -> Attempt | None:
    """Send the delivery that has waited longest; return what came of it, None if none is due.

    It is leased in a transaction of its own and sent outside any: a worker killed after the
    server accepted sends it again once the lease is over, with the same Message-ID.
    """
    delivery = _lease(at)
    if delivery is None:
        return None
    if delivery.attempts > MAX_ATTEMPTS:
        # Every attempt killed its worker, so none could be written down as failed.
        return _give_up(delivery, "interrumpido en cada intento")
    try:
        _message(delivery).send()
    except Exception as error:  # each mail provider raises errors of its own
        return _write_down(delivery, error, at=at)
    delivery.state, delivery.sent_at = DeliveryState.SENT, at
    delivery.leased_until, delivery.last_error = None, ""
    delivery.save(update_fields=["state", "sent_at", "leased_until", "last_error"])
    return Attempt.SENT


def try_again(*, at: datetime) -> int:
    """Put back, with all their attempts, the deliveries that failed; return how many."""
    return Delivery.objects.filter(state=DeliveryState.FAILED).update(
        state=DeliveryState.PENDING, attempts=0, next_attempt_at=at, leased_until=None
    )


def _lease(at: datetime) -> Delivery | None:
    with transaction.atomic(durable=True):
        delivery = (
            Delivery.objects.due(at)
            .select_for_update(
                of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
            )
            .select_related("notification__info_request")
            .order_by("next_attempt_at", "pk")
            .first()
        )
        if delivery is None:
            return None
        delivery.attempts += 1
        delivery.leased_until = at + LEASE
        delivery.save(update_fields=["attempts", "leased_until"])
    return delivery


def _message(delivery: Delivery) -> EmailMessage:
    notice = delivery.notification
    answers_to = reply_address(notice.info_request.number) if notice.requester_id else ""
    return EmailMessage(
        subject=notice.subject,
        body=notice.body,
        # Where the notice comes back to, should it not be delivered; the reader sees From.
        from_email=return_address(delivery.message_id) or settings.DEFAULT_FROM_EMAIL,
        to=[delivery.address],
        reply_to=[answers_to] if answers_to else None,
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": delivery.message_id,
            **_thread(delivery),
            # RFC 3834: out-of-office replies stay away.
            "Auto-Submitted": "auto-generated",
            "Content-Language": notice.language,
        },
    )


def _thread(delivery: Delivery) -> dict[str, str]:
    """Tie the notice to the first that this person had of the same request (RFC 5322, 3.6.4)."""
    notice = delivery.notification
    told = Delivery.objects.filter(
        notification__info_request=notice.info_request_id,
        notification__recipient_key=notice.recipient_key,
    )
    first = told.order_by("pk").values_list("message_id", flat=True).first()
    if first is None or first == delivery.message_id:
        return {}
    return {"In-Reply-To": first, "References": first}


def _write_down(delivery: Delivery, error: Exception, *, at: datetime) -> Attempt:
    reason = f"{type(error).__name__}: {error}"
    if _is_final(error):
        # A final refusal is a bounce that came at once.
        tell_office(delivery, reason, at=at)
    if _is_final(error) or delivery.attempts >= MAX_ATTEMPTS:
        return _give_up(delivery, reason)
    delivery.next_attempt_at = at + PAUSES[delivery.attempts - 1]
    delivery.leased_until, delivery.last_error = None, reason[:500]
    delivery.save(update_fields=["next_attempt_at", "leased_until", "last_error"])
    # An error's text may quote the address: the log gets its name alone.
    logger.warning("delivery %s put off: %s", delivery.pk, type(error).__name__)
    return Attempt.SERVER_DOWN if _is_server_down(error) else Attempt.PUT_OFF


def _give_up(delivery: Delivery, reason: str) -> Attempt:
    delivery.state, delivery.leased_until = DeliveryState.FAILED, None
    delivery.last_error = reason[:500]
    delivery.save(update_fields=["state", "leased_until", "last_error"])
    logger.error("delivery %s failed after %s attempts", delivery.pk, delivery.attempts)
    return Attempt.FAILED


def _codes(error: Exception) -> list[int]:
    """Return what the server answered about this message or its address; empty when nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPDataError) else []


def _is_final(error: Exception) -> bool:
    codes = _codes(error)
    return bool(codes) and min(codes) >= PERMANENT


def _is_server_down(error: Exception) -> bool:
    if SERVICE_NOT_AVAILABLE in _codes(error) or isinstance(error, _OUR_SIDE):
        return True
    # smtplib's own errors are OSErrors too: only the bare ones speak of the network.
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)
