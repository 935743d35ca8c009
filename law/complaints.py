"""How soon the Directorate answers a complaint: an internal standard, kept as dated data.

A complaint (*queja*) is no remedy of the law: it stops no term and opens none. No provision sets
days for it, so the standard rests on the Directorate's task of coordinating and waits for counsel.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from law.articles import Article, Statute
from law.calendar import BusinessCalendar
from law.ledger import LedgerDay, ledger_of
from law.rule_set import Rule, Unit


@dataclass(frozen=True, slots=True)
class ComplaintStandard:
    """What the Directorate binds itself to from one day on; an edition is never edited."""

    id: str
    in_force_from: date
    answer: Rule
    report: Rule


STANDARDS: tuple[ComplaintStandard, ...] = (
    ComplaintStandard(
        id="quejas-inicial",
        in_force_from=date(2014, 9, 18),
        answer=Rule(
            id="complaint_answer",
            value=10,
            unit=Unit.BUSINESS_DAYS,
            article=Article(Statute.ACCESS_DECREE),
            verified=False,
            reading="La Dirección responde la queja en diez días hábiles: es un plazo interno.",
        ),
        report=Rule(
            id="complaint_report",
            value=5,
            unit=Unit.BUSINESS_DAYS,
            article=Article(Statute.ACCESS_DECREE),
            verified=False,
            reading="La institución informa a la Dirección en cinco días hábiles.",
        ),
    ),
)


class InternalTerm(NamedTuple):
    """A term the Directorate set itself or an institution, from its trigger to its last day."""

    starts_on: date
    due_on: date
    rule: Rule
    standard: ComplaintStandard
    calendar: BusinessCalendar

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


def standard_on(
    day: date, *, standards: tuple[ComplaintStandard, ...] = STANDARDS
) -> ComplaintStandard:
    """Return the latest standard in force on `day`; before the first one, the first."""
    begun = [standard for standard in standards if standard.in_force_from <= day]
    return begun[-1] if begun else standards[0]


def complaint_term(filed_on: date, calendar: BusinessCalendar) -> InternalTerm:
    """Return until when the Directorate answers a complaint. Raises OutsideCalendar."""
    standard = standard_on(filed_on)
    return _term(filed_on, standard.answer, standard, calendar)


def report_term(asked_on: date, calendar: BusinessCalendar) -> InternalTerm:
    """Return until when the institution reports on a complaint. Raises OutsideCalendar."""
    standard = standard_on(asked_on)
    return _term(asked_on, standard.report, standard, calendar)


def _term(
    starts_on: date, rule: Rule, standard: ComplaintStandard, calendar: BusinessCalendar
) -> InternalTerm:
    return InternalTerm(starts_on, calendar.due(starts_on, rule.value), rule, standard, calendar)
