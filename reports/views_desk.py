"""The Directorate's pages: which months are frozen and sound, and the report of each year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.calendar import FIRST_DAY, LAST_DAY
from look.figures.periods import month_after, month_in_words
from look.whole_numbers import whole_number
from offices.calendars import calendar_for
from offices.errors import RegistryRefused
from offices.models import Duty, Post
from oversight.views_access import directorate_only
from reports import forms, found, freezing, publishing, standing, tables, yearly
from reports.models import ReportState, Snapshot, YearReport
from reports.recompute import STATE

UNPROCESSABLE, CONFLICT = 422, 409


@require_safe
@directorate_only
def overview(request: SignedInRequest) -> HttpResponse:
    """Show the months of one year, each with its state, and the report of that year."""
    on = localdate()
    asked = whole_number(request.GET.get("anio", ""), digits=4) or on.year
    year = min(max(asked, FIRST_DAY.year), on.year)
    context = {
        "year": year,
        "years": [other for other in (year - 1, year + 1) if FIRST_DAY.year <= other <= on.year],
        "lines": standing.lines_of(year, on=on),
        "reports": _reports(year),
        "is_over": yearly.over_before(year, on),
    }
    return render(request, "reports/desk/overview.html", context)


@require_safe
@directorate_only
def month(request: SignedInRequest, month: str) -> HttpResponse:
    """Show what changed of a frozen month since, and publish a revision."""
    return _month_page(request, month)


@require_POST
@directorate_only
def freeze(request: SignedInRequest, month: str) -> HttpResponse:
    """Freeze a month that is over."""
    first = found.month_named(month)
    if not FIRST_DAY <= first < LAST_DAY:
        raise Http404
    here = f"{reverse('reports_desk:overview')}?anio={first.year}"
    try:
        snapshot = freezing.freeze_month(first, by=Actor.official(request.user), at=now())
    except RegistryRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("Quedó congelado %(month)s.") % {"month": month_in_words(snapshot.month)}
        messages.success(request, said)
    return redirect(here)


@require_POST
@directorate_only
def revise(request: SignedInRequest, month: str) -> HttpResponse:
    """Freeze a month again, beside what was frozen."""
    form = forms.ReviseForm(request.POST)
    if not form.is_valid():
        return _month_page(request, month, form, status=UNPROCESSABLE)
    try:
        freezing.revise_month(
            found.month_named(month),
            by=Actor.official(request.user),
            at=now(),
            reason=form.cleaned_data["reason"],
        )
    except RegistryRefused as refusal:
        return _month_page(request, month, form, refusal=refusal, status=CONFLICT)
    messages.success(request, _("La revisión está publicada. Lo congelado antes sigue visible."))
    return redirect("reports_desk:month", month=month)


@require_safe
@directorate_only
def year(request: SignedInRequest, year: int) -> HttpResponse:
    """Show the editions of a year's report, and what waits for a second person."""
    return _year_page(request, year)


@require_POST
@directorate_only
def prepare(request: SignedInRequest, year: int) -> HttpResponse:
    """Compose the report of a year for another person to publish."""
    form = _prepare_form(year)(request.POST)
    said = _("El informe está preparado. Otra persona debe leerlo y publicarlo.")
    act = publishing.prepare_report
    return _act(
        request, year, form, lambda by: act(year, by=by, at=now(), **form.cleaned_data), said
    )


@require_POST
@directorate_only
def publish(request: SignedInRequest, year: int) -> HttpResponse:
    """Publish what another person prepared."""
    report = _waiting(year)
    said = _("El informe está publicado.")
    act = publishing.publish_report
    return _act(request, year, None, lambda by: act(report.pk, by=by, at=now()), said)


@require_POST
@directorate_only
def reject(request: SignedInRequest, year: int) -> HttpResponse:
    """Leave it unpublished."""
    report = _waiting(year)
    form = forms.NoteForm(request.POST)
    said = _("El informe no se publicó. Puede prepararse otro.")
    act = publishing.reject_report
    return _act(
        request, year, form, lambda by: act(report.pk, by=by, at=now(), **form.cleaned_data), said
    )


def _act(
    request: SignedInRequest,
    year: int,
    form: django_forms.Form | None,
    perform: Callable[[Actor], YearReport],
    said: str,
) -> HttpResponse:
    if form is not None and not form.is_valid():
        return _year_page(request, year, form, status=UNPROCESSABLE)
    try:
        perform(Actor.official(request.user))
    except RegistryRefused as refusal:
        return _year_page(request, year, form, refusal=refusal, status=CONFLICT)
    messages.success(request, said)
    return redirect("reports_desk:year", year=year)


def _month_page(
    request: SignedInRequest,
    month: str,
    form: forms.ReviseForm | None = None,
    *,
    refusal: RegistryRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    revisions = found.revisions_of(month)
    last = revisions[-1]
    counted = freezing.count_month(last.month, calendar_for(None))
    # What the requests tell; the rest of the figures does not come from them.
    known = set(last.told["indicadores"])
    before = {
        code: {key: n for key, n in keys.items() if key.partition(".")[0] in known}
        for code, keys in last.figures.items()
    }
    changed = tables.differences(before, counted.figures, last.told["instituciones"])
    context = {
        "snapshot": last,
        "revisions": revisions,
        "title": month_in_words(last.month),
        "changed": changed,
        "form": form or forms.ReviseForm(),
        "may_decide": _is_director(request),
        "refusal": refusal,
    }
    return render(request, "reports/desk/month.html", context, status=status)


def _year_page(
    request: SignedInRequest,
    year: int,
    form: django_forms.Form | None = None,
    *,
    refusal: RegistryRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    on = localdate()
    if not FIRST_DAY.year <= year <= on.year:
        raise Http404
    reports = _reports(year)
    waiting = next((row for row in reports if row.state == ReportState.PREPARED), None)
    frozen = set(Snapshot.objects.filter(month__year=year).values_list("month", flat=True))
    published = next((row for row in reports if row.state == ReportState.PUBLISHED), None)
    prepare_form = form if isinstance(form, forms.PrepareForm) else _prepare_form(year)()
    context = {
        "year": year,
        "reports": reports,
        "waiting": waiting,
        "tables": found.tables_of(waiting, STATE) if waiting else [],
        "missing": [line for line in _months(year) if line not in frozen],
        "is_over": yearly.over_before(year, on),
        "is_behind": published is not None and yearly.has_newer_months(published),
        "prepare_form": prepare_form,
        "note_form": form if isinstance(form, forms.NoteForm) else forms.NoteForm(),
        "form": form,
        "may_decide": _is_director(request),
        "is_own": waiting is not None and waiting.prepared_by_id == request.user.pk,
        "refusal": refusal,
    }
    return render(request, "reports/desk/year.html", context, status=status)


def _months(year: int) -> list[Any]:
    first = FIRST_DAY.replace(year=year, month=1, day=1)
    return [month_after(first, count) for count in range(12)]


def _reports(year: int) -> list[YearReport]:
    rows = YearReport.objects.filter(year=year).select_related("prepared_by", "decided_by")
    return list(rows)


def _waiting(year: int) -> YearReport:
    return get_object_or_404(YearReport, year=year, state=ReportState.PREPARED)


def _prepare_form(year: int) -> type[forms.PrepareForm]:
    published = YearReport.objects.filter(year=year, state=ReportState.PUBLISHED)
    return forms.ErratumForm if published.exists() else forms.PrepareForm


def _is_director(request: SignedInRequest) -> bool:
    held = Post.objects.held_on(localdate())
    return held.filter(holder=request.user, duty=Duty.DIRECTOR).exists()
