"""The alerts' pages: what is raised today, the requests behind each, and the rules themselves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from offices.errors import ChangeIncomplete, RegistryRefused
from offices.models import Duty, Institution, Post
from oversight import actions
from oversight.alerts import forms
from oversight.alerts.raised import Alert, names_of, raised_by, raised_on, waiting
from oversight.lists import with_term
from oversight.models import AlertKind, AlertNote, AlertRule
from oversight.views_access import directorate_only
from requests_app.models import InformationRequest

UNPROCESSABLE = 422
LISTED = 500
NOTES_SHOWN = 20


@require_safe
@directorate_only
def show_alerts(request: SignedInRequest) -> HttpResponse:
    """Show what each rule raises today, first what nobody has looked at."""
    on = localdate()
    rules = AlertRule.objects.in_force(on)
    found = raised_on(on, rules=rules)
    names = names_of(alert for alerts in found.values() for alert in alerts)
    context = {
        "groups": [
            {
                "rule": rule,
                "waiting": _told(waiting(found[kind]), names),
                "seen": _told([alert for alert in found[kind] if alert.note], names),
            }
            for kind, rule in rules.items()
        ]
    }
    return render(request, "oversight/alerts/alerts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def show_alert(request: SignedInRequest, kind: str, code: str) -> HttpResponse:
    """Show the requests behind one alert; a note says that somebody looked, and why."""
    on = localdate()
    rule = _rule(kind)
    institution = get_object_or_404(Institution, code=code)
    raised = raised_on(on, rules={AlertKind(rule.kind): rule})[AlertKind(rule.kind)]
    alert = next((one for one in raised if one.institution_id == institution.pk), None)
    if alert is None:
        messages.info(request, _("Esa alerta ya no está: la cifra volvió a lo normal."))
        return redirect("oversight:alerts")
    form = forms.NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.note_alert(
            alert, by=Actor.official(request.user), at=now(), note=form.cleaned_data["note"]
        )
        messages.success(request, _("Quedó anotado que la vio."))
        return redirect("oversight:alerts")
    visible = InformationRequest.objects.visible_to(request.user, on=on)
    rows: QuerySet[Any] = with_term(visible.filter(pk__in=alert.requests))
    notes = AlertNote.objects.filter(kind=rule.kind, institution=institution)
    context = {
        "rule": rule,
        "institution": institution,
        "alert": alert,
        "rows": rows.select_related("institution").order_by("due_on", "pk")[:LISTED],
        "listed": LISTED,
        "notes": notes.select_related("by")[:NOTES_SHOWN],
        "form": form,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "oversight/alerts/alert.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def show_rule(request: SignedInRequest, kind: str) -> HttpResponse:
    """Show a rule with its former figures; a director gives it others from a day to come."""
    on = localdate()
    rule = _rule(kind)
    may_change = Post.objects.held_on(on).filter(holder=request.user, duty=Duty.DIRECTOR).exists()
    today = {name: getattr(rule, name) for name in ("threshold", "window_days", "minimum")}
    form = forms.RuleForm(request.POST if request.method == "POST" else None, initial=today)
    would_raise: int | None = None
    if form.is_bound and form.is_valid():
        if "try" not in request.POST:
            if (answer := _set(request, rule, form)) is not None:
                return answer
        else:
            tried = AlertRule(kind=rule.kind, **form.cleaned_data)
            would_raise = len(raised_by(tried, on=on))
    context = {
        "rule": rule,
        "rules": AlertRule.objects.of(AlertKind(rule.kind)).select_related("set_by"),
        "form": form,
        "may_change": may_change,
        "would_raise": would_raise,
        "raises": len(raised_by(rule, on=on)),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "oversight/alerts/rule.html", context, status=status)


def _set(request: SignedInRequest, rule: AlertRule, form: forms.RuleForm) -> HttpResponse | None:
    """Change the rule; None when it was refused, with the reason where it was typed."""
    try:
        actions.set_alert_rule(
            AlertKind(rule.kind),
            form.figures(),
            by=Actor.official(request.user),
            at=now(),
            in_force_from=form.cleaned_data["in_force_from"],
            reason=form.cleaned_data["reason"],
        )
    except ChangeIncomplete as refusal:
        for name, message in refusal.fields.items():
            form.add_error(name, str(message))
        return None
    except RegistryRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Los valores nuevos rigen desde el día que eligió."))
    return redirect("oversight:alert_rule", kind=rule.kind)


def _rule(kind: str) -> AlertRule:
    if kind not in AlertKind.values:
        raise Http404
    rule = AlertRule.objects.in_force(localdate()).get(AlertKind(kind))
    if rule is None:
        raise Http404
    return rule


def _told(alerts: list[Alert], names: dict[int, Institution]) -> list[dict[str, Any]]:
    return [{"alert": alert, "institution": names[alert.institution_id]} for alert in alerts]
