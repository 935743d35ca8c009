"""The page of a file with the forms of its next steps, and the steps themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.actors import Actor
from accounts.http import SignedInRequest
from accounts.models import User
from noncompliance import deciding, ending, forms, hearing
from noncompliance.ending import Result
from noncompliance.journal import note_opening
from noncompliance.models import NonComplianceFile
from noncompliance.next_steps import steps_for
from noncompliance.pages import FilePage, page_of
from noncompliance.states import Outcome
from noncompliance.words import first_words
from oversight.views_access import directorate_only
from requests_app.errors import ActionRefused, Incomplete

UNPROCESSABLE, CONFLICT = 422, 409


@dataclass(frozen=True, slots=True)
class StepForm:
    """One step: its form, its act, what its button says and what is said when it is done."""

    title: str | Promise
    form: type[django_forms.Form]
    perform: Callable[..., object]
    submit: str | Promise
    done: str | Promise


def _prepare_outcome(number: str, *, by: Actor, at: datetime, **said: Any) -> object:
    result = Result(outcome=Outcome(said.pop("outcome")), **said)
    return ending.prepare_outcome(number, by=by, at=at, result=result)


STEPS: Mapping[str, StepForm] = {
    "abrir": StepForm(
        _("Abrir el expediente"),
        forms.OpenForm,
        deciding.open_file,
        _("Abrir"),
        _("El expediente quedó abierto. La institución todavía no lo sabe."),
    ),
    "no-abrir": StepForm(
        _("No abrirlo"),
        forms.DismissForm,
        deciding.dismiss_file,
        _("No abrir"),
        _("Quedó anotado por qué no se abre."),
    ),
    "notificar": StepForm(
        _("Notificar a la institución"),
        forms.NoticeForm,
        deciding.notify,
        _("Notificar"),
        _("La institución quedó notificada y puede presentar su descargo."),
    ),
    "entregar": StepForm(
        _("Registrar la notificación en papel"),
        forms.PaperForm,
        deciding.deliver_on_paper,
        _("Registrar"),
        _("Quedó registrada. El plazo del descargo corre desde ese día."),
    ),
    "pedir-sumario": StepForm(
        _("Pedir el sumario a la máxima autoridad"),
        forms.InquiryForm,
        hearing.ask_inquiry,
        _("Registrar el pedido"),
        _("Quedó registrado el pedido de sumario."),
    ),
    "orden-de-sumario": StepForm(
        _("Registrar la orden de sumario"),
        forms.OrderForm,
        hearing.order_inquiry,
        _("Registrar la orden"),
        _("Quedó registrada la orden de sumario."),
    ),
    "preparar-resultado": StepForm(
        _("Preparar el registro del resultado"),
        forms.OutcomeForm,
        _prepare_outcome,
        _("Preparar"),
        _("Quedó preparado. Debe confirmarlo un director que no sea usted."),
    ),
    "preparar-cierre": StepForm(
        _("Preparar el cierre"),
        forms.ClosingForm,
        ending.prepare_closing,
        _("Preparar"),
        _("Quedó preparado. Debe confirmarlo un director que no sea usted."),
    ),
    "confirmar": StepForm(
        _("Confirmar lo preparado"),
        forms.ConfirmForm,
        ending.confirm,
        _("Confirmar"),
        _("Quedó confirmado."),
    ),
    "devolver": StepForm(
        _("Devolver lo preparado"),
        forms.ReturnForm,
        ending.send_back,
        _("Devolver"),
        _("Quedó devuelto, con su motivo."),
    ),
    "anotar": StepForm(
        _("Agregar una nota interna"),
        forms.NoteForm,
        deciding.note_on,
        _("Agregar la nota"),
        _("La nota quedó en el expediente."),
    ),
}


@require_POST
@directorate_only
def take_step(request: SignedInRequest, number: str, act: str) -> HttpResponse:
    """Take one step of a file."""
    step = STEPS.get(act)
    if step is None:
        raise Http404
    form = step.form(request.POST, auto_id=f"{act}_%s")
    if not form.is_valid():
        return show_page(request, number, failed=(act, form), status=UNPROCESSABLE)
    try:
        step.perform(number, by=Actor.official(request.user), at=now(), **form.cleaned_data)
    except Incomplete as refusal:
        for field, words in refusal.fields.items():
            form.add_error(field if field in form.fields else None, words)
        return show_page(request, number, failed=(act, form), status=UNPROCESSABLE)
    except ActionRefused as refusal:
        return show_page(request, number, failed=(act, form), refusal=refusal, status=CONFLICT)
    messages.success(request, str(step.done))
    return redirect("noncompliance:file", number=number)


def show_page(
    request: SignedInRequest,
    number: str,
    *,
    failed: tuple[str, django_forms.Form] | None = None,
    refusal: ActionRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a file and what may be done next; that it was opened is noted first, whatever brought
    the person here."""
    on = localdate()
    rows = NonComplianceFile.objects.select_related(
        "institution", "proposed_by", "decided_by", "notified_by", "replied_by"
    )
    file = get_object_or_404(rows, number=number)
    note_opening(file, by=request.user, at=now())
    page = page_of(file, on=on)
    context = {
        "page": page,
        "file": file,
        "next_steps": _forms_for(page, request.user, on=on, failed=failed),
        "form": failed[1] if failed else None,
        "refusal": refusal,
    }
    return render(request, "noncompliance/file.html", context, status=status)


def _forms_for(
    page: FilePage, user: User, *, on: date, failed: tuple[str, django_forms.Form] | None
) -> list[tuple[str, StepForm, django_forms.Form]]:
    acts = steps_for(page.file, page.prepared, user, on=on)
    prepared = {"step": page.prepared.pk} if page.prepared else {}
    begun: dict[str, dict[str, Any]] = {"confirmar": prepared, "devolver": prepared}
    if "notificar" in acts:
        begun["notificar"] = {"text": first_words(page.file)}
    shown = {act: STEPS[act].form(initial=begun.get(act), auto_id=f"{act}_%s") for act in acts}
    if failed is not None:
        # What was typed stays, also where the step is no longer offered.
        shown[failed[0]] = failed[1]
    return [(act, STEPS[act], form) for act, form in shown.items()]
