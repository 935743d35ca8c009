"""Rules as their pages show them: in words, with who stands behind each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.rule_set import Rule, RuleSet, Unit
from rulebook.models import Confirmation, DecisionState, RuleSetChange
from rulebook.standing import fingerprint_of
from rulebook.titles import TITLES

_COUNTED = {
    Unit.BUSINESS_DAYS: (gettext_lazy("día hábil"), gettext_lazy("días hábiles")),
    Unit.CALENDAR_DAYS: (gettext_lazy("día corrido"), gettext_lazy("días corridos")),
    Unit.DAYS: (gettext_lazy("día"), gettext_lazy("días")),
    Unit.DAYS_A_WEEK: (gettext_lazy("día por semana"), gettext_lazy("días por semana")),
}


@dataclass(frozen=True, slots=True)
class ToldRule:
    """One rule of an edition: `standing` are the confirmations in effect, `waiting` those that
    a second person must look at."""

    name: str
    rule: Rule
    standing: Sequence[Confirmation]
    waiting: Sequence[Confirmation]

    @property
    def title(self) -> str | Promise:
        """What people call it."""
        return TITLES[self.name]

    @property
    def value(self) -> str:
        """Its value in words."""
        return value_in_words(self.rule)


@dataclass(frozen=True, slots=True)
class ToldSet:
    """One edition: until which day, how many of its rules wait for counsel and, for a set that the
    Directorate added, the proposal it was."""

    edition: RuleSet
    until: date | None
    is_in_force: bool
    is_to_come: bool
    to_confirm: int
    change: RuleSetChange | None


class Register:
    """Every confirmation that was not rejected, read once, by what it stands behind."""

    def __init__(self) -> None:
        rows = Confirmation.objects.exclude(state=DecisionState.REJECTED)
        self.rows = list(rows.select_related("proposed_by", "decided_by"))
        self._ended = {
            row.withdraws_id
            for row in self.rows
            if row.withdraws_id and row.state == DecisionState.APPROVED
        }

    def tell(self, name: str, rule: Rule) -> ToldRule:
        """Return a rule with those that speak of it."""
        seal = fingerprint_of(rule)
        about = [row for row in self.rows if row.fingerprint == seal]
        standing = [row for row in about if self.stands(row)]
        waiting = [row for row in about if row.state == DecisionState.PROPOSED]
        return ToldRule(name, rule, standing, waiting)

    def stands(self, row: Confirmation) -> bool:
        """Say whether a confirmation is in effect."""
        is_approved = row.state == DecisionState.APPROVED and row.withdraws_id is None
        return is_approved and row.pk not in self._ended

    def waiting(self) -> list[Confirmation]:
        """Return what waits for a second person."""
        return [row for row in self.rows if row.state == DecisionState.PROPOSED]


def sets_of(
    editions: Sequence[RuleSet], changes: Iterable[RuleSetChange], *, on: date
) -> list[ToldSet]:
    """Return every edition as it stands that day, the newest first."""
    added = {change.edition_id: change for change in changes if change.in_force_from}
    # Each until the eve of the one that follows.
    lasts = [*(edition.in_force_from - timedelta(days=1) for edition in editions[1:]), None]
    told = [
        ToldSet(
            edition,
            until,
            is_in_force=edition.in_force_from <= on and (until is None or on <= until),
            is_to_come=edition.in_force_from > on,
            to_confirm=sum(not rule.verified for rule in edition.rules),
            change=added.get(edition.id),
        )
        for edition, until in zip(editions, lasts, strict=True)
    ]
    return told[::-1]


def value_in_words(rule: Rule) -> str:
    """Return "15 días hábiles", "24:00" or "sin plazo"."""
    if rule.unit is Unit.NONE:
        return _("sin plazo")
    if rule.unit is Unit.LOCAL_HOUR:
        return f"{rule.value}:00"
    one, many = _COUNTED[rule.unit]
    return f"{rule.value} {one if rule.value == 1 else many}"
