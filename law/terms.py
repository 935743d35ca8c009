"""Every term of the law, and the whole path of a request from presentation to court."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from law.calendar import BusinessCalendar
from law.ledger import LedgerDay
from law.rule_set import Rule, RuleSet
from law.rules import rules_on
from law.term import Term, TermKind

__all__ = [
    "LedgerDay",
    "NotifiedBeforePresented",
    "Schedule",
    "Term",
    "TermKind",
    "answer_term",
    "clarification_term",
    "compliance_term",
    "court_safe_until",
    "court_term",
    "forwarding_term",
    "reconsideration_decision_term",
    "reconsideration_term",
    "rule_behind",
    "schedule",
    "schedule_as_dict",
    "tacit_denial_on",
]


class NotifiedBeforePresented(ValueError):
    """A denial cannot be notified before its request was presented."""


def answer_term(presented_on: date, calendar: BusinessCalendar) -> Term:
    """When the source must answer (Ley 5282/2014, art. 16)."""
    rules = rules_on(presented_on)
    return _term(TermKind.ANSWER, presented_on, rules.answer, rules, calendar)


def clarification_term(presented_on: date, calendar: BusinessCalendar) -> Term:
    """Until when the source may ask once what is meant; the answer term keeps running."""
    rules = rules_on(presented_on)
    return _term(TermKind.CLARIFICATION, presented_on, rules.clarification, rules, calendar)


def forwarding_term(presented_on: date, calendar: BusinessCalendar) -> Term:
    """Until when the source may forward; the answer term keeps running (arts. 13 to 15)."""
    rules = rules_on(presented_on)
    return _term(TermKind.FORWARDING, presented_on, rules.forwarding, rules, calendar)


def reconsideration_term(trigger_on: date, calendar: BusinessCalendar) -> Term:
    """Until when reconsideration may be asked (Ley 5282/2014, art. 21).

    `trigger_on` is the notification of an express denial or, against silence, the due date.
    """
    rules = rules_on(trigger_on)
    return _term(TermKind.RECONSIDERATION, trigger_on, rules.reconsideration, rules, calendar)


def reconsideration_decision_term(filed_on: date, calendar: BusinessCalendar) -> Term:
    """By when a reconsideration filed that day should be decided; followed, not enforced."""
    rules = rules_on(filed_on)
    rule = rules.reconsideration_decision
    return _term(TermKind.RECONSIDERATION_DECISION, filed_on, rule, rules, calendar)


def court_term(trigger_on: date, calendar: BusinessCalendar) -> Term:
    """The last day to go to court (Ley 5282/2014, arts. 23 and 24), from the same trigger."""
    rules = rules_on(trigger_on)
    return _term(TermKind.COURT, trigger_on, rules.court, rules, calendar)


def court_safe_until(trigger_on: date) -> date:
    """The day to go to court by under any reading: calendar days, and nothing rolls."""
    return trigger_on + timedelta(days=rules_on(trigger_on).court_safe.value)


def compliance_term(ruled_on: date, calendar: BusinessCalendar) -> Term:
    """By when a ruling should be complied with (CPC, arts. 583 y 587); the days are a reading."""
    rules = rules_on(ruled_on)
    return _term(TermKind.COMPLIANCE, ruled_on, rules.compliance, rules, calendar)


def tacit_denial_on(term: Term) -> date:
    """The day silence becomes a denial, at 00:00, business day or not (art. 20)."""
    return term.due_on + timedelta(days=term.rules.tacit_denial.value)


def rule_behind(kind: TermKind, starts_on: date) -> Rule:
    """Return the rule a term of that kind is counted by when it starts that day."""
    # Each kind is counted by the rule that bears its name.
    return rules_on(starts_on).by_name[kind.value]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every date of a request, from what is known today about it."""

    presented_on: date
    notified_on: date | None
    answer: Term
    tacit_denial_on: date | None
    reconsideration: Term
    reconsideration_decision: Term
    court: Term
    court_safe_until: date

    @property
    def notified_late(self) -> bool:
        """Whether the express denial came after silence had already denied the request."""
        return self.notified_on is not None and self.notified_on > self.answer.due_on

    @property
    def calendar_complete(self) -> bool:
        """Whether the feriados of every year the dates touch are loaded."""
        last_on = max(
            self.reconsideration_decision.due_on, self.court.due_on, self.court_safe_until
        )
        years = range(self.presented_on.year, last_on.year + 1)
        return all(map(self.answer.calendar.covers_year, years))


