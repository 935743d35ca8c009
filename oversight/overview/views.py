"""The first page: what waits for a decision, the national clock, the trend and each institution."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from look.figures.periods import Period
from look.figures.tables import Table
from oversight.catalogue import LISTS, Moment
from oversight.overview import today, trend
from oversight.overview.columns import (
    Heading,
    address,
    headings,
    in_order,
    known_order,
    table_of,
)
from oversight.overview.counting import Counts, total
from oversight.overview.files import csv_file
from oversight.scope import Asked, NoSuchScope, Scope
from oversight.sections import SECTIONS, waiting
from oversight.views_access import for_the_directorate, visible_requests


@dataclass(frozen=True, slots=True)
class Today:
    """Today's figures, and the table of institutions in the order chosen."""

    national: Counts
    table: Table
    columns: list[Heading]
    moment: Moment


@for_the_directorate
def show_overview(request: SignedInRequest) -> HttpResponse:
    """Show what waits, what is due, late and silent, in the State and in each institution."""
    found = _today(request)
    months = trend.months(visible_requests(request), trend.two_years(found.moment.on))
    context = {
        "waiting": waiting(on=found.moment.on),
        "national": [
            (LISTS[key], found.national[key], address(Asked(key, found.moment)))
            for key in today.NATIONAL
        ],
        "today": found,
        "query": request.GET.urlencode(),
        "months": trend.table(months, found.moment.on),
        "charts": trend.drawn(months),
        "sections": SECTIONS,
    }
    return render(request, "oversight/overview/overview.html", context)


@for_the_directorate
def download_today(request: SignedInRequest) -> HttpResponse:
    """Give the table of institutions as a file, in the order seen."""
    found = _today(request)
    return csv_file(found.table, [(_("Contado el"), found.moment.on.isoformat())])


@for_the_directorate
def download_trend(request: SignedInRequest) -> HttpResponse:
    """Give the months as a file, of everybody or of one scope."""
    moment = trend.two_years(localdate())
    try:
        scope = Scope.read(request.GET)
    except NoSuchScope:
        raise Http404 from None
    months = trend.months(visible_requests(request), moment, scope)
    about = [(_("Ámbito"), scope.in_words()), (_("Contado el"), moment.on.isoformat())]
    return csv_file(trend.table(months, moment.on, scope), about)


def _today(request: SignedInRequest) -> Today:
    on = localdate()
    moment = Moment(on, Period.last_twelve(on))
    order = known_order(request.GET.get("orden", ""), today.COLUMNS, today.DEFAULT_ORDER)
    clocks = today.clock(visible_requests(request), moment)
    lines = in_order(today.lines(clocks, moment), today.COLUMNS, order)
    return Today(
        national=total(clocks.values()),
        table=table_of("hoy", _("Hoy, por institución"), today.COLUMNS, lines),
        columns=headings(today.COLUMNS, order, {}),
        moment=moment,
    )
