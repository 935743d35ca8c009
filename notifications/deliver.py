"""Notices on their way out: one e-mail at a time, with pauses, never lost in silence."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage

from mailing.attempts import (
    Attempt,
    is_final,
    is_used_up,
    lease_next,
    next_attempt,
    put_off,
)
from notifications.mail_in.addresses import office_address, reply_address, return_address
from notifications.models import Delivery, Notification
from notifications.not_told import tell_office
from notifications.states import DeliveryState

logger = logging.getLogger(__name__)


def deliver_next(*, at: datetime) -> Attempt | None:
    """Send the delivery that has waited longest; return what came of it, None if none is due.

    It is leased in a transaction of its own and sent outside any: a worker killed after the
    server accepted sends it again once the lease is over, with the same Message-ID.
    """
    due = Delivery.objects.due(at).select_related("notification__info_request")
    delivery = lease_next(due, at=at)
    if delivery is None:
        return None
    if is_used_up(delivery.attempts):
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


def _message(delivery: Delivery) -> EmailMessage:
    notice = delivery.notification
    answers_to = _answers_to(notice)
    message = EmailMessage(
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
    # Only an office is sent files: who asked finds theirs on the site, and officials too.
    for document in notice.files.all() if notice.office_id else ():
        with document.content.open("rb") as content:
            message.attach(document.name, content.read(), document.media_type)
    return message


def _answers_to(notice: Notification) -> str:
    if notice.requester_id:
        return reply_address(notice.info_request.number)
    return office_address(notice.info_request.number) if notice.office_id else ""


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
    if is_final(error):
        # A final refusal is a bounce that came at once.
        tell_office(delivery, reason, at=at)
    again_at = next_attempt(error, attempts=delivery.attempts, at=at)
    if again_at is None:
        return _give_up(delivery, reason)
    delivery.next_attempt_at = again_at
    delivery.leased_until, delivery.last_error = None, reason[:500]
    delivery.save(update_fields=["next_attempt_at", "leased_until", "last_error"])
    # An error's text may quote the address: the log gets its name alone.
    logger.warning("delivery %s put off: %s", delivery.pk, type(error).__name__)
    return put_off(error)


def _give_up(delivery: Delivery, reason: str) -> Attempt:
    delivery.state, delivery.leased_until = DeliveryState.FAILED, None
    delivery.last_error = reason[:500]
    delivery.save(update_fields=["state", "leased_until", "last_error"])
    logger.error("delivery %s failed after %s attempts", delivery.pk, delivery.attempts)
    return Attempt.FAILED
