"""The institutions of a period side by side, and groups of bodies that are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import median
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from look.figures.measures import Share
from oversight.catalogue import Moment
from oversight.overview.columns import CHANGE, PLACE, RATES, REST, Column, named
from oversight.overview.counting import Body, Counts, total
from oversight.overview.lines import Line, Place, places
from oversight.overview.today import line_of
from oversight.scope import NATIONAL, Scope, months_of

Figures = Mapping[Body, Counts]

DEFAULT_ORDER = "puesto"
INSTITUTIONS, DEPARTMENTS = named(_("Institución")), named(_("Departamento"))


def columns(first: Column, *, compared: bool) -> tuple[Column, ...]:
    """Return the columns after `first`; with the change of the rate if periods are compared."""
    return (first, PLACE, *RATES, *((CHANGE,) if compared else ()), *REST)


def league(figures: Figures, moment: Moment, former: Figures | None = None) -> list[Line]:
    """Return one line for each institution of `figures`, with its place among them."""
    found = places({body.code: counts.in_term for body, counts in figures.items()})
    return [
        replace(
            line_of(body, counts, moment),
            place=found.get(body.code),
            former=None if former is None else _former(former, body),
        )
        for body, counts in figures.items()
    ]


def _former(former: Figures, body: Body) -> Share:
    return former.get(body, Counts()).in_term


def department_of(body: Body) -> str:
    """Return where a body is, as a scope's `department`."""
    return body.department or NATIONAL


def departments(figures: Figures, moment: Moment, former: Figures | None = None) -> list[Line]:
    """Return one line for each department, and one for the bodies of the whole country.

    Only departments take places: the bodies of the whole country are another kind of thing.
    """
    now, before = _by_department(figures), _by_department(former or {})
    found = places({name: one.in_term for name, one in now.items() if name != NATIONAL})
    return [
        Line(
            name=Scope(department=name).in_words(),
            url=_league_of(name, moment),
            scope=Scope(department=name),
            moment=moment,
            counts=counts,
            place=found.get(name),
            former=None if former is None else before.get(name, Counts()).in_term,
        )
        for name, counts in now.items()
    ]


def _by_department(figures: Figures) -> dict[str, Counts]:
    groups: dict[str, Counts] = defaultdict(Counts)
    for body, counts in figures.items():
        groups[department_of(body)].add(counts)
    return dict(groups)


def _league_of(department: str, moment: Moment) -> str:
    query = urlencode({**Scope(department=department).asked, **months_of(moment.period)})
    return f"{reverse('oversight:league')}?{query}"


@dataclass(frozen=True, slots=True)
class Alike:
    """An institution among bodies that are alike in one way.

    `rated` have enough cases; `middle` is the median of their rates, in per cent; `pooled` are
    the figures of all of them together, the institution's own included.
    """

    title: str | Promise
    scope: Scope
    bodies: int
    rated: int
    middle: float | None
    pooled: Counts
    place: Place | None


WAYS: tuple[tuple[str | Promise, Callable[[Body], Scope]], ...] = (
    (_("Todo el Estado"), lambda _body: Scope()),
    (_("Del mismo poder"), lambda body: Scope(branch=body.branch)),
    (_("Del mismo inciso del artículo 2.1"), lambda body: Scope(letter=body.category)),
    (_("Del mismo departamento"), lambda body: Scope(department=department_of(body))),
)


def alike(figures: Figures, body: Body) -> list[Alike]:
    """Return an institution among all, its branch, its letter of the law and its department."""
    return [_alike(title, way, figures, body) for title, way in WAYS]


def _alike(
    title: str | Promise, way: Callable[[Body], Scope], figures: Figures, body: Body
) -> Alike:
    group = {other: counts for other, counts in figures.items() if way(other) == way(body)}
    shares = {other.code: counts.in_term for other, counts in group.items()}
    rates = [share.percent for share in shares.values() if share.percent is not None]
    return Alike(
        title=title,
        scope=way(body),
        bodies=len(group),
        rated=len(rates),
        middle=round(median(rates), 1) if rates else None,
        pooled=total(group.values()),
        place=places(shares).get(body.code),
    )
