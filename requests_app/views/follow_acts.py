"""What the person who asked does from the follow page: each page calls one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.actors import Actor
from law.rules import rules_on
from requests_app import actions
from requests_app.appeal_text import appeal_text
from requests_app.errors import ActionRefused, Incomplete, PresentedInTheFuture
from requests_app.forms.follow import (
    ClarifyForm,
    CourtFilingForm,
    ReconsiderForm,
    RulingForm,
    VerdictForm,
    WithdrawForm,
    add_refusal,
)
from requests_app.next_steps import NextStep, Step, next_steps
from requests_app.standing import Standing
from requests_app.states import Stage, Verdict
from requests_app.views.follow import find_standing
from requests_app.views.follow_grant import needs_code

Perform = Callable[..., object]
NOT_TODAY = _("Hoy no se puede hacer eso con este pedido. Abajo está lo que sí puede hacer.")


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act as a page: its form, how it is done, how to know it was done already."""

    form: type[forms.Form]
    perform: Perform
    # Sent twice, the second finds the first's work and is told the same.
    was_done: Callable[[Standing, dict[str, Any]], bool]
    done: str | Promise


def _verdict(number: str, *, by: Actor, at: datetime, verdict: str, reason: str) -> object:
    return actions.give_verdict(number, by=by, at=at, verdict=Verdict(verdict), reason=reason)


def _clarified(standing: Standing, typed: dict[str, Any]) -> bool:
    asked = standing.clarification
    return asked is not None and asked.reply != "" and asked.reply == str(typed["reply"])


def _withdrawn(standing: Standing, typed: dict[str, Any]) -> bool:
    return bool(standing.info_request.stage == Stage.WITHDRAWN)


def _given(standing: Standing, typed: dict[str, Any]) -> bool:
    said = standing.info_request
    return (said.verdict, said.verdict_reason) == (typed["verdict"], typed["reason"])


def _appealed(standing: Standing, typed: dict[str, Any]) -> bool:
    appeal = standing.open_appeal
    return appeal is not None and appeal.text == str(typed["text"])


def _in_court(standing: Standing, typed: dict[str, Any]) -> bool:
    return any(
        (case.court, case.filed_on) == (typed["court"], typed["filed_on"])
        for case in standing.court_cases
    )


def _ruled(standing: Standing, typed: dict[str, Any]) -> bool:
    return any(
        (case.ruled_on, case.ruling) == (typed["ruled_on"], typed["ruling"])
        for case in standing.court_cases
    )


PAGES: dict[Step, ActPage] = {
    Step.CLARIFY: ActPage(
        ClarifyForm, actions.clarify, _clarified, _("Enviamos su aclaración a la institución.")
    ),
    Step.WITHDRAW: ActPage(
        WithdrawForm, actions.withdraw, _withdrawn, _("Retiró su pedido. Ya no corre ningún plazo.")
    ),
    Step.GIVE_VERDICT: ActPage(VerdictForm, _verdict, _given, _("Gracias: guardamos su opinión.")),
    Step.RECONSIDER: ActPage(
        ReconsiderForm,
        actions.file_reconsideration,
        _appealed,
        _("Presentó su recurso de reconsideración."),
    ),
    Step.RECORD_COURT_FILING: ActPage(
        CourtFilingForm,
        actions.record_court_filing,
        _in_court,
        _("Anotamos que acudió a la justicia."),
    ),
    Step.RECORD_RULING: ActPage(
        RulingForm, actions.record_ruling, _ruled, _("Anotamos lo que resolvió el juzgado.")
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs_code
def act(request: HttpRequest, number: str, *, step: str) -> HttpResponse:
    """Show the page of one act, or do it."""
    page = PAGES.get(Step(step)) if step in set(Step) else None
    if page is None:
        raise Http404
    standing = find_standing(number)
    if request.method == "POST":
        return _do(request, standing, Step(step), page)
    offered = _offered(standing, Step(step))
    if offered is None:
        messages.warning(request, NOT_TODAY)
        return redirect("requests:follow_one", number=number)
    form = page.form(initial=_initial(standing, offered))
    return _show(request, standing, Step(step), form, offered)


@needs_code
def court(request: HttpRequest, number: str) -> HttpResponse:
    """Explain the way to court: until when, to which judge, and what follows."""
    standing = find_standing(number)
    offered = _offered(standing, Step.GO_TO_COURT)
    if offered is None:
        messages.warning(request, NOT_TODAY)
        return redirect("requests:follow_one", number=number)
    rules = rules_on(localdate())
    page = {
        "info_request": standing.info_request,
        "offered": offered,
        "choice": rules.court_choice,
        "milestones": [
            rules.court_report,
            rules.court_judgment,
            rules.court_appeal,
            rules.compliance,
        ],
    }
    return render(request, "requests/follow/justicia.html", page)


def _do(request: HttpRequest, standing: Standing, step: Step, page: ActPage) -> HttpResponse:
    number = standing.info_request.number
    form = page.form(request.POST)
    if not form.is_valid():
        return _show(request, standing, step, form, _offered(standing, step), status=422)
    typed = form.cleaned_data
    if not page.was_done(standing, typed):
        try:
            page.perform(number, by=Actor.requester(number), at=now(), **typed)
        except Incomplete as incomplete:
            add_refusal(form, incomplete.fields)
            return _show(request, standing, step, form, _offered(standing, step), status=422)
        except ActionRefused as refused:
            return _after_refusal(request, number, step, form, refused)
    messages.success(request, str(page.done))
    return redirect("requests:follow_one", number=number)


def _after_refusal(
    request: HttpRequest, number: str, step: Step, form: forms.Form, refused: ActionRefused
) -> HttpResponse:
    """Say why, with the text still there to be copied; without text, go back to the request."""
    standing = find_standing(number)
    if PAGES[step].was_done(standing, form.cleaned_data):
        messages.success(request, str(PAGES[step].done))
    elif isinstance(refused, PresentedInTheFuture):
        form.add_error("filed_on" if step == Step.RECORD_COURT_FILING else "ruled_on", str(refused))
        return _show(request, standing, step, form, _offered(standing, step), status=422)
    elif form.fields:
        form.add_error(None, str(refused))
        return _show(request, standing, step, form, _offered(standing, step), status=409)
    else:
        messages.error(request, str(refused))
    return redirect("requests:follow_one", number=number)


def _offered(standing: Standing, step: Step) -> NextStep | None:
    steps = next_steps(standing, on=localdate())
    return next((offered for offered in steps if offered.step == step), None)


def _initial(standing: Standing, offered: NextStep) -> dict[str, Any]:
    if offered.step == Step.RECONSIDER:
        return {"text": appeal_text(standing, is_late=offered.is_late)}
    if offered.step == Step.GIVE_VERDICT:
        said = standing.info_request
        return {"verdict": said.verdict, "reason": said.verdict_reason}
    return {}


def _show(
    request: HttpRequest,
    standing: Standing,
    step: Step,
    form: forms.Form,
    offered: NextStep | None,
    *,
    status: int = 200,
) -> HttpResponse:
    page = {
        "form": form,
        "info_request": standing.info_request,
        "standing": standing,
        "offered": offered,
    }
    return render(request, f"requests/follow/{step.value}.html", page, status=status)
