"""What an office does with a request besides deciding it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.http import SignedInRequest
from requests_app import actions
from requests_app.errors import ActionRefused
from requests_app.forms.desk import (
    ClarificationForm,
    CourtFilingForm,
    RulingForm,
    ToldOtherwiseForm,
)
from requests_app.forms.screening import ScreeningForm, marks_of
from requests_app.screening import Mark
from requests_app.views.desk_case import DeskAct
from requests_app.views.desk_pages import CaseView, OneStepView
from requests_app.views.desk_refusals import refused


class TakeInCharge(CaseView):
    """One button, no page of its own: whoever opens the address is sent to the request."""

    act = DeskAct.TAKE_IN_CHARGE

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        return redirect("desk:request", number=self.number)

    def post(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        try:
            actions.take_in_charge(self.number, by=self.by, at=now())
        except ActionRefused as refusal:
            return refused(request, self.number, refusal.message)
        return self.done(_("Tomó el pedido. El plazo sigue corriendo desde su presentación."))


class Screen(OneStepView):
    """Read the request's text, with what may be personal in it marked, and decide about it."""

    act = DeskAct.SCREEN
    template_name = "desk/screen.html"
    title = _("¿Puede publicarse el texto del pedido?")
    submit = _("Guardar")
    said = _("Quedó registrado si el texto se publica.")

    def form(self, data: Any) -> ScreeningForm:
        return ScreeningForm(data, info_request=self.case.info_request)

    def perform(self, form: Any) -> None:
        actions.screen_text(
            self.number, by=self.by, at=now(), screening=form.decided, struck=form.struck
        )

    def explained(self) -> dict[str, Any]:
        found = marks_of(self.case.info_request)
        row = self.case.info_request
        return {
            "subject": _pieces(row.subject, found["subject"]),
            "description": _pieces(row.description, found["description"]),
            "has_marks": any(found.values()),
        }


def _pieces(text: str, marks: list[Mark]) -> list[tuple[str, str]]:
    """Cut a text into pieces, each with the name of what it seems to be, or nothing."""
    pieces: list[tuple[str, str]] = []
    last = 0
    for mark in marks:
        pieces.append((text[last : mark.start], ""))
        pieces.append((text[mark.start : mark.end], str(mark.kind.label)))
        last = mark.end
    return [*pieces, (text[last:], "")]


class AskClarification(OneStepView):
    """Ask the requester what is meant, once, while the clock runs."""

    act = DeskAct.CLARIFY
    title = _("Pedir una aclaración")
    submit = _("Enviar la pregunta")
    said = _("Se envió la pregunta. El plazo para responder sigue corriendo.")

    def form(self, data: Any) -> forms.Form:
        return ClarificationForm(data)

    def perform(self, form: forms.Form) -> None:
        question = form.cleaned_data["question"]
        actions.ask_clarification(self.number, by=self.by, at=now(), question=question)

    def explained(self) -> dict[str, Any]:
        return {"window": self.case.clarification_window, "quotes_request": True}


class TellOtherwise(OneStepView):
    """Note how the person was told of what an e-mail could not tell them."""

    act = DeskAct.TELL
    title = _("Anotar que avisó por otro medio")
    submit = _("Anotar")
    said = _("Quedó anotado cómo se avisó a la persona.")

    def form(self, data: Any) -> forms.Form:
        return ToldOtherwiseForm(data)

    def perform(self, form: forms.Form) -> None:
        actions.tell_otherwise(self.number, by=self.by, at=now(), **form.cleaned_data)


class RecordCourtFiling(OneStepView):
    """Note that the requester went to court."""

    act = DeskAct.COURT_FILING
    title = _("Anotar una acción judicial")
    submit = _("Anotar")
    said = _("Quedó anotada la acción judicial.")

    def form(self, data: Any) -> forms.Form:
        return CourtFilingForm(data)

    def perform(self, form: forms.Form) -> None:
        actions.record_court_filing(self.number, by=self.by, at=now(), **form.cleaned_data)


class RecordRuling(OneStepView):
    """Note what the judge decided."""

    act = DeskAct.RULING
    title = _("Anotar la sentencia")
    submit = _("Anotar la sentencia")
    said = _("Quedó anotada la sentencia.")

    def form(self, data: Any) -> forms.Form:
        return RulingForm(data)

    def perform(self, form: forms.Form) -> None:
        actions.record_ruling(
            self.number,
            by=self.by,
            at=now(),
            ruled_on=form.cleaned_data["ruled_on"],
            orders_delivery=form.cleaned_data["orders_delivery"] == "yes",
            ruling=form.cleaned_data["ruling"],
        )
