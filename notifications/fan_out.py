"""From one fact in the outbox to one notice for each person who must hear of it."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from notifications.messages import Message, message_for
from notifications.models import Delivery, Notification
from notifications.recipients import Audience, Recipient, recipients_of
from notifications.states import Channel
from offices.calendars import local_date
from requests_app.models import OutboxEntry, TimelineEvent

logger = logging.getLogger(__name__)

# Far longer than one entry takes: a worker that was killed gives it back by letting this pass.
LEASE = timedelta(minutes=2)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (15, 60, 300, 1800))
MAX_ATTEMPTS = len(PAUSES) + 1
# One attempt beyond the last says that the entry was set aside and that somebody was told.
SET_ASIDE = MAX_ATTEMPTS + 1


def fan_out_next(*, at: datetime) -> int | None:
    """Make the notices of the oldest waiting fact; return how many it has, None if none waits.

    The entry is leased in a transaction of its own; its notices, their deliveries and the mark
    that it is done are written in another. Killed anywhere, it is done again and each person
    still has one notice. A failure is written down and tried again after a pause.
    """
    entry = _lease(at)
    if entry is None:
        return None
    try:
        return _tell(entry, at=at)
    except Exception as error:  # whatever is wrong with one fact, the others must be told
        _write_down(entry, error, at=at)
        return 0


def set_aside() -> QuerySet[OutboxEntry]:
    """Return the facts whose notices could not be made: an operator must look at them."""
    return OutboxEntry.objects.filter(done_at=None, attempts__gte=SET_ASIDE)


def put_back() -> int:
    """Try again, from the beginning, what was set aside; return how many entries."""
    return set_aside().update(attempts=0, leased_until=None)


def _lease(at: datetime) -> OutboxEntry | None:
    """Take the oldest free entry; one whose attempts are used up is set aside on the way."""
    with transaction.atomic(durable=True):
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        waiting = OutboxEntry.objects.filter(free, done_at=None, attempts__lt=SET_ASIDE)
        locked = waiting.select_for_update(
            of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
        )
        entry = locked.order_by("pk").first()
        while entry is not None and entry.attempts >= MAX_ATTEMPTS:
            _step_aside(entry)
            entry = locked.order_by("pk").first()
        if entry is None:
            return None
        entry.attempts += 1
        entry.leased_until = at + LEASE
        entry.save(update_fields=["attempts", "leased_until"])
    return entry


def _step_aside(entry: OutboxEntry) -> None:
    entry.attempts = SET_ASIDE
    entry.save(update_fields=["attempts"])
    logger.error("the notices of event %s cannot be made; it was set aside", entry.pk)


def _write_down(entry: OutboxEntry, error: Exception, *, at: datetime) -> None:
    # After the last attempt there is no pause: the next look sets the entry aside at once.
    is_last = entry.attempts >= MAX_ATTEMPTS
    pause = timedelta(0) if is_last else PAUSES[entry.attempts - 1]
    entry.leased_until = at + pause
    entry.last_error = f"{type(error).__name__}: {error}"[:500]
    entry.save(update_fields=["leased_until", "last_error"])
    logger.warning("the notices of event %s failed: %s", entry.pk, type(error).__name__)


def _tell(entry: OutboxEntry, *, at: datetime) -> int:
    event = TimelineEvent.objects.select_related(
        "institution", "info_request__requester", "info_request__institution"
    ).get(pk=entry.pk)
    on = local_date(at)
    recipients = recipients_of(event, on=on)
    audiences = {recipient.audience for recipient in recipients}
    messages = {audience: message_for(event, audience, on=on) for audience in audiences}
    with transaction.atomic(durable=True):
        _save(event, recipients, messages, at=at)
        entry.done_at, entry.leased_until, entry.last_error = at, None, ""
        entry.save(update_fields=["done_at", "leased_until", "last_error"])
    return len(recipients)


def _save(
    event: TimelineEvent,
    recipients: list[Recipient],
    messages: dict[Audience, Message],
    *,
    at: datetime,
) -> None:
    source_key = f"event:{event.pk}"
    # Conflicts are what an earlier attempt, or a worker whose lease ran out, already wrote.
    Notification.objects.bulk_create(
        (
            _notice(event, recipient, messages[recipient.audience], source_key, at)
            for recipient in recipients
        ),
        ignore_conflicts=True,
    )
    written = Notification.objects.filter(source_key=source_key)
    keys = dict(written.values_list("recipient_key", "pk"))
    Delivery.objects.bulk_create(
        (
            delivery_of(keys[recipient.key], recipient.address, at)
            for recipient in recipients
            if recipient.address
        ),
        ignore_conflicts=True,
    )


def _notice(
    event: TimelineEvent, recipient: Recipient, message: Message, source_key: str, at: datetime
) -> Notification:
    return Notification(
        source_key=source_key,
        info_request=event.info_request,
        user_id=recipient.user_id,
        requester_id=recipient.requester_id,
        office_id=recipient.office_id,
        recipient_key=recipient.key,
        subject=message.subject,
        body=message.body,
        language=message.language,
        created_at=at,
    )


def delivery_of(notification_id: int, address: str, at: datetime) -> Delivery:
    """Return the delivery of a notice by e-mail, ready to be saved and due at once."""
    # Drawn, not numbered: after a restore the same number may belong to another message.
    host = urlsplit(settings.PUBLIC_URL).hostname
    return Delivery(
        notification_id=notification_id,
        channel=Channel.EMAIL,
        address=address,
        message_id=f"<aip-delivery-{uuid.uuid4().hex}@{host}>",
        next_attempt_at=at,
    )
