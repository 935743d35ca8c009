"""The Directorate's pages: from the figure to the list, to the request, to the proof."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from offices.models import Institution
from oversight import evidence, overview
from oversight.escalations.proposed import waiting_count
from oversight.lists import LISTS, Requests, members
from oversight.paging import Place, page_of
from oversight.sections import SECTIONS
from oversight.views_access import DeskView, Given, View, directorate_only
from requests_app.models import CompetenceQuestion, InformationRequest


def for_the_directorate(view: DeskView[Given]) -> View[Given]:
    """Let the Directorate read; these pages do no act, so any other method is refused."""
    return require_safe(directorate_only(view))


@for_the_directorate
def show_overview(request: SignedInRequest) -> HttpResponse:
    """Show what is due, late and silent, in the State and in each institution."""
    on = localdate()
    visible = _visible(request)
    order = overview.known_order(request.GET.get("orden", ""))
    national = overview.national(visible, on=on)
    context = {
        "national": [(LISTS[key], national[key]) for key in overview.NATIONAL],
        "lines": overview.in_order(overview.by_institution(visible, on=on), order),
        "columns": overview.headings(order),
        "fewest": overview.FEWEST,
        "escalations": waiting_count(),
        "questions": CompetenceQuestion.objects.waiting().count(),
        "sections": SECTIONS,
    }
    return render(request, "oversight/overview.html", context)


@for_the_directorate
def show_list(request: SignedInRequest) -> HttpResponse:
    """Show the requests behind one figure, the earliest due first."""
    key, code = request.GET.get("lista", "abiertos"), request.GET.get("institucion", "")
    if key not in LISTS:
        raise Http404
    institution = get_object_or_404(Institution, code=code) if code else None
    found = members(_visible(request), key, on=localdate(), institution=code)
    page = page_of(
        found.select_related("institution"),
        after=Place.read(request.GET.get("despues", "")),
        before=Place.read(request.GET.get("antes", "")),
    )
    chosen = {"lista": key, **({"institucion": code} if code else {})}
    context = {
        "list": LISTS[key],
        "lists": LISTS.values(),
        "institution": institution,
        "count": found.count(),
        "rows": page.rows,
        "previous": _link(chosen, "antes", page.before),
        "following": _link(chosen, "despues", page.after),
    }
    return render(request, "oversight/list.html", context)


@for_the_directorate
def show_request(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one request as evidence: terms, counts, events and their chain. Nothing to press."""
    rows = _visible(request).select_related("institution", "first_institution")
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


def _visible(request: SignedInRequest) -> Requests:
    return InformationRequest.objects.visible_to(request.user, on=localdate())


def _link(chosen: dict[str, str], side: str, place: Place | None) -> str:
    return "" if place is None else f"?{urlencode({**chosen, side: str(place)})}"
