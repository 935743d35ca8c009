"""The calendar's pages: its days, a proposal, what it would move, and its approval."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.calendar import FIRST_DAY, LAST_DAY
from look.whole_numbers import whole_number
from offices import calendar_changes
from offices.calendars import calendar_for, current_version
from offices.errors import ChangeIncomplete, RegistryRefused
from offices.models import CalendarChange, ClosedDay, Duty, Post
from oversight.closed_days import forms, moved
from oversight.views_access import directorate_only
from requests_app import actions
from requests_app.models import DenialReview
from requests_app.models.denial_review import ReviewDecision

UNPROCESSABLE, CONFLICT = 422, 409
# From October on, a year without its decrees leaves next summer's terms a guess.
ALERT_FROM_MONTH = 10
CHANGES_SHOWN = 30
REVIEWS_SHOWN = 100


@require_safe
@directorate_only
def show_days(request: SignedInRequest) -> HttpResponse:
    """Show the days of one year as they stand, the changes proposed and those made."""
    on = localdate()
    version = current_version()
    asked = whole_number(request.GET.get("anio", ""), digits=4) or on.year
    year = min(max(asked, FIRST_DAY.year), LAST_DAY.year)
    days = ClosedDay.objects.of_version(version.number).filter(day__year=year)
    missing = calendar_for(None, version=version).days
    next_year = on.year + 1
    context = {
        "version": version,
        "year": year,
        "years": (year - 1, year + 1),
        "days": days.order_by("day", "scope"),
        "changes": CalendarChange.objects.select_related("proposed_by", "decided_by")[
            :CHANGES_SHOWN
        ],
        "missing_year": next_year
        if on.month >= ALERT_FROM_MONTH and not missing.covers_year(next_year)
        else None,
        "reviews": DenialReview.objects.filter(decision="").count(),
    }
    return render(request, "oversight/closed_days/days.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def propose(request: SignedInRequest) -> HttpResponse:
    """Write down an act; nothing moves until a second person approves it."""
    if request.method != "POST":
        return _proposal_page(request, forms.ProposalForm(), _rows_to_begin(request))
    typed = request.POST
    if "more" in typed:
        return _proposal_page(request, *forms.as_typed(typed))
    form, rows = forms.ProposalForm(typed), forms.DayRows(typed, prefix=forms.PREFIX)
    is_right = all([form.is_valid(), rows.is_valid()])
    if not is_right:
        return _proposal_page(request, form, rows, status=UNPROCESSABLE)
    filled = forms.proposed(rows.forms)
    days = [day for _row, found in filled for day in found]
    try:
        change = calendar_changes.propose_change(
            form.proposal(days), by=Actor.official(request.user), at=now()
        )
    except ChangeIncomplete as refusal:
        told = _tell(refusal, form, filled)
        return _proposal_page(request, form, rows, status=UNPROCESSABLE, lacking=told)
    messages.success(request, _("Quedó propuesto. Otra persona debe ver qué mueve y aprobarlo."))
    return redirect("oversight:calendar_change", pk=change.pk)


@require_safe
@directorate_only
def show_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a change: what it would move or, once approved, what it moved."""
    return _change_page(request, _change(pk), forms.RejectionForm())


@require_POST
@directorate_only
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve what was looked at; if another list would move now, show that one."""
    change = _change(pk)
    try:
        actions.approve_change(
            change.pk,
            by=Actor.official(request.user),
            at=now(),
            seen=request.POST.get("seen", ""),
        )
    except RegistryRefused as refusal:
        return _change_page(request, _change(pk), forms.RejectionForm(), refusal=refusal)
    messages.success(request, _("El cambio está vigente. Los plazos se recuentan en seguida."))
    return redirect("oversight:calendar_change", pk=pk)


@require_POST
@directorate_only
def reject(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a proposal without applying it."""
    change = _change(pk)
    form = forms.RejectionForm(request.POST)
    if not form.is_valid():
        return _change_page(request, change, form, status=UNPROCESSABLE)
    try:
        calendar_changes.reject_change(
            change.pk, by=Actor.official(request.user), at=now(), note=form.cleaned_data["note"]
        )
    except RegistryRefused as refusal:
        return _change_page(request, _change(pk), form, refusal=refusal)
    messages.success(request, _("La propuesta quedó rechazada; el calendario no cambió."))
    return redirect("oversight:calendar")


