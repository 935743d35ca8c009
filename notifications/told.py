"""What was told of each fact, to whom by their duty, and how it left: never anybody's address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from notifications.models import Delivery, Notification
from notifications.states import DeliveryState
from offices.calendars import local_date
from offices.models import Duty, Post

_SOURCE = "event:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldNotice:
    """One notice of one event: `to` is a duty and its office, or who asked, never a name.

    `channel` is empty for a notice that stayed in the mailbox; then so are `state` and `sent_at`.
    What a mail server answered is left out: it repeats addresses.
    """

    event_id: int
    info_request_id: int
    to: str
    is_requesters: bool
    told_at: datetime
    read_at: datetime | None
    channel: str
    state: str
    attempts: int
    sent_at: datetime | None

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(DeliveryState(self.state).label) if self.state else _("En el buzón del sistema")

    @property
    def is_settled(self) -> bool:
        """Whether it reached its mail server, or stayed in the mailbox as it was meant to."""
        return self.state in {"", DeliveryState.SENT}


@dataclass(frozen=True, slots=True)
class _Held:
    duty: str
    place: str
    from_on: date
    to_on: date | None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


def told_of(requests: Collection[int]) -> list[ToldNotice]:
    """Return the notices of those requests' events, by key, in the order in which they were made.

    An office's own reminders, which are no fact of the request, are left out. Three queries.
    """
    notices = Notification.objects.filter(info_request__in=requests, source_key__startswith=_SOURCE)
    rows = list(notices.select_related("office__institution").order_by("pk"))
    deliveries = {
        one.notification_id: one
        for one in Delivery.objects.filter(notification__in=[row.pk for row in rows])
    }
    held = _held_by({row.user_id for row in rows if row.user_id is not None})
    return [_told(row, deliveries.get(row.pk), held) for row in rows]


def _told(
    row: Notification, delivery: Delivery | None, held: Mapping[int, Iterable[_Held]]
) -> ToldNotice:
    return ToldNotice(
        event_id=int(row.source_key.removeprefix(_SOURCE)),
        info_request_id=row.info_request_id,
        to=_to(row, held),
        is_requesters=row.requester_id is not None,
        told_at=row.created_at,
        read_at=row.read_at,
        channel=delivery.channel if delivery else "",
        state=delivery.state if delivery else "",
        attempts=delivery.attempts if delivery else 0,
        sent_at=delivery.sent_at if delivery else None,
    )


def _to(row: Notification, held: Mapping[int, Iterable[_Held]]) -> str:
    if row.requester_id is not None:
        return _("La persona solicitante")
    if row.office is not None:
        return _("%(office)s, a su propia dirección") % {"office": row.office}
    day = local_date(row.created_at)
    posts = [one for one in held.get(row.user_id or 0, ()) if one.covers(day)]
    duties = dict.fromkeys(f"{Duty(one.duty).label}, {one.place}" for one in posts)
    return "; ".join(duties) or _("Una persona sin función vigente ese día")


def _held_by(users: Collection[int]) -> Mapping[int, list[_Held]]:
    found: dict[int, list[_Held]] = defaultdict(list)
    posts = Post.objects.filter(holder__in=users).order_by("pk")
    columns = ("holder", "duty", "office__institution__name", "starts_on", "ends_on")
    for holder, duty, place, from_on, to_on in posts.values_list(*columns):
        found[holder].append(_Held(duty, place, from_on, to_on))
    return found
