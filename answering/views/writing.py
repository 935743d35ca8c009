"""The frame of a page where an answer is written: saved at every step, looked at as the person
will see it, given once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from answering import drafts
from answering.drafts import Saved, Typed
from answering.forms.typed import initial_of, typed_by
from answering.models import AnswerDraft
from answering.states import SHELF_OF, Purpose, SavedAs
from answering.views.giving import LOOK, GivingView
from answering.views.meeting import both_texts, texts_of, too_late
from requests_app.forms.answer_shape import RefusableForm
from requests_app.models import InformationRequest
from requests_app.views.desk_case import why_not
from requests_app.views.desk_pages import UNPROCESSABLE, taken_up
from requests_app.views.desk_refusals import not_yours, refused

SIGNED_OUT = 401


class WritingView(GivingView):
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
        if (changed := self.changed(step)) is not None:
            return self.page(changed, draft)
        if step == "edit":
            return self.page(self.kept_form(), draft)
        return self._sent(step, draft)

    def _sent(self, step: str, draft: AnswerDraft) -> HttpResponse:
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
        return drafts.save(
            self.case.info_request,
            self.purpose,
            self.typed(sent),
            base=_base(sent),
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
            **self.files_so_far(),
            **self.explained(form),
        }
        return render(self.request, self.form_template, context, status=status)

    # --- giving it, once -----------------------------------------------------------------------

    def given(self, draft: AnswerDraft) -> None:
        """Close the draft."""
        drafts.mark_given(self.case.info_request, self.purpose, at=now())

    def not_open(self) -> HttpResponse:
        """Keep what was sent when the act is no longer open, and show what happened instead."""
        if self.request.method != "POST":
            return super().not_open()
        typed = self.typed(self.request.POST)
        if self._was_given_by_this_page(typed):
            return self.done(_("La respuesta ya había sido entregada."))
        drafts.keep_late(
            self.case.info_request,
            self.purpose,
            typed,
            base=_base(self.request.POST),
            by=self.request.user,
            at=now(),
        )
        if self.request.POST.get("step") == "autosave":
            return JsonResponse({"said": str(why_not(self.act))}, status=409)
        return self.too_late(why_not(self.act))

    def not_held(self, number: str) -> HttpResponse:
        """Give back the text of who lost the post a moment ago; what they had begun here is the
        institution's, so the last of it is kept for the colleagues, once."""
        request, kept = self.request, None
        found = InformationRequest.objects.filter(number=number).first()
        if request.method == "POST" and found is not None:
            kept = self._kept_for_colleagues(found)
        if kept is None:
            return not_yours(request, number)
        message = _("Este pedido ya no está a su cargo.")
        return refused(request, number, message, status=404, is_kept=True)

    def _kept_for_colleagues(self, found: InformationRequest) -> AnswerDraft | None:
        if not drafts.wrote_in(found, self.purpose, self.request.user):
            return None
        return drafts.keep_late(
            found,
            self.purpose,
            self.typed(self.request.POST),
            base=_base(self.request.POST),
            by=self.request.user,
            at=now(),
            saved_as=SavedAs.LATE_POST,
        )

    def _was_given_by_this_page(self, typed: Typed) -> bool:
        # The button pressed twice, or the page sent again after going back.
        given = self.case.info_request.answers.order_by("-pk").first()
        return (
            given is not None
            and self.request.POST.get("step") == "confirm"
            and given.answered_by_id == self.request.user.pk
            and given.text == typed.fields.get("text", "").strip()
        )

    def too_late(self, message: str | Promise) -> HttpResponse:
        """Show the answer somebody gave meanwhile beside the text that was not sent."""
        answers = self.case.info_request.answers.select_related(
            "resolution__signatory__holder", "answered_by"
        ).prefetch_related("withheld_items", "documents")
        given = answers.order_by("-pk").first()
        if given is None:
            return refused(self.request, self.number, message, is_kept=True)
        fields = self.typed(self.request.POST).fields
        names = [str(sent.name) for sent in self.request.FILES.getlist("attachments")]
        return too_late(
            self.request, self.case, message, given, texts_of(self.form_class, fields, names)
        )


def _base(sent: QueryDict) -> int | None:
    """Return the version the page was written on, None when it does not say."""
    version = sent.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 9 else None  # noqa: PLR2004


def _told_to_script(saved: Saved) -> JsonResponse:
    if saved.is_apart:
        said = _("%(person)s guardó otro texto mientras tanto. El suyo quedó guardado aparte.")
        person = str(saved.draft.updated_by)
        return JsonResponse({"said": said % {"person": person}}, status=409)
    at = localtime(saved.draft.updated_at).strftime("%H:%M")
    said = _("Borrador guardado a las %(time)s") % {"time": at}
    return JsonResponse({"version": saved.draft.version, "said": said})
