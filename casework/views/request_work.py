"""What an office arranges about one request: who has it, what is noted, which unit is asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.http import SignedInRequest
from casework import actions
from casework.actions import Asked
from casework.forms.inside import AskUnitForm, AssignForm, NoteForm
from casework.models import Note, Unit
from casework.people import absent_words, people_at
from casework.presence import look_at
from casework.request_work import assignment_of
from casework.views.held import about_held
from requests_app.actions.base import answer_term_of, calendar_of
from requests_app.desks import days_left
from requests_app.errors import ActionRefused, Incomplete
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE
from requests_app.views.desk_refusals import name_texts, refused

UNPROCESSABLE = 422
USUAL_SUB_TERM = 5
name_texts(AskUnitForm, NoteForm)


@about_held
def assign(request: SignedInRequest, row: InformationRequest) -> HttpResponse:
    """Say who has the request in hand."""
    on = localdate()
    mine = assignment_of(row)
    initial = {"person": mine.person_id, "unit": mine.unit_id} if mine else {}
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        people=people_at(row.institution_id, on=on),
        units=Unit.objects.active().filter(institution=row.institution_id),
        away=absent_words(row.institution_id, on=on),
        initial=initial,
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, row, form, title=_("Asignar el pedido"), submit=_("Asignar"))
    try:
        actions.assign(
            row.number,
            by=Actor.official(request.user),
            at=now(),
            person=form.cleaned_data["person"],
            unit=form.cleaned_data.get("unit"),
            tells=True,
        )
    except ActionRefused as refusal:
        return refused(request, row.number, refusal.message)
    return _done(request, row, _("Quedó anotado quién tiene el pedido."))


@about_held
def note(request: SignedInRequest, row: InformationRequest) -> HttpResponse:
    """Write an internal note."""
    on = localdate()
    known = Note.objects.filter(info_request=row, institution=row.institution_id)
    colleagues = people_at(row.institution_id, on=on).exclude(pk=request.user.pk)
    sent = request.POST if request.method == "POST" else None
    form = NoteForm(sent, notes=known, colleagues=colleagues)
    if sent is None or not form.is_valid():
        return _page(request, row, form, title=_("Nota interna"), submit=_("Guardar la nota"))
    typed = form.cleaned_data
    try:
        actions.write_note(
            row.number,
            typed["text"],
            by=Actor.official(request.user),
            at=now(),
            corrects=typed.get("corrects"),
            for_people=typed.get("for_people") or (),
        )
    except ActionRefused as refusal:
        return refused(request, row.number, refusal.message)
    return _done(request, row, _("Se guardó la nota. La ven solo las personas de su oficina."))


@about_held
def ask_unit(request: SignedInRequest, row: InformationRequest) -> HttpResponse:
    """Ask a unit for what it holds, with a term of its own."""
    if row.stage not in STILL_ANSWERABLE:
        return refused(request, row.number, _("Este pedido ya no espera respuesta."))
    if not Unit.objects.active().filter(institution=row.institution_id).exists():
        return render(request, "casework/no_units.html", {"info_request": row})
    on = localdate()
    days = calendar_of(row.institution).days
    due_on = answer_term_of(row).due_on
    left = days_left(days, due_on, on=on)
    proposed = min(USUAL_SUB_TERM, left - 1) if left > 1 else 0
    sent = request.POST if request.method == "POST" else None
    form = AskUnitForm(sent, info_request=row, initial_days=proposed)
    if sent is None or not form.is_valid():
        return _ask_page(request, row, form, due_on=due_on, left=left)
    typed = form.cleaned_data
    asked = Asked(
        subject=typed["subject"],
        shown_text=typed["shown_text"],
        text=typed["asked"],
        due_on=days.add(on, typed["days"]),
    )
    try:
        subtask = actions.ask_unit(
            row.number, typed["unit"], asked, by=Actor.official(request.user), at=now()
        )
    except Incomplete as refusal:
        _show(form, refusal)
        return _ask_page(request, row, form, due_on=due_on, left=left)
    except ActionRefused as refusal:
        form.add_error("days", str(refusal.message))
        return _ask_page(request, row, form, due_on=due_on, left=left)
    said = gettext("Se encargó a %(unit)s.") % {"unit": subtask.unit}
    if not subtask.unit.liaisons.in_force(on).exists():
        said = gettext(
            "Se encargó a %(unit)s. La unidad no tiene una persona en el sistema: avísele usted."
        ) % {"unit": subtask.unit}
    messages.success(request, said)
    return redirect("casework:subtask", pk=subtask.pk)


@about_held
def presence(request: SignedInRequest, row: InformationRequest) -> HttpResponse:
    """Note that the page is still open; say in a sentence who else has it open."""
    if request.method != "POST":
        raise Http404
    others = look_at(row, request.user, at=now())
    page = render(request, "casework/_onlookers.html", {"onlookers": others})
    answer = JsonResponse({"html": page.content.decode()})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _ask_page(
    request: SignedInRequest, row: InformationRequest, form: AskUnitForm, **context: Any
) -> HttpResponse:
    return _page(
        request,
        row,
        form,
        title=_("Encargar algo a una unidad"),
        submit=_("Encargar a la unidad"),
        template="casework/ask_unit.html",
        **context,
    )


def _page(
    request: SignedInRequest,
    row: InformationRequest,
    form: forms.Form,
    *,
    template: str = "casework/about_request.html",
    **context: Any,
) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else 200
    page = {"form": form, "info_request": row, **context}
    return render(request, template, page, status=status)


def _show(form: forms.Form, refusal: Incomplete) -> None:
    for name, message in refusal.fields.items():
        field = "days" if name == "due_on" else name
        form.add_error(field if field in form.fields else None, message)


def _done(request: SignedInRequest, row: InformationRequest, said: str | Promise) -> HttpResponse:
    messages.success(request, str(said))
    return redirect("desk:request", number=row.number)
