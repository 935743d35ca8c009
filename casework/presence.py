"""Who else has a request open: told to its desk, forgotten within minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from casework.models import Presence
from requests_app.models import InformationRequest

# A page says it is open every 45 seconds; one that has said nothing for this long is closed.
GONE_AFTER = timedelta(minutes=2, seconds=30)


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody with the request open, and for how many whole minutes."""

    name: str
    minutes: int


def look_at(info_request: InformationRequest, user: User, *, at: datetime) -> list[Onlooker]:
    """Note that `user` has the request open at `at`; return the others who do, first come first.

    Nothing is locked: two may look, and even write, at once. Each is asked for where it matters.
    Two statements.
    """
    rows = Presence.objects.filter(info_request=info_request, seen_at__gte=at - GONE_AFTER)
    here = list(rows.select_related("person").order_by("since", "pk"))
    mine = next((row for row in here if row.person_id == user.pk), None)
    # Who comes back after a while is here since now. Two pages opened at once are one presence.
    since = mine.since if mine else at
    Presence.objects.bulk_create(
        [Presence(info_request=info_request, person=user, since=since, seen_at=at)],
        update_conflicts=True,
        unique_fields=["info_request", "person"],
        update_fields=["since", "seen_at"],
    )
    return [Onlooker(str(row.person), _minutes(at - row.since)) for row in here if row != mine]


def forget(*, at: datetime) -> int:
    """Erase who looked and looks no longer; return how many."""
    gone, _of_each = Presence.objects.filter(seen_at__lt=at - GONE_AFTER).delete()
    return gone


def _minutes(lasted: timedelta) -> int:
    return max(lasted // timedelta(minutes=1), 0)
