"""What the Directorate sees of a year: which months are frozen, whole and in their chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from look.figures.periods import MONTHS_A_YEAR, month_after
from reports.figures import Balance, balance
from reports.models import Snapshot, Stopped
from reports.recompute import STATE, unbalanced


@dataclass(frozen=True, slots=True)
class Standing:
    """One frozen month: its identity, and whether its digest and its place in the chain hold."""

    snapshot: Snapshot
    balance: Balance
    is_whole: bool
    broken: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of a year, with its revisions or why it has none."""

    month: date
    revisions: Sequence[Standing]
    stopped: Stopped | None
    is_over: bool


def lines_of(year: int, *, on: date) -> list[MonthLine]:
    """Return the months of a year that have begun by `on`. Three queries."""
    digests = dict(Snapshot.objects.values_list("place", "digest"))
    standing: dict[date, list[Standing]] = {}
    rows = Snapshot.objects.light().filter(month__year=year).order_by("month", "revision")
    for row in rows:
        standing.setdefault(row.month, []).append(_standing(row, digests))
    stopped = {row.month: row for row in Stopped.objects.all()}
    months = [date(year, number + 1, 1) for number in range(MONTHS_A_YEAR)]
    return [
        MonthLine(
            month, standing.get(month, ()), stopped.get(month), is_over=month_after(month) <= on
        )
        for month in months
        if month <= on
    ]


def _standing(row: Snapshot, digests: dict[int, str]) -> Standing:
    follows = row.told["anterior"] == digests.get(row.place - 1, "")
    figures = row.figures
    return Standing(row, balance(figures[STATE]), row.is_whole and follows, unbalanced(figures))
