"""The Directorate's pages of complaints: the lists, and one complaint with its acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.complaints import standard_on
from offices.models import Duty, Institution, Post
from oversight.complaints import deciding, forms, reports
from oversight.complaints.lists import LISTS, WORK, Chosen, chosen_of, members
from oversight.complaints.models import Complaint
from oversight.complaints.states import ComplaintStage, Ground
from oversight.complaints.told import ledger_of, left_of, with_days_left
from oversight.paging import Place, page_of
from oversight.views_access import directorate_only
from requests_app.errors import ActionRefused, Incomplete

UNPROCESSABLE, CONFLICT = 422, 409
_ADMITTED, _FILED = (ComplaintStage.ADMITTED,), (ComplaintStage.FILED,)


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a complaint: its form, what does it, when it is offered and to whom."""

    form: type[django_forms.Form]
    perform: Callable[..., object]
    said: str | Promise
    stages: tuple[ComplaintStage, ...]
    is_directors: bool = True


ACTS: dict[str, Act] = {
    "admitir": Act(
        django_forms.Form,
        deciding.admit,
        _("La queja quedó admitida y la persona recibe el aviso."),
        _FILED,
    ),
    "no-admitir": Act(
        forms.RefusalForm,
        deciding.not_admit,
        _("La queja quedó sin admitir y la persona lee por qué."),
        _FILED,
    ),
    "informe": Act(
        forms.AskForm,
        reports.ask_report,
        _("Se pidió el informe a la institución."),
        _ADMITTED,
    ),
    "informe-recibido": Act(
        forms.RecordForm,
        reports.record_report,
        _("El informe quedó registrado."),
        _ADMITTED,
        is_directors=False,
    ),
    "borrador": Act(
        forms.DraftForm,
        deciding.draft_answer,
        _("El borrador quedó guardado."),
        _ADMITTED,
        is_directors=False,
    ),
    "responder": Act(
        forms.AnswerForm,
        deciding.resolve,
        _("La queja quedó respondida y la persona recibe el aviso."),
        _ADMITTED,
    ),
    "nota": Act(
        forms.NoteForm,
        deciding.note,
        _("La nota quedó guardada."),
        tuple(ComplaintStage),
        is_directors=False,
    ),
}


@require_safe
@directorate_only
def show_list(request: SignedInRequest) -> HttpResponse:
    """Show one list of complaints, the earliest due first."""
    chosen = chosen_of(request.GET.dict())
    if chosen is None:
        raise Http404
    institution = get_object_or_404(Institution, code=chosen.code) if chosen.code else None
    on = localdate()
    rows = members(chosen, on=on).select_related("institution")
    page = page_of(
        rows,
        after=Place.read(request.GET.get("despues", "")),
        before=Place.read(request.GET.get("antes", "")),
    )
    context = {
        "list": LISTS[chosen.key],
        "lists": [(LISTS[key], key == chosen.key) for key in WORK],
        "institution": institution,
        "ground": Ground(chosen.ground).label if chosen.ground else "",
        "year": chosen.year,
        "lines": with_days_left(cast("Sequence[Complaint]", page.rows), on=on),
        "previous": _link(chosen, "antes", page.before),
        "following": _link(chosen, "despues", page.after),
    }
    return render(request, "oversight/complaints/list.html", context)


@require_safe
@directorate_only
def show(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one complaint, its journal and what may be done with it."""
    return _page(request, _found(number))


@require_POST
@directorate_only
def act(request: SignedInRequest, number: str, act: str) -> HttpResponse:
    """Do one act; what was typed stays on the page when it is refused."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    complaint = _found(number)
    form = chosen.form(request.POST, auto_id=_ids(act))
    if not form.is_valid():
        return _page(request, complaint, sent=(act, form), status=UNPROCESSABLE)
    try:
        chosen.perform(number, by=Actor.official(request.user), at=now(), **form.cleaned_data)
    except Incomplete as refusal:
        for name, message in refusal.fields.items():
            form.add_error(name, message)
        return _page(request, complaint, sent=(act, form), status=UNPROCESSABLE)
    except ActionRefused as refusal:
        sent = (act, form)
        return _page(request, _found(number), sent=sent, refusal=refusal, status=CONFLICT)
    messages.success(request, str(chosen.said))
    return redirect("complaints:one", number=number)


def _page(
    request: SignedInRequest,
    complaint: Complaint,
    *,
    sent: tuple[str, django_forms.Form] | None = None,
    refusal: ActionRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    on = localdate()
    is_director = Post.objects.held_on(on).filter(holder=request.user, duty=Duty.DIRECTOR).exists()
    asked = list(complaint.reports.select_related("asked_by", "answered_by"))
    waiting = next((one for one in asked if one.answered_on is None), None)
    context = {
        "complaint": complaint,
        "left": left_of(complaint, on=on),
        "ledger": ledger_of(complaint),
        "reports": asked,
        "waiting": waiting,
        "is_report_late": waiting is not None and waiting.due_on < on,
        "standard": standard_on(complaint.filed_on),
        "leaders": reports.leaders_of(complaint.institution, on=on),
        "steps": complaint.steps.select_related("by"),
        "is_director": is_director,
        "forms": _offered(complaint, is_director=is_director, waits=waiting is not None, sent=sent),
        "sent": sent[0] if sent else "",
        "form": sent[1] if sent else None,
        "refusal": refusal,
    }
    return render(request, "oversight/complaints/complaint.html", context, status=status)


def _offered(
    complaint: Complaint,
    *,
    is_director: bool,
    waits: bool,
    sent: tuple[str, django_forms.Form] | None,
) -> dict[str, django_forms.Form]:
    """Return the forms of the acts open now; one that was refused keeps its words.

    Names are those of ACTS with underscores, as a template can say them. A director answers and
    drafts in one form.
    """
    only_while = {"informe": not waits, "informe-recibido": waits}
    offered = [
        name
        for name, one in ACTS.items()
        if complaint.stage in one.stages
        and only_while.get(name, True)
        and (is_director or not one.is_directors)
    ]
    found = {name: _form(name, complaint, sent) for name in offered}
    if "responder" in found:
        drafted = found.pop("borrador")
        found["responder"] = drafted if drafted.is_bound else found["responder"]
    return {name.replace("-", "_"): form for name, form in found.items()}


def _form(
    name: str, complaint: Complaint, sent: tuple[str, django_forms.Form] | None
) -> django_forms.Form:
    if sent and sent[0] == name:
        return sent[1]
    draft = {"result": complaint.draft_result, "text": complaint.draft_answer}
    initial = draft if name in {"borrador", "responder"} else None
    return ACTS[name].form(initial=initial, auto_id=_ids(name))


def _ids(name: str) -> str:
    """Tell apart the fields of one page's forms, which have the same names."""
    return f"id_{name}_%s"


def _found(number: str) -> Complaint:
    rows = Complaint.objects.select_related(
        "institution", "info_request", "closed_by", "calendar_version"
    )
    return get_object_or_404(rows, number=number)


def _link(chosen: Chosen, side: str, place: Place | None) -> str:
    return "" if place is None else f"?{urlencode({**chosen.query(), side: str(place)})}"
