"""Institutions side by side, where there are enough requests to compare."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import F, Sum

from look.figures.measures import Distribution, Share
from look.figures.periods import Period
from stats.figures import EVERYBODY, Scope, within
from stats.models import DaysKind, HistogramCell, MonthCell


@dataclass(frozen=True, slots=True)
class InstitutionFigures:
    """One line of the league. `rank` is empty for fewer than ten due requests; ties share it."""

    code: str
    name: str
    received: int
    pending_at_end: int
    in_term: Share
    tacit_denials: int
    response: Distribution
    rank: int | None


def by_institution(period: Period, scope: Scope = EVERYBODY) -> list[InstitutionFigures]:
    """Return the institutions with anything to count, ranked by in-term rate.

    Those with fewer than ten due requests follow without rank, by name. Three queries.
    """
    who = {"code": F("institution__code"), "name": F("institution__name")}
    cells = (
        within(MonthCell.objects.of_institutions(), scope).values("institution", **who).order_by()
    )
    sums = {f"sum_{name}": Sum(name) for name in MonthCell.COUNTERS}
    counted: dict[tuple[int, str, str], Counter[str]] = defaultdict(Counter)
    for row in cells.filter(month__range=(period.first, period.last)).annotate(**sums):
        key = (row["institution"], row["code"], row["name"])
        counted[key].update({name: row[f"sum_{name}"] for name in MonthCell.COUNTERS})
    waiting = Sum("received") - Sum("closed")
    for row in cells.filter(month__lt=period.first).annotate(waiting=waiting):
        counted[row["institution"], row["code"], row["name"]]["waiting"] = row["waiting"]
    days = _days_by_institution(period, scope)
    return _ranked(
        _line(code, name, counts, Distribution.of(days[body]))
        for (body, code, name), counts in counted.items()
        if any(counts.values())
    )


def _days_by_institution(period: Period, scope: Scope) -> dict[int, Counter[int]]:
    found: dict[int, Counter[int]] = defaultdict(Counter)
    cells = within(HistogramCell.objects.of_institutions().filter(kind=DaysKind.RESPONSE), scope)
    rows = (
        cells.filter(month__range=(period.first, period.last))
        .values_list("institution", "business_days")
        .annotate(total=Sum("count"))
        .order_by()
    )
    for body, days, count in rows:
        found[body][days] = count
    return found


def _line(code: str, name: str, counts: Counter[str], response: Distribution) -> InstitutionFigures:
    return InstitutionFigures(
        code=code,
        name=name,
        received=counts["received"],
        pending_at_end=counts["waiting"] + counts["received"] - counts["closed"],
        in_term=Share(counts["in_term"], counts["due"]),
        tacit_denials=counts["tacit_denials"],
        response=response,
        rank=None,
    )


def _ranked(lines: Iterable[InstitutionFigures]) -> list[InstitutionFigures]:
    ordered = sorted(lines, key=lambda line: (-_rate(line), line.name))
    rates = [_rate(line) for line in ordered]
    return [
        line if line.in_term.is_small else replace(line, rank=rates.index(rate) + 1)
        for line, rate in zip(ordered, rates, strict=True)
    ]


def _rate(line: InstitutionFigures) -> Fraction:
    """The exact rate; less than none for those without one, so that they come last."""
    share = line.in_term
    return Fraction(-1) if share.is_small else Fraction(share.part, share.whole)
