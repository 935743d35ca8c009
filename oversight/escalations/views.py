"""The Directorate's pages: the delays that wait, one delay, and what was said and answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from offices.models import Duty, Post
from oversight.escalations import deciding, forms, proposed
from oversight.paging import Place
from oversight.views_access import directorate_only
from requests_app import actions
from requests_app.actions.base import answer_term_of
from requests_app.actions.escalation import authority_of, kind_for
from requests_app.errors import ActionRefused
from requests_app.models import Escalation, InformationRequest
from requests_app.models.escalation import EscalationStage

UNPROCESSABLE, CONFLICT = 422, 409
SENT_SHOWN = 200


@require_safe
@directorate_only
def show_escalations(request: SignedInRequest) -> HttpResponse:
    """Show the delays to decide about, and what was said, the unanswered first."""
    sent = Escalation.objects.select_related("info_request", "institution", "decided_by")
    waiting, page = proposed.waiting(
        on=localdate(),
        after=Place.read(request.GET.get("despues", "")),
        before=Place.read(request.GET.get("antes", "")),
    )
    context = {
        "waiting": waiting,
        "previous": f"?antes={page.before}" if page.before else "",
        "following": f"?despues={page.after}" if page.after else "",
        "waiting_count": proposed.waiting_count(),
        "unanswered": sent.filter(stage=EscalationStage.SENT)[:SENT_SHOWN],
        "answered": sent.filter(stage=EscalationStage.ANSWERED)[:SENT_SHOWN],
        "ended": sent.filter(stage__in=(EscalationStage.CLOSED, EscalationStage.DISMISSED))[
            :SENT_SHOWN
        ],
    }
    return render(request, "oversight/escalations/escalations.html", context)


@require_safe
@directorate_only
def show_escalation(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one delay: what may be said of it or, once decided, what was said and answered."""
    info_request = _found(request, number)
    begun = {"text": proposed.first_words(info_request, _term(info_request), on=localdate())}
    return _page(request, info_request, text_form=forms.EscalateForm(initial=begun))


@require_POST
@directorate_only
def escalate(request: SignedInRequest, number: str) -> HttpResponse:
    """Send the warning or observation."""
    form = forms.EscalateForm(request.POST)
    said = _("Se envió a la institución, que recibe el aviso.")
    return _act(request, number, form, actions.escalate, said, text_form=form)


@require_POST
@directorate_only
def dismiss(request: SignedInRequest, number: str) -> HttpResponse:
    """Decide that this delay calls for none."""
    form = forms.NoteForm(request.POST)
    said = _("Quedó anotado por qué no se envía.")
    return _act(request, number, form, deciding.dismiss_escalation, said, note_form=form)


@require_POST
@directorate_only
def close(request: SignedInRequest, number: str) -> HttpResponse:
    """End the follow-up."""
    form = forms.NoteForm(request.POST)
    said = _("El seguimiento quedó cerrado.")
    return _act(request, number, form, deciding.close_escalation, said, note_form=form)


def _act(
    request: SignedInRequest,
    number: str,
    form: django_forms.Form,
    perform: Callable[..., Escalation],
    said: str,
    **shown: Any,
) -> HttpResponse:
    info_request = _found(request, number)
    if not form.is_valid():
        return _page(request, info_request, status=UNPROCESSABLE, **shown)
    try:
        perform(number, by=Actor.official(request.user), at=now(), **form.cleaned_data)
    except ActionRefused as refusal:
        return _page(request, info_request, refusal=refusal, status=CONFLICT, **shown)
    messages.success(request, said)
    return redirect("oversight:escalations")


def _page(
    request: SignedInRequest,
    info_request: InformationRequest,
    *,
    text_form: django_forms.Form | None = None,
    note_form: django_forms.Form | None = None,
    refusal: ActionRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    on = localdate()
    term = _term(info_request)
    escalation = Escalation.objects.filter(term=term).first()
    directors = Post.objects.held_on(on).filter(holder=request.user, duty=Duty.DIRECTOR)
    context: dict[str, Any] = {
        "info_request": info_request,
        "term": term,
        "escalation": escalation,
        "kind": kind_for(info_request),
        "authority": authority_of(info_request, on=on),
        "may_decide": directors.exists(),
        "text_form": text_form
        or forms.EscalateForm(initial={"text": proposed.first_words(info_request, term, on=on)}),
        "note_form": note_form or forms.NoteForm(),
        "form": text_form if text_form and text_form.errors else note_form,
        "refusal": refusal,
    }
    return render(request, "oversight/escalations/escalation.html", context, status=status)


def _found(request: SignedInRequest, number: str) -> InformationRequest:
    visible = InformationRequest.objects.visible_to(request.user, on=localdate())
    info_request = get_object_or_404(visible.select_related("institution"), number=number)
    is_silent = info_request.tacitly_denied_on is not None
    if not is_silent:
        raise Http404
    return info_request


def _term(info_request: InformationRequest) -> Any:
    return answer_term_of(info_request)
