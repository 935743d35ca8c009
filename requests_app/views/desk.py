"""One request as its office sees it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now

from accounts.http import SignedInRequest
from law.terms import TermKind
from requests_app.handovers import handovers_of
from requests_app.history import tell
from requests_app.models import InformationRequest, RequesterMessage
from requests_app.states import Visibility
from requests_app.views.desk_answers import shown
from requests_app.views.desk_case import Case, case_of
from requests_app.views.desk_offers import offers

READING = ("GET", "HEAD")


@login_required
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one request: to who holds it with the acts open today, to others without the person.

    Nothing is sent here, so any other method is 404, whoever asks.
    """
    visible = InformationRequest.objects.visible_to(request.user, on=localdate())
    places = visible.select_related("institution", "first_institution", "requester")
    info_request = get_object_or_404(places, number=number)
    if request.method not in READING:
        raise Http404
    case = case_of(info_request, request.user, on=localdate())
    return render(request, "desk/request.html", {**_case_context(case), "opened_at": now()})


def _case_context(case: Case) -> dict[str, Any]:
    row = case.info_request
    holds = bool(case.duties)
    answers = row.answers.select_related("resolution__signatory__holder").prefetch_related(
        "withheld_items", "documents"
    )
    # Those of a letter are shown with it.
    of_letters = RequesterMessage.documents.through.objects.filter(
        requestermessage__info_request=row
    )
    unsent = row.documents.filter(answer=None).exclude(pk__in=of_letters.values("document"))
    own_files = list(unsent if holds else unsent.for_anyone())
    return {
        "case": case,
        "info_request": row,
        "holds": holds,
        "offers": offers(case),
        "answers": [shown(answer) for answer in answers],
        "files": [one for one in own_files if one.visibility != Visibility.INTERNAL],
        "inner_files": [one for one in own_files if one.visibility == Visibility.INTERNAL],
        "handovers": handovers_of(row, on=case.on, days=case.days),
        "registration": getattr(row, "registration", None),
        "letters": row.letters.prefetch_related("documents") if holds else (),
        "bounces": row.bounces.all() if holds else (),
        "decision_due_on": case.due_on(TermKind.RECONSIDERATION_DECISION),
        "compliance_due_on": case.due_on(TermKind.COMPLIANCE),
        "events": tell(row.pk, requester="La persona solicitante")[::-1],
    }
