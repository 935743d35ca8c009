"""Which institution must answer, where two disagree: the Directorate's list and its decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from offices.calendars import calendar_for
from offices.models import Duty, Institution, Post
from offices.search import find
from requests_app import actions
from requests_app.competent_bodies import suggestions
from requests_app.errors import ActionRefused
from requests_app.forms.fields import LineField, TextField
from requests_app.forms.forwarding import OfferedField
from requests_app.models import CompetenceQuestion, InformationRequest
from requests_app.policies import is_directorate
from requests_app.standing import days_left

UNPROCESSABLE = 422
DECISION_LENGTH = 4000
FOUND_SHOWN = 8
SETTLED_SHOWN = 20


class SettleForm(forms.Form):
    """The body that must answer and the ground of the decision."""

    search = LineField(
        label=gettext_lazy("Buscar otra institución"),
        help_text=gettext_lazy("Solo si no es ninguna de las que ya tuvieron el pedido."),
        required=False,
        max_length=120,
    )
    competent = OfferedField(
        label=gettext_lazy("¿Qué institución debe responder?"),
        queryset=Institution.objects.none(),
        empty_label=None,
        to_field_name="code",
        error_messages={
            "required": gettext_lazy("Elija la institución que debe responder."),
            "invalid_choice": gettext_lazy("Elija una de las instituciones de la lista."),
        },
    )
    decision = TextField(
        label=gettext_lazy("Fundamento"),
        help_text=gettext_lazy("Lo leen las instituciones y la persona que pidió."),
        max_length=DECISION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Escriba el fundamento de la decisión.")},
    )
    hides_optional = True

    def __init__(
        self, *args: Any, offered: list[Institution], hints: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["competent"]
        field.offer(offered, hints)


@login_required
@require_safe
def show_questions(request: SignedInRequest) -> HttpResponse:
    """List the questions that wait, the first to fall due first, and the newest decisions."""
    on = localdate()
    if not is_directorate(request.user, on=on):
        raise Http404
    rows = CompetenceQuestion.objects.select_related(
        "info_request", "asked_by", "proposed", "settled_for"
    )
    waiting = rows.waiting().with_due_date().order_by("due_on", "pk")
    context = {
        "waiting": [_line(question) for question in waiting],
        "settled": rows.exclude(settled_on=None).order_by("-settled_on", "-pk")[:SETTLED_SHOWN],
    }
    return render(request, "oversight/competence.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one question whole; whoever directs decides it, whoever audits reads it."""
    on = localdate()
    visible = InformationRequest.objects.visible_to(request.user, on=on)
    places = visible.select_related("institution", "first_institution")
    info_request = places.filter(number=number).first()
    if info_request is None or not is_directorate(request.user, on=on):
        raise Http404
    question = get_object_or_404(_waiting(info_request))
    decides = Post.objects.held_on(on).filter(holder=request.user, duty=Duty.DIRECTOR).exists()
    if request.method == "POST" and not decides:
        raise Http404
    form = _form(request, question)
    status = 200
    if form.is_bound:
        if form.is_valid() and _settled(request, question, form):
            return redirect("oversight:competence")
        status = UNPROCESSABLE
    context = {
        **_line(question),
        "form": form,
        "decides": decides,
        "info_request": info_request,
        "legs": info_request.legs.select_related("from_institution", "to_institution"),
    }
    return render(request, "oversight/settle.html", context, status=status)


def _waiting(info_request: InformationRequest) -> Any:
    rows = CompetenceQuestion.objects.waiting().with_due_date().filter(info_request=info_request)
    return rows.select_related("info_request", "asked_by", "proposed")


def _line(question: CompetenceQuestion) -> dict[str, Any]:
    days = calendar_for(question.asked_by).days
    due_on: date = question.due_on  # type: ignore[attr-defined]  # by `with_due_date`
    left = days_left(due_on, on=localdate(), days=days)
    return {"question": question, "due_on": due_on, "days_left": left}


def _form(request: HttpRequest, question: CompetenceQuestion) -> SettleForm:
    row = question.info_request
    had = Institution.objects.filter(pk__in=row.holders()).select_related("successor")
    offered = [question.proposed, *(place.competent() for place in had)]
    hints = {
        question.proposed.code: _("Es la que propone quien pregunta."),
        question.asked_by.code: _("Tiene el pedido hoy: no se mueve."),
    }
    if text := request.POST.get("search", "").strip():
        offered += [match.institution for match in find(text).matches[:FOUND_SHOWN]]
    for suggested in suggestions(row):
        offered.append(suggested.institution)
        hints.setdefault(suggested.institution.code, " ".join(suggested.reasons))
    places = list(dict.fromkeys(offered))
    if request.POST.get("step") == "search":
        return SettleForm(initial=request.POST.dict(), offered=places, hints=hints)
    data = request.POST if request.method == "POST" else None
    return SettleForm(data, offered=places, hints=hints)


def _settled(request: SignedInRequest, question: CompetenceQuestion, form: SettleForm) -> bool:
    chosen = form.cleaned_data["competent"]
    try:
        actions.settle_competence(
            question.info_request.number,
            by=Actor.official(request.user),
            at=now(),
            competent=chosen,
            decision=form.cleaned_data["decision"],
        )
    except ActionRefused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    said = _("Quedó decidido: responde %(place)s. Las dos instituciones y la persona lo saben.")
    messages.success(request, said % {"place": chosen})
    return True
