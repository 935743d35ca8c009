"""What a rule set would change: which rules, and which dates for requests still to come."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from law import terms
from law.calendar import BusinessCalendar
from law.rule_set import Rule, RuleSet
from law.rules import as_known, rules_on
from offices.calendars import calendar_for
from rulebook.models import RuleSetChange
from rulebook.standing import after, read, rules_of
from rulebook.titles import TITLES

DAYS_SHOWN = 10
_Count = Callable[[date, BusinessCalendar], date]


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule that two editions do not say alike."""

    name: str
    before: Rule
    after: Rule

    @property
    def title(self) -> str:
        """What people call the rule."""
        return str(TITLES[self.name])

    @property
    def dates_differ(self) -> bool:
        """Whether anything would be counted otherwise."""
        return self.before.value != self.after.value


@dataclass(frozen=True, slots=True)
class Foretold:
    """The dates of one kind for a request presented that day, before and after."""

    presented_on: date
    moves: Sequence[tuple[str, date, date]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a proposal would change from `first_day` on; `digest` is the fingerprint of all of it.

    The first of `days` is the eve, to which only what begins later applies.
    """

    first_day: date
    differences: Sequence[Difference]
    days: Sequence[Foretold]
    is_calendar_complete: bool

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is shown: the rules and every date."""
        said = [
            f"{one.name} {rule.value} {rule.article} {rule.reading}"
            for one in self.differences
            for rule in (one.before, one.after)
        ]
        dates = [f"{day.presented_on} {move}" for day in self.days for move in day.moves]
        return hashlib.sha256("\n".join([str(self.first_day), *said, *dates]).encode()).hexdigest()


def preview_of(change: RuleSetChange) -> Preview:
    """Return what approving a stored proposal would change; it must rest on what stands.

    Raises NoCalendar, OutsideCalendar, UnknownEdition.
    """
    now = read().editions
    if change.withdraws is not None:
        first_day = change.withdraws.in_force_from or date.max
        then = tuple(one for one in now if one.id != change.withdraws.edition_id)
    else:
        first_day = change.in_force_from or date.max
        base = next(one for one in now if one.id == change.base)
        new = after(base, rules_of(change), edition_id=change.edition_id, in_force_from=first_day)
        then = (*now, new)
    return _preview(first_day, now, then)


def compare(before: RuleSet, new: RuleSet) -> list[Difference]:
    """Return the rules two editions do not say alike, in the order of the law."""
    others = new.by_name
    return [
        Difference(name, rule, others[name])
        for name, rule in before.by_name.items()
        if _said(rule) != _said(others[name])
    ]


def _preview(first_day: date, now: Sequence[RuleSet], then: Sequence[RuleSet]) -> Preview:
    calendar = calendar_for(None).days
    eve = calendar.add(first_day, -1)
    begins = [calendar.add(first_day - timedelta(days=1), place + 1) for place in range(DAYS_SHOWN)]
    presented = [eve, *begins]
    with as_known(now):
        before, old = rules_on(first_day), [_dates(day, calendar) for day in presented]
    with as_known(then):
        following, new = rules_on(first_day), [_dates(day, calendar) for day in presented]
    differences = compare(before, following)
    days = [
        Foretold(day, [(name, was[name], will[name]) for name in _COUNTED])
        for day, was, will in zip(presented, old, new, strict=True)
    ]
    last = max(day for dates in (*old, *new) for day in dates.values())
    complete = all(map(calendar.covers_year, range(eve.year, last.year + 1)))
    return Preview(first_day, differences, days, complete)


def _dates(day: date, calendar: BusinessCalendar) -> dict[str, date]:
    return {name: count(day, calendar) for name, count in _COUNTED.items()}


def _silence(day: date, calendar: BusinessCalendar) -> date:
    return terms.answer_term(day, calendar).due_on


# Each date, counted for a request presented that day to which nobody answers; the reconsideration
# is supposed filed on its last day, and compliance counts from a ruling of that day.
_COUNTED: dict[str, _Count] = {
    "clarification": lambda day, days: terms.clarification_term(day, days).due_on,
    "forwarding": lambda day, days: terms.forwarding_term(day, days).due_on,
    "answer": _silence,
    "reconsideration": lambda day, days: terms.schedule(day, days).reconsideration.due_on,
    "reconsideration_decision": lambda day, days: (
        terms.schedule(day, days).reconsideration_decision.due_on
    ),
    "court_safe": lambda day, days: terms.schedule(day, days).court_safe_until,
    "court": lambda day, days: terms.schedule(day, days).court.due_on,
    "compliance": lambda day, days: terms.compliance_term(day, days).due_on,
}


def _said(rule: Rule) -> tuple[object, ...]:
    return (rule.value, rule.unit, rule.article, rule.also, rule.reading)
