"""Who is away and who stands in: a substitute's authority comes from a post with its dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from offices.errors import (
    AwayAlready,
    CannotStandIn,
    EndsBeforeItStarts,
    NotAtThisOffice,
    NotYourAbsence,
    OverAlready,
    StartsInThePast,
)
from offices.models import Absence, Duty, Office, Post
from offices.models.post import DESK_DUTIES

# The highest authority decides and signs: who does so meanwhile is named by a formal act, which
# the registry records as a post of its own, and not by noting an absence.
PASSED_ON = (Duty.OFFICER, Duty.HEAD)
_LEADS = (Duty.HEAD, Duty.HIGHEST_AUTHORITY)
_ONE_DAY = timedelta(days=1)


def note_absence(
    office: Office,
    person: User,
    substitute: User,
    *,
    starts_on: date,
    ends_on: date,
    by: User,
    on: date,
    at: datetime,
) -> Absence:
    """Say that `person` is away on those days, both included, and who does their work.

    What the person may do and the substitute may not becomes a post of the substitute for those
    days and no longer. Both keep whatever else they hold. Said by the person or whoever leads the
    office. Raises NotYourAbsence, StartsInThePast, EndsBeforeItStarts, NotAtThisOffice,
    AwayAlready, CannotStandIn.
    """
    if starts_on < on:
        raise StartsInThePast
    if ends_on < starts_on:
        raise EndsBeforeItStarts
    with transaction.atomic(durable=True):
        # The office's row is the lock under which its people and absences are compared.
        locked = Office.objects.select_for_update().get(pk=office.pk)
        is_lead = _require_a_say(locked, person, by=by, on=on)
        posts = _of(locked, person, starts_on).filter(duty__in=PASSED_ON, stands_in_for=None)
        if not posts:
            raise NotAtThisOffice
        clashing = Absence.objects.filter(office=locked, starts_on__lte=ends_on).filter(
            ends_on__gte=starts_on
        )
        if clashing.filter(person=person).exists():
            raise AwayAlready
        # Who is no officer becomes one only by the word of whoever leads the office.
        duties = tuple(Duty) if is_lead else DESK_DUTIES
        is_here = _of(locked, substitute, starts_on).filter(duty__in=duties).exists()
        if substitute == person or not is_here or clashing.filter(person=substitute).exists():
            raise CannotStandIn
        _stand_in(substitute, posts, starts_on=starts_on, ends_on=ends_on)
        return Absence.objects.create(
            office=locked,
            person=person,
            substitute=substitute,
            starts_on=starts_on,
            ends_on=ends_on,
            announced_until=ends_on,
            noted_by=by,
            noted_at=at,
        )


def end_absence(absence: Absence, *, by: User, on: date, at: datetime) -> Absence:
    """Note that the person is back on `on`, or that they do not leave after all.

    A substitute who has begun keeps the post until the end of that day, so that nothing under
    way is cut off. Raises NotYourAbsence, OverAlready.
    """
    with transaction.atomic(durable=True):
        Office.objects.select_for_update().get(pk=absence.office_id)
        known = Absence.objects.select_related("office", "person").get(pk=absence.pk)
        _require_a_say(known.office, known.person, by=by, on=on)
        if known.ends_on < max(on, known.starts_on):
            raise OverAlready
        stand_ins = Post.objects.filter(
            holder=known.substitute_id,
            stands_in_for__holder=known.person_id,
            stands_in_for__office=known.office_id,
            ends_on__gte=known.starts_on,
            starts_on__lte=known.ends_on,
        )
        stand_ins.filter(starts_on__gt=on).delete()
        stand_ins.filter(starts_on__lte=on).update(ends_on=on)
        known.ends_on = max(on, known.starts_on) - _ONE_DAY
        known.ended_by, known.ended_at = by, at
        known.save(update_fields=["ends_on", "ended_by", "ended_at"])
        return known


def in_place_of(user: User, *, on: date) -> frozenset[int]:
    """Return the keys of those whose work `user` does that day, themselves included.

    Who stands in for somebody and is away too passes on both.
    """
    away = dict(Absence.objects.in_force(on).values_list("person", "substitute"))
    return frozenset({user.pk, *(key for key in away if _whoever_works(key, away) == user.pk)})


def whoever_works_for(people: Iterable[int], *, on: date) -> dict[int, int]:
    """Return for each person, by key, the key of who does their work that day."""
    away = dict(Absence.objects.in_force(on).values_list("person", "substitute"))
    return {key: _whoever_works(key, away) for key in people}


def _whoever_works(key: int, away: dict[int, int]) -> int:
    seen = {key}
    while key in away and away[key] not in seen:
        key = away[key]
        seen.add(key)
    return key


def _require_a_say(office: Office, person: User, *, by: User, on: date) -> bool:
    """Say whether who says it leads the office. Raises NotYourAbsence."""
    duties = set(_of(office, by, on).values_list("duty", flat=True))
    is_lead = not duties.isdisjoint(_LEADS)
    is_own = by == person and not duties.isdisjoint(PASSED_ON)
    if not is_lead and not is_own:
        raise NotYourAbsence
    return is_lead


def _of(office: Office, user: User, on: date) -> QuerySet[Post]:
    return Post.objects.held_on(on).filter(office=office, holder=user)


def _stand_in(substitute: User, posts: Iterable[Post], *, starts_on: date, ends_on: date) -> None:
    for post in posts:
        last = min(ends_on, post.ends_on or ends_on)
        own = Post.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=last),
            office=post.office_id,
            holder=substitute,
            duty=post.duty,
            starts_on__lte=starts_on,
            stands_in_for=None,
        )
        if not own.exists():
            Post.objects.create(
                office_id=post.office_id,
                holder=substitute,
                duty=post.duty,
                starts_on=starts_on,
                ends_on=last,
                stands_in_for=post,
            )
