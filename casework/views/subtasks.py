"""Sub-tasks: the list of each side, one of them with its steps, and the step one may take."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from casework import actions
from casework.errors import NotYourUnit, SubTermTooLate, WrongTurn
from casework.forms.inside import DeliveryForm, NewSubTermForm, NothingForm, ReasonForm
from casework.models import Liaison, Subtask, SubtaskFile
from casework.policies import UNIT_STEPS
from casework.request_work import errands_of
from casework.states import OPEN_SUBTASKS, StepKind
from offices.calendars import calendar_for
from offices.context import desks_of
from offices.models import Post
from requests_app.errors import ActionRefused, Incomplete
from requests_app.models import InformationRequest

READING = ("GET", "HEAD")
UNPROCESSABLE = 422
LISTED = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """A step as it is offered: its address, its words, its form, and the act behind it."""

    slug: str
    kind: StepKind
    offer: str | Promise
    said: str | Promise
    form: type[forms.Form]
    act: Callable[..., Subtask]


TURNS = (
    Turn(
        "aceptar", StepKind.ACCEPTED, _("Aceptar el encargo"), _("Aceptó el encargo."),
        NothingForm, actions.accept,
    ),
    Turn(
        "entregar", StepKind.DELIVERED, _("Entregar la información"),
        _("Se entregó a la oficina."), DeliveryForm, actions.deliver,
    ),
    Turn(
        "devolver", StepKind.RETURNED, _("Devolver: no corresponde a la unidad"),
        _("Se devolvió el encargo a la oficina."), ReasonForm, actions.give_back,
    ),
    Turn(
        "conforme", StepKind.APPROVED, _("Recibir conforme"),
        _("El encargo quedó recibido conforme."), NothingForm, actions.approve,
    ),
    Turn(
        "corregir", StepKind.SENT_BACK, _("Pedir que corrija o insistir"),
        _("Se pidió a la unidad que corrija o complete."), NewSubTermForm, actions.send_back,
    ),
    Turn(
        "plazo", StepKind.MOVED, _("Cambiar el plazo interno"),
        _("Cambió el plazo interno. El plazo del pedido sigue igual."),
        NewSubTermForm, actions.move_sub_term,
    ),
    Turn(
        "sin-efecto", StepKind.CANCELLED, _("Dejar sin efecto"),
        _("El encargo quedó sin efecto."), ReasonForm, actions.call_off,
    ),
)  # fmt: skip


@login_required
@require_safe
def subtasks(request: SignedInRequest) -> HttpResponse:
    """List the sub-tasks of the person's office, or of the units they answer for, first due
    first."""
    on = localdate()
    is_desk = Post.objects.at_desk(request.user, on=on).exists()
    units = Liaison.objects.of(request.user, on=on).select_related("unit")
    # Who answers for a unit that was closed has nowhere else to go.
    if not is_desk and "unit" not in desks_of(request):
        return redirect("desks")
    is_closed = request.GET.get("estado") == "cerrados"
    rows = Subtask.objects.visible_to(request.user, on=on)
    rows = rows.exclude(state__in=OPEN_SUBTASKS) if is_closed else rows.open()
    found = rows.select_related("unit", "institution", "info_request")
    order = ("-pk",) if is_closed else ("due_on", "pk")
    context = {
        "errands": errands_of(found.order_by(*order)[:LISTED], on=on),
        "is_closed": is_closed,
        "is_desk": is_desk,
        "units": [liaison.unit for liaison in units],
    }
    return render(request, "casework/subtasks.html", context)


@login_required
def subtask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one sub-task: what the unit was asked and reads of the request, and each step."""
    row = get_object_or_404(_rows(request), pk=pk)
    if request.method not in READING:
        raise Http404
    return render(request, "casework/subtask.html", _context(request, row))


