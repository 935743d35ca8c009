"""The institution's pages: what the Directorate asked about a complaint, and the report."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.complaints import standard_on
from oversight.complaints import reports
from oversight.complaints.forms import ReportForm
from oversight.complaints.told import told_to_institution
from requests_app.errors import ActionRefused

UNPROCESSABLE, CONFLICT = 422, 409
SHOWN = 200


@require_safe
@login_required
def show_list(request: SignedInRequest) -> HttpResponse:
    """List what was asked of the institutions the person leads, first what waits."""
    on = localdate()
    if not reports.leads_somewhere(request.user, on=on):
        raise Http404
    rows = reports.asked_of(request.user, on=on).order_by("answered_on", "due_on", "pk")
    told = told_to_institution(rows[:SHOWN], on=on)
    context = {
        "waiting": [one for one in told if one.waits],
        "ended": [one for one in told if not one.waits],
    }
    return render(request, "oversight/complaints/office_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(request: SignedInRequest, number: str) -> HttpResponse:
    """Show what was asked about one complaint, the last first, and take the report."""
    on = localdate()
    rows = reports.asked_of(request.user, on=on).filter(complaint__number=number)
    told = told_to_institution(rows.order_by("-pk"), on=on)
    if not told:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    refusal: ActionRefused | None = None
    if form.is_bound and form.is_valid():
        by, text = Actor.official(request.user), form.cleaned_data["text"]
        try:
            reports.answer_report(number, by=by, at=now(), text=text)
        except ActionRefused as error:
            refusal = error
        else:
            messages.success(request, _("La Dirección recibe su informe."))
            return redirect("complaint_reports:list")
    context = {
        "told": told,
        "newest": told[0],
        "form": form,
        "refusal": refusal,
        "standard": standard_on(on),
    }
    status = CONFLICT if refusal else UNPROCESSABLE if form.is_bound else 200
    return render(request, "oversight/complaints/office.html", context, status=status)
