"""Month by month: what came in, what was answered in time and what silence denied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from look.figures import charts
from look.figures.charts import Bar, Chart
from look.figures.measures import Share
from look.figures.periods import MONTHS_A_YEAR, Period, month_after, month_in_words, month_of
from look.figures.tables import Cell, Table, count_cell, rate_cell
from look.templatetags.look import number
from oversight import lists
from oversight.catalogue import FIRST, LISTS, OWED_BY, Moment
from oversight.lists import ONE_DAY, Requests, with_term
from oversight.overview.columns import address
from oversight.scope import EVERYBODY, Asked, Scope

SHOWN_MONTHS = 2 * MONTHS_A_YEAR
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the trend."""

    month: date
    received: int
    in_term: Share
    silent: int


def two_years(on: date) -> Moment:
    """Return the month of `on` and the twenty-three before it."""
    return Moment(on, Period(month_after(month_of(on), 1 - SHOWN_MONTHS), month_of(on)))


def months(visible: Requests, moment: Moment, scope: Scope = EVERYBODY) -> list[Month]:
    """Return each month of the moment's period. Four queries, grouped by day."""
    received = _of(visible.filter(LISTS["recibidos"].belongs(moment)), FIRST, scope)
    held = _of(with_term(visible), OWED_BY, scope)
    due = held.filter(lists.fell_due(moment.since, moment.passed))
    answered = Count("pk", filter=lists.in_term(moment.since, moment.passed))
    declared = held.filter(lists.declared(moment.since, moment.until))
    overtaken = held.filter(lists.overtaken(moment.since, moment.until))
    came, fell, met, denied = Counter[date](), Counter[date](), Counter[date](), Counter[date]()
    for day, n in _by_day(received, "presented_on"):
        came[month_of(day)] += n
    for day, n, in_time in _by_day(due, "due_on").annotate(met=answered):
        fell[month_of(day)] += n
        met[month_of(day)] += in_time
    for day, n in _by_day(declared, "tacitly_denied_on"):
        denied[month_of(day)] += n
    for day, n in _by_day(overtaken, "due_on"):
        denied[month_of(day + ONE_DAY)] += n
    return [
        Month(month, came[month], Share(met[month], fell[month]), denied[month])
        for month in moment.period.months()
    ]


def _of(rows: Requests, body: str, scope: Scope) -> Requests:
    return rows.filter(scope.belongs(body))


def _by_day(rows: Requests, day: str) -> QuerySet[Any, Any]:
    # By day, not by month: SQLite would call back into Python for the month of each row.
    return rows.order_by().values_list(day).annotate(n=Count("pk"))


def table(found: list[Month], on: date, scope: Scope = EVERYBODY) -> Table:
    """Return the months as a table, the newest first; each count leads to its list."""
    headers = [
        _("Mes"),
        _("Recibidos"),
        _("Plazos vencidos"),
        _("A tiempo"),
        _("% a tiempo"),
        _("Denegaciones tácitas"),
    ]
    rows = [_row(line, on, scope) for line in reversed(found)]
    return Table("tendencia", _("Mes a mes"), headers, rows)


def _row(line: Month, on: date, scope: Scope) -> list[Cell]:
    moment = Moment(on, Period(line.month, line.month))

    def cell(key: str, count: int) -> Cell:
        return count_cell(count, address(Asked(key, moment, scope)))

    return [
        Cell(month_in_words(line.month).replace(" ", NBSP), f"{line.month:%Y-%m}"),
        cell("recibidos", line.received),
        cell("vencidos", line.in_term.whole),
        cell("a-tiempo", line.in_term.part),
        rate_cell(line.in_term),
        cell("silencio", line.silent),
    ]


def drawn(found: list[Month]) -> list[tuple[str, SafeString]]:
    """Return the three series as pairs of title and chart."""
    received = [Bar(_name(line), line.received, number(line.received)) for line in found]
    rates = [Bar(_name(line), line.in_term.percent, _rounded(line), "good") for line in found]
    silent = [Bar(_name(line), line.silent, number(line.silent), "late") for line in found]
    few = _("Sin columna: menos de diez plazos vencidos en el mes.")
    return [
        _chart("recibidos", _("Pedidos recibidos"), received),
        _chart("tasa", _("A tiempo, de cada 100 plazos vencidos"), rates, few, top=100),
        _chart("silencio", _("Denegaciones tácitas"), silent),
    ]


def _chart(
    name: str, title: str, bars: list[Bar], more: str = "", *, top: float | None = None
) -> tuple[str, SafeString]:
    described = _("Una columna por mes; la tabla dice las mismas cifras.")
    chart = Chart(
        name=f"tendencia-{name}",
        title=title,
        description=f"{described} {more}".strip(),
        bars=bars,
        top=top,
    )
    return title, charts.columns(chart)


def _name(line: Month) -> str:
    return f"{line.month:%m/%Y}"


def _rounded(line: Month) -> str:
    return "–" if line.in_term.of_hundred is None else str(line.in_term.of_hundred)
