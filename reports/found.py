"""How public pages find what is frozen, and what they show of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse

from look.figures.tables import Table
from look.whole_numbers import whole_number
from reports import tables
from reports.models import ReportState, Snapshot, YearReport
from reports.recompute import STATE


@dataclass(frozen=True, slots=True)
class Shown:
    """A year's report of one scope: the edition asked for, and all there are, newest first."""

    report: YearReport
    editions: Sequence[YearReport]
    code: str
    name: str

    @property
    def is_newest(self) -> bool:
        """Say whether no later edition corrects this one."""
        return self.report.pk == self.editions[0].pk


def month_named(text: str) -> date:
    """Return the first day of a month written AAAA-MM. Raises Http404."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Http404 from error
    if f"{month:%Y-%m}" != text:
        raise Http404
    return month


def revisions_of(text: str) -> list[Snapshot]:
    """Return every revision of a frozen month, the first first. Raises Http404."""
    found = Snapshot.objects.light().filter(month=month_named(text)).order_by("revision")
    revisions = list(found.select_related("calendar_version"))
    if not revisions:
        raise Http404
    return revisions


def revision_asked(revisions: Sequence[Snapshot], asked: str) -> Snapshot:
    """Return the revision of that number, the newest when none is asked. Raises Http404."""
    if not asked:
        return revisions[-1]
    for revision in revisions:
        if revision.revision == whole_number(asked, digits=4):
            return revision
    raise Http404


def report_shown(year: int, code: str, edition: str) -> Shown:
    """Return the published report of a year and scope, the newest edition by default.

    One query. Raises Http404.
    """
    published = YearReport.objects.filter(year=year, state=ReportState.PUBLISHED)
    editions = list(published.order_by("-edition"))
    number = whole_number(edition, digits=4) if edition else None
    chosen = [row for row in editions if not edition or row.edition == number]
    if not chosen:
        raise Http404
    names = chosen[0].told["instituciones"]
    if code and code not in names:
        raise Http404
    return Shown(chosen[0], editions, code or STATE, names.get(code, ""))


def tables_of(report: YearReport, code: str) -> list[Table]:
    """Return the tables of a year's report for one institution, or for the State."""
    told, figures = report.told, report.figures
    found = tables.sections(figures.get(code, {}))
    found.append(tables.by_month(told["por_mes"].get(code, {})))
    if code == STATE:
        found += tables.by_trait(told)
        urls = {
            body: reverse("reports:year_of_body", args=[report.year, body])
            for body in told["instituciones"]
        }
        found.append(tables.by_institution(figures, told["instituciones"], urls))
    return found
