"""The pages of "Plazos y reglas" that one only reads."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from law.complaints import STANDARDS
from law.ladder import LADDERS
from law.outcomes import Outcome as LegalOutcome
from law.outcomes import requirements
from law.penalties import CIVIL_SERVICE, CONTEMPT
from law.rule_set import RuleSet
from law.rules import as_known, rules_on
from oversight.rules.told import Register, sets_of, value_in_words
from oversight.views_access import directorate_only
from requests_app.states import Outcome
from rulebook.models import DecisionState, RuleSetChange
from rulebook.preview import compare
from rulebook.standing import read
from rulebook.titles import TITLES

PROPOSALS_SHOWN = 30


@require_safe
@directorate_only
def show_rules(request: HttpRequest) -> HttpResponse:
    """Show every edition, what waits for a second person and what waits for counsel."""
    on = localdate()
    editions, register = read().editions, Register()
    changes = list(RuleSetChange.objects.select_related("proposed_by", "decided_by"))
    with as_known(editions):
        today = rules_on(on)
    told = [register.tell(name, rule) for name, rule in today.by_name.items()]
    context = {
        "sets": sets_of(editions, changes, on=on),
        "today": today,
        "to_confirm": [one for one in told if not one.rule.verified],
        "confirmed": sum(one.rule.verified for one in told),
        "proposals": [one for one in changes if one.state == DecisionState.PROPOSED],
        "decided": [one for one in changes if one.state != DecisionState.PROPOSED][
            :PROPOSALS_SHOWN
        ],
        "confirmations": [(row, TITLES[row.rule]) for row in register.waiting()],
    }
    return render(request, "oversight/rules/rules.html", context)


@require_safe
@directorate_only
def show_edition(request: HttpRequest, edition: str) -> HttpResponse:
    """Show each rule of an edition: value, article, reading, and who stands behind it."""
    editions = read().editions
    chosen = _called(editions, edition)
    register = Register()
    changes = list(RuleSetChange.objects.select_related("proposed_by", "decided_by"))
    told = next(
        one for one in sets_of(editions, changes, on=localdate()) if one.edition.id == edition
    )
    place = editions.index(chosen)
    context = {
        "told": told,
        "rules": [register.tell(name, rule) for name, rule in chosen.by_name.items()],
        "before": editions[place - 1] if place else None,
    }
    return render(request, "oversight/rules/edition.html", context)


@require_safe
@directorate_only
def compare_editions(request: HttpRequest) -> HttpResponse:
    """Show side by side what two editions do not say alike; by default the last two."""
    editions = read().editions
    one = _called(editions, request.GET.get("una") or editions[-2].id)
    other = _called(editions, request.GET.get("otra") or editions[-1].id)
    differences = [
        (one_rule, value_in_words(one_rule.before), value_in_words(one_rule.after))
        for one_rule in compare(one, other)
    ]
    context = {"one": one, "other": other, "editions": editions, "differences": differences}
    return render(request, "oversight/rules/compare.html", context)


@require_safe
@directorate_only
def show_other_rules(request: HttpRequest) -> HttpResponse:
    """Show what changes only with the program: the ladder, what answers must say, exposure."""
    context = {
        "ladders": LADDERS[::-1],
        "standards": [
            (one, [(rule, value_in_words(rule)) for rule in (one.answer, one.report)])
            for one in STANDARDS[::-1]
        ],
        "outcomes": [(kind.label, requirements(LegalOutcome(kind.value))) for kind in Outcome],
        "exposures": (*CIVIL_SERVICE, CONTEMPT),
    }
    return render(request, "oversight/rules/other.html", context)


def _called(editions: Sequence[RuleSet], name: str) -> RuleSet:
    found = next((one for one in editions if one.id == name), None)
    if found is None:
        raise Http404
    return found
