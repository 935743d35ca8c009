"""Institutions and departments side by side, in one period or in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Min
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.http import SignedInRequest
from look.figures.measures import FEWEST
from look.figures.tables import Table
from oversight.catalogue import Moment
from oversight.overview import tiles, trend
from oversight.overview.columns import (
    Column,
    Heading,
    headings,
    in_order,
    known_order,
    table_of,
)
from oversight.overview.comparison import Side, comparison
from oversight.overview.counting import PERIOD_KEYS, by_body, total
from oversight.overview.files import csv_file
from oversight.overview.forms import LeagueForm, MomentForm
from oversight.overview.league import (
    DEFAULT_ORDER,
    DEPARTMENTS,
    INSTITUTIONS,
    Figures,
    columns,
    departments,
    league,
)
from oversight.overview.lines import Line
from oversight.scope import EVERYBODY, Scope
from oversight.views_access import for_the_directorate, visible_requests
from requests_app.models import InformationRequest

UNPROCESSABLE = 422
CAPTIONS = {"instituciones": _("Por institución"), "departamentos": _("Por departamento")}
AnyForm = TypeVar("AnyForm", bound=MomentForm)


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of a period for each institution and, if one was chosen, of another."""

    moment: Moment
    figures: Figures
    former_moment: Moment | None
    former: Figures | None
    scope: Scope

    @property
    def table(self) -> Table:
        """Both periods beside each other, all institutions together."""
        now = Side(self.moment, total(self.figures.values()))
        if self.former_moment is None or self.former is None:
            return comparison(now, None, self.scope)
        before = Side(self.former_moment, total(self.former.values()))
        return comparison(now, before, self.scope)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A table with its headings and lines, in the order chosen."""

    table: Table
    columns: list[Heading]
    lines: list[Line]


@for_the_directorate
def show_league(request: SignedInRequest) -> HttpResponse:
    """Show the institutions chosen side by side, and their figures together."""
    form = LeagueForm(request.GET, oldest=oldest(), on=localdate())
    context = {"form": form, "fewest": FEWEST, "query": request.GET.urlencode()}
    if form.is_valid():
        found = compared(request, form, form.scope)
        context |= {"compared": found, "sorted": _league(request, form, found)}
    status = 200 if form.is_valid() else UNPROCESSABLE
    return render(request, "oversight/overview/league.html", context, status=status)


@for_the_directorate
def download_league(request: SignedInRequest) -> HttpResponse:
    """Give the league as a file: the same filters, the same order."""
    form = _valid(LeagueForm(request.GET, oldest=oldest(), on=localdate()))
    found = compared(request, form, form.scope)
    return csv_file(_league(request, form, found).table, about(found))


@for_the_directorate
def download_comparison(request: SignedInRequest) -> HttpResponse:
    """Give the figures of the league's institutions together as a file."""
    form = _valid(LeagueForm(request.GET, oldest=oldest(), on=localdate()))
    found = compared(request, form, form.scope)
    return csv_file(found.table, about(found))


@for_the_directorate
def show_departments(request: SignedInRequest) -> HttpResponse:
    """Show the departments side by side, as a table and as a map of equal tiles."""
    form = MomentForm(request.GET, oldest=oldest(), on=localdate())
    context = {"form": form, "fewest": FEWEST, "query": request.GET.urlencode()}
    if form.is_valid():
        found = compared(request, form, EVERYBODY)
        chosen = _departments(request, form, found)
        rates = {line.scope.department: line.counts.in_term for line in chosen.lines}
        context |= {"compared": found, "sorted": chosen, "map": tiles.drawn(rates)}
    status = 200 if form.is_valid() else UNPROCESSABLE
    return render(request, "oversight/overview/departments.html", context, status=status)


@for_the_directorate
def download_departments(request: SignedInRequest) -> HttpResponse:
    """Give the departments as a file."""
    form = _valid(MomentForm(request.GET, oldest=oldest(), on=localdate()))
    found = compared(request, form, EVERYBODY)
    return csv_file(_departments(request, form, found).table, about(found))


def compared(request: SignedInRequest, form: MomentForm, scope: Scope) -> Compared:
    """Count the period of a valid form and the one it compares with. Three queries each."""
    visible, former = visible_requests(request), form.former
    moment = Moment(form.on, form.period)
    before = None if former is None else Moment(form.on, former)
    return Compared(
        moment=moment,
        figures=by_body(visible, PERIOD_KEYS, moment, scope),
        former_moment=before,
        former=None if before is None else by_body(visible, PERIOD_KEYS, before, scope),
        scope=scope,
    )


def about(found: Compared) -> list[tuple[str, str]]:
    """Return of when, of whom and as of when the figures of a file are."""
    period = found.moment.period
    return [
        (gettext("Período desde"), f"{period.first:%Y-%m}"),
        (gettext("Período hasta"), f"{period.last:%Y-%m}"),
        (gettext("Ámbito"), found.scope.in_words()),
        (gettext("Contado el"), found.moment.on.isoformat()),
    ]


def _league(request: SignedInRequest, form: LeagueForm, found: Compared) -> Sorted:
    shown = columns(INSTITUTIONS, compared=found.former is not None)
    lines = league(found.figures, found.moment, found.former)
    return _sorted(request, form, shown, lines, "instituciones")


def _departments(request: SignedInRequest, form: MomentForm, found: Compared) -> Sorted:
    shown = columns(DEPARTMENTS, compared=found.former is not None)
    lines = departments(found.figures, found.moment, found.former)
    return _sorted(request, form, shown, lines, "departamentos")


def _sorted(
    request: SignedInRequest,
    form: MomentForm,
    shown: Sequence[Column],
    lines: list[Line],
    key: str,
) -> Sorted:
    order = known_order(request.GET.get("orden", ""), shown, DEFAULT_ORDER)
    ordered = in_order(lines, shown, order)
    table = table_of(key, str(CAPTIONS[key]), shown, ordered)
    return Sorted(table, headings(shown, order, form.asked), ordered)


def _valid(form: AnyForm) -> AnyForm:
    if not form.is_valid():
        raise Http404
    return form


def oldest() -> date:
    """Return the first day one may choose: of the first request, and two years ago at least."""
    first: date | None = InformationRequest.objects.aggregate(day=Min("presented_on"))["day"]
    two_years_ago = trend.two_years(localdate()).since
    return two_years_ago if first is None else min(first, two_years_ago)
