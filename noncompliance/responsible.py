"""Who was responsible on which day: where a request was, and who held which post there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from offices.models import Absence, Duty, Institution, Post
from offices.models.post import DESK_DUTIES
from requests_app.models import InformationRequest, Leg

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one post over some days, both included; `to_on` None while it lasts.

    `stands_in_for` names whose post it is while they are away. `away` are the days on which this
    person had said to be absent, each with the name of who did their work.
    """

    post_id: int
    institution_id: int
    duty: str
    person: str
    from_on: date
    to_on: date | None = None
    stands_in_for: str = ""
    away: tuple[tuple[date, date, str], ...] = field(default=())

    def on(self, day: date) -> InPost | None:
        """Return what it was that day; None outside it."""
        if day < self.from_on or (self.to_on is not None and day > self.to_on):
            return None
        covers = [name for first, last, name in self.away if first <= day <= last]
        return InPost(
            self.post_id, self.duty, self.person, self.stands_in_for, covers[0] if covers else ""
        )


@dataclass(frozen=True, slots=True)
class InPost:
    """Who held a post on some days. `covered_by` names their substitute while they were away."""

    post_id: int
    duty: str
    person: str
    stands_in_for: str = ""
    covered_by: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Days, both included, on which one institution had the request and nobody's post changed."""

    institution_id: int
    institution: str
    from_on: date
    to_on: date
    officers: tuple[InPost, ...]
    heads: tuple[InPost, ...]
    authorities: tuple[InPost, ...]

    @property
    def vacant(self) -> tuple[Duty, ...]:
        """The duties that nobody held on those days."""
        posts = zip(DESK_DUTIES, (self.officers, self.heads, self.authorities), strict=True)
        return tuple(duty for duty, held in posts if not held)


@dataclass(frozen=True, slots=True)
class Stay:
    """Days, both included, on which one institution had the request."""

    institution_id: int
    from_on: date
    to_on: date


def held_by_day(info_request: InformationRequest, *, until: date) -> tuple[Held, ...]:
    """Return, in order and without gaps, who was responsible from presentation to `until`."""
    return responsible_for([info_request], until={info_request.pk: until})[info_request.pk]


def responsible_for(
    requests: Sequence[InformationRequest], *, until: Mapping[int, date]
) -> dict[int, tuple[Held, ...]]:
    """Return the same for several requests, by primary key, each until its own day.

    Four queries, however many they are. A request presented after its last day has no rows.
    """
    legs = Leg.objects.filter(info_request__in=[row.pk for row in requests])
    legs_of: dict[int, list[Leg]] = defaultdict(list)
    for leg in legs.order_by("forwarded_on", "pk"):
        legs_of[leg.info_request_id].append(leg)
    stays = {row.pk: _stays_of(row, legs_of[row.pk], until[row.pk]) for row in requests}
    places = {stay.institution_id for some in stays.values() for stay in some}
    names = dict(Institution.objects.filter(pk__in=places).values_list("pk", "name"))
    tenures = _tenures_at(places)
    return {
        key: tuple(
            one
            for stay in some
            for one in split(stay, names[stay.institution_id], tenures[stay.institution_id])
        )
        for key, some in stays.items()
    }


def stays_between(
    first: int, moves: Iterable[tuple[date, int]], *, from_on: date, until: date
) -> tuple[Stay, ...]:
    """Return where a request was: it began at `first` and moved, in order, to others.

    The day of a move is of whoever receives it; who had it for part of a day only has no row.
    """
    stays: list[Stay] = []
    here, since = first, from_on
    for day, to in moves:
        if day > until:
            break
        if day > since:
            stays.append(Stay(here, since, day - _ONE_DAY))
        here, since = to, max(since, day)
    if since <= until:
        stays.append(Stay(here, since, until))
    return tuple(stays)


def split(stay: Stay, name: str, tenures: Sequence[Tenure]) -> list[Held]:
    """Cut a stay at every day on which somebody took up a post, left it, went away or returned."""
    days = sorted({stay.from_on, *_changes(tenures, stay)})
    held: list[Held] = []
    for first, following in zip(days, [*days[1:], stay.to_on + _ONE_DAY], strict=True):
        one = _held_on(first, following - _ONE_DAY, stay.institution_id, name, tenures)
        if held and replace(held[-1], to_on=one.to_on) == replace(one, from_on=held[-1].from_on):
            one = replace(held.pop(), to_on=one.to_on)
        held.append(one)
    return held


def _held_on(
    first: date, last: date, institution_id: int, name: str, tenures: Sequence[Tenure]
) -> Held:
    present = [in_post for tenure in tenures if (in_post := tenure.on(first)) is not None]
    officers, heads, authorities = (
        tuple(in_post for in_post in present if in_post.duty == duty) for duty in DESK_DUTIES
    )
    return Held(institution_id, name, first, last, officers, heads, authorities)


def _changes(tenures: Iterable[Tenure], stay: Stay) -> Iterable[date]:
    for tenure in tenures:
        spans = [(tenure.from_on, tenure.to_on)]
        spans += [(first, last) for first, last, _name in tenure.away]
        for first, last in spans:
            yield from (
                day
                for day in (first, last + _ONE_DAY if last is not None else first)
                if stay.from_on < day <= stay.to_on
            )


def _stays_of(
    info_request: InformationRequest, legs: Sequence[Leg], until: date
) -> tuple[Stay, ...]:
    moves = [(leg.forwarded_on, leg.to_institution_id) for leg in legs]
    return stays_between(
        info_request.first_institution_id, moves, from_on=info_request.presented_on, until=until
    )


def _tenures_at(places: Iterable[int]) -> dict[int, list[Tenure]]:
    """Return the posts of those institutions that work on requests, whoever may sign in today.

    A substitute's post ends with the post it stands in for, as everywhere else.
    """
    posts = Post.objects.filter(
        office__institution__in=places, duty__in=DESK_DUTIES
    ).select_related("holder", "office", "stands_in_for__holder")
    absences = Absence.objects.filter(office__institution__in=places).select_related("substitute")
    away: dict[tuple[int, int], list[tuple[date, date, str]]] = defaultdict(list)
    for absence in absences:
        if absence.starts_on <= absence.ends_on:
            days = (absence.starts_on, absence.ends_on, str(absence.substitute))
            away[absence.office_id, absence.person_id].append(days)
    tenures: dict[int, list[Tenure]] = defaultdict(list)
    for post in posts.order_by("starts_on", "pk"):
        stood_in_for = post.stands_in_for
        tenures[post.office.institution_id].append(
            Tenure(
                post_id=post.pk,
                institution_id=post.office.institution_id,
                duty=post.duty,
                person=str(post.holder),
                from_on=post.starts_on,
                to_on=_first_end(post.ends_on, stood_in_for.ends_on if stood_in_for else None),
                stands_in_for=str(stood_in_for.holder) if stood_in_for else "",
                away=tuple(sorted(away[post.office_id, post.holder_id])),
            )
        )
    return tenures


def _first_end(*ends: date | None) -> date | None:
    return min((end for end in ends if end is not None), default=None)
