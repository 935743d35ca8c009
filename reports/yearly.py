"""Composes the report of a year from its frozen months, and from nothing else."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from look.figures.periods import MONTHS_A_YEAR, month_after
from reports import counting
from reports.errors import IdentityBroken, NotFrozen
from reports.figures import balance, distribution
from reports.freezing import FORMAT
from reports.models import Snapshot, YearReport
from reports.recompute import Figures

# Below this many people, a figure by channel or language could point at one of them.
FEWEST_PEOPLE = 5
STOCKS = ("pendientes_al_empezar", "pendientes_al_terminar")
# What came to be counted in an earlier month after that month was frozen: papers registered late.
ADJUSTED = "ajuste_entre_cortes"
_NOTHING: Counter[str] = Counter()
_MONTHLY = ("recibidos", "cerrados", "pendientes_al_terminar", "vencidos", "a_tiempo", "silencios")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a person adds to the figures of a year, and which edition comes before."""

    number: int = 1
    reason: str = ""
    text: str = ""
    previous: str = ""


def months_of(year: int) -> list[Snapshot]:
    """Return the newest revision of each month of the year. Raises NotFrozen."""
    rows = Snapshot.objects.light().filter(month__year=year).order_by("month", "revision")
    newest = {row.month: row for row in rows}
    if len(newest) < MONTHS_A_YEAR:
        raise NotFrozen
    return list(newest.values())


def compose(year: int, months: Sequence[Snapshot], edition: Edition, *, at: datetime) -> Any:
    """Return the content of the year's report, ready to be made canonical."""
    names: dict[str, str] = {}
    for month in months:
        names.update(month.told["instituciones"])
    return {
        "formato": FORMAT,
        "anio": year,
        "edicion": edition.number,
        "motivo": edition.reason,
        "texto": edition.text,
        "anterior": edition.previous,
        "preparado": at.isoformat(timespec="seconds"),
        "meses": [_named(month) for month in months],
        "instituciones": names,
        "cifras": _figures([month.figures for month in months]),
        "por_mes": _by_month(months),
        **_traits(months),
    }


def has_newer_months(report: YearReport) -> bool:
    """Say whether a month was revised after the report was made of it."""
    used = {line["huella"] for line in report.told["meses"]}
    rows = Snapshot.objects.filter(month__year=report.year).order_by("revision")
    newest = dict(rows.values_list("month", "digest"))
    return not used.issuperset(newest.values())


def over_before(year: int, on: date) -> bool:
    """Say whether the year has ended by that day."""
    return month_after(date(year, MONTHS_A_YEAR, 1)) <= on


def _named(month: Snapshot) -> dict[str, Any]:
    told = month.told
    kept = ("mes", "revision", "corte", "calendario", "reglas")
    return {**{key: told[key] for key in kept}, "huella": month.digest}


def _figures(months: Sequence[Figures]) -> Figures:
    """Return the sums of the year; what waits is that of its first day and of its last.

    Raises IdentityBroken.
    """
    sums = counting.plus(*months)
    start, end = STOCKS
    for code, keys in sums.items():
        told = [month.get(code, _NOTHING) for month in months]
        waiting = [(month[start], month[end]) for month in told]
        keys[start], keys[end] = waiting[0][0], waiting[-1][1]
        keys[ADJUSTED] = sum(
            starts - ended for (_start, ended), (starts, _end) in itertools.pairwise(waiting)
        )
    broken = {code: balance(keys).difference for code, keys in sums.items()}
    if any(broken.values()):
        raise IdentityBroken([f"{code}: {by:+}" for code, by in sorted(broken.items()) if by])
    return {code: Counter({key: n for key, n in keys.items() if n}) for code, keys in sums.items()}


def _by_month(months: Sequence[Snapshot]) -> dict[str, dict[str, dict[str, int | None]]]:
    found: dict[str, dict[str, dict[str, int | None]]] = {}
    for month in months:
        for code, keys in month.figures.items():
            line: dict[str, int | None] = {key: keys.get(key, 0) for key in _MONTHLY}
            line["mediana"] = distribution(keys, "respuesta_dias").median
            found.setdefault(code, {})[f"{month.month:%Y-%m}"] = line
    return found


def _traits(months: Sequence[Snapshot]) -> dict[str, Any]:
    """Return the year by channel and by language, of the whole State and without small cells."""
    sums = counting.plus(*(month.traits for month in months))
    return {
        told: counting.hide_few(sums.get(name, {}), values, fewest=FEWEST_PEOPLE)
        for told, name, values in (
            ("canal", "channel", counting.CHANNELS),
            ("idioma", "language", counting.LANGUAGES),
        )
    }
