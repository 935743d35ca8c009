"""What an office does with a request besides deciding it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.http import SignedInRequest
from law.terms import answer_term
from offices.models import Institution
from offices.search import find
from requests_app import actions
from requests_app.actions.base import calendar_of
from requests_app.errors import ActionRefused
from requests_app.forms.answer_files import FilesForm
from requests_app.forms.desk import (
    ClarificationForm,
    CourtFilingForm,
    ForwardForm,
    RulingForm,
    ToldOtherwiseForm,
)
from requests_app.forms.screening import ScreeningForm, marks_of
from requests_app.screening import Mark
from requests_app.views.desk_case import DeskAct
from requests_app.views.desk_pages import CaseDraftView, CaseView, OneStepView
from requests_app.views.desk_refusals import refused

FOUND_SHOWN = 12


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


class Forward(CaseDraftView):
    """Find the competent institution, see both dates, and send the request there."""

    act = DeskAct.FORWARD
    form_template = "desk/forward.html"
    preview_template = "desk/forward_preview.html"
    takes_files = False

    def form(self, data: Any) -> ForwardForm:
        found = self._found(data) if data is not None else []
        return ForwardForm(data, found=found)

    def changed(self, step: str) -> ForwardForm | None:
        if step != "search":
            return None
        return ForwardForm(initial=self.request.POST.dict(), found=self._found(self.request.POST))

    def perform(self, form: ForwardForm, files: FilesForm) -> HttpResponse:
        leg = actions.forward(
            self.number,
            by=self.by,
            at=now(),
            to=form.cleaned_data["institution"],
            reason=form.cleaned_data["reason"],
        )
        said = gettext("El pedido pasó a %(place)s con el mismo número y el mismo vencimiento.")
        return self.done(said % {"place": leg.to_institution})

    def explained(self, form: ForwardForm) -> dict[str, Any]:
        context: dict[str, Any] = {"case": self.case, "window": self.case.forwarding_window}
        context["searched"] = str(self.request.POST.get("search", "")).strip()
        chosen = form.cleaned_data.get("institution") if form.is_bound and not form.errors else None
        if isinstance(chosen, Institution):
            receiver = chosen.competent()
            context |= {"chosen": chosen, "receiver": receiver}
            context["claimable"] = answer_term(self.case.on, calendar_of(receiver).days)
        return context

    def _found(self, data: Any) -> list[Institution]:
        text = str(data.get("search", "")).strip()[:120]
        holder = self.case.info_request.institution_id
        matches = find(text).matches if text else ()
        places = [match.institution for match in matches if match.institution.pk != holder]
        found = places[:FOUND_SHOWN]
        chosen = Institution.objects.filter(code=str(data.get("institution", ""))).first()
        return found if chosen is None or chosen in found else [*found, chosen]


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
