"""Reporting a problem with a published text, and deciding about it at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import ANYONE, Actor
from accounts.http import SignedInRequest
from openness.askers import asker_key
from openness.forms import DecisionForm, ReportForm
from requests_app import actions
from requests_app.actions import Problem
from requests_app.errors import ActionRefused, NothingPublished
from requests_app.models import PublicationReport
from requests_app.public import PublicRequest, find_public
from requests_app.states import ReportDecision, ReportKind

UNPROCESSABLE = 422
METHODS = ("GET", "HEAD", "POST")
MOST_LISTED = 100


@require_http_methods(METHODS)
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Ask what is wrong with a published text; what may hurt somebody leaves the page at once."""
    shown = find_public(number, on=localdate())
    if shown is None:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = UNPROCESSABLE if form.is_bound else 200
        context = {"form": form, "shown": shown}
        return render(request, "openness/report.html", context, status=status)
    return _reported(request, shown, form)


def _reported(request: HttpRequest, shown: PublicRequest, form: ReportForm) -> HttpResponse:
    problem = Problem(
        kind=ReportKind(form.cleaned_data["kind"]),
        text=form.cleaned_data["text"],
        contact=form.cleaned_data["contact"],
        reporter_key=asker_key(request, on=localdate()),
    )
    try:
        actions.report_problem(shown.number, by=ANYONE, at=now(), problem=problem)
    except NothingPublished as refusal:
        messages.warning(request, str(refusal.message))
    except ActionRefused as refusal:
        form.add_error(None, str(refusal.message))
        context = {"form": form, "shown": shown}
        return render(request, "openness/report.html", context, status=UNPROCESSABLE)
    else:
        messages.success(request, _("Gracias. Una persona va a leer su informe y decidir."))
    return redirect("requests:public", number=shown.number)


@require_safe
@login_required
def waiting(request: SignedInRequest) -> HttpResponse:
    """List the reported texts that wait for a decision, the oldest first."""
    mine = PublicationReport.objects.visible_to(request.user, on=localdate())
    found = mine.waiting().select_related("info_request__institution").order_by("pk")
    lines = list(found[: MOST_LISTED + 1])
    context = {"reports": lines[:MOST_LISTED], "has_more": len(lines) > MOST_LISTED}
    return render(request, "openness/reports.html", context)


@require_http_methods(METHODS)
@login_required
def decide(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Show the text and what was reported of it, and take the decision with its reason."""
    mine = PublicationReport.objects.visible_to(request.user, on=localdate())
    places = mine.select_related("info_request__institution", "decided_by__institution")
    found = get_object_or_404(places, pk=report_id)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid() and _decided(request, found, form):
            return redirect("openness:reports")
    context = {"report": found, "form": form}
    return render(request, "openness/decide.html", context, status=status)


def _decided(request: SignedInRequest, report: PublicationReport, form: DecisionForm) -> bool:
    try:
        actions.decide_report(
            report.pk,
            by=Actor.official(request.user),
            at=now(),
            decision=ReportDecision(form.cleaned_data["decision"]),
            reason=form.cleaned_data["reason"],
        )
    except ActionRefused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    messages.success(request, _("Quedó registrada su decisión."))
    return True
