"""What whoever leads an institution's office must see: what presses, what waits for them, who
has how much, and how the office does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F

from accounts.models import User
from answering.signing import Waiting, waiting_for
from casework.models import Assignment, Subtask
from casework.request_work import Errand, errands_of
from casework.states import WITH_THE_UNIT
from casework.worklist.buckets import SOON_DAYS, Bucket
from casework.worklist.load import Load, load_by_person, load_by_unit
from casework.worklist.pages import WorkItem, page_of, to_decide_or_obey
from casework.worklist.people import surroundings_of
from casework.worklist.wanted import Wanted
from look.figures.periods import Period
from offices.models import Duty, Institution, OfficeKind, Post
from requests_app.desks import Desk
from requests_app.models import Term
from requests_app.models.request import STILL_ANSWERABLE
from requests_app.policies import holds_duty
from stats.figures import Figures, Scope, figures

PRESSING_SHOWN = 15
ERRANDS_SHOWN = 10
# What every office must have (art. 6), and who decides for the institution (art. 19).
NEEDED = (Duty.OFFICER, Duty.HIGHEST_AUTHORITY)


@dataclass(frozen=True, slots=True)
class Dated:
    """A term somebody must act on, with the business days left."""

    term: Term
    days_left: int


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Somebody who works here no longer and still has open requests in their name."""

    person: User
    open: int


@dataclass(frozen=True, slots=True)
class Overview:
    """One office on one day, as it is seen by whoever leads it."""

    place: Institution
    on: date
    is_authority: bool
    counts: dict[Bucket, int]
    # What is late or due within three business days, most urgent first.
    pressing: list[WorkItem]
    to_sign: list[Waiting]
    to_decide: list[Dated]
    errands: tuple[Errand, ...]
    people: list[Load]
    units: list[Load]
    left_behind: list[LeftBehind]
    vacant: list[Duty]
    figures: Figures


def overview_of(desk: Desk, place: Institution) -> Overview:
    """Return what the person of the desk sees as a lead of `place`; a fixed number of queries."""
    here = replace(desk, institutions=(place,), calendars={place.pk: desk.calendars[place.pk]})
    around = surroundings_of(here)
    on = desk.on
    return Overview(
        place=place,
        on=on,
        is_authority=holds_duty(desk.user, place.pk, (Duty.HIGHEST_AUTHORITY,), on=on),
        counts=around.docket.counts(Wanted()),
        pressing=_pressing(page_of(around.docket, Wanted(), size=PRESSING_SHOWN).items),
        to_sign=[one for one in waiting_for(desk.user, on) if one.draft.institution_id == place.pk],
        to_decide=[
            Dated(term, here.days_left(place.pk, term.due_on))
            for term in to_decide_or_obey(around.docket)
        ],
        errands=_late_errands(place, on=on),
        people=load_by_person(around),
        units=load_by_unit(around) if around.units else [],
        left_behind=left_behind(place, around.people),
        vacant=vacant_duties(place, on=on),
        figures=figures(Period.last_twelve(on), Scope(institution_id=place.pk)),
    )


def vacant_duties(place: Institution, *, on: date) -> list[Duty]:
    """Return the duties an office needs and nobody holds on that day."""
    held = set(
        Post.objects.held_on(on)
        .filter(office__institution=place, office__kind=OfficeKind.ACCESS)
        .values_list("duty", flat=True)
    )
    return [duty for duty in NEEDED if duty not in held]


def left_behind(place: Institution, here: Collection[int]) -> list[LeftBehind]:
    """Return who still has open requests of `place` and is not among `here`, by their keys."""
    rows = Assignment.objects.in_force().filter(
        institution=place, person__isnull=False, info_request__stage__in=STILL_ANSWERABLE
    )
    counted = rows.exclude(person__in=here).values("person").annotate(open=Count("pk")).order_by()
    open_of = dict(counted.values_list("person", "open"))
    people = User.objects.filter(pk__in=open_of).order_by("full_name", "email")
    return [LeftBehind(person, open_of[person.pk]) for person in people]


def _pressing(items: list[WorkItem]) -> list[WorkItem]:
    return [item for item in items if item.days_left is not None and item.days_left <= SOON_DAYS]


def _late_errands(place: Institution, *, on: date) -> tuple[Errand, ...]:
    late = Subtask.objects.filter(
        institution=place,
        state__in=WITH_THE_UNIT,
        due_on__lte=on,
        info_request__institution=F("institution"),
        info_request__stage__in=STILL_ANSWERABLE,
    )
    rows = late.select_related("unit", "institution", "info_request").order_by("due_on", "pk")
    return errands_of(rows[:ERRANDS_SHOWN], on=on)
