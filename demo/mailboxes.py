"""The newest notices in the mailboxes of the people one may sign in as; nobody is mailed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from demo.moments import instant
from demo.people import users_to_try
from notifications.messages import message_for
from notifications.models import Notification
from notifications.recipients import recipients_of
from requests_app.models import TimelineEvent

EVENTS = 120
# What came before is taken as read, so that the mailbox opens on a handful of new notices.
NEW = timedelta(days=4)
_EARLY = 6 * 60


def fill(today: date) -> int:
    """Write what the newest events of their institutions told them; return how many notices.

    Harmless when repeated: each person is told once of each event.
    """
    mine = {user.pk for user in users_to_try()}
    institutions = {
        institution_id
        for user in users_to_try()
        for institution_id in user.posts.values_list("office__institution", flat=True)
    }
    newest = TimelineEvent.objects.filter(institution__in=institutions).order_by("-recorded_at")
    events = newest.select_related("institution", "info_request__requester")[:EVENTS]
    notices = [notice for event in reversed(events) for notice in _notices(event, mine, today)]
    Notification.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _notices(event: TimelineEvent, mine: set[int], today: date) -> Iterator[Notification]:
    on = event.happened_on
    for recipient in recipients_of(event, on=on):
        if recipient.user_id not in mine:
            continue
        message = message_for(event, recipient.audience, on=on)
        is_read = event.recorded_at < instant(today, _EARLY) - NEW
        yield Notification(
            source_key=f"event:{event.pk}",
            info_request=event.info_request,
            user_id=recipient.user_id,
            recipient_key=recipient.key,
            subject=message.subject,
            body=message.body,
            language=message.language,
            created_at=event.recorded_at,
            read_at=event.recorded_at if is_read else None,
        )
