"""The pages of a new rule set: which rules change, what that would do, and its approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.rule_set import RuleSet
from offices.errors import ChangeIncomplete, RegistryRefused
from offices.models import Duty, Post
from oversight.rules import forms
from oversight.rules.scale import scale_of
from oversight.rules.told import value_in_words
from oversight.views_access import directorate_only
from rulebook import rule_sets
from rulebook.errors import NotTheLast, RulesMovedOn, SetTooLate
from rulebook.models import DecisionState, RuleSetChange
from rulebook.preview import Preview, preview_of
from rulebook.standing import newest
from rulebook.titles import LIMITS, TITLES

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def propose(request: SignedInRequest) -> HttpResponse:
    """Ask which rules change, and then how; nothing rules until a second person approves it."""
    base = newest()
    names = list(dict.fromkeys(request.GET.getlist("regla")))
    if any(name not in TITLES for name in names):
        raise Http404
    if not names:
        return _choice_page(request, base)
    typed = request.POST if request.method == "POST" else None
    form, rules = forms.SetForm(typed), _rule_forms(names, base, typed)
    if typed is None:
        return _proposal_page(request, form, rules, base)
    is_right = all([form.is_valid(), *(rule.is_valid() for rule in rules.values())])
    if not is_right:
        return _proposal_page(request, form, rules, base, status=UNPROCESSABLE)
    try:
        change = rule_sets.propose_rule_set(
            form.proposal([rule.rule() for rule in rules.values()]),
            by=Actor.official(request.user),
            at=now(),
        )
    except ChangeIncomplete as refusal:
        _tell(refusal.fields, form, rules)
        return _proposal_page(request, form, rules, base, status=UNPROCESSABLE)
    messages.success(request, _("Quedó propuesto. Otra persona debe ver qué cambia y aprobarlo."))
    return redirect("oversight:rule_set", pk=change.pk)


@require_safe
@directorate_only
def show_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a proposal with what it would change or, once decided, what became of it."""
    return _set_page(request, _change(pk), forms.NoteForm())


