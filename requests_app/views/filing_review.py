"""The last page of filing: read it again, send it once, take the number and the code."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from law.terms import TermKind, answer_term
from offices.calendars import NoCalendar, calendar_for
from requests_app import actions, draft_files, keeping, tracking
from requests_app.actions import Filing
from requests_app.errors import ActionRefused
from requests_app.forms.filing import checked, filing_from, first_incomplete
from requests_app.models import InformationRequest
from requests_app.standing import filed_with, ledger_of, standing_of
from requests_app.states import NotifyBy
from requests_app.throttle import FILINGS, Wait
from requests_app.views import filing_draft, turns
from requests_app.views.filing import step_url
from requests_app.views.filing_draft import Draft

logger = logging.getLogger(__name__)

RECEIPT_COOKIE = "constancia"
RECEIPT_SALT = "requests_app.receipt"
RECEIPT_SECONDS = 60 * 60
RECEIPT_PATH = "/solicitar/listo/{number}/"
FILES_FAILED = _lazy(
    "No pudimos guardar sus archivos con el pedido. Pruebe de nuevo en unos minutos, o quite los "
    "archivos y preséntelo sin ellos: podrá llevarlos a la oficina."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Show everything that will be sent; a POST files it, once however often it is sent."""
    if request.method != "POST":
        draft = filing_draft.find(request, at=now())
        return _show(request, draft) if draft else redirect("requests:file")
    secret = filing_draft.unsealed(request.POST.get("draft", ""))
    if secret is None:
        return redirect("requests:file_review")
    if filed := filed_with(secret):
        return to_receipt(request, filed, secret)
    draft = filing_draft.find_by_secret(secret, at=now())
    if draft is None:
        return redirect("requests:file_review")
    return _send(request, draft)


@never_cache
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm the filing: number, code, due date and its count. Shown again for one hour."""
    secret = request.get_signed_cookie(
        RECEIPT_COOKIE, default=None, salt=RECEIPT_SALT + number, max_age=RECEIPT_SECONDS
    )
    filed = filed_with(secret) if secret else None
    if secret is None or filed is None or filed.number != number:
        messages.info(
            request,
            _("Su pedido está presentado. Para verlo, use el número y el código que guardó."),
        )
        return redirect("requests:follow")
    standing = standing_of(number)
    term = standing.term(TermKind.ANSWER)
    page = {
        "info_request": standing.info_request,
        "requester": standing.info_request.requester,
        "code": tracking.code_for(secret),
        "term": term,
        "ledger": ledger_of(term) if term else (),
        "by_email": standing.info_request.requester.notify_by == NotifyBy.EMAIL,
    }
    return render(request, "requests/filing/receipt.html", page)


@require_POST
def finish(request: HttpRequest, number: str) -> HttpResponse:
    """Take number, code and draft off this computer: it may be everybody's."""
    response = redirect("start")
    response.delete_cookie(RECEIPT_COOKIE, path=RECEIPT_PATH.format(number=number))
    filing_draft.forget(response)
    return response


