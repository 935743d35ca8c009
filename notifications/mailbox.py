"""The mailbox inside the system: what each person was told, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from notifications.models import Notification
from requests_app.models import InformationRequest

PAGE = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Some notices, newest first, and the keys of the neighbouring pages (None: there is none)."""

    notices: Sequence[Notification]
    newer_than: int | None
    older_than: int | None


def page_of(
    user: User, *, older_than: int | None = None, newer_than: int | None = None, size: int = PAGE
) -> Page:
    """Return a page of the notices of `user`: the newest, or the ones next to a known key."""
    mine = Notification.objects.visible_to(user).select_related("info_request")
    if newer_than is not None:
        # The ones just above the key, then turned round to read newest first.
        rows = list(mine.filter(pk__gt=newer_than).order_by("pk")[: size + 1])
        shown = rows[:size][::-1]
        return _page(shown, has_newer=len(rows) > size, has_older=True)
    if older_than is not None:
        mine = mine.filter(pk__lt=older_than)
    rows = list(mine.order_by("-pk")[: size + 1])
    return _page(rows[:size], has_newer=older_than is not None, has_older=len(rows) > size)


def _page(shown: list[Notification], *, has_newer: bool, has_older: bool) -> Page:
    return Page(
        shown,
        newer_than=shown[0].pk if shown and has_newer else None,
        older_than=shown[-1].pk if shown and has_older else None,
    )


def unread_count(user: User) -> int:
    """Return how many notices `user` has not marked as read."""
    return Notification.objects.visible_to(user).unread().count()


def mark_read(user: User, *, at: datetime, notice_id: int | None = None) -> int:
    """Mark one notice of `user`, or all of them, as read; return how many were not yet."""
    unread = Notification.objects.visible_to(user).unread()
    chosen = unread if notice_id is None else unread.filter(pk=notice_id)
    return chosen.update(read_at=at)


def for_request(info_request: InformationRequest) -> list[Notification]:
    """Return what the requester of `info_request` was told, newest first.

    Whoever shows them has checked the tracking code.
    """
    told = Notification.objects.filter(requester_id=info_request.requester_id)
    return list(told.order_by("-pk"))
