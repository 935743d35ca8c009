"""What the Directorate sees first: the clock of the whole State, and of each institution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oversight.lists import LISTS, Requests, members, with_term

NATIONAL = ("hoy", "tarde", "silencio-semana", "silencio-mes", "reconsideraciones")
COLUMNS = ("abiertos", "hoy", "tarde", "silencio-ano", "vencidos-ano", "a-tiempo-ano")
TITLES: dict[str, str | Promise] = {
    "nombre": _("Institución"),
    "abiertos": _("Abiertos"),
    "hoy": _("Vencen hoy"),
    "tarde": _("Tarde"),
    "silencio-ano": _("Denegaciones tácitas, 12 meses"),
    "vencidos-ano": _("Plazos vencidos, 12 meses"),
    "a-tiempo-ano": _("A tiempo, 12 meses"),
    "tasa": _("% a tiempo"),
}
DEFAULT_ORDER = "-tarde"
# Below so many due requests a rate says more of chance than of the institution.
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One institution: `counts` by list key, as in COLUMNS."""

    code: str
    name: str
    counts: dict[str, int]

    @property
    def linked(self) -> list[tuple[str, int]]:
        """Pairs of list key and count, in the order of COLUMNS."""
        return [(key, self.counts[key]) for key in COLUMNS]

    @property
    def rate(self) -> float | None:
        """Per cent answered in term in twelve months; None with fewer than ten due."""
        due = self.counts["vencidos-ano"]
        return None if due < FEWEST else 100 * self.counts["a-tiempo-ano"] / due


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's title, the order its link asks for, and how it is sorted now (aria-sort)."""

    title: str | Promise
    order: str
    sorted: str = ""


def headings(order: str) -> list[Heading]:
    """Return the table's headings when sorted by `order`; following one again turns it round."""
    return [_heading(column, title, order) for column, title in TITLES.items()]


def _heading(column: str, title: str | Promise, order: str) -> Heading:
    if order.removeprefix("-") == column:
        downwards = order.startswith("-")
        other_way = column if downwards else f"-{column}"
        return Heading(title, other_way, "descending" if downwards else "ascending")
    return Heading(title, column if column == "nombre" else f"-{column}")


def national(requests: Requests, *, on: date) -> dict[str, int]:
    """Return the State's figures by list key. Five counts, each on its own index."""
    return {key: members(requests, key, on=on).count() for key in NATIONAL}


def by_institution(requests: Requests, *, on: date) -> list[Line]:
    """Return the institutions with anything to show. One query."""
    belongs = {key: LISTS[key].belongs(on) for key in COLUMNS}
    anything = Q()
    for one in belongs.values():
        anything |= one
    counts = {f"n{index}": Count("pk", filter=belongs[key]) for index, key in enumerate(COLUMNS)}
    rows: QuerySet[Any] = (
        with_term(requests)
        .filter(anything)
        .values("institution__code", "institution__name")
        .annotate(**counts)
        .order_by()
    )
    return [
        Line(
            code=row["institution__code"],
            name=row["institution__name"],
            counts={key: row[f"n{index}"] for index, key in enumerate(COLUMNS)},
        )
        for row in rows
    ]


def known_order(text: str) -> str:
    """Return `text` if it names an order of the table, else the default: the latest first."""
    return text if text.removeprefix("-") in TITLES else DEFAULT_ORDER


def in_order(lines: Sequence[Line], order: str) -> list[Line]:
    """Return the lines by name, by a column's key or by "tasa"; a leading "-" turns it round.

    Lines without a rate come last either way. `order` is one that `known_order` returned.
    """
    column, downwards = order.removeprefix("-"), order.startswith("-")
    by_name = sorted(lines, key=lambda line: line.name.casefold())
    if column == "nombre":
        return by_name[::-1] if downwards else by_name
    if column == "tasa":
        rated = [line for line in by_name if line.rate is not None]
        rated.sort(key=lambda line: line.rate or 0.0, reverse=downwards)
        return rated + [line for line in by_name if line.rate is None]
    return sorted(by_name, key=lambda line: line.counts[column], reverse=downwards)
