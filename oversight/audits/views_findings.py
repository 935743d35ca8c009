"""What was found at one body: results, findings to write and send, replies and follow-up."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from oversight.audits import findings
from oversight.audits.forms import CheckForm, FindingForm
from oversight.audits.models import Finding, Stratum
from oversight.audits.results import results_of
from oversight.audits.states import AFTER_THE_DRAW, AuditStage, Outcome
from oversight.audits.views_acting import DONE, UNPROCESSABLE, is_director, sent, tried
from oversight.views_access import directorate_only


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def show_body(request: SignedInRequest, number: str, code: str) -> HttpResponse:
    """Show what was found at one body, and write another finding."""
    stratum = _stratum(number, code)
    form = FindingForm(sent(request), reviews=_reviews(stratum))
    status = DONE
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            by, new = Actor.official(request.user), form.new()
            status = tried(form, lambda: findings.add(number, code, new, by=by, at=now()))
        if status == DONE:
            messages.success(request, _("El hallazgo quedó anotado; la institución no lo ve."))
            return redirect("audits:body", number=number, code=code)
    return _body(request, stratum, form, status=status)


@require_POST
@directorate_only
def send(request: SignedInRequest, number: str, code: str) -> HttpResponse:
    """Send the body what was found."""
    stratum = _stratum(number, code)
    form = django_forms.Form(request.POST)
    form.is_valid()
    by = Actor.official(request.user)
    status = tried(form, lambda: findings.send(number, code, by=by, at=now()))
    if status == DONE:
        messages.success(request, _("Los hallazgos quedaron enviados a la institución."))
        return redirect("audits:body", number=number, code=code)
    extra = {"refusals": form.non_field_errors()}
    return _body(request, stratum, FindingForm(reviews=_reviews(stratum)), status=status, **extra)


@require_safe
@directorate_only
def show_finding(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Show a finding, its reply and its follow-up."""
    return _finding_page(request, _finding(number, pk), CheckForm())


@require_POST
@directorate_only
def act(request: SignedInRequest, number: str, pk: int, act: str) -> HttpResponse:
    """Withdraw a finding, note what was seen of it, or close it."""
    finding = _finding(number, pk)
    by = Actor.official(request.user)
    form: django_forms.Form = (
        CheckForm(request.POST) if act == "comprobar" else django_forms.Form(request.POST)
    )
    performed: dict[str, Any] = {
        "retirar": lambda: findings.withdraw(number, pk, by=by, at=now()),
        "cerrar": lambda: findings.close(number, pk, by=by, at=now()),
        "comprobar": lambda: findings.check(
            number,
            pk,
            by=by,
            at=now(),
            outcome=Outcome(form.cleaned_data["outcome"]),
            note=form.cleaned_data["note"],
        ),
    }
    if act not in performed:
        raise Http404
    status = tried(form, performed[act]) if form.is_valid() else UNPROCESSABLE
    if status == DONE:
        messages.success(request, _("Quedó anotado."))
        return redirect("audits:finding", number=number, pk=pk)
    if isinstance(form, CheckForm):
        return _finding_page(request, finding, form, status=status)
    extra = {"refusals": form.non_field_errors()}
    return _finding_page(request, finding, CheckForm(), status=status, **extra)


def _body(
    request: SignedInRequest, stratum: Stratum, form: FindingForm, *, status: int, **extra: Any
) -> HttpResponse:
    found = stratum.findings.prefetch_related("reviews__info_request", "follow_ups")
    left = stratum.reviews.filter(done_on=None).count()
    context = {
        "audit": stratum.audit,
        "stratum": stratum,
        "result": next(one for one in results_of(stratum.audit) if one.stratum.pk == stratum.pk),
        "findings": found,
        "form": form,
        "left": left,
        "may_write": stratum.audit.stage == AuditStage.REVIEWING,
        "may_send": (
            stratum.audit.stage == AuditStage.REVIEWING
            and not left
            and is_director(request)
            and any(one.sent_on is None and one.withdrawn_on is None for one in found)
        ),
        "today": localdate(),
        **extra,
    }
    return render(request, "audits/body.html", context, status=status)


def _finding_page(
    request: SignedInRequest,
    finding: Finding,
    form: django_forms.Form,
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    audit = finding.stratum.audit
    is_open = bool(finding.sent_on and not finding.closed_on) and audit.stage in AFTER_THE_DRAW
    follow_ups = list(finding.follow_ups.select_related("by"))
    context = {
        "audit": audit,
        "finding": finding,
        "follow_ups": follow_ups,
        "form": form,
        "may_check": is_open,
        "may_close": is_open and bool(follow_ups) and is_director(request),
        "may_withdraw": (
            audit.stage == AuditStage.REVIEWING
            and finding.sent_on is None
            and finding.withdrawn_on is None
        ),
        "today": localdate(),
        **extra,
    }
    return render(request, "audits/finding.html", context, status=status)


def _stratum(number: str, code: str) -> Stratum:
    rows = Stratum.objects.select_related("institution", "audit").defer("audit__population")
    return get_object_or_404(rows.exclude(audit__drawn_on=None), audit__number=number, code=code)


def _reviews(stratum: Stratum) -> Any:
    return stratum.reviews.select_related("info_request")


def _finding(number: str, pk: int) -> Finding:
    rows = Finding.objects.select_related(
        "stratum__audit", "stratum__institution", "written_by", "replied_by", "closed_by"
    ).prefetch_related("reviews__info_request")
    return get_object_or_404(
        rows.defer("stratum__audit__population"), pk=pk, stratum__audit__number=number
    )
