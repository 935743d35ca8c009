"""The Directorate's pages about requests sent by e-mail: the list, one request, sending."""

from __future__ import annotations

import csv
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from look.figures.files import safe_text
from notifications.errors import NothingToRead
from notifications.mail_in.deciding import read
from notifications.mail_in.reading import files_of
from notifications.models import Delivery, IncomingMail
from notifications.states import MailState
from notifications.tasks import deliver, wake
from off_system.forms import SendForm
from off_system.models import Sending
from off_system.sending import last_sending, may_send_again, office_of, send_again
from off_system.tracking import TO_DO, Lateness, Track, counts, followed, on_list, replies
from off_system.views_access import found_or_404
from offices.models import Institution
from oversight.paging import Place, page_of
from oversight.views_access import directorate_only
from requests_app.errors import ActionRefused, Incomplete
from requests_app.models import AnswerArrival, InformationRequest
from requests_app.models.request import STILL_ANSWERABLE

UNPROCESSABLE, CONFLICT = 422, 409
COLUMNS = (
    "numero", "institucion", "presentado", "vence", "estado", "envio", "direccion", "enviado",
    "respondido",
)  # fmt: skip


@require_safe
@directorate_only
def show_list(request: SignedInRequest) -> HttpResponse:
    """Show the requests of a filter, the earliest due first, and what waits for somebody."""
    chosen, rows = _chosen(request)
    page = page_of(
        rows.select_related("institution"),
        after=Place.read(request.GET.get("despues", "")),
        before=Place.read(request.GET.get("antes", "")),
    )
    waiting = counts(on=localdate())
    code = chosen.get("institucion", "")
    context = {
        "rows": page.rows,
        "to_do": [(track, waiting[track]) for track in TO_DO],
        "tracks": Track.choices,
        "latenesses": Lateness.choices,
        "chosen": chosen,
        "institution": Institution.objects.filter(code=code).first() if code else None,
        "query": urlencode(chosen),
        "previous": _address(chosen, "antes", page.before),
        "following": _address(chosen, "despues", page.after),
        "labels": dict(Track.choices),
        "on": localdate(),
    }
    return render(request, "off_system/list.html", context)


@require_safe
@directorate_only
def download(request: SignedInRequest) -> HttpResponse:
    """Return the whole list of a filter as CSV; of who asked it says nothing."""
    _filters, rows = _chosen(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fuera-del-sistema.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(COLUMNS)
    labels = dict(Track.choices)
    for row in rows.select_related("institution").order_by("due_on", "pk").iterator():
        days = (row.presented_on, row.due_on)
        sent = row.sent_at.date().isoformat() if row.sent_at else ""
        told = [
            row.number,
            row.institution.name,
            *(day.isoformat() for day in days),
            str(row.get_stage_display()),
            str(labels[row.track]),
            row.address or "",
            sent,
            row.answered_on.isoformat() if row.answered_on else "",
        ]
        writer.writerow([safe_text(cell) for cell in told])
    return response


@require_safe
@directorate_only
def show_request(request: SignedInRequest, number: str) -> HttpResponse:
    """Show every mail about one request, both ways, and the next step."""
    return _page(request, number, SendForm())


@require_POST
@directorate_only
def send(request: SignedInRequest, number: str) -> HttpResponse:
    """Send the request, again or for the first time."""
    found_or_404(number)
    form = SendForm(request.POST)
    if not form.is_valid():
        return _page(request, number, form, status=UNPROCESSABLE)
    try:
        by = Actor.official(request.user)
        send_again(number, by=by, at=now(), reason=form.cleaned_data["reason"])
    except Incomplete as refusal:
        form.add_error(None, list(refusal.fields.values()))
        return _page(request, number, form, status=UNPROCESSABLE)
    except ActionRefused as refusal:
        return _page(request, number, form, refusal=refusal, status=CONFLICT)
    wake(deliver)
    messages.success(request, _("El correo quedó en camino."))
    return redirect("off_system:request", number=number)


@require_safe
@directorate_only
def proof(request: SignedInRequest, number: str) -> HttpResponse:
    """Hand over the paper that proves what was registered, to be saved and never shown."""
    arrival = _arrival(found_or_404(number))
    if arrival is None or arrival.paper is None:
        raise Http404
    paper = arrival.paper
    with paper.content.open("rb") as content:
        response = HttpResponse(content.read(), content_type=paper.media_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=paper.name
    )
    # Whatever is inside, the browser runs none of it and keeps no copy.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _page(
    request: SignedInRequest,
    number: str,
    form: SendForm,
    *,
    refusal: ActionRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    row = found_or_404(number)
    owed = row.stage in STILL_ANSWERABLE and not row.is_here
    context = {
        "row": row,
        "label": Track(row.track).label,
        "sendings": _sendings(row),
        "reminders": _reminders(row),
        "replies": [_told(mail) for mail in replies(row)],
        "automatic": _automatic(row),
        "arrival": _arrival(row),
        "may_send": owed and _may_send(row),
        "may_register": owed,
        "form": form,
        "refusal": refusal,
        "on": localdate(),
    }
    return render(request, "off_system/request.html", context, status=status)


def _chosen(request: SignedInRequest) -> tuple[dict[str, str], Any]:
    """Return the filters of the address and their rows. Raises Http404 for an unknown word."""
    names = ("estado", "plazo", "institucion")
    chosen = {name: request.GET[name] for name in names if request.GET.get(name)}
    on = localdate()
    try:
        rows = on_list(
            followed(on=on),
            on=on,
            track=chosen.get("estado", ""),
            lateness=chosen.get("plazo", ""),
            code=chosen.get("institucion", ""),
        )
    except ValueError as error:
        raise Http404 from error
    return chosen, rows


def _address(chosen: dict[str, str], name: str, place: Place | None) -> str:
    return f"?{urlencode({**chosen, name: str(place)})}" if place else ""


def _sendings(row: InformationRequest) -> Any:
    sendings = Sending.objects.filter(info_request=row).select_related("sent_by", "notice")
    return sendings.prefetch_related("notice__deliveries", "notice__files")


def _reminders(row: InformationRequest) -> Any:
    """Return the notices of the same request that went to the office's own address."""
    told = Delivery.objects.filter(
        notification__info_request=row,
        notification__office__isnull=False,
        notification__sending=None,
    )
    return told.select_related("notification").order_by("pk")


def _automatic(row: InformationRequest) -> Any:
    """Return what came in and no person wrote, or what told that a mail came back."""
    states = (MailState.BOUNCED, MailState.IGNORED)
    found = IncomingMail.objects.filter(info_request=row, state__in=states)
    return found.order_by("received_at", "pk")


def _arrival(row: InformationRequest) -> AnswerArrival | None:
    rows = AnswerArrival.objects.filter(answer__info_request=row)
    return rows.select_related("answer", "registered_by", "paper").first()


def _may_send(row: InformationRequest) -> bool:
    try:
        office = office_of(row)
    except ActionRefused:
        return False
    former = last_sending(row)
    return former is None or may_send_again(former, office)


def _told(mail: IncomingMail) -> dict[str, Any]:
    """Return a reply as the page shows it: its own words and the names of its files."""
    try:
        found = read(mail)
    except NothingToRead as refusal:
        return {"mail": mail, "text": "", "gone": refusal, "files": (), "refused": ()}
    files, refused = files_of(found.message)
    return {"mail": mail, "text": found.text, "files": files, "refused": refused}