@require_POST
@directorate_only
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve what was looked at; if it is no longer so, show how it is now."""
    change = _change(pk)
    try:
        rule_sets.approve_rule_set(
            change.pk,
            by=Actor.official(request.user),
            at=now(),
            seen=request.POST.get("seen", ""),
        )
    except RegistryRefused as refusal:
        return _set_page(request, _change(pk), forms.NoteForm(), refusal=refusal)
    messages.success(request, _("Quedó aprobado."))
    return redirect("oversight:rule_set", pk=pk)


@require_POST
@directorate_only
def reject(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a proposal without applying it."""
    change, form = _change(pk), forms.NoteForm(request.POST)
    if not form.is_valid():
        return _set_page(request, change, form, status=UNPROCESSABLE)
    try:
        rule_sets.reject_rule_set(
            change.pk, by=Actor.official(request.user), at=now(), note=form.cleaned_data["note"]
        )
    except RegistryRefused as refusal:
        return _set_page(request, _change(pk), form, refusal=refusal)
    messages.success(request, _("La propuesta quedó rechazada; las reglas no cambian."))
    return redirect("oversight:rules")


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose that an approved set never begin; a second person decides that too."""
    change = _change(pk)
    form = forms.WithdrawalForm(request.POST if request.method == "POST" else None)
    status, refused = (UNPROCESSABLE if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        try:
            end = rule_sets.propose_withdrawal(
                change.pk, by=Actor.official(request.user), at=now(), **form.cleaned_data
            )
        except RegistryRefused as refusal:
            status, refused = CONFLICT, refusal
        else:
            messages.success(request, _("Quedó propuesto. Otra persona debe aprobarlo."))
            return redirect("oversight:rule_set", pk=end.pk)
    context = {"change": change, "form": form, "refusal": refused}
    return render(request, "oversight/rules/withdraw.html", context, status=status)


def _change(pk: int) -> RuleSetChange:
    rows = RuleSetChange.objects.select_related("proposed_by", "decided_by", "withdraws")
    found: RuleSetChange = get_object_or_404(rows, pk=pk)
    return found


def _rule_forms(names: Sequence[str], base: RuleSet, typed: object) -> dict[str, forms.RuleForm]:
    units = {name: base.by_name[name].unit.value for name in names}
    return {name: forms.RuleForm(name, base.by_name[name], units[name], typed) for name in names}


def _choice_page(request: SignedInRequest, base: RuleSet) -> HttpResponse:
    rules = [
        (name, TITLES[name], value_in_words(rule), rule, name in LIMITS)
        for name, rule in base.by_name.items()
    ]
    context = {"base": base, "rules": rules}
    return render(request, "oversight/rules/choose.html", context)


def _proposal_page(
    request: SignedInRequest,
    form: forms.SetForm,
    rules: Mapping[str, forms.RuleForm],
    base: RuleSet,
    *,
    status: int = 200,
) -> HttpResponse:
    told = [
        (TITLES[name], value_in_words(base.by_name[name]), rule) for name, rule in rules.items()
    ]
    context = {"form": form, "rules": told, "base": base}
    return render(request, "oversight/rules/propose.html", context, status=status)


def _set_page(
    request: SignedInRequest,
    change: RuleSetChange,
    form: forms.NoteForm,
    *,
    refusal: RegistryRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    on = localdate()
    is_proposed = change.state == DecisionState.PROPOSED
    stale = _out_of_time(change) if is_proposed else None
    preview = preview_of(change) if is_proposed and stale is None else None
    director = Post.objects.held_on(on).filter(holder=request.user, duty=Duty.DIRECTOR).exists()
    is_own = change.proposed_by_id == request.user.pk
    context = {
        "change": change,
        "rules": [(TITLES[row.rule], row) for row in change.rules.all()],
        "preview": preview,
        "differences": _told(preview) if preview else [],
        "columns": _columns(preview) if preview else [],
        "days": _days(preview) if preview else [],
        "scale": scale_of(preview, on=on) if preview else None,
        "form": form,
        "is_own": is_own,
        "may_decide": is_proposed and director and not is_own,
        "may_withdraw": _may_withdraw(change),
        "stale": None if refusal else stale,
        "refusal": refusal,
    }
    code = CONFLICT if refusal else status
    return render(request, "oversight/rules/set.html", context, status=code)


def _out_of_time(change: RuleSetChange) -> RegistryRefused | None:
    """Return why a proposal can only be rejected, if so."""
    try:
        rule_sets.require_timely(change, at=now())
    except (RulesMovedOn, NotTheLast, SetTooLate) as refusal:
        return refusal
    return None


def _may_withdraw(change: RuleSetChange) -> bool:
    begins = change.in_force_from if change.state == DecisionState.APPROVED else None
    return begins is not None and begins > localdate() and newest().id == change.edition_id


def _told(preview: Preview) -> list[tuple[str, str, str, object]]:
    return [
        (one.title, value_in_words(one.before), value_in_words(one.after), one)
        for one in preview.differences
    ]


def _columns(preview: Preview) -> list[tuple[str, str | Promise]]:
    """Return the dates that move on any of the days shown: those alike would only fill the page."""
    moving = {name for day in preview.days for name, was, will in day.moves if was != will}
    return [(name, TITLES[name]) for name in TITLES if name in moving]


def _days(preview: Preview) -> list[tuple[object, list[tuple[object, object]]]]:
    shown = [name for name, _title in _columns(preview)]
    return [
        (
            day.presented_on,
            [(was, will) for name in shown for told, was, will in day.moves if told == name],
        )
        for day in preview.days
    ]


def _tell(
    faults: Mapping[str, str | Promise],
    form: forms.SetForm,
    rules: Mapping[str, forms.RuleForm],
) -> None:
    """Put each fault where it was typed."""
    for place, message in faults.items():
        name, _dash, field = place.partition("-")
        if name in rules:
            rules[name].add_error(field if field in rules[name].fields else None, str(message))
        else:
            form.add_error(name if name in form.fields else None, str(message))
