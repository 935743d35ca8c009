"""The institution's page: what the Directorate said about a delay, and its answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actors import Actor
from accounts.http import SignedInRequest
from offices.models import Duty
from oversight.escalations.forms import AnswerForm
from requests_app import actions
from requests_app.errors import ActionRefused
from requests_app.models import Escalation, InformationRequest
from requests_app.models.escalation import EscalationStage
from requests_app.policies import holds_duty

UNPROCESSABLE, CONFLICT = 422, 409


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest, number: str) -> HttpResponse:
    """Show it to who works at the institution it was sent to; its head or authority answers."""
    on = localdate()
    held = InformationRequest.objects.held_by(request.user, on=on)
    info_request = get_object_or_404(held.select_related("institution"), number=number)
    escalation = Escalation.objects.sent().filter(info_request=info_request).first()
    if escalation is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    refusal: ActionRefused | None = None
    if form.is_bound and form.is_valid():
        try:
            actions.answer_escalation(
                number, by=Actor.official(request.user), at=now(), text=form.cleaned_data["text"]
            )
        except ActionRefused as error:
            refusal = error
        else:
            messages.success(request, _("La Dirección recibe su respuesta."))
            return redirect("desk:request", number=number)
    leads = holds_duty(
        request.user, info_request.institution_id, (Duty.HEAD, Duty.HIGHEST_AUTHORITY), on=on
    )
    context = {
        "info_request": info_request,
        "escalation": escalation,
        "may_answer": leads and escalation.stage == EscalationStage.SENT,
        "form": form,
        "refusal": refusal,
    }
    status = CONFLICT if refusal else UNPROCESSABLE if form.is_bound else 200
    return render(request, "oversight/escalations/office.html", context, status=status)
