"""Two periods of the same bodies beside each other, with what changed in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from look.figures.measures import Share
from look.figures.periods import MONTHS_A_YEAR, Period, month_after
from look.figures.tables import (
    Cell,
    Table,
    count_cell,
    days_cell,
    interval_cell,
    rate_cell,
    words_cell,
)
from look.templatetags.look import number
from oversight.catalogue import LISTS, Moment
from oversight.overview.columns import address, points, points_in_words
from oversight.overview.counting import Counts
from oversight.scope import Asked, Scope

BEFORE, YEAR_BEFORE = "anterior", "ano-anterior"


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of one period."""

    moment: Moment
    counts: Counts


def compared_with(period: Period, how: str) -> Period | None:
    """Return the months just before a period, or its months of the year before; None for none."""
    months = sum(1 for _month in period.months())
    back = {BEFORE: months, YEAR_BEFORE: MONTHS_A_YEAR}.get(how)
    if back is None:
        return None
    return Period(month_after(period.first, -back), month_after(period.last, -back))


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: its words, its cell for a period, and what changed between two."""

    title: str | Promise
    cell: Callable[[Side, Scope], Cell]
    change: Callable[[Side, Side], Cell]


def comparison(now: Side, before: Side | None, scope: Scope) -> Table:
    """Return a row for each figure: the period, the one compared with, and the change."""
    headers = [_("Cifra"), capfirst(str(now.moment.period))]
    if before is not None:
        headers += [capfirst(str(before.moment.period)), _("Cambio")]
    rows = [_cells(row, now, before, scope) for row in ROWS]
    return Table("comparacion", _("Las cifras del período"), headers, rows)


def _cells(row: Row, now: Side, before: Side | None, scope: Scope) -> list[Cell]:
    cells = [words_cell(str(row.title)), row.cell(now, scope)]
    if before is not None:
        cells += [row.cell(before, scope), row.change(now, before)]
    return cells


def _counted(key: str) -> Row:
    def cell(side: Side, scope: Scope) -> Cell:
        return count_cell(side.counts[key], address(Asked(key, side.moment, scope)))

    def change(now: Side, before: Side) -> Cell:
        return _difference(now.counts[key] - before.counts[key])

    return Row(LISTS[key].title, cell, change)


def _rate(title: str | Promise, share: Callable[[Counts], Share]) -> Row:
    def change(now: Side, before: Side) -> Cell:
        moved = points(share(now.counts), share(before.counts))
        return Cell(points_in_words(moved), moved)

    return Row(title, lambda side, _scope: rate_cell(share(side.counts)), change)


def _interval(side: Side, _scope: Scope) -> Cell:
    return interval_cell(side.counts.in_term)


def _whether_apart(now: Side, before: Side) -> Cell:
    one, other = now.counts.in_term.interval, before.counts.in_term.interval
    if one is None or other is None:
        return Cell("–", None)
    if one[0] > other[1] or other[0] > one[1]:
        return words_cell(_("no se tocan"))
    return words_cell(_("se tocan: puede ser azar"))


def _days(title: str | Promise, percent: int) -> Row:
    def value(side: Side) -> int | None:
        response = side.counts.response
        return None if Share(0, response.n).is_small else response.percentile(percent)

    def change(now: Side, before: Side) -> Cell:
        one, other = value(now), value(before)
        return Cell("–", None) if one is None or other is None else _difference(one - other)

    return Row(title, lambda side, _scope: days_cell(value(side)), change)


def _difference(change: int) -> Cell:
    if change == 0:
        return Cell(_("igual"), 0)
    words = _("%(n)s más") if change > 0 else _("%(n)s menos")
    return Cell(words % {"n": number(abs(change))}, change)


ROWS = (
    _counted("recibidos"),
    _counted("respondidos"),
    _counted("vencidos"),
    _counted("a-tiempo"),
    _rate(gettext_lazy("% a tiempo"), lambda counts: counts.in_term),
    Row(gettext_lazy("Intervalo del 95 %"), _interval, _whether_apart),
    _counted("silencio"),
    _counted("respondidos-tarde"),
    _counted("dias"),
    _days(gettext_lazy("Mediana de días hábiles"), 50),
    _days(gettext_lazy("Días hábiles en que llegan 9 de cada 10"), 90),
    _counted("reconsideraciones-presentadas"),
    _counted("reconsideraciones-decididas"),
    _counted("reconsideraciones-admitidas"),
    _rate(gettext_lazy("% admitidas de las terminadas"), lambda counts: counts.upheld),
    _counted("ordenes"),
    _counted("valorados-completa"),
    _counted("valorados-parcial"),
    _counted("valorados-otra-cosa"),
)
