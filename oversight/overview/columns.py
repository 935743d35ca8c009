"""The columns in which institutions are compared: their words, their links and how they sort."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from look.figures.measures import Share
from look.figures.tables import (
    Cell,
    Table,
    count_cell,
    days_cell,
    interval_cell,
    rate_cell,
)
from look.templatetags.look import number
from oversight.overview.lines import Line, Place
from oversight.scope import Asked

NAME = "nombre"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `worth` is what it sorts by; a row without it comes last either way."""

    key: str
    title: str | Promise
    cell: Callable[[Line], Cell]
    worth: Callable[[Line], float | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's title, the address that sorts by it, and how it is sorted now (aria-sort)."""

    title: str | Promise
    query: str
    sorted: str = ""


def address(asked: Asked) -> str:
    """Return the address of the list behind a figure."""
    return f"{reverse('oversight:list')}?{asked.query}"


def counted(key: str, title: str | Promise) -> Column:
    """Return the column of the requests of one list."""
    return Column(
        key,
        title,
        lambda line: count_cell(line.counts[key], address(line.asked(key))),
        lambda line: line.counts[key],
    )


def named(title: str | Promise) -> Column:
    """Return the first column; it sorts by name, which `in_order` knows."""
    return Column(NAME, title, lambda line: Cell(line.name, line.name, line.url), lambda _: None)


def _rated(key: str, title: str | Promise, share: Callable[[Line], Share]) -> Column:
    return Column(key, title, lambda line: rate_cell(share(line)), lambda line: share(line).percent)


def _spread(key: str, title: str | Promise, percent: int) -> Column:
    def days(line: Line) -> int | None:
        response = line.counts.response
        # Of few answers a median says no more than a rate of few cases.
        return None if Share(0, response.n).is_small else response.percentile(percent)

    return Column(key, title, lambda line: days_cell(days(line)), days)


def place_cell(place: Place | None) -> Cell:
    """Return a cell of a place: "4 (entre 2 y 9)"; empty without one."""
    if place is None:
        return Cell("–", None)
    between = _("entre %(best)s y %(worst)s") % {"best": place.best, "worst": place.worst}
    return Cell(f"{place.rank} ({between})", place.rank)


def points(now: Share, before: Share) -> float | None:
    """Return by how many percentage points a rate went up; None with too few cases in either."""
    if now.percent is None or before.percent is None:
        return None
    return round(100 * (now.part / now.whole - before.part / before.whole), 1)


def points_in_words(change: float | None) -> str:
    """Return "sube 3,2 puntos", "baja…", "igual", or a dash."""
    if change is None:
        return "–"
    if change == 0:
        return _("igual")
    up_or_down = _("sube %(n)s puntos") if change > 0 else _("baja %(n)s puntos")
    return up_or_down % {"n": number(abs(change), 1)}


def _change(line: Line) -> float | None:
    return None if line.former is None else points(line.counts.in_term, line.former)


def _in_term(line: Line) -> Share:
    return line.counts.in_term


RATES = (
    counted("recibidos", gettext_lazy("Recibidos")),
    counted("vencidos", gettext_lazy("Plazos vencidos")),
    counted("a-tiempo", gettext_lazy("A tiempo")),
    _rated("tasa", gettext_lazy("% a tiempo"), _in_term),
    Column(
        "intervalo",
        gettext_lazy("Intervalo del 95 %"),
        lambda line: interval_cell(line.counts.in_term),
        lambda line: None if (ends := line.counts.in_term.interval) is None else ends[0],
    ),
)
PLACE = Column(
    "puesto",
    gettext_lazy("Puesto"),
    lambda line: place_cell(line.place),
    lambda line: None if line.place is None else line.place.rank,
)
CHANGE = Column(
    "cambio",
    gettext_lazy("Cambio de la tasa"),
    lambda line: Cell(points_in_words(_change(line)), _change(line)),
    _change,
)
REST = (
    counted("silencio", gettext_lazy("Denegaciones tácitas")),
    counted("dias", gettext_lazy("Respuestas con días")),
    _spread("mediana", gettext_lazy("Mediana de días hábiles"), 50),
    _spread("p90", gettext_lazy("Días de 9 de cada 10"), 90),
    counted("reconsideraciones-decididas", gettext_lazy("Reconsideraciones terminadas")),
    counted("reconsideraciones-admitidas", gettext_lazy("Admitidas")),
    counted("valorados-completa", gettext_lazy("Valoradas completas")),
    counted("valorados-parcial", gettext_lazy("Valoradas parciales")),
    counted("valorados-otra-cosa", gettext_lazy("No es lo que pedí")),
)


def known_order(text: str, columns: Sequence[Column], default: str) -> str:
    """Return `text` if it names an order of these columns, else the default."""
    names = {column.key for column in columns}
    return text if text.removeprefix("-") in names else default


def in_order(lines: Sequence[Line], columns: Sequence[Column], order: str) -> list[Line]:
    """Return the lines sorted by a column's key; a leading "-" turns it round.

    Lines without a value come last either way. `order` is one that `known_order` returned.
    """
    key, downwards = order.removeprefix("-"), order.startswith("-")
    by_name = sorted(lines, key=lambda line: line.name.casefold())
    if key == NAME:
        return by_name[::-1] if downwards else by_name
    worth = next(column.worth for column in columns if column.key == key)
    valued = [(value, line) for line in by_name if (value := worth(line)) is not None]
    valued.sort(key=lambda pair: pair[0], reverse=downwards)
    return [line for _value, line in valued] + [line for line in by_name if worth(line) is None]


def headings(columns: Sequence[Column], order: str, chosen: Mapping[str, str]) -> list[Heading]:
    """Return the headings when sorted by `order`; following one again turns it round.

    `chosen` are the page's other parameters, which the links keep.
    """
    return [_heading(column, order, chosen) for column in columns]


def _heading(column: Column, order: str, chosen: Mapping[str, str]) -> Heading:
    downwards = order.startswith("-")
    other_way = column.key if column.key == NAME else f"-{column.key}"
    is_sorted = ""
    if order.removeprefix("-") == column.key:
        other_way = column.key if downwards else f"-{column.key}"
        is_sorted = "descending" if downwards else "ascending"
    return Heading(column.title, urlencode({**chosen, "orden": other_way}), is_sorted)


def table_of(key: str, caption: str, columns: Sequence[Column], lines: Sequence[Line]) -> Table:
    """Return the lines as a table: what the page shows and what the file holds."""
    rows = [[column.cell(line) for column in columns] for line in lines]
    return Table(key, caption, [str(column.title) for column in columns], rows)
