"""Keyset pages by due date or days: page 1,000 costs what page 1 costs, no row is seen twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from look.whole_numbers import whole_number
from requests_app.models import InformationRequest

PAGE = 50
BY_DUE_DATE, BY_DAYS = "due_on", "response_days"
# More digits than any number of business days has.
DAYS_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A place between two rows: the value in order, and key, of the row beside it."""

    value: date | int
    pk: int

    @classmethod
    def read(cls, text: str, order: str = BY_DUE_DATE) -> Place | None:
        """Return the place written as 2026-07-27.15, or as 12.15 by days; None for others."""
        written, _dot, key = text.partition(".")
        pk = whole_number(key)
        value = _days(written) if order == BY_DAYS else _day(written)
        return None if pk is None or value is None else cls(value, pk)

    def __str__(self) -> str:
        written = f"{self.value:%Y-%m-%d}" if isinstance(self.value, date) else str(self.value)
        return f"{written}.{self.pk}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(text: str) -> int | None:
    return whole_number(text, digits=DAYS_DIGITS)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order, and where the neighbouring pages begin (None: there are none)."""

    rows: Sequence[InformationRequest]
    before: Place | None
    after: Place | None


def page_of(
    requests: QuerySet[Any],
    *,
    after: Place | None,
    before: Place | None,
    order: str = BY_DUE_DATE,
) -> Page:
    """Return up to PAGE rows, the least first, after one place or before another.

    `requests` carry the due date of their answer term (`lists.with_term`); by days, none is
    without them. One query.
    """

    def place(rows: Sequence[InformationRequest], index: int, *, there: bool) -> Place | None:
        return Place(getattr(rows[index], order), rows[index].pk) if rows and there else None

    if before is not None and after is None:
        earlier = Q(**{f"{order}__lt": before.value}) | Q(
            **{order: before.value, "pk__lt": before.pk}
        )
        found = list(requests.filter(earlier).order_by(f"-{order}", "-pk")[: PAGE + 1])
        rows = found[:PAGE][::-1]
        first = place(rows, 0, there=len(found) > PAGE)
        return Page(rows, first, place(rows, -1, there=True))
    if after is not None:
        later = Q(**{f"{order}__gt": after.value}) | Q(**{order: after.value, "pk__gt": after.pk})
        requests = requests.filter(later)
    found = list(requests.order_by(order, "pk")[: PAGE + 1])
    rows = found[:PAGE]
    first = place(rows, 0, there=after is not None)
    return Page(rows, first, place(rows, -1, there=len(found) > PAGE))
