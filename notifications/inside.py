"""Notices of what an office arranges inside itself: no fact of the timeline, the same mailbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from accounts.models import User
from notifications.fan_out import delivery_of
from notifications.messages import SUBJECT_LENGTH, one_line
from notifications.models import Delivery, Notification
from requests_app.models import InformationRequest


def tell_inside(
    info_request: InformationRequest,
    people: Iterable[User],
    *,
    source_key: str,
    subject: str,
    body: str,
    page: str,
    at: datetime,
) -> int:
    """Tell each of `people` once of what `source_key` names, in the mailbox and by e-mail.

    Belongs in the caller's transaction: what is told happened, or neither is written. `source_key`
    is at most 40 characters; `page` is where the mailbox leads, from the root of the site.
    Returns how many had not been told before.
    """
    wanted = {f"user:{person.pk}": person for person in people}
    known = Notification.objects.filter(source_key=source_key, recipient_key__in=wanted)
    told = set(known.values_list("recipient_key", flat=True))
    fresh = {key: person for key, person in wanted.items() if key not in told}
    notices = Notification.objects.bulk_create(
        Notification(
            source_key=source_key,
            info_request=info_request,
            user=person,
            recipient_key=key,
            subject=one_line(subject, SUBJECT_LENGTH),
            body=f"{body.strip()}\n\n{settings.PUBLIC_URL}{page}\n",
            language=settings.LANGUAGE_CODE,
            page=page,
            created_at=at,
        )
        for key, person in fresh.items()
    )
    Delivery.objects.bulk_create(
        delivery_of(notice.pk, person.email, at)
        for notice, person in zip(notices, fresh.values(), strict=True)
    )
    return len(notices)
