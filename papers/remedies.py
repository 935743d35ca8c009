"""Against what a request can be fought on a day, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.terms import TermKind, court_safe_until, court_term
from offices.calendars import calendar_for
from papers.kinds import Branch
from requests_app.next_steps import Step, next_steps
from requests_app.standing import Standing
from requests_app.states import Outcome, Stage


@dataclass(frozen=True, slots=True)
class CourtDates:
    """When to go to court: the day that is safe under any reading, then the last one.

    `trigger_on` is the notification of the decision or, against silence, the due date (T9).
    """

    trigger_on: date
    safe_until_on: date
    until_on: date
    article: str
    is_verified: bool


def court_dates(standing: Standing) -> CourtDates | None:
    """Return the dates of the court action, or None when nothing was decided.

    They are those of the request's term. An answer that gives everything opens none, but what
    was charged for it or how it was delivered can be fought too: then the law counts from its
    notification.
    """
    term = standing.term(TermKind.COURT)
    if term is not None:
        return CourtDates(
            trigger_on=term.starts_on,
            safe_until_on=court_safe_until(term.starts_on),
            until_on=term.due_on,
            article=term.article,
            is_verified=term.is_confirmed,
        )
    if not standing.answers:
        return None
    last = standing.answers[-1]
    counted = court_term(last.notified_on, calendar_for(last.institution).days)
    return CourtDates(
        trigger_on=last.notified_on,
        safe_until_on=court_safe_until(last.notified_on),
        until_on=counted.due_on,
        article=str(counted.article),
        is_verified=counted.verified,
    )


def branches_for_appeal(standing: Standing, *, on: date) -> tuple[Branch, ...]:
    """Return against what reconsideration can be asked that day."""
    if not _is_open(standing, Step.RECONSIDER, on=on):
        return ()
    return (_main_branch(standing),)


def branches_for_court(standing: Standing, *, on: date) -> tuple[Branch, ...]:
    """Return what a court action can be brought for that day.

    Only the person knows whether they were charged or cannot use what they got, so with any
    answer those two stand beside the branch the record shows.
    """
    answered = standing.info_request.stage == Stage.ANSWERED
    extra = (Branch.FEE, Branch.FORMAT) if answered else ()
    if _is_open(standing, Step.GO_TO_COURT, on=on):
        return (_main_branch(standing), *extra)
    if standing.term(TermKind.COURT) is not None or standing.court_cases:
        return ()
    dates = court_dates(standing) if answered else None
    return extra if dates is not None and on <= dates.until_on else ()


def _is_open(standing: Standing, step: Step, *, on: date) -> bool:
    return any(open_step.step == step for open_step in next_steps(standing, on=on))


def _main_branch(standing: Standing) -> Branch:
    info_request = standing.info_request
    if info_request.stage == Stage.TACITLY_DENIED:
        return Branch.TACIT
    if info_request.stage == Stage.DENIED:
        return Branch.EXPRESS
    return Branch.PARTIAL if info_request.outcome == Outcome.PARTLY_GRANTED else Branch.OTHER
