"""The files of an answer on the desk: added, looked into, cleared one finding at a time."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.http import SignedInRequest
from answering import drafts, shelf, tasks
from answering.forms.files import AddFilesForm
from answering.models import AnswerFile
from answering.shelf import Kept
from answering.states import SHELF_OF, Shelf
from answering.views.addresses import address_of
from requests_app import actions
from requests_app.actions import Delivery
from requests_app.documents import CheckedFile
from requests_app.errors import ActionRefused, DocumentRefused, Incomplete
from requests_app.models import InformationRequest
from requests_app.views.desk_case import DeskAct
from requests_app.views.desk_pages import UNPROCESSABLE, CaseView

logger = logging.getLogger(__name__)

ACTS = {
    Shelf.ANSWER: DeskAct.ANSWER,
    Shelf.DENY: DeskAct.DENY,
    Shelf.UPHOLD: DeskAct.DECIDE,
    Shelf.COMPLY: DeskAct.COMPLY,
    Shelf.LATER: DeskAct.DELIVER,
}
# No inspection begins after this: one may take eight seconds, and a page no more than ten.
LAST_START_SECONDS = 1.5
DISK_FULL = gettext_lazy("No pudimos guardar «%(name)s» ahora. Pruebe de nuevo en un momento.")


class ShelfView(CaseView):
    """A page about the files of one decision, open to who may take that decision today."""

    shelf: Shelf
    by_script = False
    # Whose addresses lead to the pages of these files.
    namespace = "answering"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        word = kwargs.get("shelf", Shelf.LATER)
        if request.user.is_authenticated and word not in Shelf.values:
            raise Http404
        self.shelf = Shelf(word) if word in Shelf.values else Shelf.LATER
        self.act = ACTS[self.shelf]
        return super().dispatch(request, *args, **kwargs)

    @property
    def info_request(self) -> InformationRequest:
        """The request whose answer the files are for."""
        return self.case.info_request

    def kept(self) -> list[Kept]:
        """The files to go out with this decision."""
        return shelf.kept_on(self.info_request, self.shelf)

    def address(self, name: str, **extra: object) -> str:
        """Return the address of another page about these files."""
        return reverse(
            f"{self.namespace}:{name}", kwargs={"number": self.number, "shelf": self.shelf, **extra}
        )

    def back_url(self) -> str:
        """Return where the decision these files go with is written."""
        return back_to_writing(self.info_request, self.shelf)

    def file_or_404(self, key: uuid.UUID) -> AnswerFile:
        """Return a file of this shelf, original or copy. Raises Http404."""
        on_shelf = AnswerFile.objects.on_shelf(self.info_request, self.shelf)
        file = on_shelf.filter(key=key).select_related("info_request", "made_from").first()
        if file is None:
            raise Http404
        return file


class Files(ShelfView):
    """The files to go out with one decision, each with what is still to be done with it."""

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        if self.shelf == Shelf.LATER:
            shelf.settle(self.info_request)
        return self._page(AddFilesForm())

    def post(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        if request.POST.get("step") == "deliver" and self.shelf == Shelf.LATER:
            return self._deliver()
        if request.POST.get("step") == "check":
            inspect_in_time(shelf.needs_check(self.kept()), self.info_request)
            return redirect(request.path)
        form = AddFilesForm(request.POST, request.FILES)
        if refusals := take_in(form, self.info_request, self.shelf, request):
            form.add_error("attachments", refusals)
            return self._page(form, status=UNPROCESSABLE)
        return redirect(request.path)

    def _deliver(self) -> HttpResponse:
        try:
            with shelf.parcel_of(self.info_request, self.shelf) as parcel:
                delivery = Delivery(
                    files=parcel.files,
                    originals=parcel.originals,
                    files_to_follow=parcel.files_to_follow,
                )
                actions.deliver_files(self.number, by=self.by, at=now(), delivery=delivery)
        except Incomplete as refusal:
            messages.warning(self.request, " ".join(refusal.fields.values()))
            return redirect(self.request.path)
        except ActionRefused as refusal:
            messages.warning(self.request, str(refusal))
            return redirect(self.request.path)
        shelf.clear_away(self.info_request, self.shelf, parcel)
        return self.done(_("Los archivos fueron entregados y la persona recibe el aviso."))

    def _page(self, form: AddFilesForm, *, status: int = 200) -> HttpResponse:
        kept = self.kept()
        context = {
            "form": form,
            "case": self.case,
            "shelf": self.shelf,
            "kept": kept,
            "waiting": len(shelf.needs_check(kept)),
            "ready": sum(one.standing.is_released for one in kept),
            "files_url": self.address("files"),
            "back_url": self.back_url(),
        }
        return render(self.request, "answering/files.html", context, status=status)


class Content(ShelfView):
    """One file as it is, to be saved by who prepares the answer and never shown in the page."""

    def get(self, request: SignedInRequest, key: uuid.UUID, **kwargs: str) -> FileResponse:
        file = self.file_or_404(key)
        response = FileResponse(
            file.content.open("rb"),
            as_attachment=True,
            filename=file.name,
            content_type=file.media_type,
        )
        # Whatever is inside, the browser runs none of it and keeps no copy.
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "private, no-store"
        return response


def take_in(
    form: AddFilesForm, info_request: InformationRequest, on: Shelf, request: SignedInRequest
) -> list[str]:
    """Put the good files sent on the shelf and look into them; return why others were not."""
    form.full_clean()
    sent = form.sent
    refusals, added = list(sent.refusals), []
    for checked in sent.accepted:
        try:
            added.append(shelf.add(info_request, on, checked, by=request.user, at=now()))
        except DocumentRefused as refusal:
            refusals.append(str(refusal))
        except OSError:
            logger.exception("a file of an answer could not be stored")
            refusals.append(_not_stored(checked))
    inspect_in_time(added, info_request)
    return refusals


def inspect_in_time(files: Iterable[AnswerFile], info_request: InformationRequest) -> None:
    """Look into files while there is time in this page; the worker looks into the others.

    Without a worker they wait, held, until somebody asks for it again.
    """
    began = time.monotonic()
    for file in files:
        if time.monotonic() - began > LAST_START_SECONDS:
            tasks.ask_to_check(info_request)
            return
        shelf.look_into(file, at=now())


def back_to_writing(info_request: InformationRequest, on: Shelf) -> str:
    """Return where the decision these files go with is written, or the request's own page."""
    purpose = next((purpose for purpose, place in SHELF_OF.items() if place == on), None)
    if purpose is None:
        return reverse("desk:request", args=[info_request.number])
    draft = drafts.find(info_request, purpose)
    if draft is not None:
        return address_of(draft)
    return reverse(f"answering:{ACTS[on].value}", args=[info_request.number])


def _not_stored(checked: CheckedFile) -> str:
    return str(DISK_FULL) % {"name": checked.name}
