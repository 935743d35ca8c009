"""The optional page where files are added to a request before it is sent."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from requests_app import draft_files
from requests_app.documents import CheckedFile
from requests_app.errors import DocumentRefused
from requests_app.forms.filing_files import AttachmentsForm
from requests_app.throttle import UPLOADS
from requests_app.views import filing_draft, turns
from requests_app.views.filing_draft import Draft

logger = logging.getLogger(__name__)
TOO_MANY = _lazy(
    "Desde su red se enviaron muchos archivos en pocos minutos. Lo que escribió sigue guardado: "
    "pruebe de nuevo dentro de diez minutos, o presente ahora su pedido sin el archivo y llévelo "
    "después a la oficina."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: HttpRequest) -> HttpResponse:
    """Show the files kept so far; a POST adds those chosen, or takes one out."""
    draft = filing_draft.find(request, at=now())
    if request.method != "POST":
        return _page(request, draft, AttachmentsForm())
    draft = draft or filing_draft.start(at=now())
    draft.touch(at=now())
    if key := request.POST.get("remove"):
        draft_files.remove(draft.row, key)
        response: HttpResponse = redirect("requests:file_files")
    else:
        response = _add(request, draft)
    filing_draft.remember(response, draft)
    return response


def _add(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = AttachmentsForm(request.POST, request.FILES)
    form.full_clean()
    if form.sent.accepted and turns.wait_for(request, UPLOADS, of=draft.row.secret_digest):
        refusals = [str(TOO_MANY)]
    else:
        refusals = [*form.sent.refusals, *_kept(request, draft, form.sent.accepted)]
    if refusals:
        form.add_error("attachments", refusals)
        return _page(request, draft, form)
    stays = "more" in request.POST
    return redirect("requests:file_files" if stays else "requests:file_review")


def _kept(request: HttpRequest, draft: Draft, accepted: tuple[CheckedFile, ...]) -> list[str]:
    """Keep the files; return why those that could not be kept were not."""
    refusals: list[str] = []
    for checked in accepted:
        try:
            draft_files.keep(draft.row, checked)
            turns.count(request, UPLOADS)
        except DocumentRefused as refusal:
            refusals.append(str(refusal))
        except OSError:
            logger.exception("a file of a draft could not be stored")
            refusals.append(
                _(
                    "No pudimos guardar «%(name)s» ahora. Lo que escribió sigue guardado: pruebe "
                    "de nuevo, o presente su pedido sin ese archivo y llévelo después a la oficina."
                )
                % {"name": checked.name}
            )
    return refusals


def _page(request: HttpRequest, draft: Draft | None, form: AttachmentsForm) -> HttpResponse:
    kept = list(draft.row.files.all()) if draft else []
    page = {"form": form, "kept": kept, "carried": filing_draft.carried(draft)}
    status = 422 if form.is_bound else 200
    return render(request, "requests/filing/files.html", page, status=status)