@require_safe
@directorate_only
def download(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return as CSV every term a change moves or, once approved, moved."""
    change = _change(pk)
    lines = (
        moved.moved_lines(change)
        if change.version_id
        else moved.lines_of(moved.preview_of(change, on=localdate()).moves)
    )
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cambio-{change.pk}.csv"'
    response.write("\ufeff")
    rows = csv.writer(response, delimiter=";")
    rows.writerow(["numero", "institucion", "plazo", "vencia", "vence"])
    for line in lines:
        days = (line.before.isoformat(), line.after.isoformat())
        rows.writerow([line.number, line.institution, line.term, *days])
    return response


@require_safe
@directorate_only
def show_reviews(request: SignedInRequest) -> HttpResponse:
    """List the tacit denials a change put in question, those to look at first."""
    rows = DenialReview.objects.select_related(
        "info_request__institution", "change", "decided_by"
    ).order_by("decided_at", "-pk")
    context = {
        "waiting": rows.filter(decision="")[:REVIEWS_SHOWN],
        "decided": rows.exclude(decision="").order_by("-decided_at")[:REVIEWS_SHOWN],
    }
    return render(request, "oversight/closed_days/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what the Directorate thinks of one tacit denial; the denial stays."""
    rows = DenialReview.objects.select_related("info_request__institution", "change")
    row = get_object_or_404(rows, pk=pk)
    if row.decision:
        return redirect("oversight:denial_reviews")
    form = forms.ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.review_denial(
                row.pk,
                by=Actor.official(request.user),
                at=now(),
                decision=ReviewDecision(form.cleaned_data["decision"]),
                note=form.cleaned_data["note"],
            )
        except RegistryRefused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Quedó registrado. La denegación tácita no cambia."))
        return redirect("oversight:denial_reviews")
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"review": row, "form": form}
    return render(request, "oversight/closed_days/review.html", context, status=status)


def _change(pk: int) -> CalendarChange:
    rows = CalendarChange.objects.select_related(
        "proposed_by", "decided_by", "version", "base_version"
    )
    return get_object_or_404(rows, pk=pk)


def _change_page(
    request: SignedInRequest,
    change: CalendarChange,
    form: forms.RejectionForm,
    *,
    refusal: RegistryRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    on = localdate()
    is_proposed = change.decided_at is None
    preview = moved.preview_of(change, on=on) if is_proposed else None
    asked = whole_number(request.GET.get("pagina", ""), digits=4) or 1
    number = min(asked, preview.pages) if preview else 1
    may_decide = (
        is_proposed
        and Post.objects.held_on(on).filter(holder=request.user, duty=Duty.DIRECTOR).exists()
    )
    context = {
        "change": change,
        "changed_days": change.days.all(),
        "preview": preview,
        "lines": preview.page(number) if preview else [],
        "page_number": number,
        "previous": f"?pagina={number - 1}" if number > 1 else "",
        "following": f"?pagina={number + 1}" if preview and number < preview.pages else "",
        "result": moved.result_of(change) if change.version_id else None,
        "form": form,
        "may_decide": may_decide and change.proposed_by_id != request.user.pk,
        "is_own": change.proposed_by_id == request.user.pk,
        "refusal": refusal,
    }
    code = CONFLICT if refusal else status
    return render(request, "oversight/closed_days/change.html", context, status=code)


def _proposal_page(
    request: HttpRequest,
    form: forms.ProposalForm,
    rows: Any,
    *,
    status: int = 200,
    lacking: str | Promise = "",
) -> HttpResponse:
    context = {"form": form, "rows": rows, "lacking": lacking}
    return render(request, "oversight/closed_days/propose.html", context, status=status)


def _tell(refusal: ChangeIncomplete, form: forms.ProposalForm, filled: list[Any]) -> str | Promise:
    """Put each fault where it was typed; return what belongs to no field."""
    rows = [row for row, days in filled for _day in days]
    for name, message in refusal.fields.items():
        place = name.removeprefix(f"{forms.PREFIX}-")
        if place.isdecimal() and int(place) < len(rows):
            rows[int(place)].add_error("day", str(message))
        elif name in form.fields:
            form.add_error(name, str(message))
    return refusal.fields.get(forms.PREFIX, "")


def _rows_to_begin(request: HttpRequest) -> Any:
    """Return empty rows; with ?quitar=, the first asks that a standing day cease to be closed."""
    key = request.GET.get("quitar", "")
    standing = ClosedDay.objects.of_version(current_version().number)
    row = standing.filter(pk=whole_number(key) or 0).first()
    if row is None:
        return forms.DayRows(prefix=forms.PREFIX)
    reach, _colon, place = row.scope.partition(":")
    first = {"change": forms.REMOVE, "kind": row.kind, "day": row.day, "name": row.name}
    return forms.DayRows(prefix=forms.PREFIX, initial=[{**first, "reach": reach, "place": place}])
