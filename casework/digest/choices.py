"""Who receives the digest of an office, about what, and at which hour."""

from __future__ import annotations

from datetime import date, datetime

from accounts.actors import Actor
from accounts.models import User
from casework.models import DeskChoice, DigestHour, DigestScope
from casework.models.digest import USUAL_HOUR
from offices.calendars import local_date
from offices.models import Duty, Institution, Post
from requests_app import policies
from requests_app.errors import NotYours
from requests_app.policies import DESK_DUTIES

# Who leads the institution is told of what is theirs to sign; a list of work is not.
_BY_POST = {
    Duty.OFFICER: DigestScope.ALL,
    Duty.HEAD: DigestScope.ALL,
    Duty.HIGHEST_AUTHORITY: DigestScope.NONE,
}


def choose(user: User, scope: DigestScope) -> None:
    """Tell `user` so much from tomorrow's digest on."""
    DeskChoice.objects.update_or_create(user=user, defaults={"digest": scope})


def set_hour(institution: Institution, hour: int, *, by: Actor, at: datetime) -> None:
    """Have the office's digest at that local hour; its head decides. Raises NotYours."""
    if not may_set_hour(by, institution, on=local_date(at)):
        raise NotYours
    DigestHour.objects.update_or_create(institution=institution, defaults={"hour": hour})


def may_set_hour(by: Actor, institution: Institution, *, on: date) -> bool:
    """Say whether the actor leads that office on that day."""
    return by.user is not None and policies.holds_duty(by.user, institution.pk, (Duty.HEAD,), on=on)


def hour_of(institution: Institution) -> int:
    """Return the local hour at which the office has its digest."""
    row = DigestHour.objects.filter(institution=institution).first()
    return row.hour if row else USUAL_HOUR


def scope_of(user: User, institution_id: int, *, on: date) -> DigestScope:
    """Return what `user` is told of that office: as they chose, or else as fits their post.

    Without a post at its desk, nothing.
    """
    duties = Post.objects.held_on(on).filter(
        holder=user, duty__in=DESK_DUTIES, office__institution_id=institution_id
    )
    held = set(duties.values_list("duty", flat=True))
    if not held:
        return DigestScope.NONE
    chosen = DeskChoice.objects.filter(user=user).values_list("digest", flat=True).first()
    if chosen:
        return DigestScope(chosen)
    by_post = {_BY_POST[Duty(duty)] for duty in held}
    return DigestScope.ALL if DigestScope.ALL in by_post else DigestScope.NONE
