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
    """
    Presence.objects.filter(seen_at__lt=at - GONE_AFTER).delete()
    # The stale are gone, so that who comes back after a while is here since now.
    presence, is_new = Presence.objects.get_or_create(
        info_request=info_request, person=user, defaults={"since": at, "seen_at": at}
    )
    if not is_new and presence.seen_at < at:
        Presence.objects.filter(pk=presence.pk).update(seen_at=at)
    others = Presence.objects.filter(info_request=info_request).exclude(person=user)
    rows = others.select_related("person").order_by("since", "pk")
    return [Onlooker(str(row.person), _minutes(at - row.since)) for row in rows]


def _minutes(lasted: timedelta) -> int:
    return max(lasted // timedelta(minutes=1), 0)