@login_required
def take_step(request: SignedInRequest, pk: int, slug: str) -> HttpResponse:
    """Take the step the address names: ask for its words, call the act, say what was done."""
    if slug not in {turn.slug for turn in TURNS}:
        raise Http404
    row = _rows(request).filter(pk=pk).first()
    if row is None:
        return _gone(request)
    turn = next((turn for turn in _offered(request, row) if turn.slug == slug), None)
    if turn is None:
        return _out_of_turn(request, row)
    is_sent = request.method == "POST"
    form = turn.form(request.POST, request.FILES) if is_sent else turn.form()
    if form.is_bound and form.is_valid() and _take(request, row, turn, form):
        messages.success(request, str(turn.said))
        return redirect("casework:subtask", pk=pk)
    status = UNPROCESSABLE if form.is_bound else 200
    context = {**_context(request, row), "form": form, "turn": turn}
    return render(request, "casework/subtask_step.html", context, status=status)


@login_required
def subtask_file(request: SignedInRequest, pk: int, key: uuid.UUID) -> HttpResponseBase:
    """Hand over a file that a unit delivered, to either side and nobody else."""
    row = get_object_or_404(_rows(request), pk=pk)
    if request.method not in READING:
        raise Http404
    file = get_object_or_404(SubtaskFile, step__subtask=row, key=key)
    response = FileResponse(
        file.content.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=file.media_type,
    )
    # Whatever is inside, the browser runs none of it and keeps no copy.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _rows(request: SignedInRequest) -> QuerySet[Subtask]:
    rows = Subtask.objects.visible_to(request.user, on=localdate())
    return rows.select_related("unit", "institution", "info_request", "asked_by")


def _offered(request: SignedInRequest, row: Subtask) -> list[Turn]:
    """Return the steps this person may take now; the acts themselves have the say."""
    desks = Post.objects.at_desk(request.user, on=localdate())
    is_desk = desks.filter(office__institution=row.institution_id).exists()
    return [turn for turn in TURNS if row.can(turn.kind) and (is_desk or turn.kind in UNIT_STEPS)]


def _context(request: SignedInRequest, row: Subtask) -> dict[str, Any]:
    on = localdate()
    held = InformationRequest.objects.visible_to(request.user, on=on)
    return {
        "subtask": row,
        "errand": errands_of([row], on=on)[0],
        "turns": _offered(request, row),
        "steps": row.steps.select_related("by").prefetch_related("files"),
        # The unit never opens the request itself.
        "opens_request": held.filter(pk=row.info_request_id).exists(),
    }


def _take(request: SignedInRequest, row: Subtask, turn: Turn, form: forms.Form) -> bool:
    """Call the act; a refusal is told at the part it is about, and what was typed stays."""
    try:
        turn.act(row, by=Actor.official(request.user), at=now(), **_said(form, row))
    except Incomplete as refusal:
        for name, message in refusal.fields.items():
            field = "days" if name == "due_on" else name
            form.add_error(field if field in form.fields else None, message)
    except ActionRefused as refusal:
        is_about_days = isinstance(refusal, SubTermTooLate)
        form.add_error("days" if is_about_days else None, str(refusal.message))
    return not form.errors


def _out_of_turn(request: SignedInRequest, row: Subtask) -> HttpResponse:
    if request.method in READING:
        messages.warning(request, str(WrongTurn.message))
        return redirect("casework:subtask", pk=row.pk)
    context = {"message": WrongTurn.message, "subtask": row, "typed": _typed(request)}
    return render(request, "casework/subtask_refused.html", context, status=409)


def _gone(request: SignedInRequest) -> HttpResponse:
    """Answer 404; who sent text gets it back, and learns nothing of what there is."""
    typed = _typed(request)
    if not typed:
        raise Http404
    context = {"message": NotYourUnit.message, "typed": typed}
    return render(request, "casework/subtask_refused.html", context, status=404)


def _typed(request: SignedInRequest) -> list[str]:
    sent = (request.POST.get(name, "").strip() for name in ("text", "reason"))
    return [text for text in sent if text]


def _said(form: forms.Form, row: Subtask) -> dict[str, Any]:
    """Return what the act takes from what was typed: days become the last day of the sub-term."""
    said = dict(form.cleaned_data)
    if "attachments" in said:
        said["files"] = said.pop("attachments")
    if "days" in said:
        said["due_on"] = calendar_for(row.institution).days.add(localdate(), said.pop("days"))
    return said
