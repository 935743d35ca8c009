"""The Directorate's figures of complaints, as a page and as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from look.figures.files import as_csv
from oversight.complaints import figures
from oversight.complaints.lists import year_of
from oversight.views_access import directorate_only


@require_safe
@directorate_only
def show_figures(request: SignedInRequest) -> HttpResponse:
    """Show the figures of a year, or of all."""
    year = _year(request)
    context = {
        "tables": figures.tables(year, on=localdate()).values(),
        "year": year,
        "years": figures.years(),
        "fewest": figures.FEWEST,
    }
    return render(request, "oversight/complaints/figures.html", context)


@require_safe
@directorate_only
def download(request: SignedInRequest, key: str) -> HttpResponse:
    """Return one table of the figures as CSV, exactly as it is seen."""
    on, year = localdate(), _year(request)
    table = figures.tables(year, on=on).get(key)
    if table is None:
        raise Http404
    about = [
        (_("Presentadas en"), str(year) if year else _("todos los años")),
        (_("Corte"), on.isoformat()),
    ]
    response = HttpResponse(as_csv(table, about), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="quejas-por-{key}.csv"'
    return response


def _year(request: SignedInRequest) -> int | None:
    text = request.GET.get("ano", "")
    year = year_of(text)
    if text and year is None:
        raise Http404
    return year
