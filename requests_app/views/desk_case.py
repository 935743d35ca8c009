"""One request as its office sees it on a day: its clock, and the acts open to the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from law.calendar import BusinessCalendar
from law.rules import rules_on
from law.terms import (
    LedgerDay,
    TermKind,
    answer_term,
    clarification_term,
    forwarding_term,
)
from law.terms import Term as CountedTerm
from offices.calendars import calendar_for
from offices.models import Duty, Post
from offices.models.post import DESK_DUTIES
from requests_app.actions.base import calendar_of
from requests_app.desks import days_left
from requests_app.errors import WrongStage
from requests_app.models import (
    Clarification,
    CompetenceQuestion,
    CourtCase,
    InformationRequest,
    NoticeBounce,
    Reconsideration,
    Term,
)
from requests_app.models.request import DECIDED_AGAINST, STILL_ANSWERABLE
from requests_app.states import CourtStage, ReconsiderationStage, Stage


class DeskAct(StrEnum):
    """What an office can do with a request; the values name the addresses."""

    TAKE_IN_CHARGE = "take_in_charge"
    ANSWER = "answer"
    DENY = "deny"
    CLARIFY = "clarify"
    FORWARD = "forward"
    ASK_COMPETENCE = "ask_competence"
    SCREEN = "screen"
    DECIDE = "decide"
    COURT_FILING = "court_filing"
    RULING = "ruling"
    COMPLY = "comply"
    TELL = "tell_otherwise"
    DELIVER = "deliver"


WHY_NOT: dict[DeskAct, str | Promise] = {
    DeskAct.CLARIFY: _(
        "Ya no se puede pedir una aclaración de este pedido: se pide una sola vez y en los "
        "primeros días."
    ),
    DeskAct.FORWARD: _(
        "Este pedido no se puede derivar: ya no está abierto, o la Dirección decide o decidió "
        "quién debe responderlo."
    ),
    DeskAct.ASK_COMPETENCE: _(
        "No hay nada que la Dirección deba decidir: el pedido ya no está abierto, nadie lo "
        "derivó todavía o la pregunta ya está hecha."
    ),
    DeskAct.DECIDE: _(
        "No hay un recurso por decidir en este pedido: lo decide solo la máxima autoridad, una vez."
    ),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A request with what its clock needs, as of `on`. Days are business days."""

    info_request: InformationRequest
    on: date
    duties: frozenset[str]
    days: BusinessCalendar
    terms: tuple[Term, ...]
    clarification: Clarification | None
    appeals: tuple[Reconsideration, ...]
    court_cases: tuple[CourtCase, ...]
    # Notices that came back and of which nobody has told the person by another way.
    bounces: tuple[NoticeBounce, ...] = ()
    # What the Directorate was asked about who must answer, and what it decided.
    competence_questions: tuple[CompetenceQuestion, ...] = ()

    @property
    def term(self) -> Term:
        """The term to answer that is in force, running or not."""
        return next(
            term
            for term in self.terms
            if term.kind == TermKind.ANSWER and term.replaced_by_id is None
        )

    @property
    def waits(self) -> bool:
        """Whether the institution still owes an answer, in term or late."""
        return self.info_request.stage in STILL_ANSWERABLE

    @property
    def days_left(self) -> int | None:
        """Business days left, negative when late; None once nobody owes an answer."""
        return days_left(self.days, self.term.due_on, on=self.on) if self.waits else None

    @property
    def is_late(self) -> bool:
        """Whether an answer given today would be out of term."""
        return self.waits and self.on > self.term.due_on

    @property
    def day_today(self) -> int:
        """Which business day of the term today is: 14 of 15."""
        return self.days.count(after=self.info_request.presented_on, until=self.on)

    @property
    def days_given(self) -> int:
        """How many business days the law gives to answer."""
        return rules_on(self.term.starts_on).answer.value

    @property
    def days_late(self) -> int:
        """By how many business days an answer given today would be late, at least one."""
        return max(self.days.count(after=self.term.due_on, until=self.on), 1)

    @property
    def denied_on(self) -> date:
        """The day on which silence became a denial, declared or about to be."""
        silence = rules_on(self.term.starts_on).tacit_denial
        declared = self.info_request.tacitly_denied_on
        return declared or self.term.due_on + timedelta(days=silence.value)

    @property
    def clarification_window(self) -> CountedTerm:
        """Until when the office may ask what is meant."""
        return clarification_term(self.info_request.presented_on, self.days)

    @property
    def forwarding_window(self) -> CountedTerm:
        """Until when a forwarding is in time."""
        return forwarding_term(self.info_request.presented_on, self.days)

    @property
    def ledger(self) -> tuple[LedgerDay, ...]:
        """Each day of the term to answer under the calendar it was counted with.

        A forwarded request keeps the count of the institution that received it first.
        """
        version = self.term.calendar_version
        for place in (self.info_request.first_institution, self.info_request.institution):
            days = calendar_for(place, version=version).days
            counted = answer_term(self.term.starts_on, days)
            if counted.due_on == self.term.due_on:
                return counted.ledger
        return ()

    @property
    def open_appeal(self) -> Reconsideration | None:
        """The reconsideration that waits for its decision."""
        waiting = (row for row in self.appeals if row.stage == ReconsiderationStage.FILED)
        return next(waiting, None)

    @property
    def waits_for_directorate(self) -> bool:
        """Whether the Directorate was asked who must answer and has not decided."""
        return any(question.settled_on is None for question in self.competence_questions)

    @property
    def is_authority(self) -> bool:
        """Whether the person decides for the institution."""
        return Duty.HIGHEST_AUTHORITY in self.duties

    def due_on(self, kind: TermKind) -> date | None:
        """Return the due date of the term of that kind that runs, if one does."""
        running = (term for term in self.terms if term.kind == kind and term.closed_on is None)
        return next((term.due_on for term in running), None)

    def open_acts(self) -> frozenset[DeskAct]:
        """Return the acts open today to who holds this case; the acts themselves have the say."""
        if not self.duties:
            return frozenset()
        stage = self.info_request.stage
        conditions = {
            DeskAct.TAKE_IN_CHARGE: stage == Stage.RECEIVED,
            DeskAct.CLARIFY: self._may_clarify(),
            DeskAct.FORWARD: self.info_request.is_open and not self.competence_questions,
            DeskAct.ASK_COMPETENCE: self._may_ask_competence(),
            DeskAct.ANSWER: self.waits,
            DeskAct.DENY: self.waits,
            DeskAct.SCREEN: True,
            # An officer prepares what the highest authority decides.
            DeskAct.DECIDE: self.open_appeal is not None,
            DeskAct.COURT_FILING: stage in DECIDED_AGAINST and not self._in_court(*_UNDER_WAY),
            DeskAct.RULING: self._in_court(CourtStage.FILED),
            DeskAct.COMPLY: self._in_court(CourtStage.ORDERED),
            DeskAct.TELL: bool(self.bounces),
            DeskAct.DELIVER: bool(self.info_request.outcome),
        }
        return frozenset(act for act, is_open in conditions.items() if is_open)

    def _may_clarify(self) -> bool:
        is_early = self.on <= self.clarification_window.due_on
        return self.info_request.is_open and self.clarification is None and is_early

    def _may_ask_competence(self) -> bool:
        if not self.info_request.is_open or self.waits_for_directorate:
            return False
        return len(self.info_request.holders()) > 1

    def _in_court(self, *stages: CourtStage) -> bool:
        return any(case.stage in stages for case in self.court_cases)


_OF_QUESTION = ("asked_by", "proposed", "settled_for")
_UNDER_WAY = (CourtStage.FILED, CourtStage.ORDERED)


def case_of(info_request: InformationRequest, user: User, *, on: date) -> Case:
    """Return the case as `user` sees it that day. Raises CalendarMissing."""
    posts = Post.objects.held_on(on).filter(
        holder=user, office__institution=info_request.institution_id, duty__in=DESK_DUTIES
    )
    return Case(
        info_request=info_request,
        on=on,
        duties=frozenset(posts.values_list("duty", flat=True)),
        days=calendar_of(info_request.institution).days,
        terms=tuple(info_request.terms.select_related("calendar_version")),
        clarification=Clarification.objects.filter(info_request=info_request).first(),
        appeals=tuple(info_request.reconsiderations.all()),
        court_cases=tuple(info_request.court_cases.all()),
        bounces=tuple(info_request.bounces.unsettled()),
        competence_questions=tuple(info_request.competence_questions.select_related(*_OF_QUESTION)),
    )


def why_not(act: DeskAct) -> str | Promise:
    """Return the sentence for who tries an act that is not open."""
    return WHY_NOT.get(act, WrongStage.message)
