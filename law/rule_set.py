"""The shape of a dated rule set: each number of the law with its citation and how sure it is."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from law.articles import Article


class Unit(StrEnum):
    """What the value of a rule counts."""

    BUSINESS_DAYS = "días hábiles"
    CALENDAR_DAYS = "días corridos"
    DAYS = "días"  # as written: the text does not say of which kind
    DAYS_A_WEEK = "días por semana"
    LOCAL_HOUR = "hora local"
    NONE = "sin plazo"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `value` in `unit`, the article it rests on and the reading chosen, in Spanish.

    `verified` is true only when the operative words were read; a rule known from a digest, or
    one on which readings differ, waits for counsel and is shown as such.
    """

    id: str
    value: int
    unit: Unit
    article: Article
    verified: bool
    reading: str
    also: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Every rule in force from one day on; an edition is never edited, only followed."""

    id: str
    in_force_from: date
    answer: Rule
    end_of_day: Rule
    tacit_denial: Rule
    extension: Rule
    clarification: Rule
    forwarding: Rule
    reconsideration: Rule
    reconsideration_decision: Rule
    court: Rule
    court_safe: Rule
    court_choice: Rule
    presentation: Rule
    notification: Rule
    court_report: Rule
    court_judgment: Rule
    court_appeal: Rule
    compliance: Rule
    working_week: Rule
    asueto_roll: Rule
    local_days: Rule

    @property
    def by_name(self) -> dict[str, Rule]:
        """Every rule of the set by the name of its field, in the order they are declared."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, Rule)}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the set, in the order in which the set declares them."""
        return tuple(self.by_name.values())