def _show(
    request: HttpRequest, draft: Draft, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    steps = checked(draft.steps)
    if incomplete := first_incomplete(steps):
        return redirect(step_url(incomplete))
    filing = filing_from(steps)
    page = {
        "sections": _sections(filing, steps, draft),
        "filing": filing,
        "due_on": _due_if_sent_today(filing),
        "sealed": filing_draft.sealed(draft.secret),
        "reviewed": _fingerprint(draft),
        "refusal": refusal,
        "back": step_url("notify"),
    }
    response = render(request, "requests/filing/review.html", page, status=status)
    filing_draft.remember(response, draft)
    return response


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    steps = checked(draft.steps)
    if incomplete := first_incomplete(steps):
        return redirect(step_url(incomplete))
    if request.POST.get("reviewed") != _fingerprint(draft):
        changed = _("Su pedido cambió en otra ventana. Revíselo de nuevo antes de enviarlo.")
        return _show(request, draft, refusal=changed, status=409)
    if wait := turns.wait_for(request, FILINGS, of=draft.row.secret_digest):
        return _wait(request, draft, wait)
    try:
        with draft_files.opened(draft.row) as files:
            filing = dataclasses.replace(filing_from(steps), files=files)
            sent = actions.file_request(filing, token=draft.secret, at=now())
    except ActionRefused as refused:
        return _show(request, draft, refusal=str(refused), status=409)
    except OSError:
        logger.exception("the files of a draft could not be read or stored")
        return _show(request, draft, refusal=str(FILES_FAILED), status=409)
    turns.count(request, FILINGS)
    draft_files.discard([draft.row])
    return to_receipt(request, sent.info_request, draft.secret)


def _wait(request: HttpRequest, draft: Draft, wait: Wait) -> HttpResponse:
    """Ask for some seconds of patience; the draft stays, and the same button sends it."""
    page = {
        "wait": wait,
        "opens_at": now() + timedelta(seconds=wait.seconds),
        "sealed": filing_draft.sealed(draft.secret),
        "reviewed": _fingerprint(draft),
    }
    response = render(request, "requests/filing/wait.html", page, status=429)
    response["Retry-After"] = str(wait.seconds)
    filing_draft.remember(response, draft)
    return response


def to_receipt(request: HttpRequest, filed: InformationRequest, secret: str) -> HttpResponse:
    """Lead to the receipt, which this browser may then open for an hour."""
    if request.user.is_authenticated:
        keeping.keep(request.user, filed.number, at=now())
    response = redirect("requests:file_receipt", number=filed.number)
    response.set_signed_cookie(
        RECEIPT_COOKIE,
        secret,
        salt=RECEIPT_SALT + filed.number,
        max_age=RECEIPT_SECONDS,
        path=RECEIPT_PATH.format(number=filed.number),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    filing_draft.forget(response)
    return response


def _fingerprint(draft: Draft) -> str:
    """Stands for what was on the review page, so that nobody sends what they have not read."""
    files = [draft_file.digest for draft_file in draft.row.files.all()]
    written = json.dumps([draft.steps, files], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _due_if_sent_today(filing: Filing) -> Any:
    try:
        calendar = calendar_for(filing.institution)
    except NoCalendar:
        return None
    return answer_term(localdate(), calendar.days).due_on


def _sections(
    filing: Filing, steps: dict[str, forms.Form], draft: Draft
) -> list[tuple[str, list[Any]]]:
    """Return the summary, by section: label, value and where to change it."""
    change = {name: step_url(name, from_review=True) for name in steps}
    none = _("No indicado")
    name_is_public = _("Sí") if filing.shows_name else _("No")
    quote = format_html('<div class="aip-quote">{}</div>', filing.description)
    names = ((draft_file.name,) for draft_file in draft.row.files.all())
    files = format_html_join("", "<div>{}</div>", names)
    return [
        (
            _("Su pedido"),
            [
                (_("Institución"), filing.institution.name, change["institution"]),
                (_("Asunto"), filing.subject, change["what"]),
                (_("Qué información pide"), quote, change["what"]),
                (_("Formato"), filing.preferred_format.label, change["what"]),
                (_("Idioma"), filing.language.label, change["what"]),
                (_("Archivos (si quiere)"), files or _("Ninguno"), reverse("requests:file_files")),
            ],
        ),
        (
            _("Sus datos"),
            [
                (_("Nombre y apellido"), filing.name, change["who"]),
                (_("¿Se publica su nombre?"), name_is_public, change["who"]),
                (_("Documento"), filing.identity_document or none, change["who"]),
                (_("Domicilio"), filing.address, change["who"]),
                (_("Avisos"), filing.notify_by.label, change["notify"]),
                (_("Correo electrónico"), filing.email or none, change["notify"]),
                (_("Teléfono"), filing.phone or none, change["notify"]),
            ],
        ),
    ]
