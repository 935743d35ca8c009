"""Sending a request on to the body that holds the information."""

from datetime import datetime

from accounts.actors import Actor
from offices.calendars import local_date
from offices.models import Institution
from requests_app import policies, timeline
from requests_app.actions.base import answer_term_of
from requests_app.actions.moving import forwarding_window, hand_over
from requests_app.actions.silence import acting_on
from requests_app.errors import (
    AlreadyHadIt,
    CannotForwardThere,
    CompetenceSettled,
    CompetenceWaits,
    Incomplete,
    WrongStage,
)
from requests_app.models import InformationRequest, Leg
from requests_app.states import EventKind


def forward(number: str, *, by: Actor, at: datetime, to: Institution, reason: str) -> Leg:
    """Make another institution competent; the term goes on as it was (arts. 13–15, T6).

    The number, the history and the due date stay. After the days to forward it is still
    accepted, because lack of competence is no ground to leave a person without an answer, and
    marked late. A dissolved institution leads to its successor. It goes to no institution that
    had it before: between two that disagree the Directorate decides (`ask_competence`).
    Raises NotYours, WrongStage, CannotForwardThere, AlreadyHadIt, CompetenceWaits,
    CompetenceSettled, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        if not info_request.is_open:
            raise WrongStage
        competent = to.competent()
        _require_a_way(info_request, competent)
        if not reason.strip():
            raise Incomplete({"reason": "Escriba por qué es competente la otra institución."})
        sender, window = info_request.institution, forwarding_window(info_request)
        leg = hand_over(info_request, to=competent, on=on, reason=reason)
        timeline.record(
            info_request,
            EventKind.FORWARDED,
            by=by,
            on=on,
            at=at,
            article=str(window.article),
            private={"reason": reason},
            from_institution=sender.code,
            to_institution=competent.code,
            is_late=leg.is_late,
            due_on=answer_term_of(info_request).due_on,
            claimable_due_on=leg.claimable_due_on,
        )
    return leg


def _require_a_way(info_request: InformationRequest, competent: Institution) -> None:
    if competent.pk == info_request.institution_id:
        raise CannotForwardThere
    questions = info_request.competence_questions.all()
    if any(question.settled_on is None for question in questions):
        raise CompetenceWaits
    if questions:
        raise CompetenceSettled
    if competent.pk in info_request.holders():
        raise AlreadyHadIt
