"""How much each person and each unit has in their hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, Subquery

from casework.models import Assignment
from casework.worklist.people import Surroundings
from casework.worklist.wanted import NOBODYS, NONE

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody has open, and of it what is late and what ends until Sunday.

    `key` is what the list's filter takes; `has_left` says that the person works here no more.
    """

    key: str
    name: str
    open: int = 0
    late: int = 0
    this_week: int = 0


def load_by_person(around: Surroundings) -> list[Load]:
    """Return the load of each person of the desk, who has nothing too, and last what is in
    nobody's hands or in those of somebody who left. One query."""
    found = _counted(around, "person")
    people = [
        Load(str(key), str(person), *found.pop(key, (0, 0, 0)))
        for key, person in around.people.items()
    ]
    nobody = [sum(counts) for counts in zip((0, 0, 0), *found.values(), strict=True)]
    return [*people, Load(NOBODYS, "", *nobody)]


def load_by_unit(around: Surroundings) -> list[Load]:
    """Return the load of each unit with something open or still in use, and last what is in
    none. One query."""
    found = _counted(around, "unit")
    units = [
        Load(str(key), unit.name, *found.pop(key, (0, 0, 0)))
        for key, unit in around.units.items()
        if unit.is_active or key in found
    ]
    return [*units, Load(NONE, "", *found.get(None, (0, 0, 0)))]


def end_of_week(on: date) -> date:
    """Return the Sunday of the week of `on`."""
    return on + timedelta(days=SUNDAY - on.weekday())


def _counted(around: Surroundings, whose: str) -> dict[int | None, tuple[int, int, int]]:
    on = around.docket.on
    given = Assignment.objects.filter(
        info_request=OuterRef("pk"), institution=OuterRef("institution"), ended_at=None
    )
    rows = around.docket.waiting().annotate(whose=Subquery(given.values(whose)[:1]))
    counted = (
        rows.order_by()
        .values("whose")
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=on)),
            this_week=Count("pk", filter=Q(due_on__gte=on, due_on__lte=end_of_week(on))),
        )
    )
    return {row["whose"]: (row["open"], row["late"], row["this_week"]) for row in counted}
