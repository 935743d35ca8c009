"""Where one request stands on a day: what runs, who must act, by when, and how it was counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law import terms as law_terms
from law.calendar import BusinessCalendar
from law.ledger import LedgerDay
from law.terms import TermKind
from offices.calendars import calendar_for
from requests_app import tracking
from requests_app.awaiting import awaits_decision
from requests_app.errors import UnknownRequest
from requests_app.models import (
    Answer,
    Clarification,
    CourtCase,
    InformationRequest,
    Leg,
    Reconsideration,
    Term,
)
from requests_app.states import CourtStage, Stage

_COUNTERS: dict[str, Callable[[date, BusinessCalendar], law_terms.Term]] = {
    TermKind.ANSWER: law_terms.answer_term,
    TermKind.RECONSIDERATION: law_terms.reconsideration_term,
    TermKind.RECONSIDERATION_DECISION: law_terms.reconsideration_decision_term,
    TermKind.COURT: law_terms.court_term,
    TermKind.COMPLIANCE: law_terms.compliance_term,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A request with everything that was opened on it, read once."""

    info_request: InformationRequest
    terms: tuple[Term, ...]
    clarification: Clarification | None = None
    answers: tuple[Answer, ...] = ()
    appeals: tuple[Reconsideration, ...] = ()
    court_cases: tuple[CourtCase, ...] = ()
    legs: tuple[Leg, ...] = ()

    def term(self, kind: TermKind) -> Term | None:
        """Return the last term of that kind, running or not."""
        return next((term for term in reversed(self.terms) if term.kind == kind), None)

    def running(self, kind: TermKind) -> Term | None:
        """Return the term of that kind that still runs."""
        return next((t for t in self.terms if t.kind == kind and t.closed_on is None), None)

    @property
    def open_appeal(self) -> Reconsideration | None:
        """Return the reconsideration nobody has decided yet."""
        return next((appeal for appeal in self.appeals if appeal.closed_on is None), None)

    def court_case(self, stage: CourtStage) -> CourtCase | None:
        """Return the case at that stage."""
        return next((case for case in self.court_cases if case.stage == stage), None)

    @property
    def awaits_decision(self) -> bool:
        """Say whether a decision is still to be notified in person; asked of the database."""
        return awaits_decision(self.info_request)

    @property
    def awaits_clarification(self) -> bool:
        """Say whether the office asked and the requester has yet to reply."""
        asked = self.clarification
        return self.info_request.is_open and asked is not None and asked.clarified_on is None


def standing_of(number: str) -> Standing:
    """Read one request whole. Raises UnknownRequest."""
    rows = InformationRequest.objects.select_related(
        "institution", "first_institution", "requester"
    )
    try:
        info_request = rows.get(number=number)
    except InformationRequest.DoesNotExist as error:
        raise UnknownRequest from error
    terms = info_request.terms.filter(replaced_by=None).order_by("pk")
    answers = info_request.answers.select_related("institution", "resolution")
    return Standing(
        info_request,
        terms=tuple(terms.select_related("calendar_version", "institution")),
        clarification=Clarification.objects.filter(info_request=info_request).first(),
        answers=tuple(answers.prefetch_related("withheld_items", "documents")),
        appeals=tuple(info_request.reconsiderations.all()),
        court_cases=tuple(info_request.court_cases.all()),
        legs=tuple(info_request.legs.select_related("from_institution", "to_institution")),
    )


def filed_with(token: str) -> InformationRequest | None:
    """Return the request that the form of `token` became, or None while it was not filed."""
    return InformationRequest.objects.filter(token_digest=tracking.digest_of(token)).first()


def is_code_of(code: str, number: str) -> bool:
    """Say whether `code` opens that request; of a number that is not, it takes as long to say."""
    rows = InformationRequest.objects.filter(number=number)
    return tracking.matches(code, rows.values_list("tracking_code_hash", flat=True).first())


class Situation(StrEnum):
    """The one thing to say of a request on a day; each has its sentence in the templates."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    CLARIFICATION = "clarification"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    DENIED = "denied"
    TACITLY_DENIED = "tacitly_denied"
    APPEALED = "appealed"
    IN_COURT = "in_court"
    ORDERED = "ordered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Status:
    """The situation with the date it turns on: `due_on` is the last day of whoever must act."""

    situation: Situation
    due_on: date | None = None
    days_left: int | None = None


def status_of(standing: Standing, *, on: date, days: BusinessCalendar) -> Status:
    """Return what to say of the request on that day."""
    situation, kind = _situation(standing, on=on)
    term = standing.running(kind) if kind else None
    if term is None:
        return Status(situation)
    if kind == TermKind.RECONSIDERATION and term.due_on < on:
        return Status(situation)
    return Status(situation, term.due_on, days_left(term.due_on, on=on, days=days))


def _situation(standing: Standing, *, on: date) -> tuple[Situation, TermKind | None]:
    info_request = standing.info_request
    if info_request.is_open:
        return _open_situation(standing, on=on), TermKind.ANSWER
    if info_request.stage == Stage.WITHDRAWN:
        return Situation.WITHDRAWN, None
    if info_request.stage == Stage.ANSWERED:
        late = bool(standing.answers) and standing.answers[-1].is_late
        answered = Situation.ANSWERED_LATE if late else Situation.ANSWERED
        return _remedy_under_way(standing) or (answered, None)
    denied = Situation(str(info_request.stage))
    return _remedy_under_way(standing) or (denied, TermKind.RECONSIDERATION)


def _remedy_under_way(standing: Standing) -> tuple[Situation, TermKind | None] | None:
    """A judge's order speaks before a case, and a case before an appeal."""
    if standing.court_case(CourtStage.ORDERED):
        return Situation.ORDERED, TermKind.COMPLIANCE
    if standing.court_case(CourtStage.FILED):
        return Situation.IN_COURT, None
    if standing.open_appeal:
        return Situation.APPEALED, TermKind.RECONSIDERATION_DECISION
    return None


def _open_situation(standing: Standing, *, on: date) -> Situation:
    term = standing.running(TermKind.ANSWER)
    if term is not None and term.due_on < on:
        return Situation.OVERDUE
    if standing.awaits_clarification:
        return Situation.CLARIFICATION
    return Situation(str(standing.info_request.stage))


def days_left(due_on: date, *, on: date, days: BusinessCalendar) -> int:
    """Return the business days left until `due_on`; 0 on it, negative after it.

    A term that ended is late at once, also while only days that do not count have passed.
    """
    if on <= due_on:
        return days.count(after=on, until=due_on)
    return -max(days.count(after=due_on, until=on), 1)


def ledger_of(term: Term) -> tuple[LedgerDay, ...]:
    """Return how a term was counted, under the calendar version it remembers.

    Empty when the count no longer leads to the term's date, rather than a wrong explanation.
    """
    institution = term.institution
    if term.kind == TermKind.ANSWER:
        # Forwarding changes who must answer, never the date already counted.
        institution = term.info_request.first_institution
    calendar = calendar_for(institution, version=term.calendar_version)
    counted = _COUNTERS[term.kind](term.starts_on, calendar.days)
    return counted.ledger if counted.due_on == term.due_on else ()
