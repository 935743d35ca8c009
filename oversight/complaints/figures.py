"""Figures of complaints, only for the Directorate: by institution and ground, with their lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median_low
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _

from look.figures.tables import Cell, Table, count_cell, days_cell, words_cell
from look.templatetags.look import number
from oversight.complaints.lists import LISTS, Chosen, of_year
from oversight.complaints.models import Complaint
from oversight.complaints.states import Ground

COLUMNS = (
    "todas",
    "abiertas",
    "tarde",
    "fundadas",
    "fundadas-en-parte",
    "no-fundadas",
    "sin-objeto",
    "no-admitidas",
    "a-destiempo",
)
# Below so many answers a median says more of chance than of the work.
FEWEST = 5


def tables(year: int | None, *, on: date) -> dict[str, Table]:
    """Return the tables of complaints filed in `year` (None: of all years), by key.

    Two queries each. Medians are of business days from filing to answer.
    """
    rows = of_year(Complaint.objects.all(), year)
    return {
        "institucion": _table(
            "institucion",
            _("Por institución"),
            rows,
            fields=("institution__code", "institution__name"),
            year=year,
            on=on,
        ),
        "motivo": _table(
            "motivo", _("Por motivo"), rows, fields=("ground", "ground"), year=year, on=on
        ),
    }


def years() -> list[int]:
    """Return the years in which something was filed, the newest first."""
    found = Complaint.objects.annotate(year=ExtractYear("filed_on")).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def _table(
    key: str,
    caption: str,
    rows: QuerySet[Complaint],
    *,
    fields: tuple[str, str],
    year: int | None,
    on: date,
) -> Table:
    counts = {
        f"n{place}": Count("pk", filter=LISTS[column].belongs(on))
        for place, column in enumerate(COLUMNS)
        if column != "todas"
    }
    names: Any = dict.fromkeys(fields)
    grouped: QuerySet[Any] = rows.order_by().values(*names).annotate(n0=Count("pk"), **counts)
    medians = _medians(rows.exclude(closed_on=None), fields[0])
    lines = sorted(grouped, key=lambda line: (-line["n0"], str(line[fields[1]])))
    told = [_line(key, line, fields, medians, year=year) for line in lines]
    headers = [
        caption.removeprefix(_("Por ")).capitalize(),
        *(str(LISTS[column].title) for column in COLUMNS),
        _("Mediana de días hábiles"),
    ]
    return Table(key, caption, headers, told)


def _line(
    key: str,
    line: dict[str, Any],
    fields: tuple[str, str],
    medians: dict[str, int | None],
    *,
    year: int | None,
) -> Sequence[Cell]:
    value = line[fields[0]]
    name = Ground(value).label if key == "motivo" else line[fields[1]]
    chosen = {"code": value} if key == "institucion" else {"ground": value}
    cells = [
        _linked(line[f"n{place}"], Chosen(key=column, year=year, **chosen))
        for place, column in enumerate(COLUMNS)
    ]
    return [words_cell(str(name)), *cells, days_cell(medians.get(value))]


def _linked(count: int, chosen: Chosen) -> Cell:
    if not count:
        return count_cell(0)
    url = f"{reverse('complaints:list')}?{urlencode(chosen.query())}"
    return Cell(number(count), count, url)


def _medians(rows: QuerySet[Complaint], field: str) -> dict[str, int | None]:
    days: defaultdict[str, list[int]] = defaultdict(list)
    answered: Iterable[Any] = rows.order_by().values_list(field, "answer_days")
    for value, answer_days in answered:
        days[value].append(answer_days)
    return {
        value: median_low(found) if len(found) >= FEWEST else None for value, found in days.items()
    }
