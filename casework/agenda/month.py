"""A month of due dates: how many requests end on each day, and the first of them."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.dates import WEEKDAYS

from casework.worklist.rows import Docket
from casework.worklist.wanted import Wanted
from law.calendar import FIRST_DAY, LAST_DAY

SHOWN_A_DAY = 3
DAYS_A_WEEK = 7
_WEEKS = Calendar()  # from Monday


@dataclass(frozen=True, slots=True)
class Due:
    """One request that is due on a day."""

    number: str
    subject: str


@dataclass(slots=True)
class DueDay:
    """One day of the month; `closed` is why it does not count, "" on a business day."""

    on: date
    closed: str
    is_weekend: bool
    count: int = 0
    first: list[Due] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many are due beside those shown."""
        return self.count - len(self.first)


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks of a month, Monday to Sunday; days of its neighbours are None."""

    first_on: date
    weeks: list[list[DueDay | None]]

    @property
    def days(self) -> Iterator[DueDay]:
        """The month's own days, in order."""
        return (day for week in self.weeks for day in week if day is not None)

    @property
    def week_days(self) -> list[str]:
        """The names of the days of a week, from Monday."""
        return [str(WEEKDAYS[day]) for day in range(DAYS_A_WEEK)]

    @property
    def total(self) -> int:
        """How many requests are due in the month."""
        return sum(day.count for day in self.days)


def month_of(docket: Docket, wanted: Wanted, *, first_on: date) -> Month:
    """Return what waits and is due in the month that begins on `first_on`, in two queries."""
    until = next_month(first_on)
    rows = docket.narrowed(wanted).filter(Q(due_on__gte=first_on, due_on__lt=until))
    counts: dict[date, int] = dict(_counted(rows))
    days = {day: _day(docket, day) for day in _days(first_on, until)}
    for day, count in counts.items():
        days[day].count = count
    for due_on, number, subject in _first_of_each(rows):
        days[due_on].first.append(Due(number, subject))
    weeks = _WEEKS.monthdatescalendar(first_on.year, first_on.month)
    return Month(first_on, [[days.get(day) for day in week] for week in weeks])


def next_month(first_on: date) -> date:
    """Return the first day of the month after."""
    return (first_on + timedelta(days=31)).replace(day=1)


def previous_month(first_on: date) -> date:
    """Return the first day of the month before."""
    return (first_on - timedelta(days=1)).replace(day=1)


def read_month(text: str) -> date | None:
    """Return the first day of a month written as 2026-07, None for anything else or beyond
    the calendar."""
    try:
        first_on = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    is_known = FIRST_DAY <= first_on <= LAST_DAY
    return first_on if is_known else None


def _counted(rows: Any) -> Iterator[tuple[date, int]]:
    found = rows.order_by().values_list("due_on").annotate(n=Count("pk"))
    return ((due_on, count) for due_on, count in found)


def _first_of_each(rows: Any) -> Iterator[tuple[date, str, str]]:
    placed = rows.annotate(
        place=Window(RowNumber(), partition_by=[F("due_on")], order_by=[F("pk")])
    )
    first = placed.filter(Q(place__lte=SHOWN_A_DAY)).order_by("due_on", "pk")
    return iter(first.values_list("due_on", "number", "subject"))


def _days(first_on: date, until: date) -> Iterator[date]:
    return (first_on + timedelta(days=ahead) for ahead in range((until - first_on).days))


def _day(docket: Docket, day: date) -> DueDay:
    days = docket.desk.calendars[docket.desk.institutions[0].pk]
    closing = days.closed_day(day)
    saturday = 5
    is_business = days.is_business_day(day)
    closed = closing.name if closing is not None and not is_business else ""
    return DueDay(day, closed, is_weekend=day.weekday() >= saturday)
