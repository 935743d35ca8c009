"""A rule set as somebody writes it down, and what may be wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.rule_set import RuleSet
from rulebook.standing import NewRule
from rulebook.titles import LIMITS

# A set further away than this is more likely a year mistyped; the tables of days end in 2040.
LONGEST_AHEAD = timedelta(days=731)
MAX_STATUTE, MAX_NUMBER, MAX_READING = 60, 40, 500
# What must not outlast what: a question or a forwarding within the days to answer; the date that
# is safe under any reading, calendar days, no later than the last one, business days.
_WITHIN = (
    ("clarification", "answer", _("No puede ser más que los días para responder.")),
    ("forwarding", "answer", _("No puede ser más que los días para responder.")),
    ("court_safe", "court", _("La fecha segura no puede venir después de la máxima.")),
)
Fault = tuple[str, str | Promise]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetProposal:
    """A set as its instrument orders it; `rules` holds those that are not as in the last set."""

    in_force_from: date | None
    reason: str
    instrument: str
    source: str
    published_on: date | None
    rules: Sequence[NewRule]


def faults_of(
    proposal: RuleSetProposal, base: RuleSet, *, on: date, last_day: date
) -> dict[str, str | Promise]:
    """Return what is missing or wrong, by field; those of a rule are called "answer-value".

    `last_day` is the last one on which it is too late to begin.
    """
    return {
        **dict(_in_the_act(proposal, on=on)),
        **dict(_in_the_day(proposal.in_force_from, base, on=on, last_day=last_day)),
        **dict(_in_the_rules(proposal.rules, base)),
    }


def _in_the_act(proposal: RuleSetProposal, *, on: date) -> Iterator[Fault]:
    given = {
        "reason": (proposal.reason, _("Escriba el motivo del cambio.")),
        "instrument": (proposal.instrument, _("Escriba qué acto lo dispone, con su número.")),
        "source": (proposal.source, _("Escriba dónde se publicó el acto.")),
    }
    for name, (text, message) in given.items():
        if not text.strip():
            yield name, message
    if proposal.published_on is None:
        yield "published_on", _("Escriba qué día se publicó el acto.")
    elif proposal.published_on > on:
        yield "published_on", _("El acto debe estar publicado: ese día todavía no llegó.")


def _in_the_day(begins: date | None, base: RuleSet, *, on: date, last_day: date) -> Iterator[Fault]:
    if begins is None:
        yield "in_force_from", _("Escriba desde qué día rige.")
    elif begins <= last_day:
        yield (
            "in_force_from",
            _("Debe regir desde un día que no llegó: las reglas nunca cambian hacia atrás."),
        )
    elif begins <= base.in_force_from:
        yield (
            "in_force_from",
            _("Ya hay reglas aprobadas que empiezan ese día o después: elija uno posterior."),
        )
    elif begins - on > LONGEST_AHEAD:
        yield "in_force_from", _("Elija un día dentro de los próximos dos años.")


def _in_the_rules(rules: Sequence[NewRule], base: RuleSet) -> Iterator[Fault]:
    before = base.by_name
    if not rules:
        yield "rules", _("Elija por lo menos una regla que cambie.")
    named = Counter(rule.name for rule in rules)
    if any(name not in before or count > 1 for name, count in named.items()):
        yield "rules", _("Una de las reglas no existe, o está dos veces.")
        return
    for rule in rules:
        yield from _in_a_rule(rule, base)
    values = {name: rule.value for name, rule in before.items()}
    values.update({rule.name: rule.value for rule in rules})
    for inner, outer, message in _WITHIN:
        if values[inner] > values[outer]:
            yield f"{inner if inner in named else outer}-value", message


def _in_a_rule(rule: NewRule, base: RuleSet) -> Iterator[Fault]:
    before = base.by_name[rule.name]
    least, most = LIMITS.get(rule.name, (before.value, before.value))
    if not least <= rule.value <= most:
        said = _("Escriba un número entre %(least)s y %(most)s.")
        yield f"{rule.name}-value", said % {"least": least, "most": most}
    if not 0 < len(rule.statute.strip()) <= MAX_STATUTE:
        yield f"{rule.name}-statute", _("Escriba qué norma la sostiene, con su número y año.")
    if len(rule.number) > MAX_NUMBER:
        yield f"{rule.name}-number", _("Escriba solo el número del artículo.")
    if not 0 < len(rule.reading.strip()) <= MAX_READING:
        yield f"{rule.name}-reading", _("Escriba cómo se lee la regla, en una o dos frases.")
    said_before = (before.value, before.article.statute, before.article.number, before.reading)
    if said_before == (rule.value, rule.statute, rule.number, rule.reading):
        yield f"{rule.name}-value", _("Esta regla queda igual: cambie algo, o no la elija.")
