"""The public figures of the access law, read from the counted months (never from requests).

Definitions, also told in plain words on the page "cómo se calcula":

- received: presented in the period; a forwarded request once, at the institution first asked.
- closed: the first of final answer, denial by resolution, withdrawal and tacit denial, at the
  institution first asked; so pending at start + received = closed + pending at end, always.
- in-term rate: answered, or denied by resolution, in time ÷ requests whose due date fell in the
  period and has passed, at the competent institution; open ones count against, those withdrawn
  in time are left out.
- tacit denials: by the day they took effect; they stay counted if an answer came later.
- outcomes and days: of the first final answer, by the day of that answer. Days are business days
  from the presentation; median and 90th percentile are percentile_disc's (a value that occurred).

Nothing is suppressed: every figure counts requests by institution and date, which the public
page of each request already shows, and none tells a trait of the person who asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from law.rules import rules_on
from look.figures.measures import Distribution, Share
from look.figures.periods import Period
from offices.calendars import NoCalendar, current_version
from requests_app.states import Outcome
from stats.measures import CutOff
from stats.models import CellQuerySet, DaysKind, HistogramCell, MonthCell, Rollup

Months = Mapping[date, Counter[str]]
Bars = Mapping[str, Counter[int]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Of whom the figures speak; by default, of the whole State."""

    institution_id: int | None = None
    branch: str = ""
    department: str = ""


EVERYBODY = Scope()


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month of a period."""

    month: date
    received: int
    closed: int
    pending_at_end: int
    in_term: Share
    tacit_denials: int
    response: Distribution


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything said of one period and scope."""

    period: Period
    received: int
    closed: int
    withdrawn: int
    pending_at_start: int
    in_term: Share
    tacit_denials: int
    unanswered: int
    outcomes: tuple[tuple[Outcome, int], ...]
    response: Distribution
    late: Distribution
    months: tuple[MonthFigures, ...]

    @property
    def pending_at_end(self) -> int:
        """Requests still waiting when the period ends, or at the cut-off."""
        return self.pending_at_start + self.received - self.closed

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened in the period."""
        counted = (self.received, self.closed, self.in_term.whole, self.tacit_denials)
        return not any((*counted, self.response.n, self.pending_at_start))


def cut_off() -> CutOff | None:
    """Return as of when the figures speak; None before the first count."""
    state = Rollup.objects.filter(counted_at__isnull=False).first()
    if state is None or state.counted_at is None or state.counted_on is None:
        return None
    try:
        version = current_version().label
    except NoCalendar:
        version = ""
    return CutOff(state.counted_at, state.counted_on, version, rules_on(state.counted_on).id)


def headline(*, on: date) -> Figures:
    """Return the national figures of the last twelve months, the one of `on` included."""
    return figures(Period.last_twelve(on))


def figures(period: Period, scope: Scope = EVERYBODY) -> Figures:
    """Return the figures of a period for everybody, an institution, a branch or a department.

    Two queries, whatever the number of requests.
    """
    cells = _cells(MonthCell.objects.all(), scope).filter(month__lte=period.last)
    sums = {f"sum_{name}": Sum(name) for name in MonthCell.COUNTERS}
    months: dict[date, Counter[str]] = defaultdict(Counter)
    for row in cells.values("month").annotate(**sums).order_by():
        months[row["month"]] = Counter({name: row[f"sum_{name}"] for name in MonthCell.COUNTERS})
    bars: dict[date, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    histogram = _cells(HistogramCell.objects.all(), scope)
    for month, kind, days, count in (
        histogram.filter(month__range=(period.first, period.last))
        .values_list("month", "kind", "business_days")
        .annotate(total=Sum("count"))
        .order_by()
    ):
        bars[month][kind][days] = count
    return _compose(period, months, bars)


def _cells(cells: CellQuerySet, scope: Scope) -> QuerySet[Any]:
    """The State's own sums where nothing narrower is asked."""
    return cells.of_the_state() if scope == EVERYBODY else within(cells.of_institutions(), scope)


def within(cells: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """Return the cells of the institutions in scope."""
    if scope.institution_id is not None:
        cells = cells.filter(institution=scope.institution_id)
    if scope.branch:
        cells = cells.filter(institution__branch=scope.branch)
    if scope.department:
        cells = cells.filter(institution__department=scope.department)
    return cells


def _compose(period: Period, months: Months, bars: Mapping[date, Bars]) -> Figures:
    earlier = (counts for month, counts in months.items() if month < period.first)
    pending_at_start = sum(counts["received"] - counts["closed"] for counts in earlier)
    total: Counter[str] = Counter()
    days: dict[str, Counter[int]] = defaultdict(Counter)
    series = []
    pending = pending_at_start
    for month in period.months():
        counts = months.get(month, Counter())
        pending += counts["received"] - counts["closed"]
        total.update(counts)
        for kind, found in bars.get(month, {}).items():
            days[kind].update(found)
        response = bars.get(month, {}).get(DaysKind.RESPONSE, Counter())
        series.append(_month(month, counts, pending, response))
    return Figures(
        period=period,
        received=total["received"],
        closed=total["closed"],
        withdrawn=total["withdrawn"],
        pending_at_start=pending_at_start,
        in_term=Share(total["in_term"], total["due"]),
        tacit_denials=total["tacit_denials"],
        unanswered=total["unanswered"],
        outcomes=tuple((outcome, total[outcome.value]) for outcome in Outcome),
        response=Distribution.of(days[DaysKind.RESPONSE]),
        late=Distribution.of(days[DaysKind.LATE]),
        months=tuple(series),
    )


def _month(month: date, counts: Counter[str], pending: int, response: Counter[int]) -> MonthFigures:
    return MonthFigures(
        month=month,
        received=counts["received"],
        closed=counts["closed"],
        pending_at_end=pending,
        in_term=Share(counts["in_term"], counts["due"]),
        tacit_denials=counts["tacit_denials"],
        response=Distribution.of(response),
    )
