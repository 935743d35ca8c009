"""One term: the day it ends, the article it rests on and the days that count."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from law.articles import Article
from law.calendar import BusinessCalendar
from law.ledger import LedgerDay, ledger_of
from law.rule_set import Rule, RuleSet

_SATURDAY = 5


class TermKind(StrEnum):
    """What a term is for."""

    ANSWER = "answer"
    CLARIFICATION = "clarification"
    FORWARDING = "forwarding"
    RECONSIDERATION = "reconsideration"
    RECONSIDERATION_DECISION = "reconsideration_decision"
    COURT = "court"
    COMPLIANCE = "compliance"


class Term(NamedTuple):
    """A term in business days, from the day that triggers it to the local day it expires.

    Only what the count needs is kept, in a tuple, so that making one costs little more than the
    look-up itself; the rest is worked out when asked for. It ends at 24:00 local of `due_on`
    (Código Civil, arts. 338, 341 y 342).
    """

    kind: TermKind
    starts_on: date
    due_on: date
    rule: Rule
    rules: RuleSet
    calendar: BusinessCalendar

    @property
    def first_counting_day(self) -> date:
        """The first business day after the trigger."""
        return self.calendar.next_business_day(self.starts_on)

    @property
    def rolled_from(self) -> date | None:
        """The asueto on which the count ended, when the expiry moved on from it."""
        ended_on = self.calendar.add(self.starts_on, self.rule.value)
        return None if ended_on == self.due_on else ended_on

    @property
    def article(self) -> Article:
        """The provision that sets the term."""
        return self.rule.article

    @property
    def verified(self) -> bool:
        """Whether the operative words of that provision were read."""
        return self.rule.verified

    @property
    def rule_set(self) -> str:
        """The id of the dated rule set applied."""
        return self.rules.id

    @property
    def calendar_version(self) -> str:
        """The version of the calendar the days were counted on."""
        return self.calendar.version

    @property
    def ledger(self) -> tuple[LedgerDay, ...]:
        """Every day from the one after the trigger to the last, told one by one."""
        return ledger_of(
            self.starts_on,
            self.due_on,
            days=self.rule.value,
            article=self.rule.article,
            calendar=self.calendar,
        )

    @property
    def skipped_weekdays(self) -> tuple[LedgerDay, ...]:
        """The days from Monday to Friday that a feriado or a suspension took from the count."""
        return tuple(told for told in self.ledger if self._was_taken(told.day))

    def _was_taken(self, day: date) -> bool:
        weekday = day.weekday() < _SATURDAY
        return weekday and not self.calendar.is_business_day(day)
