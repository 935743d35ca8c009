"""How many requests of each list each institution has: the one place where figures are counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from look.figures.measures import Distribution, Share
from offices.models import Institution
from oversight.catalogue import LISTS, OF_A_PERIOD, Moment, RequestList
from oversight.lists import Requests, with_term
from oversight.scope import EVERYBODY, Scope

PERIOD_KEYS = tuple(found.key for found in OF_A_PERIOD)
BODY_FIELDS = ("code", "name", "branch", "category", "department")


@dataclass(frozen=True, slots=True)
class Body:
    """An institution, as far as figures are grouped by it."""

    code: str
    name: str
    branch: str
    category: str
    department: str


@dataclass(slots=True)
class Counts:
    """Figures by list key, and how many first answers took how many business days."""

    by_key: Counter[str] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)

    def __getitem__(self, key: str) -> int:
        return self.by_key[key]

    @property
    def in_term(self) -> Share:
        """Of the due dates that passed, those answered in time."""
        return Share(self["a-tiempo"], self["vencidos"])

    @property
    def upheld(self) -> Share:
        """Of the requests whose appeal ended, those with one upheld."""
        return Share(self["reconsideraciones-admitidas"], self["reconsideraciones-decididas"])

    @property
    def response(self) -> Distribution:
        """The business days of the first final answers."""
        return Distribution.of(self.days)

    def add(self, other: Counts) -> None:
        """Count the other's requests too; no request may be in both."""
        self.by_key.update(other.by_key)
        self.days.update(other.days)


def total(parts: Iterable[Counts]) -> Counts:
    """Return the sum of the figures of different institutions."""
    whole = Counts()
    for part in parts:
        whole.add(part)
    return whole


def by_body(
    visible: Requests, keys: Sequence[str], moment: Moment, scope: Scope = EVERYBODY
) -> dict[Body, Counts]:
    """Return the figures of `keys` for each institution with anything to count.

    One query for each side a list counts for (who holds it, who was asked first, who owed the
    answer), one for the days if they are asked for and one for the names.
    """
    found: dict[int, Counts] = defaultdict(Counts)
    for path, lists in _sides(keys).items():
        for row in _grouped(visible, path, lists, moment, scope):
            counts = found[row["body"]].by_key
            counts.update({one.key: row[f"n{index}"] for index, one in enumerate(lists)})
    if "dias" in keys:
        for row in _by_days(visible, moment, scope):
            found[row["body"]].days[row["response_days"]] = row["n"]
    named = Institution.objects.filter(pk__in=found).values_list("pk", *BODY_FIELDS)
    return {Body(*fields): found[pk] for pk, *fields in named}


def _sides(keys: Iterable[str]) -> Mapping[str, list[RequestList]]:
    sides: dict[str, list[RequestList]] = defaultdict(list)
    for key in keys:
        sides[LISTS[key].body].append(LISTS[key])
    return sides


def _grouped(
    visible: Requests, path: str, lists: Sequence[RequestList], moment: Moment, scope: Scope
) -> QuerySet[Any]:
    anything = Q()
    for one in lists:
        anything |= one.belongs(moment)
    counts = {
        f"n{index}": Count("pk", filter=one.belongs(moment)) for index, one in enumerate(lists)
    }
    rows = with_term(visible).filter(anything)
    grouped: QuerySet[Any] = _of_bodies(rows, path, scope).annotate(**counts)
    return grouped


def _by_days(visible: Requests, moment: Moment, scope: Scope) -> QuerySet[Any]:
    found = LISTS["dias"]
    rows = with_term(visible).filter(found.belongs(moment))
    by_days = _of_bodies(rows, found.body, scope, "response_days")
    grouped: QuerySet[Any] = by_days.annotate(n=Count("pk"))
    return grouped


def _of_bodies(rows: Requests, path: str, scope: Scope, *more: str) -> QuerySet[Any]:
    grouped: QuerySet[Any] = rows.filter(scope.belongs(path)).values(*more, body=F(path))
    return grouped.order_by()
