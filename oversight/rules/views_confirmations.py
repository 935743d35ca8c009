"""The pages of who stands behind a rule: written down by one person, approved by another."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.rule_set import Rule
from offices.errors import ChangeIncomplete, RegistryRefused
from offices.models import Duty, Post
from oversight.rules import forms
from oversight.rules.told import Register
from oversight.views_access import directorate_only
from rulebook import confirmations
from rulebook.models import Confirmation, DecisionState
from rulebook.standing import UnknownEdition, fingerprint_of
from rulebook.titles import TITLES

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def show_rule(request: SignedInRequest, edition: str, rule: str) -> HttpResponse:
    """Show a rule with everything that was said of it; write down a confirmation."""
    try:
        said = confirmations.rule_called(edition, rule)
    except UnknownEdition as missing:
        raise Http404 from missing
    form = forms.ConfirmationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            row = confirmations.confirm_rule(
                edition, rule, form.statement(), by=Actor.official(request.user), at=now()
            )
        except ChangeIncomplete as refusal:
            _tell(refusal, form)
        else:
            messages.success(request, _("Quedó anotada. Otra persona debe aprobarla."))
            return redirect("oversight:rule_confirmation", pk=row.pk)
    rows = Confirmation.objects.filter(fingerprint=fingerprint_of(said))
    context = {
        "edition": edition,
        "told": Register().tell(rule, said),
        "rows": rows.select_related("proposed_by", "decided_by"),
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "oversight/rules/rule.html", context, status=status)


@require_safe
@directorate_only
def show_confirmation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a confirmation, or the end of one, and what became of it."""
    return _page(request, _row(pk), forms.NoteForm())


@require_POST
@directorate_only
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve what another person wrote down; citizens see it at once."""
    row = _row(pk)
    try:
        confirmations.approve_confirmation(row.pk, by=Actor.official(request.user), at=now())
    except RegistryRefused as refusal:
        return _page(request, _row(pk), forms.NoteForm(), refusal=refusal)
    messages.success(request, _("Quedó aprobado. Así lo ven desde ahora todas las personas."))
    return redirect("oversight:rule_confirmation", pk=pk)


@require_POST
@directorate_only
def reject(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close it without effect."""
    row, form = _row(pk), forms.NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=UNPROCESSABLE)
    try:
        confirmations.reject_confirmation(
            row.pk, by=Actor.official(request.user), at=now(), note=form.cleaned_data["note"]
        )
    except RegistryRefused as refusal:
        return _page(request, _row(pk), form, refusal=refusal)
    messages.success(request, _("Quedó rechazada; nada cambia."))
    return redirect("oversight:rules")


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down that nobody stands behind the rule any longer; a second person decides."""
    row = _row(pk)
    form = forms.ConfirmationForm(request.POST if request.method == "POST" else None)
    status, refused = 200, None
    if form.is_bound and form.is_valid():
        try:
            made = confirmations.end_confirmation(
                row.pk, form.statement(), by=Actor.official(request.user), at=now()
            )
        except ChangeIncomplete as refusal:
            _tell(refusal, form)
        except RegistryRefused as refusal:
            status, refused = CONFLICT, refusal
        else:
            messages.success(request, _("Quedó anotado. Otra persona debe aprobarlo."))
            return redirect("oversight:rule_confirmation", pk=made.pk)
    context = {"row": row, "title": TITLES[row.rule], "form": form, "refusal": refused}
    status = UNPROCESSABLE if form.errors else status
    return render(request, "oversight/rules/end.html", context, status=status)


def _row(pk: int) -> Confirmation:
    rows = Confirmation.objects.select_related("proposed_by", "decided_by", "withdraws")
    found: Confirmation = get_object_or_404(rows, pk=pk)
    return found


def _page(
    request: SignedInRequest,
    row: Confirmation,
    form: forms.NoteForm,
    *,
    refusal: RegistryRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    on = localdate()
    is_proposed = row.state == DecisionState.PROPOSED
    director = Post.objects.held_on(on).filter(holder=request.user, duty=Duty.DIRECTOR).exists()
    is_own = row.proposed_by_id == request.user.pk
    context = {
        "row": row,
        "title": TITLES[row.rule],
        "rule": _rule_of(row),
        "stands": Register().stands(row),
        "form": form,
        "is_proposed": is_proposed,
        "is_own": is_own,
        "may_decide": is_proposed and director and not is_own,
        "refusal": refusal,
    }
    code = CONFLICT if refusal else status
    return render(request, "oversight/rules/confirmation.html", context, status=code)


def _rule_of(row: Confirmation) -> Rule | None:
    """Return the rule spoken of; None when its edition was withdrawn before it began."""
    try:
        return confirmations.rule_called(row.edition, row.rule)
    except UnknownEdition:
        return None


def _tell(refusal: ChangeIncomplete, form: forms.ConfirmationForm) -> None:
    for name, message in refusal.fields.items():
        form.add_error(name if name in form.fields else None, str(message))
