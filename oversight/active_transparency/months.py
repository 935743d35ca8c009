"""The months of checks, and how many institutions were looked at in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from look.figures.tables import Cell, Table, count_cell
from look.templatetags.look import number
from offices.models import Institution
from offices.models.institution import Branch
from oversight.active_transparency.models import Check

MONTH_LENGTH = len("2026-11")
OLDEST_YEAR = 2014


@dataclass(frozen=True, slots=True)
class Line:
    """An institution in a month; `check` is None when nobody looked."""

    institution: Institution
    check: Check | None


def read_month(text: str) -> date | None:
    """Return the first day of the month written as 2026-11, or None."""
    if len(text) != MONTH_LENGTH:
        return None
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if month.year >= OLDEST_YEAR else None


def lines_of(month: date) -> list[Line]:
    """Return every active institution with its standing check of that month. Two queries."""
    checks = {check.institution_id: check for check in Check.objects.standing().filter(month=month)}
    return [
        Line(institution, checks.get(institution.pk))
        for institution in Institution.objects.active().order_by("name")
    ]


def latest() -> list[Check]:
    """Return the last standing check of each institution, by its name."""
    newest: dict[int, Check] = {}
    rows = Check.objects.standing().select_related("institution").order_by("month")
    for check in rows.filter(institution__is_active=True):
        newest[check.institution_id] = check
    return sorted(newest.values(), key=lambda check: check.institution.name.casefold())


def by_branch(lines: Iterable[Line]) -> list[tuple[str, int, int, str]]:
    """Return (branch, checked, institutions, share of the items that apply) for each branch."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.institution.branch].append(line)
    told = []
    for value, label in Branch.choices:
        checks = [line.check for line in found[value] if line.check]
        applicable = sum(check.applicable for check in checks)
        published = sum(check.published for check in checks)
        if found[value]:
            told.append(
                (str(label), len(checks), len(found[value]), share_in_words(published, applicable))
            )
    return told


def table_of(checks: Sequence[Check]) -> Table:
    """Return the checks as the public table: what is seen is what is taken."""
    return Table(
        key="transparencia-activa",
        caption=_("Transparencia activa por institución"),
        headers=[
            _("Institución"),
            _("Mes"),
            _("Publicados"),
            _("Corresponden"),
            _("%"),
            _("Revisado"),
        ],
        rows=[
            [
                Cell(check.institution.name, check.institution.name, check.institution.code),
                Cell(date_format(check.month, "F Y"), f"{check.month:%Y-%m}"),
                count_cell(check.published),
                count_cell(check.applicable),
                Cell(_percent(check.percent), check.percent),
                Cell(date_format(check.closed_on, "d/m/Y"), check.closed_on.isoformat()),
            ]
            for check in checks
        ],
    )


def share_in_words(published: int, applicable: int) -> str:
    """Return "12 de 17 (70 %)", or a dash when nothing applies."""
    if not applicable:
        return "–"
    counted = _("%(part)s de %(whole)s") % {"part": number(published), "whole": number(applicable)}
    return f"{counted} ({_percent(100 * published // applicable)})"


def _percent(value: int | None) -> str:
    return "–" if value is None else f"{value}\u00a0%"
