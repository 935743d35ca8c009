"""How an institution decides: it answers, denies, decides an appeal or obeys an order."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from answering import preview
from answering.forms.denial import DenialForm, signatories_of
from answering.forms.reply import (
    FIRST_ROWS,
    MORE_ROWS,
    RejectionForm,
    ReplyForm,
)
from answering.forms.typed import initial_of
from answering.preview import Foretold
from answering.shelf import Parcel
from answering.states import Purpose
from answering.views.writing import WritingView
from law import outcomes
from look.whole_numbers import whole_number
from requests_app import actions
from requests_app.states import EventKind, Outcome
from requests_app.views.desk_case import Case, DeskAct
from requests_app.views.desk_refusals import name_texts

name_texts(DenialForm, RejectionForm, ReplyForm)

ANSWERS = tuple(outcome for outcome in Outcome if outcome != Outcome.DENIED)


class ReplyPages(WritingView):
    """An answer of the outcome in the address, written, looked at and confirmed."""

    form_class = ReplyForm
    form_template = "answering/reply.html"
    preview_template = "answering/preview.html"
    outcome: Outcome
    route: str
    decides = False
    said = _("La respuesta fue entregada y la persona recibe el aviso.")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and kwargs["outcome"] not in ANSWERS:
            raise Http404
        self.outcome = Outcome(kwargs["outcome"]) if kwargs["outcome"] in ANSWERS else ANSWERS[0]
        self.outcome_sent = self.outcome.value
        return super().dispatch(request, *args, **kwargs)

    def form(self, data: Any = None, initial: dict[str, Any] | None = None) -> ReplyForm:
        rows = _rows(data if data is not None else initial)
        return ReplyForm(
            data, initial=initial, outcome=self.outcome, rows=rows, decides=self.decides
        )

    def changed(self, step: str) -> ReplyForm | None:
        if step != "more":
            return None
        typed = self.typed(self.request.POST).fields
        rows = str(_rows(typed) + MORE_ROWS)
        return self.form(initial=initial_of(ReplyForm, {**typed, "rows": rows}))

    def address_of(self, outcome: str) -> str:
        return reverse(self.route, args=[self.number, outcome or self.outcome.value])

    def perform(self, form: ReplyForm, parcel: Parcel) -> HttpResponse:
        self.give(form, parcel)
        return self.done(self.said)

    def give(self, form: ReplyForm, parcel: Parcel) -> None:
        """Call the act."""
        raise NotImplementedError

    def explained(self, form: ReplyForm) -> dict[str, Any]:
        context: dict[str, Any] = {
            "case": self.case,
            "outcome": self.outcome,
            "act": self.act.value,
            "articles": {
                str(part.article)
                for part in outcomes.requirements(outcomes.Outcome(self.outcome.value))
            },
        }
        if form.is_bound and not form.errors:
            row, on = self.case.info_request, self.case.on
            is_late = self.act == DeskAct.ANSWER and self.case.is_late
            context["reading"] = preview.of_reply(row, form.reply(), is_late=is_late, on=on)
            context["decision"] = form.cleaned_data.get("decision", "")
            context["foretold"] = self.foretold()
        return context

    def foretold(self) -> Foretold:
        """Return the event the act would leave if it were done today."""
        raise NotImplementedError


class GiveAnswer(ReplyPages):
    """Answer, in term or late."""

    act = DeskAct.ANSWER
    purpose = Purpose.ANSWER
    route = "answering:answer_with"

    def give(self, form: ReplyForm, parcel: Parcel) -> None:
        reply = form.reply(parcel)
        actions.answer(self.number, by=self.by, at=now(), reply=reply)

    def foretold(self) -> Foretold:
        case = self.case
        late_days = case.days_late if case.is_late else 0
        held = self.files_so_far()["held"]
        return preview.answer_foretold(
            case.info_request, self.outcome, late_days=late_days, on=case.on, held=held
        )


class Uphold(ReplyPages):
    """Give on appeal what had been denied."""

    act = DeskAct.DECIDE
    purpose = Purpose.UPHOLD
    route = "answering:uphold"
    decides = True
    said = _("El recurso fue admitido y la respuesta entregada.")

    def give(self, form: ReplyForm, parcel: Parcel) -> None:
        actions.uphold_reconsideration(
            self.number,
            by=self.by,
            at=now(),
            decision=form.cleaned_data["decision"],
            reply=form.reply(parcel),
        )

    def foretold(self) -> Foretold:
        return preview.decision_foretold(
            self.case.info_request,
            EventKind.RECONSIDERATION_UPHELD,
            on=self.case.on,
            filed_on=filed_on(self.case),
            outcome=self.outcome.value,
            files_to_follow=self.files_so_far()["held"],
        )


class Comply(ReplyPages):
    """Deliver what the judge ordered."""

    act = DeskAct.COMPLY
    purpose = Purpose.COMPLY
    route = "answering:comply_with"
    said = _("Quedó registrado que la orden judicial se cumplió.")

    def give(self, form: ReplyForm, parcel: Parcel) -> None:
        reply = form.reply(parcel)
        actions.record_compliance(self.number, by=self.by, at=now(), reply=reply)

    def foretold(self) -> Foretold:
        return preview.decision_foretold(
            self.case.info_request,
            EventKind.COURT_COMPLIED,
            on=self.case.on,
            outcome=self.outcome.value,
            files_to_follow=self.files_so_far()["held"],
        )


class Reject(WritingView):
    """Keep the denial on appeal, with reasons."""

    act = DeskAct.DECIDE
    purpose = Purpose.REJECT
    form_class = RejectionForm
    form_template = "answering/reject.html"
    preview_template = "answering/reject_preview.html"

    def form(self, data: Any = None, initial: dict[str, Any] | None = None) -> RejectionForm:
        return RejectionForm(data, initial=initial)

    def perform(self, form: RejectionForm, parcel: Parcel) -> HttpResponse:
        decision = form.cleaned_data["decision"]
        actions.reject_reconsideration(self.number, by=self.by, at=now(), decision=decision)
        return self.done(_("El recurso fue rechazado. La vía judicial sigue abierta."))

    def explained(self, form: RejectionForm) -> dict[str, Any]:
        context: dict[str, Any] = {"case": self.case, "act": self.act.value}
        if form.is_bound and not form.errors:
            context["decision"] = form.cleaned_data["decision"]
            context["foretold"] = preview.decision_foretold(
                self.case.info_request,
                EventKind.RECONSIDERATION_REJECTED,
                on=self.case.on,
                filed_on=filed_on(self.case),
            )
        return context


class Deny(WritingView):
    """Deny by reasoned resolution of the highest authority; nothing less closes a request."""

    act = DeskAct.DENY
    purpose = Purpose.DENY
    form_class = DenialForm
    form_template = "answering/deny.html"
    preview_template = "answering/preview.html"
    outcome_sent = Outcome.DENIED.value

    def form(self, data: Any = None, initial: dict[str, Any] | None = None) -> DenialForm:
        place = self.case.info_request.institution
        return DenialForm(data, initial=initial, institution=place, on=self.case.on)

    def unsigned_form(self, data: Any) -> DenialForm:
        place = self.case.info_request.institution
        return DenialForm(data, institution=place, on=self.case.on, is_signed=False)

    def perform(self, form: DenialForm, parcel: Parcel) -> HttpResponse:
        resolution = form.resolution(parcel)
        actions.deny(self.number, by=self.by, at=now(), resolution=resolution)
        return self.done(_("El pedido fue denegado por resolución fundada."))

    def explained(self, form: DenialForm) -> dict[str, Any]:
        place = self.case.info_request.institution
        context: dict[str, Any] = {
            "case": self.case,
            "outcome": Outcome.DENIED,
            "act": self.act.value,
            "has_signatories": signatories_of(place).exists(),
        }
        if form.is_bound and not form.errors:
            row, on, resolution = self.case.info_request, self.case.on, form.resolution()
            context["reading"] = preview.of_denial(row, resolution, on=on)
            held = self.files_so_far()["held"]
            context["foretold"] = preview.denial_foretold(row, resolution, on=on, held=held)
        return context


def filed_on(case: Case) -> str:
    """Return the day the appeal to decide was filed, as an event says it."""
    return case.open_appeal.filed_on.isoformat() if case.open_appeal else ""


def _rows(data: Any) -> int:
    """Return how many rows a sent form had; an altered number is read as the first ones."""
    sent = str(data.get("rows", "")) if data is not None else ""
    rows = whole_number(sent, digits=2)
    return FIRST_ROWS if rows is None else rows
