"""The lists behind the figures, and each request as evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from look.figures.tables import Cell, Table, days_cell, words_cell
from offices.models import Institution
from oversight import evidence
from oversight.catalogue import LISTS, Moment, RequestList
from oversight.lists import Requests
from oversight.overview.files import csv_file
from oversight.paging import BY_DAYS, BY_DUE_DATE, Place, page_of
from oversight.scope import EVERYBODY, Asked, NoSuchScope, Scope, read_period
from oversight.views_access import for_the_directorate, visible_requests


@for_the_directorate
def show_list(request: SignedInRequest) -> HttpResponse:
    """Show the requests behind one figure: the earliest due first, or the fastest answered."""
    asked = _asked(request)
    kind = LISTS[asked.key]
    found = asked.requests(visible_requests(request))
    count = found.count()
    order = _order(kind)
    page = page_of(
        found.select_related("institution"),
        after=Place.read(request.GET.get("despues", ""), order),
        before=Place.read(request.GET.get("antes", ""), order),
        order=order,
    )
    context = {
        "list": kind,
        "others": [(other, asked.other(other.key).query) for other in LISTS.values()],
        "asked": asked,
        "whom": asked.scope.in_words(),
        "everybody": replace(asked, scope=EVERYBODY).query,
        "count": count,
        "rows": page.rows,
        "marks": _marks(asked, found, count) if kind.by_days and count else [],
        "previous": _link(asked, "antes", page.before),
        "following": _link(asked, "despues", page.after),
    }
    return render(request, "oversight/list.html", context)


@for_the_directorate
def download_list(request: SignedInRequest) -> HttpResponse:
    """Give a whole list as a file: as many rows as its figure says."""
    asked = _asked(request)
    order = _order(LISTS[asked.key])
    rows = asked.requests(visible_requests(request)).select_related("institution")
    headers = [
        _("Número"),
        _("Institución"),
        _("Asunto"),
        _("Estado"),
        _("Vence o venció"),
        _("Respuesta"),
        _("Días hábiles hasta la respuesta"),
    ]
    table = Table(
        "pedidos",
        str(LISTS[asked.key].title),
        headers,
        [_cells(row) for row in rows.order_by(order, "pk").iterator()],
    )
    return csv_file(table, _about(asked))


@for_the_directorate
def show_request(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one request as evidence: terms, counts, events and their chain. Nothing to press."""
    rows = visible_requests(request).select_related("institution", "first_institution")
    info_request = get_object_or_404(rows, number=number)
    proofs = evidence.chain_of(info_request)
    context = {
        "info_request": info_request,
        "terms": evidence.terms_of(info_request),
        "registration": evidence.registration_of(info_request),
        "in_person_notices": info_request.in_person_notices.select_related("office", "institution"),
        "legs": info_request.legs.select_related("from_institution", "to_institution"),
        "questions": info_request.competence_questions.select_related(
            "asked_by", "proposed", "settled_for"
        ),
        "reconsiderations": info_request.reconsiderations.all(),
        "court_cases": info_request.court_cases.all(),
        "proofs": proofs,
        "is_whole": evidence.is_whole(info_request, proofs),
    }
    return render(request, "oversight/request.html", context)


def _asked(request: SignedInRequest) -> Asked:
    """Return what the address asks for; 404 for a list, body, group or month there is not."""
    on, key = localdate(), request.GET.get("lista", "abiertos")
    try:
        scope = Scope.read(request.GET)
        period = read_period(request.GET, on=on)
    except NoSuchScope:
        raise Http404 from None
    if key not in LISTS:
        raise Http404
    if scope.institution:
        get_object_or_404(Institution, code=scope.institution)
    return Asked(key, Moment(on, period), scope)


def _order(kind: RequestList) -> str:
    return BY_DAYS if kind.by_days else BY_DUE_DATE


@dataclass(frozen=True, slots=True)
class Mark:
    """The row that is a percentile of a list by days, and the address where the list shows it."""

    words: str
    pk: int
    days: int
    url: str


def _marks(asked: Asked, found: Requests, count: int) -> list[Mark]:
    """Return the median and the 90th percentile, as percentile_disc: rows that occurred.

    Each is the first row at which so many of every hundred are reached.
    """
    marks = []
    rows = found.order_by(BY_DAYS, "pk").values_list("pk", BY_DAYS)
    for percent, words in ((50, _("Mediana")), (90, _("9 de cada 10"))):
        pk, days = rows[-(-count * percent // 100) - 1]
        # The place just before it, so that it comes first.
        marks.append(Mark(words, pk, days, _link(asked, "despues", Place(days, pk - 1))))
    return marks


def _cells(row: Any) -> list[Cell]:
    return [
        words_cell(row.number),
        words_cell(row.institution.name),
        words_cell(row.subject),
        words_cell(row.get_stage_display()),
        words_cell(row.due_on.isoformat()),
        words_cell(row.answered_on.isoformat() if row.answered_on else ""),
        days_cell(row.response_days),
    ]


def _link(asked: Asked, side: str, place: Place | None) -> str:
    return "" if place is None else f"?{urlencode({**asked.parameters, side: str(place)})}"


def _about(asked: Asked) -> list[tuple[str, str]]:
    period = asked.moment.period
    told = [(_("Lista"), str(LISTS[asked.key].title)), (_("Ámbito"), asked.scope.in_words())]
    if LISTS[asked.key].of_period:
        told += [
            (_("Período desde"), f"{period.first:%Y-%m}"),
            (_("Período hasta"), f"{period.last:%Y-%m}"),
        ]
    return [*told, (_("Contado el"), asked.moment.on.isoformat())]
