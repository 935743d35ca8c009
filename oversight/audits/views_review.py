"""An auditor's work: the sample, what of it is one's own, and one request against the checklist."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.audits import edition_named
from oversight.audits import reviewing
from oversight.audits.forms import ReviewForm
from oversight.audits.models import Audit, Review
from oversight.audits.states import AuditStage
from oversight.audits.views_acting import CONFLICT, DONE, UNPROCESSABLE, sent, tried
from oversight.views_access import directorate_only

MINE, ALL = "mios", "todos"


@require_safe
@directorate_only
def show_sample(request: SignedInRequest, number: str) -> HttpResponse:
    """List the sample: one's own, what is left first, or everybody's."""
    audit = _audit(number)
    chosen = request.GET.get("ver", MINE)
    if chosen not in {MINE, ALL}:
        raise Http404
    rows = Review.objects.filter(stratum__audit=audit).select_related(
        "stratum__institution", "info_request", "auditor"
    )
    mine = rows.filter(auditor=request.user)
    context = {
        "audit": audit,
        "chosen": chosen,
        "reviews": (mine if chosen == MINE else rows).order_by("done_on", "stratum__code", "place"),
        "own": mine.count(),
        "all": rows.count(),
        "left": rows.filter(done_on=None).count(),
    }
    return render(request, "audits/sample.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def review(request: SignedInRequest, number: str, request_number: str) -> HttpResponse:
    """Show one request against the checklist and keep what is answered, whole or in part."""
    audit = _audit(number)
    rows = Review.objects.filter(stratum__audit=audit).select_related(
        "stratum__institution", "info_request", "auditor"
    )
    found = get_object_or_404(rows, info_request__number=request_number)
    given = {answer.letter: answer for answer in found.answers.all()}
    form = ReviewForm(sent(request), edition=edition_named(audit.edition), given=given)
    status = DONE
    if form.is_bound:
        status = _kept(request, audit, request_number, form)
        if status == DONE:
            return redirect(_next(audit, found, request))
    context = {
        "audit": audit,
        "review": found,
        "form": form,
        "may_save": audit.stage == AuditStage.REVIEWING,
        "is_moved": status == CONFLICT,
    }
    return render(request, "audits/review.html", context, status=status)


def _kept(request: SignedInRequest, audit: Audit, request_number: str, form: ReviewForm) -> int:
    if not form.is_valid():
        return UNPROCESSABLE
    by, finish = Actor.official(request.user), "finish" in request.POST

    def act() -> object:
        return reviewing.save(
            audit.number, request_number, form.said(), by=by, at=now(), finish=finish
        )

    status = tried(form, act)
    if status == DONE:
        said = _("La revisión quedó terminada.") if finish else _("Se guardó lo respondido.")
        messages.success(request, said)
    return status


def _next(audit: Audit, found: Review, request: SignedInRequest) -> str:
    """Return where to go on: the next of one's own that is left, or the list."""
    if "finish" not in request.POST:
        return reverse("audits:review", args=[audit.number, found.info_request.number])
    left = Review.objects.filter(stratum__audit=audit, auditor=request.user, done_on=None)
    following = left.select_related("info_request").first()
    if following is None:
        return reverse("audits:sample", args=[audit.number])
    return reverse("audits:review", args=[audit.number, following.info_request.number])


def _audit(number: str) -> Audit:
    return get_object_or_404(
        Audit.objects.defer("population").exclude(drawn_on=None), number=number
    )
