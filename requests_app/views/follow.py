"""Following a request with its number and code: where it stands, its papers, what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from law.terms import TermKind, court_safe_until
from offices.calendars import calendar_for
from requests_app import history
from requests_app.errors import UnknownRequest
from requests_app.forms.follow import CodeForm
from requests_app.handovers import handovers_of
from requests_app.models import Document, InformationRequest, RequesterMessage, Term
from requests_app.next_steps import next_steps
from requests_app.standing import Standing, ledger_of, standing_of, status_of
from requests_app.states import Visibility
from requests_app.views import turns
from requests_app.views.follow_grant import grant, needs_code, revoke, slow_down

WRONG_PAIR = _("El número y el código no coinciden. Revise los dos: el código tiene 16 signos.")
SANDBOX = "default-src 'none'; sandbox"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; say the same of a wrong code and of a number that is not."""
    if request.method != "POST":
        form = CodeForm(initial={"number": request.GET.get("numero", "")[:40]})
        return render(request, "requests/follow/code.html", {"form": form})
    form = CodeForm(request.POST)
    if form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        if wait := slow_down(request, number, code):
            page = {"form": form, "wait": wait, "carried": [(turns.FIELD, wait.turn)]}
            return render(request, "requests/follow/code.html", page, status=429)
        if grant(request, number, code):
            return redirect("requests:follow_one", number=number)
        form.add_error(None, WRONG_PAIR)
    return render(request, "requests/follow/code.html", {"form": form}, status=422)


@needs_code
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """Show the person who asked all there is, and what they may do today."""
    standing = find_standing(number)
    on = localdate()
    info_request = standing.info_request
    days = calendar_for(info_request.institution).days
    page = {
        "standing": standing,
        "on": on,
        "info_request": info_request,
        "status": status_of(standing, on=on, days=days),
        "steps": next_steps(standing, on=on),
        "events": history.tell(info_request.pk, requester=str(_("Usted")))[::-1],
        "answers": [(answer, papers_of(answer.documents.all())) for answer in standing.answers],
        "papers": papers_of(_own_papers(info_request)),
        "letters": _letters(info_request),
        "handovers": handovers_of(info_request, on=on, days=days),
        "questions": info_request.competence_questions.select_related(
            "asked_by", "proposed", "settled_for"
        ),
        "terms": [(term, ledger_of(term), _safe_until(term)) for term in standing.terms],
        "answer_term": standing.term(TermKind.ANSWER),
        "case": standing.court_cases[-1] if standing.court_cases else None,
    }
    return render(request, "requests/follow/request.html", page)


@require_safe
@needs_code
def download(request: HttpRequest, number: str, *, key: UUID) -> HttpResponseBase:
    """Hand over one file the requester may read."""
    document = Document.objects.for_parties().filter(key=key, info_request__number=number).first()
    if document is None:
        raise Http404
    return as_download(document)


@require_POST
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close the request in this browser: the next person at it sees nothing."""
    revoke(request, number)
    messages.success(request, _("Cerró su pedido en este navegador."))
    return redirect("requests:follow")


def find_standing(number: str) -> Standing:
    """Return the request of that number. Raises Http404."""
    try:
        return standing_of(number)
    except UnknownRequest as unknown:
        raise Http404 from unknown


def _safe_until(term: Term) -> date | None:
    """Return the day to go to court by under any reading, which is told before the maximum."""
    return court_safe_until(term.starts_on) if term.kind == TermKind.COURT else None


def _own_papers(info_request: InformationRequest) -> QuerySet[Document]:
    """Return the files of the request itself; those of a letter are shown with it."""
    of_letters = RequesterMessage.documents.through.objects.filter(
        requestermessage__info_request=info_request
    )
    own = info_request.documents.filter(answer=None)
    return own.exclude(pk__in=of_letters.values("document"))


def _letters(info_request: InformationRequest) -> list[tuple[RequesterMessage, list[Document]]]:
    """Return what entered the case by e-mail, each with its files that may be read."""
    letters = info_request.letters.prefetch_related("documents")
    return [(letter, papers_of(letter.documents.all())) for letter in letters]


def papers_of(documents: Iterable[Document]) -> list[Document]:
    """Return those of a request's documents that its requester may read."""
    return [paper for paper in documents if paper.visibility != Visibility.INTERNAL]


def as_download(document: Document) -> FileResponse:
    """Send a file to be saved, never shown: whatever it holds runs nowhere."""
    response = FileResponse(
        document.content.open("rb"),
        as_attachment=True,
        filename=document.name,
        content_type=document.media_type,
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
