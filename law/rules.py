"""Which rule set governs a day."""

from datetime import date

from law.editions import EDITIONS
from law.rule_set import Rule, RuleSet, Unit

__all__ = ["Rule", "RuleSet", "Unit", "asuetos_roll_on", "rules_on"]

_FIRST, *_LATER = EDITIONS
_NEWEST_FIRST = tuple(reversed(_LATER))


def rules_on(day: date) -> RuleSet:
    """Return the latest edition in force on `day`.

    A day before the first edition takes the first: the access law is the oldest law the system
    can apply, and an older paper registered by mistake must still get dates, not an error.
    """
    for edition in _NEWEST_FIRST:
        if edition.in_force_from <= day:
            return edition
    return _FIRST


def asuetos_roll_on(day: date) -> bool:
    """Say whether a term that expires on an asueto of that day moves on (Ley 7544/2025, art. 7)."""
    return rules_on(day).asueto_roll.value > 0
