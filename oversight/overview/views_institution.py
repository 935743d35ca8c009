"""One institution: its figures in one period or two, beside bodies like it, month by month."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from look.figures.measures import FEWEST
from look.figures.tables import Cell, Table, count_cell, interval_cell, rate_cell
from look.templatetags.look import number
from offices.models import Institution
from oversight.catalogue import LISTS, Moment
from oversight.overview import today, trend
from oversight.overview.columns import address, place_cell
from oversight.overview.comparison import Side, comparison
from oversight.overview.counting import BODY_FIELDS, Body, Counts, total
from oversight.overview.files import csv_file
from oversight.overview.forms import MomentForm
from oversight.overview.institution import around
from oversight.overview.league import Alike, alike
from oversight.overview.views_league import UNPROCESSABLE, Compared, about, compared, oldest
from oversight.scope import EVERYBODY, Asked, Scope
from oversight.views_access import for_the_directorate, visible_requests


@for_the_directorate
def show_institution(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one institution's figures, those of bodies like it, and what was said to it."""
    institution = get_object_or_404(Institution, code=code)
    on, scope = localdate(), Scope(institution=institution.code)
    form = MomentForm(request.GET, oldest=oldest(), on=on)
    context = {"institution": institution, "form": form, "fewest": FEWEST}
    if form.is_valid():
        found = compared(request, form, EVERYBODY)
        body = body_of(institution)
        visible = visible_requests(request)
        months = trend.months(visible, trend.two_years(on), scope)
        context |= {
            "compared": found,
            "now": _now(total(today.clock(visible, found.moment, scope).values()), found, scope),
            "comparison": _comparison(found, body, scope),
            "alike": _alike_table(alike(found.figures, body), found.moment),
            "months": trend.table(months, on, scope),
            "charts": trend.drawn(months),
            "around": around(institution, on=on),
            "query": request.GET.urlencode(),
        }
    status = 200 if form.is_valid() else UNPROCESSABLE
    return render(request, "oversight/overview/institution.html", context, status=status)


@for_the_directorate
def download_institution(request: SignedInRequest, code: str, table: str) -> HttpResponse:
    """Give an institution's figures, or those of bodies like it, as a file."""
    institution = get_object_or_404(Institution, code=code)
    form = MomentForm(request.GET, oldest=oldest(), on=localdate())
    if not form.is_valid():
        raise Http404
    found, scope = compared(request, form, EVERYBODY), Scope(institution=institution.code)
    body = body_of(institution)
    tables = [
        _comparison(found, body, scope),
        _alike_table(alike(found.figures, body), found.moment),
    ]
    chosen = next((one for one in tables if one.key == table), None)
    if chosen is None:
        raise Http404
    return csv_file(chosen, [*about(found), (_("Institución"), institution.name)])


def body_of(institution: Institution) -> Body:
    """Return an institution as figures are grouped by it."""
    return Body(*(getattr(institution, name) for name in BODY_FIELDS))


def _comparison(found: Compared, body: Body, scope: Scope) -> Table:
    now = Side(found.moment, found.figures.get(body, Counts()))
    if found.former_moment is None or found.former is None:
        return comparison(now, None, scope)
    return comparison(now, Side(found.former_moment, found.former.get(body, Counts())), scope)


def _now(counts: Counts, found: Compared, scope: Scope) -> list[tuple[object, int, str]]:
    keys = ("abiertos", "hoy", "tarde", "reconsideraciones")
    return [
        (LISTS[key].title, counts[key], address(Asked(key, found.moment, scope))) for key in keys
    ]


def _alike_table(groups: Sequence[Alike], moment: Moment) -> Table:
    headers = [
        _("Comparada con"),
        _("Instituciones con pedidos"),
        _("Con %(n)s plazos vencidos o más") % {"n": FEWEST},
        _("Su puesto entre ellas"),
        _("Mediana de sus tasas"),
        _("Plazos vencidos de todas"),
        _("A tiempo"),
        _("% a tiempo"),
        _("Intervalo del 95 %"),
    ]
    return Table(
        "parecidas",
        _("Al lado de instituciones parecidas"),
        headers,
        [_alike_row(group, moment) for group in groups],
    )


def _alike_row(group: Alike, moment: Moment) -> list[Cell]:
    def cell(key: str) -> Cell:
        return count_cell(group.pooled[key], address(Asked(key, moment, group.scope)))

    words = " – ".join(part for part in (str(group.title), group.scope.in_words()) if part)
    middle = "–" if group.middle is None else f"{number(group.middle, 1)} %"
    return [
        Cell(words, words),
        count_cell(group.bodies),
        count_cell(group.rated),
        place_cell(group.place),
        Cell(middle, group.middle),
        cell("vencidos"),
        cell("a-tiempo"),
        rate_cell(group.pooled.in_term),
        interval_cell(group.pooled.in_term),
    ]
