"""Pages of the list: a few lines at a time, in an order that new requests do not disturb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from casework.models import Assignment, RequestLabel
from casework.worklist.risk import Risk, risk
from casework.worklist.rows import Docket, Rows
from casework.worklist.wanted import Place, Wanted
from law.terms import TermKind
from requests_app.models import InformationRequest, Term
from requests_app.models.request import STILL_ANSWERABLE

PAGE_SIZE = 25
ABOVE_SHOWN = 20


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the list; `days_left` is None once nobody owes an answer.

    `person` and `unit` are keys, None for nobody; a person may have left since.
    """

    info_request: InformationRequest
    due_on: date
    days_left: int | None
    risk: Risk
    person: int | None
    unit: int | None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of the list, and the places from which the neighbouring pages start."""

    items: list[WorkItem]
    previous: Place | None
    following: Place | None


def page_of(docket: Docket, wanted: Wanted, *, size: int = PAGE_SIZE) -> Page:
    """Return the lines wanted: what waits by due date, then by risk; all else newest first."""
    going_back = wanted.before is not None
    place = wanted.before or wanted.after
    rows = ordered(docket, wanted, place=place, going_back=going_back)
    found = list(_with_hands(rows).select_related("institution")[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if going_back:
        found.reverse()
    labels = _labels_of(found)
    items = [_item(docket, row, labels.get(row.pk, ())) for row in found]
    return Page(
        items,
        previous=_place(items[:1]) if (has_more if going_back else place) else None,
        following=_place(items[-1:]) if (has_more or going_back) else None,
    )


def ordered(
    docket: Docket, wanted: Wanted, *, place: Place | None = None, going_back: bool = False
) -> Rows:
    """Return those wanted beyond a place of the list, most urgent first; `at_risk` says why."""
    rows = docket.narrowed(wanted).annotate(at_risk=risk(docket.colleagues))
    forwards = wanted.waits != going_back
    if place is not None:
        rows = rows.filter(_beyond(place, forwards=forwards))
    order = ["due_on", "-at_risk", "pk"] if forwards else ["-due_on", "at_risk", "-pk"]
    return rows.order_by(*order)


def to_decide_or_obey(docket: Docket) -> list[Term]:
    """Return the first appeals to decide and court orders to comply with: their terms, soonest
    first, each with its request."""
    kinds = (TermKind.RECONSIDERATION_DECISION, TermKind.COMPLIANCE)
    running = Term.objects.running().filter(
        kind__in=kinds, info_request__institution__in=list(docket.desk.calendars)
    )
    return list(running.select_related("info_request").order_by("due_on", "pk")[:ABOVE_SHOWN])


def _beyond(place: Place, *, forwards: bool) -> Q:
    same_day = Q(due_on=place.due_on)
    if forwards:
        later = Q(due_on__gt=place.due_on) | (same_day & Q(at_risk__lt=place.risk))
        return later | (same_day & Q(at_risk=place.risk, pk__gt=place.pk))
    sooner = Q(due_on__lt=place.due_on) | (same_day & Q(at_risk__gt=place.risk))
    return sooner | (same_day & Q(at_risk=place.risk, pk__lt=place.pk))


def _with_hands(rows: Rows) -> Rows:
    given = Assignment.objects.filter(
        info_request=OuterRef("pk"), institution=OuterRef("institution"), ended_at=None
    )
    return rows.annotate(
        in_person=Subquery(given.values("person")[:1]), in_unit=Subquery(given.values("unit")[:1])
    )


def _labels_of(rows: list[InformationRequest]) -> dict[int, tuple[str, ...]]:
    if not rows:
        return {}
    put = RequestLabel.objects.in_force().filter(info_request__in=[row.pk for row in rows])
    found: dict[int, tuple[str, ...]] = {}
    for key, name in put.order_by("label__name").values_list("info_request", "label__name"):
        found[key] = (*found.get(key, ()), name)
    return found


def _item(docket: Docket, row: InformationRequest, labels: tuple[str, ...]) -> WorkItem:
    known = row.__dict__  # annotated by ordered() and _with_hands()
    waits = row.stage in STILL_ANSWERABLE
    due_on: date = known["due_on"]
    left = docket.desk.days_left(row.institution_id, due_on) if waits else None
    at_risk = Risk(known["at_risk"])
    return WorkItem(row, due_on, left, at_risk, known["in_person"], known["in_unit"], labels)


def _place(items: list[WorkItem]) -> Place | None:
    if not items:
        return None
    return Place(items[0].due_on, int(items[0].risk), items[0].info_request.pk)