def schedule(
    presented_on: date, calendar: BusinessCalendar, *, notified_on: date | None = None
) -> Schedule:
    """Work out every date of a request presented that local day.

    Without `notified_on` the remedies run from the due date, against silence. With it they run
    from the notification of an express denial and no tacit denial is foreseen; a notification
    after the due date does not erase the one that happened, which the request itself keeps.
    The decision on a reconsideration supposes it was filed on its last day. The answer follows
    the rules of the day of presentation, the remedies those of the day that opens them.

    Raises NotifiedBeforePresented, OutsideCalendar.
    """
    if notified_on is not None and notified_on < presented_on:
        raise NotifiedBeforePresented(notified_on)
    answer = answer_term(presented_on, calendar)
    trigger_on = notified_on or answer.due_on
    reconsideration = reconsideration_term(trigger_on, calendar)
    return Schedule(
        presented_on=presented_on,
        notified_on=notified_on,
        answer=answer,
        tacit_denial_on=None if notified_on else tacit_denial_on(answer),
        reconsideration=reconsideration,
        reconsideration_decision=reconsideration_decision_term(reconsideration.due_on, calendar),
        court=court_term(trigger_on, calendar),
        court_safe_until=court_safe_until(trigger_on),
    )


def schedule_as_dict(schedule: Schedule) -> dict[str, object]:
    """Return the schedule as a JSON-ready object: ISO dates, texts, booleans and None.

    `skipped` holds only the weekdays the answer lost; `ledger` tells its every day. `articles`
    and `verified` are keyed by the date they stand behind.
    """
    answer = schedule.answer
    rules = _rules_behind(schedule)
    return {
        "presented_on": schedule.presented_on.isoformat(),
        "notified_on": _iso(schedule.notified_on),
        "notified_late": schedule.notified_late,
        "first_counting_day": answer.first_counting_day.isoformat(),
        "due_on": answer.due_on.isoformat(),
        "due_article": str(answer.article),
        "rolled_from": _iso(answer.rolled_from),
        "tacit_denial_on": _iso(schedule.tacit_denial_on),
        "reconsideration_until": schedule.reconsideration.due_on.isoformat(),
        "reconsideration_decision_by": schedule.reconsideration_decision.due_on.isoformat(),
        "court_safe_until": schedule.court_safe_until.isoformat(),
        "court_until": schedule.court.due_on.isoformat(),
        "skipped": _reasons(answer.skipped_weekdays),
        "ledger": [_told(day) for day in answer.ledger],
        "articles": {key: str(rule.article) for key, rule in rules.items()},
        "verified": {key: rule.verified for key, rule in rules.items()},
        "rule_set": answer.rule_set,
        "remedies_rule_set": schedule.reconsideration.rule_set,
        "calendar_version": answer.calendar_version,
        "calendar_complete": schedule.calendar_complete,
    }


def _term(
    kind: TermKind, starts_on: date, rule: Rule, rules: RuleSet, calendar: BusinessCalendar
) -> Term:
    return Term(kind, starts_on, calendar.due(starts_on, rule.value), rule, rules, calendar)


def _rules_behind(schedule: Schedule) -> dict[str, Rule]:
    return {
        "due_on": schedule.answer.rule,
        "tacit_denial_on": schedule.answer.rules.tacit_denial,
        "reconsideration_until": schedule.reconsideration.rule,
        "reconsideration_decision_by": schedule.reconsideration_decision.rule,
        "court_safe_until": rules_on(schedule.court.starts_on).court_safe,
        "court_until": schedule.court.rule,
    }


def _reasons(days: Iterable[LedgerDay]) -> list[dict[str, str]]:
    return [
        {"date": told.day.isoformat(), "reason": told.reason, "source": told.source}
        for told in days
    ]


def _told(told: LedgerDay) -> dict[str, object]:
    return {
        "date": told.day.isoformat(),
        "counted": told.counted,
        "number": told.number,
        "reason": told.reason,
        "source": told.source,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
