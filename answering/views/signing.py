"""What waits for the signature of the highest authority: read as the person will read it, then
signed or returned with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.http import SignedInRequest
from answering import signing
from answering.drafts import Typed
from answering.forms.files import AddFilesForm
from answering.models import AnswerDraft
from answering.states import DraftState
from answering.views.addresses import address_of
from answering.views.deciding import ANSWERS, Deny, Reject, Uphold
from answering.views.writing import WritingView
from look.forms import DateInputField
from look.whole_numbers import whole_number
from requests_app.errors import ActionRefused, Incomplete
from requests_app.forms.answer_shape import RefusableForm
from requests_app.forms.fields import LineField, TextField
from requests_app.states import Outcome
from requests_app.views.desk_pages import UNPROCESSABLE


class ReturnForm(RefusableForm):
    """Why a draft comes back unsigned."""

    reason = TextField(
        label=gettext_lazy("Por qué lo devuelve"),
        help_text=gettext_lazy("Lo leerá quien lo escribió; no la persona que pidió."),
        max_length=signing.NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hides_optional = True


class SignatureForm(RefusableForm):
    """What the signature adds to a denial: the number and date of the resolution."""

    resolution_number = LineField(
        label=gettext_lazy("Número de la resolución"), max_length=60, required=False
    )
    resolution_on = DateInputField(
        label=gettext_lazy("Fecha de la resolución"),
        help_text=gettext_lazy("Por ejemplo: 23 7 2026."),
        required=False,
    )
    hides_optional = True


class SignView(WritingView):
    """Show a draft that waits, whole, and let who signs for the institution sign or return it."""

    asks_number = False

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        draft = self.draft()
        if draft is None or not draft.waits_for_signature:
            messages.warning(request, str(signing.NothingToSign.message))
            return redirect("desk:request", number=self.number)
        return self._reading(draft)

    def post(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        draft, step = self.draft(), request.POST.get("step", "")
        try:
            if draft is None or not draft.waits_for_signature:
                raise signing.NothingToSign
            if step == "take_back":
                signing.take_back(draft, by=request.user, at=now())
                return redirect(address_of(draft))
            signing.require_signer(request.user, draft, on=self.case.on)
            return self._give_back(draft) if step == "return" else self._sign(draft)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)

    def signed_form(self, draft: AnswerDraft, *, sent: bool) -> Any:
        """Return the form of the act with what the draft says and the signature adds."""
        return self.form(draft.fields)

    def typed(self, sent: Any) -> Typed:
        """What is read here is the draft, whatever a page sends."""
        draft = self.draft()
        return Typed(draft.outcome, draft.fields) if draft else Typed("", {})

    def _sign(self, draft: AnswerDraft) -> HttpResponse:
        if self.request.POST.get("version") != str(draft.version):
            raise signing.ChangedSince
        form = self.signed_form(draft, sent=True)
        if not form.is_valid():
            return self._reading(draft, form=form, status=UNPROCESSABLE)
        return self.confirm(form, draft)

    def _give_back(self, draft: AnswerDraft) -> HttpResponse:
        returning = ReturnForm(self.request.POST)
        if not returning.is_valid():
            return self._reading(draft, returning=returning, status=UNPROCESSABLE)
        sent = self.request.POST.get("version", "")
        try:
            signing.give_back(
                draft,
                version=whole_number(sent, digits=8) or 0,
                reason=returning.cleaned_data["reason"],
                by=self.request.user,
                on=self.case.on,
                at=now(),
            )
        except Incomplete as refusal:
            returning.show_refusal(refusal.fields)
            return self._reading(draft, returning=returning, status=UNPROCESSABLE)
        return self.done(_("Lo devolvió con su motivo. Quien lo escribió ya puede verlo."))

    # --- what the frame of giving asks ---------------------------------------------------------

    def page(self, form: Any, draft: AnswerDraft | None, *, status: int = 200) -> HttpResponse:
        if draft is None:
            return self.too_late(signing.NothingToSign.message)
        return self._reading(draft, form=form, status=status)

    def preview(
        self,
        form: Any,
        draft: AnswerDraft,
        *,
        adding: AddFilesForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        for told in adding.errors.get("attachments", []) if adding else []:
            messages.error(self.request, str(told))
        return self._reading(draft, status=status)

    def given(self, draft: AnswerDraft) -> None:
        signing.note_signed(draft, by=self.request.user, at=now())
        super().given(draft)

    def _reading(
        self,
        draft: AnswerDraft,
        *,
        form: Any = None,
        returning: ReturnForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        read = self.signed_form(draft, sent=False)
        read.is_valid()
        context = {
            **self.explained(read),
            **self.files_so_far(),
            "lacking": [] if not read.errors else _told(read),
            "draft": draft,
            "asked": draft.signing.select_related("by").last(),
            "form": self.signature(form) if returning is None else returning,
            "signature": self.signature(form),
            "returning": returning or ReturnForm(),
            "write_url": address_of(draft),
        }
        return render(self.request, "answering/sign.html", context, status=status)

    def signature(self, form: Any) -> SignatureForm | None:
        """Return the fields the signature adds, with what was wrong of them."""
        return None

    def not_open(self) -> HttpResponse:
        messages.warning(self.request, str(signing.NothingToSign.message))
        return redirect("desk:request", number=self.number)

    def too_late(self, message: str | Promise) -> HttpResponse:
        messages.error(self.request, str(message))
        return redirect("desk:request", number=self.number)


class SignDenial(SignView, Deny):
    """Deny: who signs adds the number and the date, and is the signatory."""

    def signed_form(self, draft: AnswerDraft, *, sent: bool) -> Any:
        post = signing.signer_of(self.case.info_request, self.request.user, on=self.case.on)
        fields = {**draft.fields, "signatory": str(post.pk) if post else ""}
        if not sent:
            return self.unsigned_form(fields)
        for name in SignatureForm.base_fields:
            for part in ("", "_day", "_month", "_year"):
                fields.pop(name + part, None)
                if name + part in self.request.POST:
                    fields[name + part] = self.request.POST[name + part]
        return self.form(fields)

    def signature(self, form: Any) -> SignatureForm | None:
        if form is None:
            kept = self.draft()
            number = kept.fields.get("resolution_number", "") if kept else ""
            first = {"resolution_number": number, "resolution_on": self.case.on}
            return SignatureForm(initial=first)
        signature = SignatureForm(self.request.POST)
        signature.is_valid()
        for name in signature.fields:
            for told in form.errors.get(name, []):
                if told not in signature.errors.get(name, []):
                    signature.add_error(name, told)
        return signature


class SignUphold(SignView, Uphold):
    """Uphold a reconsideration with the outcome that was written for."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The address does not say the outcome: the draft does.
        waiting = AnswerDraft.objects.filter(
            info_request__number=kwargs["number"],
            purpose=self.purpose,
            state=DraftState.FOR_SIGNATURE,
        )
        outcome = waiting.values_list("outcome", flat=True).first() or ""
        chosen = outcome if outcome in ANSWERS else Outcome.GRANTED.value
        return super().dispatch(request, *args, **{**kwargs, "outcome": chosen})


class SignReject(SignView, Reject):
    """Reject a reconsideration."""


def _told(form: Any) -> list[str]:
    return [str(told) for errors in form.errors.values() for told in errors]
