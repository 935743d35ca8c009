"""The last step of a decision: what goes out with it is looked at, then it is given once."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from answering import shelf
from answering.drafts import Typed
from answering.forms.files import AddFilesForm
from answering.models import AnswerDraft
from answering.shelf import NO_FILES, Parcel
from answering.states import SHELF_OF, Purpose
from answering.views.files import take_in
from requests_app.errors import ActionRefused, FileHeld, Incomplete
from requests_app.views.desk_pages import UNPROCESSABLE, CaseView

logger = logging.getLogger(__name__)

# In the address of a page where one writes: show what was kept as the person will see it.
LOOK = "vista"


class GivingView(CaseView):
    """Show a decision as the person will see it, with its files, and give it.

    A file goes out only when its check lets it. The page carries a seal of the files it showed:
    what was added, replaced or came to be held since is told before anything is sent.
    """

    purpose: ClassVar[Purpose]
    preview_template: ClassVar[str]

    # --- what each decision says for itself ----------------------------------------------------

    def typed(self, sent: Any) -> Typed:
        """Return what was sent as a draft keeps it."""
        raise NotImplementedError

    def perform(self, form: Any, parcel: Parcel) -> HttpResponse:
        """Call the act and return the page that follows."""
        raise NotImplementedError

    def explained(self, form: Any) -> dict[str, Any]:
        """Return what both pages need beside the form."""
        raise NotImplementedError

    def page(self, form: Any, draft: AnswerDraft | None, *, status: int = 200) -> HttpResponse:
        """Return the page where it is written."""
        raise NotImplementedError

    def too_late(self, message: str | Promise) -> HttpResponse:
        """Return the page for who comes after the decision was taken."""
        raise NotImplementedError

    def given(self, draft: AnswerDraft) -> None:
        """Do what follows once the act is done."""
        raise NotImplementedError

    # --- the step ------------------------------------------------------------------------------

    def preview(
        self,
        form: Any,
        draft: AnswerDraft,
        *,
        adding: AddFilesForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Return the page where it is looked at and confirmed."""
        typed = self.typed(self.request.POST).fields if self.request.POST else draft.fields
        context = {
            "typed": form,
            "form": adding or AddFilesForm(),
            "draft": draft,
            "carried": [*typed.items(), ("version", str(draft.version))],
            **self.files_so_far(),
            **self.explained(form),
        }
        return render(self.request, self.preview_template, context, status=status)

    def files_so_far(self) -> dict[str, Any]:
        """Return what a page tells of the files that are to go out with this decision."""
        on = SHELF_OF.get(self.purpose)
        kept = shelf.kept_on(self.case.info_request, on) if on else []
        held = sum(not one.standing.is_released for one in kept)
        return {"shelf": on, "kept": kept, "held": held, "seal": shelf.seal_of(kept)}

    def keep_files(self) -> None:
        """Keep the files of a page that was sent and goes no further, and say which were not."""
        if not self.request.FILES or self.purpose not in SHELF_OF:
            return
        adding, _is_good = self._take_in()
        for refusal in adding.errors.get("attachments", []):
            messages.warning(self.request, str(refusal))

    def with_files(self, form: Any, draft: AnswerDraft) -> HttpResponse:
        """Put the files sent on the shelf and show where each stands."""
        adding, is_good = self._take_in()
        return self.preview(form, draft, adding=adding, status=200 if is_good else UNPROCESSABLE)

    def confirm(self, form: Any, draft: AnswerDraft) -> HttpResponse:
        """Give the decision with every file that may go out, unless one came to be held."""
        on = SHELF_OF.get(self.purpose)
        if on is None:
            return self._give(form, draft, NO_FILES)
        before = self.files_so_far()
        adding, is_good = self._take_in()
        if before["seal"] != self.request.POST.get("seal", ""):
            changed = _("Los archivos cambiaron mientras tanto. Mírelos antes de confirmar.")
            adding.add_error("attachments", changed)
            is_good = False
        if not is_good or self.files_so_far()["held"] > before["held"]:
            return self.preview(form, draft, adding=adding, status=UNPROCESSABLE)
        try:
            with shelf.parcel_of(self.case.info_request, on) as parcel:
                answer = self._give(form, draft, parcel)
        except FileHeld as refusal:
            adding.add_error("attachments", str(refusal))
            return self.preview(form, draft, adding=adding, status=UNPROCESSABLE)
        except OSError:
            logger.exception("the files of an answer could not be stored")
            sorry = _("No pudimos guardar los archivos ahora. Pruebe de nuevo en un momento.")
            adding.add_error("attachments", sorry)
            return self.preview(form, draft, adding=adding, status=UNPROCESSABLE)
        return answer

    def _give(self, form: Any, draft: AnswerDraft, parcel: Parcel) -> HttpResponse:
        try:
            answer = self.perform(form, parcel)
        except Incomplete as refusal:
            form.show_refusal(refusal.fields)
            return self.page(form, draft, status=UNPROCESSABLE)
        except FileHeld:
            raise
        except ActionRefused as refusal:
            return self.too_late(refusal.message)
        if parcel is not NO_FILES:
            shelf.clear_away(self.case.info_request, SHELF_OF[self.purpose], parcel)
        self.given(draft)
        return answer

    def _take_in(self) -> tuple[AddFilesForm, bool]:
        """Return the form as it was sent, and whether all its files are on the shelf."""
        adding = AddFilesForm(self.request.POST, self.request.FILES)
        on = SHELF_OF[self.purpose]
        refusals = take_in(adding, self.case.info_request, on, self.request)
        if refusals:
            adding.add_error("attachments", refusals)
        return adding, not refusals
