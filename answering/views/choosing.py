"""What an answer gives, asked before it is written: it decides what is asked next."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from accounts.http import SignedInRequest
from answering import drafts
from answering.forms.reply import REJECT, OutcomeForm
from answering.states import Purpose
from answering.views.addresses import address_of
from requests_app.states import Outcome
from requests_app.views.desk_case import DeskAct
from requests_app.views.desk_pages import UNPROCESSABLE, CaseView


class ChooseOutcome(CaseView):
    """Ask first what the answer gives: it decides what is asked next."""

    title = _("¿Qué responde la institución?")
    purpose = Purpose.ANSWER
    # The drafts the page offers to go on with, and where each is written.
    purposes: tuple[Purpose, ...] = (Purpose.ANSWER, Purpose.DENY)
    next_page = "answering:answer_with"
    allows_denial = False
    allows_reject = False

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        return self._page(self._form(None))

    def post(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=UNPROCESSABLE)
        outcome = form.cleaned_data["outcome"]
        if outcome == Outcome.DENIED:
            return redirect("answering:deny", number=self.number)
        if outcome == REJECT:
            return redirect("answering:reject", number=self.number)
        return redirect(self.next_page, number=self.number, outcome=outcome)

    def _form(self, data: Any) -> OutcomeForm:
        return OutcomeForm(
            data,
            label=self.title,
            allows_denial=self.allows_denial,
            allows_reject=self.allows_reject,
        )

    def _page(self, form: OutcomeForm, *, status: int = 200) -> HttpResponse:
        found = (drafts.find(self.case.info_request, purpose) for purpose in self.purposes)
        context = {
            "form": form,
            "case": self.case,
            "title": self.title,
            "act": self.act.value,
            "drafts": [(draft, address_of(draft)) for draft in found if draft is not None],
        }
        return render(self.request, "answering/choose.html", context, status=status)


class ChooseAnswer(ChooseOutcome):
    """Answer, or go on to deny."""

    act = DeskAct.ANSWER
    allows_denial = True


class ChooseDecision(ChooseOutcome):
    """Decide a reconsideration: give what was asked, or keep the denial."""

    act = DeskAct.DECIDE
    title = _("¿Qué decide la máxima autoridad?")
    purposes = (Purpose.UPHOLD, Purpose.REJECT)
    next_page = "answering:uphold"
    allows_reject = True


class ChooseCompliance(ChooseOutcome):
    """Obey the order of the court."""

    act = DeskAct.COMPLY
    title = _("¿Cómo se cumple la orden judicial?")
    purposes = (Purpose.COMPLY,)
    next_page = "answering:comply_with"
