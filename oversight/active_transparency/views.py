"""Active transparency at the Directorate: the month's checks, one check, and the replies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.active_transparency import items_on
from look.figures.periods import month_after, month_of
from offices.errors import RegistryRefused
from offices.models import Institution
from oversight.active_transparency import acts, forms, months
from oversight.active_transparency.errors import CheckIncomplete, TransparencyRefused
from oversight.active_transparency.models import Check, CheckDraft, ItemReply
from oversight.views_access import directorate_only

UNPROCESSABLE, CONFLICT = 422, 409
MONTHS_BACK = 12


@require_safe
@directorate_only
def show_month(request: SignedInRequest) -> HttpResponse:
    """Show who was looked at in a month, and who is still to be."""
    on = localdate()
    month = months.read_month(request.GET.get("mes", "")) or month_of(on)
    lines = months.lines_of(month)
    under_way = set(CheckDraft.objects.filter(month=month).values_list("institution", flat=True))
    context = {
        "month": month,
        "months": [month_after(month_of(on), -back) for back in range(MONTHS_BACK)],
        "checked": [line for line in lines if line.check],
        "under_way": [line for line in lines if line.institution.pk in under_way],
        "waiting": [
            line for line in lines if not line.check and line.institution.pk not in under_way
        ],
        "branches": months.by_branch(lines),
        "replies": _waiting_replies(),
    }
    return render(request, "active_transparency/month.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def show_check(request: SignedInRequest, code: str, month: str) -> HttpResponse:
    """Look at one institution's items: saved as it goes, closed when each was looked at."""
    institution, first = _place(code, month)
    standing = acts.standing_check(institution, first)
    draft = CheckDraft.objects.filter(institution=institution, month=first).first()
    if standing and not draft and request.method != "POST" and "corregir" not in request.GET:
        return _show_closed(request, standing)
    sent = request.POST if request.method == "POST" else None
    items = items_on(first).items
    lines = forms.forms_of(items, _answers(institution, first, draft, standing), sent)
    correction = forms.CorrectionForm(sent if standing and "close" in request.POST else None)
    refusal: Exception | None = None
    if sent is not None:
        # Each form is looked at, so that every mistake is told at once.
        valid = not [form for form in [*lines, correction] if form.is_bound and not form.is_valid()]
        if valid:
            answers = {form.item.letter: form.seen() for form in lines}
            refusal = _kept(request, institution, first, answers, correction, lines)
            if refusal is None:
                return redirect(request.path)
        is_settled = refusal is not None and not isinstance(refusal, CheckIncomplete)
        status = CONFLICT if is_settled else UNPROCESSABLE
    else:
        status = 200
    context = {
        "institution": institution,
        "month": first,
        "lines": lines,
        "correction": correction if standing else None,
        "draft": draft,
        "refusal": refusal,
        "wrong": sum(bool(form.errors) for form in lines) if sent is not None else 0,
    }
    return render(request, "active_transparency/check.html", context, status=status)


@require_POST
@directorate_only
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an institution's reply, or not."""
    row = get_object_or_404(ItemReply.objects.select_related("item__check_of__institution"), pk=pk)
    form = forms.DecisionForm(request.POST)
    said = form.cleaned_data["decision"] if form.is_valid() else ""
    try:
        acts.decide_reply(
            pk,
            by=Actor.official(request.user),
            at=now(),
            accepted="accept" in request.POST,
            decision=said,
        )
    except (TransparencyRefused, RegistryRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La respuesta quedó decidida."))
    check = row.item.check_of
    return redirect(
        "active_transparency:check", code=check.institution.code, month=f"{check.month:%Y-%m}"
    )


def _kept(
    request: SignedInRequest,
    institution: Institution,
    month: date,
    answers: Mapping[str, acts.Seen],
    correction: forms.CorrectionForm,
    lines: list[forms.ItemForm],
) -> Exception | None:
    """Save or close what was typed; the refusal when it was not taken."""
    by, at = Actor.official(request.user), now()
    try:
        if "close" in request.POST:
            because = correction.cleaned_data["because"] if correction.is_bound else ""
            acts.close_check(institution, month, answers, by=by, at=at, because=because)
            messages.success(request, _("La revisión quedó cerrada."))
        else:
            acts.save_draft(institution, month, answers, by=by, at=at)
            messages.success(request, _("Quedó guardado. Falta cerrarla."))
    except CheckIncomplete as refusal:
        # What was typed is kept for later, although the check cannot be closed yet.
        acts.save_draft(institution, month, answers, by=by, at=at)
        for form in lines:
            if form.item.letter in refusal.letters:
                form.add_error("finding", str(refusal.letters[form.item.letter]))
        return refusal
    except (TransparencyRefused, RegistryRefused) as refusal:
        return refusal
    return None


def _show_closed(request: SignedInRequest, check: Check) -> HttpResponse:
    items = {item.letter: item for item in items_on(check.month).items}
    rows = check.items.select_related("reply__by", "reply__decided_by")
    context = {
        "check": check,
        "institution": check.institution,
        "rows": [(items[row.letter], row) for row in rows if row.letter in items],
        "share": months.share_in_words(check.published, check.applicable),
        "revisions": Check.objects.filter(institution=check.institution, month=check.month),
        "replies": ItemReply.objects.filter(
            item__check_of__institution=check.institution, accepted=None
        ).select_related("item__check_of", "by"),
        "history": Check.objects.standing().filter(institution=check.institution)[:MONTHS_BACK],
    }
    return render(request, "active_transparency/closed.html", context)


def _answers(
    institution: Institution, month: date, draft: CheckDraft | None, standing: Check | None
) -> dict[str, acts.Seen]:
    """Return what was found so far; in a new month, what the last one found, to look at again."""
    if draft is not None:
        return {letter: acts.Seen(**seen) for letter, seen in draft.answers.items()}
    if standing is not None:
        return acts.answers_of(standing)
    earlier = Check.objects.standing().filter(institution=institution, month__lt=month).first()
    if earlier is None:
        return {}
    found = acts.answers_of(earlier)
    return {letter: acts.Seen("", seen.url, seen.note) for letter, seen in found.items()}


def _waiting_replies() -> Any:
    rows = ItemReply.objects.filter(accepted=None).order_by("pk")
    return rows.select_related("item__check_of__institution")


def _place(code: str, month: str) -> tuple[Institution, date]:
    first = months.read_month(month)
    if first is None or first > localdate():
        raise Http404
    return get_object_or_404(Institution, code=code), first
