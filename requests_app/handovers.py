"""What became of each forwarding: whether the body that received it has acknowledged it.

Nothing of this is stored. Taking the request in charge is the acknowledgement, and so is any
other act of the receiving office; the history says which came first, on which day and by whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from law.calendar import BusinessCalendar
from requests_app.models import InformationRequest, Leg, TimelineEvent
from requests_app.models.request import InformationRequestQuerySet
from requests_app.states import EventKind, Stage

# A working standard, not a term of the law: later than so many business days, everybody sees it.
DAYS_TO_ACKNOWLEDGE = 2
_HAND_OVERS = (
    EventKind.FORWARDED,
    EventKind.COMPETENCE_MOVED,
    EventKind.MOVED_TO_SUCCESSOR,
)
_ACKNOWLEDGE = (
    EventKind.TAKEN_IN_CHARGE,
    EventKind.CLARIFICATION_ASKED,
    EventKind.COMPETENCE_ASKED,
    EventKind.ANSWERED,
    EventKind.ANSWERED_LATE,
    EventKind.DENIED,
)


@dataclass(frozen=True, slots=True)
class Handover:
    """One forwarding and its acknowledgement. `days_waiting` are business days without one, from
    the day after forwarding; None once there is one, or nothing waits any more."""

    leg: Leg
    received_on: date | None
    received_by: str
    days_waiting: int | None
    by_directorate: bool

    @property
    def by_law(self) -> bool:
        """Say whether it passed because the body that had it ended."""
        return self.leg.succession_id is not None

    @property
    def is_overdue(self) -> bool:
        """Say whether the receiver has had more than the usual days to say that it has it."""
        return self.days_waiting is not None and self.days_waiting > DAYS_TO_ACKNOWLEDGE


def handovers_of(
    info_request: InformationRequest, *, on: date, days: BusinessCalendar
) -> list[Handover]:
    """Return the forwardings of one request, in order, as they stand on `on`. Three queries."""
    legs = info_request.legs.select_related(
        "from_institution", "to_institution", "competence_question"
    )
    rows = list(legs)
    return told(rows, on=on, days=days) if rows else []


def told(legs: Sequence[Leg], *, on: date, days: BusinessCalendar) -> list[Handover]:
    """Return what became of `legs` (with their request and question read). Two queries.

    `days` count the waiting: the national calendar is enough, since nothing falls due.
    """
    firsts = _acknowledgements({leg.info_request_id for leg in legs})
    order = dict(_places(legs))
    found = []
    for leg in legs:
        event = firsts.get((leg.info_request_id, order[leg.pk]))
        waits = event is None and leg.info_request.is_open
        found.append(
            Handover(
                leg=leg,
                received_on=event.happened_on if event else None,
                received_by=_name(event),
                days_waiting=days.count(after=leg.forwarded_on, until=on) if waits else None,
                by_directorate=hasattr(leg, "competence_question"),
            )
        )
    return found


def unacknowledged(requests: InformationRequestQuerySet) -> InformationRequestQuerySet:
    """Return those forwarded to the body that holds them, which has not taken them in charge."""
    legs = Leg.objects.filter(info_request=OuterRef("pk"), to_institution=OuterRef("institution"))
    return requests.filter(Exists(legs), stage=Stage.RECEIVED)


def _places(legs: Iterable[Leg]) -> Iterable[tuple[int, int]]:
    """Yield for each leg its key and its place (1, 2, …) among those of its request."""
    keys = {leg.info_request_id for leg in legs}
    counts: dict[int, int] = defaultdict(int)
    every = Leg.objects.filter(info_request__in=keys).order_by("pk")
    for pk, request_id in every.values_list("pk", "info_request"):
        counts[request_id] += 1
        yield pk, counts[request_id]


def _acknowledgements(keys: set[int]) -> dict[tuple[int, int], TimelineEvent]:
    """Return by request and place of the forwarding the first act of who received it."""
    events = TimelineEvent.objects.filter(
        Q(kind__in=_HAND_OVERS) | Q(kind__in=_ACKNOWLEDGE), info_request__in=keys
    ).select_related("actor")
    firsts: dict[tuple[int, int], TimelineEvent] = {}
    place: dict[int, int] = defaultdict(int)
    for event in events.order_by("info_request_id", "sequence"):
        key = event.info_request_id
        if place[key]:
            firsts.setdefault((key, place[key]), event)
        if event.kind in _HAND_OVERS:
            place[key] += 1
    return firsts


def _name(event: TimelineEvent | None) -> str:
    return event.actor.full_name if event is not None and event.actor is not None else ""
