"""What the person who asked may do on a day, with the dates they must know first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.terms import TermKind, court_safe_until
from requests_app.models import Term
from requests_app.models.request import DECIDED_AGAINST
from requests_app.standing import Standing
from requests_app.states import CourtStage, Stage


class Step(StrEnum):
    """One act of the requester; the value is its address below the follow page."""

    CLARIFY = "aclarar"
    GIVE_VERDICT = "valorar"
    RECONSIDER = "reconsideracion"
    GO_TO_COURT = "justicia"
    RECORD_COURT_FILING = "justicia-presentada"
    RECORD_RULING = "justicia-sentencia"
    WITHDRAW = "retirar"


@dataclass(frozen=True, slots=True)
class NextStep:
    """An act that is open: until when, and under which article.

    `safe_until_on` is the day before which no reading of the law finds it late; it is always
    shown before `until_on`. `is_late` marks what is accepted although its days are over;
    `awaits_notice` what has no last day yet, because the decision was not notified (T12).
    """

    step: Step
    until_on: date | None = None
    safe_until_on: date | None = None
    is_late: bool = False
    awaits_notice: bool = False
    article: str = ""
    is_verified: bool = True


def next_steps(standing: Standing, *, on: date) -> tuple[NextStep, ...]:
    """Return the acts open to the requester on that day, the most pressing first."""
    found = (decide(standing, on) for decide in _DECISIONS)
    return tuple(step for step in found if step is not None)


def _clarify(standing: Standing, on: date) -> NextStep | None:
    if not standing.awaits_clarification:
        return None
    term = standing.running(TermKind.ANSWER)
    return NextStep(Step.CLARIFY, until_on=term.due_on if term and term.due_on >= on else None)


def _give_verdict(standing: Standing, on: date) -> NextStep | None:
    if standing.info_request.stage != Stage.ANSWERED:
        return None
    return NextStep(Step.GIVE_VERDICT)


def _reconsider(standing: Standing, on: date) -> NextStep | None:
    if standing.info_request.stage not in DECIDED_AGAINST or standing.open_appeal:
        return None
    term = standing.running(TermKind.RECONSIDERATION)
    if term is not None and term.due_on >= on:
        return _within(Step.RECONSIDER, term)
    if term is not None and standing.awaits_decision:
        return _unnotified(Step.RECONSIDER, term)
    # Against silence there is no day after which asking again is refused (T7), but an appeal
    # that was already decided is not asked a second time.
    is_silence = standing.info_request.stage == Stage.TACITLY_DENIED
    if not is_silence or standing.appeals:
        return None
    last = term or standing.term(TermKind.RECONSIDERATION)
    return _within(Step.RECONSIDER, last, is_late=True) if last else None


def _go_to_court(standing: Standing, on: date) -> NextStep | None:
    term = standing.running(TermKind.COURT)
    if term is None or _is_in_court(standing):
        return None
    if term.due_on < on:
        return _unnotified(Step.GO_TO_COURT, term) if standing.awaits_decision else None
    return _within(Step.GO_TO_COURT, term, safe_until_on=court_safe_until(term.starts_on))


def _record_court_filing(standing: Standing, on: date) -> NextStep | None:
    term = standing.term(TermKind.COURT)
    if standing.info_request.stage not in DECIDED_AGAINST or term is None:
        return None
    if _is_in_court(standing) or (standing.court_cases and term.closed_on is not None):
        return None
    return NextStep(Step.RECORD_COURT_FILING)


def _record_ruling(standing: Standing, on: date) -> NextStep | None:
    return NextStep(Step.RECORD_RULING) if standing.court_case(CourtStage.FILED) else None


def _withdraw(standing: Standing, on: date) -> NextStep | None:
    return NextStep(Step.WITHDRAW) if standing.info_request.is_open else None


def _is_in_court(standing: Standing) -> bool:
    return any(standing.court_case(stage) for stage in (CourtStage.FILED, CourtStage.ORDERED))


def _within(
    step: Step, term: Term, *, safe_until_on: date | None = None, is_late: bool = False
) -> NextStep:
    return NextStep(
        step,
        until_on=term.due_on,
        safe_until_on=safe_until_on,
        is_late=is_late,
        article=term.article,
        is_verified=term.is_confirmed,
    )


def _unnotified(step: Step, term: Term) -> NextStep:
    return NextStep(step, awaits_notice=True, article=term.article, is_verified=term.is_confirmed)


_DECISIONS: tuple[Callable[[Standing, date], NextStep | None], ...] = (
    _clarify,
    _give_verdict,
    _reconsider,
    _go_to_court,
    _record_court_filing,
    _record_ruling,
    _withdraw,
)
