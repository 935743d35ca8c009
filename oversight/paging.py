"""Keyset pages by due date: page 1,000 costs what page 1 costs, and no row is seen twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from requests_app.models import InformationRequest

PAGE = 50
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """A place between two rows: the due date and key of the row beside it."""

    due_on: date
    pk: int

    @classmethod
    def read(cls, text: str) -> Place | None:
        """Return the place written as 2026-07-27.15; None for anything else."""
        day, _dot, key = text.partition(".")
        try:
            place = cls(date.fromisoformat(day), int(key))
        except ValueError:
            return None
        return place if 0 <= place.pk <= LARGEST_KEY else None

    def __str__(self) -> str:
        return f"{self.due_on:%Y-%m-%d}.{self.pk}"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order, and where the neighbouring pages begin (None: there are none)."""

    rows: Sequence[InformationRequest]
    before: Place | None
    after: Place | None


def page_of(requests: QuerySet[Any], *, after: Place | None, before: Place | None) -> Page:
    """Return up to PAGE rows, the earliest due first, after one place or before another.

    `requests` carry the due date of their answer term (`lists.with_term`); one query.
    """
    if before is not None and after is None:
        earlier = Q(due_on__lt=before.due_on) | Q(due_on=before.due_on, pk__lt=before.pk)
        found = list(requests.filter(earlier).order_by("-due_on", "-pk")[: PAGE + 1])
        rows = found[:PAGE][::-1]
        return Page(rows, _first(rows, there=len(found) > PAGE), _last(rows, there=True))
    if after is not None:
        later = Q(due_on__gt=after.due_on) | Q(due_on=after.due_on, pk__gt=after.pk)
        requests = requests.filter(later)
    found = list(requests.order_by("due_on", "pk")[: PAGE + 1])
    rows = found[:PAGE]
    return Page(rows, _first(rows, there=after is not None), _last(rows, there=len(found) > PAGE))


def _first(rows: Sequence[InformationRequest], *, there: bool) -> Place | None:
    return _place(rows[0]) if rows and there else None


def _last(rows: Sequence[InformationRequest], *, there: bool) -> Place | None:
    return _place(rows[-1]) if rows and there else None


def _place(row: InformationRequest) -> Place:
    due_on: date = row.due_on  # type: ignore[attr-defined]  # annotated above
    return Place(due_on, row.pk)
