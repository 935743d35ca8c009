"""Handing papers over to whoever may have them, and verifying those somebody shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from look.templatetags.look import legal_date, legal_instant
from papers.availability import Offer, available, desk_offers
from papers.checks import is_intact, reasons_against
from papers.forms import KeyForm
from papers.kinds import Kind, PaperFormat
from papers.making import PaperFile, calendar_file, make
from papers.models import IssuedPaper
from requests_app import tracking
from requests_app.errors import UnknownRequest
from requests_app.models import InformationRequest
from requests_app.standing import Standing, filed_with, standing_of
from requests_app.views.filing_review import RECEIPT_COOKIE, RECEIPT_SALT, RECEIPT_SECONDS
from requests_app.views.follow_grant import needs_code
from typeset import keys

_SANDBOX = "default-src 'none'; sandbox"
_DAYS: tuple[tuple[str, str | Promise], ...] = (
    ("presented_on", _("Presentado el")),
    ("registered_on", _("Registrado el")),
    ("due_on", _("Vencimiento para responder")),
    ("tacitly_denied_on", _("Denegado por silencio desde")),
    ("notified_on", _("Decisión notificada el")),
    ("reconsideration_until_on", _("Reconsideración hasta")),
    ("court_safe_until_on", _("Justicia, fecha segura")),
    ("court_until_on", _("Justicia, fecha máxima")),
)


@require_safe
@needs_code
def mine(
    request: HttpRequest, number: str, *, slug: str, paper_format: PaperFormat
) -> HttpResponseBase:
    """Give one paper to who showed the code of the request."""
    offer = find_offer(
        available(standing_or_404(number).info_request, localdate()), slug, paper_format
    )
    by = Actor.requester(number)
    return as_file(make(number, offer, paper_format, by=by, at=now()))


@require_safe
@needs_code
def my_dates(request: HttpRequest, number: str) -> HttpResponseBase:
    """Give the request's dates as a calendar file to who showed its code."""
    return as_file(calendar_file(standing_or_404(number), at=now()))


@never_cache
@require_safe
def just_filed(request: HttpRequest, number: str) -> HttpResponseBase:
    """Give the receipt with its code while the page that confirms the filing can show it."""
    token = _token_of_filing(request, number)
    made = make(
        number,
        Offer(Kind.RECEIPT),
        PaperFormat.PDF,
        by=Actor.requester(number),
        at=now(),
        tracking_code=tracking.code_for(token),
    )
    return as_file(made)


@never_cache
@require_safe
def just_filed_dates(request: HttpRequest, number: str) -> HttpResponseBase:
    """Give the calendar file from the same page."""
    _token_of_filing(request, number)
    return as_file(calendar_file(standing_or_404(number), at=now()))


@never_cache
@login_required
@require_safe
def desk(
    request: SignedInRequest, number: str, *, slug: str, paper_format: PaperFormat
) -> HttpResponseBase:
    """Give the receipt or the record of a verbal request to the office that holds it."""
    on = localdate()
    held = InformationRequest.objects.held_by(request.user, on=on).filter(number=number)
    if not held.exists():
        raise Http404
    offer = find_offer(desk_offers(standing_or_404(number), on=on), slug, paper_format)
    by = Actor.official(request.user)
    return as_file(make(number, offer, paper_format, by=by, at=now()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the key of a paper."""
    if request.method != "POST":
        return render(request, "papers/verify.html", {"form": KeyForm()})
    form = KeyForm(request.POST)
    if form.is_valid():
        return redirect("papers:check", key=form.cleaned_data["key"])
    return render(request, "papers/verify.html", {"form": form}, status=422)


@never_cache
@require_safe
def check(request: HttpRequest, key: str) -> HttpResponse:
    """Say whether the paper with that key is ours and still true; of its person, nothing."""
    known = IssuedPaper.objects.select_related("info_request")
    paper = known.filter(key=keys.read(key) or "").first()
    if paper is None:
        return render(request, "papers/checked.html", {"paper": None}, status=404)
    page = {
        "paper": paper,
        "reasons": reasons_against(paper),
        "rows": _rows(paper) if is_intact(paper) else [],
    }
    return render(request, "papers/checked.html", page)


def find_offer(offered: Iterable[Offer], slug: str, paper_format: PaperFormat) -> Offer:
    """Return the paper of that name and format among those offered. Raises Http404."""
    for offer in offered:
        if offer.slug == slug and paper_format in offer.formats:
            return offer
    raise Http404


def standing_or_404(number: str) -> Standing:
    """Return the request read whole. Raises Http404."""
    try:
        return standing_of(number)
    except UnknownRequest as unknown:
        raise Http404 from unknown


def _rows(paper: IssuedPaper) -> list[tuple[str | Promise, str]]:
    """What anybody may read of a paper: its number, kind, institution, dates and seal."""
    claims = paper.claims
    branch = [(_("Contra"), paper.get_branch_display())] if paper.branch else []
    days = [
        (label, legal_date(date.fromisoformat(claims[key])))
        for key, label in _DAYS
        if key in claims
    ]
    return [
        (_("Documento"), paper.get_kind_display()),
        *branch,
        (_("Pedido"), claims["number"]),
        (_("Institución"), claims["institution"]),
        *days,
        (_("Emitido"), legal_instant(paper.issued_at)),
        (_("Clave"), keys.printed(paper.key)),
        (_("Huella de los hechos (SHA-256)"), paper.digest),
    ]


def _token_of_filing(request: HttpRequest, number: str) -> str:
    """Return the secret of the filing just made in this browser. Raises Http404."""
    token = request.get_signed_cookie(
        RECEIPT_COOKIE, default=None, salt=RECEIPT_SALT + number, max_age=RECEIPT_SECONDS
    )
    filed = filed_with(token) if token else None
    if token is None or filed is None or filed.number != number:
        raise Http404
    return token


def as_file(made: PaperFile) -> HttpResponse:
    """Send a paper to be saved, kept by no cache."""
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
