"""The frame of a page where an answer is written: saved at every step, looked at as the person
will see it, given once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from answering import drafts, signing
from answering.drafts import Saved, Typed
from answering.forms.typed import initial_of, typed_by
from answering.models import AnswerDraft
from answering.states import NEEDS_SIGNATURE, SHELF_OF, Purpose, SavedAs
from answering.views.addresses import sign_address
from answering.views.beside import beside, inserted
from answering.views.giving import LOOK
from answering.views.late import LateView, base_of
from answering.views.meeting import both_texts
from requests_app.errors import ActionRefused
from requests_app.forms.answer_shape import RefusableForm
from requests_app.views.desk_pages import UNPROCESSABLE, taken_up

SIGNED_OUT = 401


class WritingView(LateView):
    """Write, look at it as the person will see it, confirm: steps on one address, one draft.

    Whatever is sent is saved first, right or wrong. The version a page was written on travels
    with it, so that a text saved meanwhile by a colleague is met and never written over.
    """

    purpose: ClassVar[Purpose]
    form_class: ClassVar[type[RefusableForm]]
    form_template: ClassVar[str]
    outcome_sent: str = ""

    # --- what each decision says for itself ----------------------------------------------------

    def form(self, data: Any = None, initial: dict[str, Any] | None = None) -> Any:
        """Return the form, bound to `data` or with `initial` values."""
        raise NotImplementedError

    def changed(self, step: str) -> Any:
        """Return the form as a button that is not about sending it leaves it, or None."""
        return None

    # --- the steps -----------------------------------------------------------------------------

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        if request.POST.get("step") == "autosave" and not request.user.is_authenticated:
            # The page's script cannot follow a redirect to the sign-in page.
            answer.status_code = SIGNED_OUT
            del answer["Location"]
        return answer

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        typed = taken_up(request)
        if typed is not None:
            return self._taken_up(typed)
        draft = self.draft()
        if LOOK in request.GET and draft is not None:
            return self._looked_at(draft)
        return self.page(self.kept_form(), draft)

    def post(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        step = request.POST.get("step", "")
        is_automatic = step == "autosave"
        saved = self.save(request.POST, SavedAs.AUTOMATIC if is_automatic else SavedAs.BY_HAND)
        if is_automatic:
            return _told_to_script(saved)
        if saved.is_apart:
            self.keep_files()
            return self._conflict(saved.draft, request.POST)
        return self.next_page(step, saved.draft)

    def next_page(self, step: str, draft: AnswerDraft) -> HttpResponse:
        """Return the page a button leads to, once what was typed is saved."""
        if step == "save":
            messages.success(self.request, _("El borrador quedó guardado."))
            return redirect(self.request.path)
        if step == "shelf" and self.purpose in SHELF_OF:
            return redirect("answering:files", number=self.number, shelf=SHELF_OF[self.purpose])
        if "insert" in self.request.POST:
            return self._inserted(self.request.POST["insert"], draft)
        if (changed := self.changed(step)) is not None:
            return self.page(changed, draft)
        if step == "edit":
            return self.page(self.kept_form(), draft)
        return self._sent(step, draft)

    def _inserted(self, key: str, draft: AnswerDraft) -> HttpResponse:
        """Put a text of the library, or an earlier answer, into the draft and show it."""
        kept = self.typed(self.request.POST).fields
        fields = inserted(key, self.case, kept, self.form(self.request.POST).fields)
        if fields is None:
            messages.warning(self.request, _("Ese texto ya no está disponible."))
        else:
            typed = Typed(self.outcome_sent, fields)
            self.keep(typed, base=draft.version, saved_as=SavedAs.BY_HAND)
            messages.success(self.request, _("El texto se agregó. Revíselo antes de enviarlo."))
        return redirect(self.request.path)

    def unsigned_form(self, data: Any) -> Any:
        """Return the form as it is sent to be signed: it may lack what the signature adds."""
        return self.form(data)

    def _ask_signature(self, draft: AnswerDraft) -> HttpResponse:
        form = self.unsigned_form(self.request.POST)
        if not form.is_valid():
            return self.page(form, draft, status=UNPROCESSABLE)
        try:
            signing.ask(
                draft, version=draft.version, by=self.request.user, on=self.case.on, at=now()
            )
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, draft, status=UNPROCESSABLE)
        messages.success(self.request, _("Quedó para la firma de la máxima autoridad."))
        return redirect(sign_address(self.purpose, self.number))

    def _sent(self, step: str, draft: AnswerDraft) -> HttpResponse:
        if step == "sign" and self.purpose in NEEDS_SIGNATURE:
            self.keep_files()
            return self._ask_signature(draft)
        form = self.form(self.request.POST)
        if not form.is_valid():
            self.keep_files()
            return self.page(form, draft, status=UNPROCESSABLE)
        if step == "files":
            return self.with_files(form, draft)
        return self.confirm(form, draft) if step == "confirm" else self.preview(form, draft)

    # --- the draft -----------------------------------------------------------------------------

    def draft(self) -> AnswerDraft | None:
        """Return the institution's open draft for this decision."""
        return drafts.find(self.case.info_request, self.purpose)

    def kept_form(self) -> Any:
        """Return the form with what the draft keeps."""
        draft = self.draft()
        return self.form(initial=initial_of(self.form_class, draft.fields if draft else {}))

    def save(self, sent: QueryDict, saved_as: SavedAs) -> Saved:
        """Keep what was sent."""
        return self.keep(self.typed(sent), base=base_of(sent), saved_as=saved_as)

    def keep(self, typed: Typed, *, base: int | None, saved_as: SavedAs) -> Saved:
        """Keep a text as the person's, written on that version."""
        return drafts.save(
            self.case.info_request,
            self.purpose,
            typed,
            base=base,
            by=self.request.user,
            at=now(),
            saved_as=saved_as,
        )

    def typed(self, sent: QueryDict) -> Typed:
        """Return what was sent as a draft keeps it."""
        return Typed(self.outcome_sent, typed_by(self.form_class, sent))

    def address_of(self, outcome: str) -> str:
        """Return where a draft with that outcome is written."""
        return self.request.path

    def _conflict(self, draft: AnswerDraft, sent: QueryDict) -> HttpResponse:
        return both_texts(
            self.request,
            self.case,
            draft,
            self.form_class,
            self.typed(sent).fields,
            outcome=self.outcome_sent,
            theirs_url=self.address_of(draft.outcome),
        )

    def _taken_up(self, typed: QueryDict) -> HttpResponse:
        saved = self.save(typed, SavedAs.BY_HAND)
        if saved.is_apart:
            return self._conflict(saved.draft, typed)
        return self.page(self.kept_form(), saved.draft)

    def _looked_at(self, draft: AnswerDraft) -> HttpResponse:
        form = self.form(draft.fields)
        return self.preview(form, draft) if form.is_valid() else self.page(form, draft)

    # --- the pages -----------------------------------------------------------------------------

    def page(self, form: Any, draft: AnswerDraft | None, *, status: int = 200) -> HttpResponse:
        """Return the page where it is written."""
        context = {
            "form": form,
            "draft": draft,
            "version": draft.version if draft else 0,
            "returned": draft.returned if draft else None,
            "asks_signature": self.purpose in NEEDS_SIGNATURE and not self.case.is_authority,
            "beside": beside(self.case, form.fields, self.outcome_sent),
            **self.files_so_far(),
            **self.explained(form),
        }
        return render(self.request, self.form_template, context, status=status)

    # --- giving it, once -----------------------------------------------------------------------

    def given(self, draft: AnswerDraft) -> None:
        """Close the draft."""
        drafts.mark_given(self.case.info_request, self.purpose, at=now())


def _told_to_script(saved: Saved) -> JsonResponse:
    if saved.is_apart:
        said = _("%(person)s guardó otro texto mientras tanto. El suyo quedó guardado aparte.")
        person = str(saved.draft.updated_by)
        return JsonResponse({"said": said % {"person": person}}, status=409)
    at = localtime(saved.draft.updated_at).strftime("%H:%M")
    said = _("Borrador guardado a las %(time)s") % {"time": at}
    return JsonResponse({"version": saved.draft.version, "said": said})
