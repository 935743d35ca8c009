"""The officer's list of work, and one request as its office sees it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from law.terms import TermKind
from requests_app.errors import ActionRefused
from requests_app.forms.desk import WorklistFilter
from requests_app.history import tell
from requests_app.models import InformationRequest, RequesterMessage
from requests_app.views.desk_answers import shown
from requests_app.views.desk_case import Case, case_of
from requests_app.views.desk_offers import offers
from requests_app.worklist import Bucket, Desk, Place, Shelf, Wanted, desk_of

READING = ("GET", "HEAD")


@require_safe
@login_required
def worklist(request: SignedInRequest) -> HttpResponse:
    """Show what waits on the person's desk; who has none is sent to their own."""
    try:
        desk = desk_of(request.user, on=localdate())
    except ActionRefused as refusal:
        return render(request, "desk/no_calendar.html", {"message": refusal.message})
    if desk is None:
        return redirect("desks")
    chosen = _chosen(request)
    wanted = _wanted(chosen)
    page = desk.page(wanted)
    context = {
        "desk": desk,
        "form": WorklistFilter(initial=chosen),
        "wanted": wanted,
        "is_filtered": any(chosen.values()),
        "buckets": _buckets(desk, wanted),
        "items": page.items,
        "previous": _address(chosen, antes=page.previous),
        "following": _address(chosen, despues=page.following),
        "waiting": _waiting_above(desk) if wanted == Wanted() else [],
    }
    return render(request, "desk/worklist.html", context)


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
    return render(request, "desk/request.html", _case_context(case))


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
    own_files = row.documents.filter(answer=None).exclude(pk__in=of_letters.values("document"))
    return {
        "case": case,
        "info_request": row,
        "holds": holds,
        "offers": offers(case),
        "answers": [shown(answer) for answer in answers],
        "files": own_files if holds else own_files.for_anyone(),
        "legs": row.legs.select_related("from_institution", "to_institution"),
        "registration": getattr(row, "registration", None),
        "letters": row.letters.prefetch_related("documents") if holds else (),
        "bounces": row.bounces.all() if holds else (),
        "decision_due_on": case.due_on(TermKind.RECONSIDERATION_DECISION),
        "compliance_due_on": case.due_on(TermKind.COMPLIANCE),
        "events": tell(row.pk, requester="La persona solicitante")[::-1],
    }


def _chosen(request: SignedInRequest) -> dict[str, str]:
    form = WorklistFilter(request.GET)
    form.full_clean()
    chosen = {name: str(form.cleaned_data.get(name) or "") for name in form.fields}
    return {**chosen, **{way: request.GET.get(way, "") for way in ("despues", "antes")}}


def _wanted(chosen: dict[str, str]) -> Wanted:
    return Wanted(
        shelf=Shelf(chosen["estado"] or Shelf.WAITING),
        bucket=Bucket(chosen["plazo"]) if chosen["plazo"] else None,
        text=chosen["q"],
        after=Place.read(chosen["despues"]),
        before=Place.read(chosen["antes"]),
    )


def _buckets(desk: Desk, wanted: Wanted) -> list[dict[str, Any]]:
    return [
        {
            "label": bucket.label,
            "count": count,
            "url": f"?{urlencode({'plazo': bucket.value})}",
            "is_current": bucket == wanted.bucket,
        }
        for bucket, count in desk.counts().items()
    ]


def _address(chosen: dict[str, str], **way: Place | None) -> str:
    kept = {name: chosen[name] for name in WorklistFilter.base_fields if chosen[name]}
    kept |= {name: str(place) for name, place in way.items() if place is not None}
    return f"?{urlencode(kept)}" if any(way.values()) else ""


def _waiting_above(desk: Desk) -> list[dict[str, Any]]:
    """Return the appeals and court orders of the desk, each with its days left."""
    lines = [("appeal", row) for row in desk.appeals()] + [("order", row) for row in desk.orders()]
    return [_line(desk, kind, row) for kind, row in lines]


def _line(desk: Desk, kind: str, row: Any) -> dict[str, Any]:
    info_request = row.info_request
    left = desk.days_left(info_request.institution_id, row.due_on) if row.due_on else None
    return {"kind": kind, "info_request": info_request, "due_on": row.due_on, "days_left": left}
