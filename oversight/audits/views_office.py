"""The institution's pages: what an audit found at it, and what it replies."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.audits import edition_on
from oversight.audits import findings
from oversight.audits.forms import ReplyForm
from oversight.audits.views_acting import DONE, UNPROCESSABLE, sent, tried

SHOWN = 200


@require_safe
@login_required
def show_list(request: SignedInRequest) -> HttpResponse:
    """List what was found at the person's institutions, first what waits for a reply."""
    on = localdate()
    if not findings.reads_findings(request.user, on=on):
        raise Http404
    rows = findings.sent_to(request.user, on=on).order_by("-sent_on", "pk")[:SHOWN]
    found = sorted(rows, key=lambda one: one.replied_on is not None or one.closed_on is not None)
    return render(request, "audits/office_list.html", {"findings": found, "today": on})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one finding and take the reply of who leads the institution."""
    on = localdate()
    rows = findings.sent_to(request.user, on=on)
    finding = get_object_or_404(rows.prefetch_related("reviews__info_request"), pk=pk)
    form = ReplyForm(sent(request))
    status = DONE
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            by, text = Actor.official(request.user), form.cleaned_data["text"]
            status = tried(form, lambda: findings.reply(pk, by=by, at=now(), text=text))
        if status == DONE:
            messages.success(request, _("La Dirección recibe su respuesta."))
            return redirect("audits_office:finding", pk=pk)
    context = {
        "finding": finding,
        "follow_ups": finding.follow_ups.all(),
        "form": form,
        "rule": edition_on(finding.sent_on or on).reply,
        "may_reply": form.is_bound or findings.may_reply(request.user, finding, on=on),
        "today": on,
    }
    return render(request, "audits/office.html", context, status=status)
