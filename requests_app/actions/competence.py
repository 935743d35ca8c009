"""Two bodies that send a request to each other: the Directorate says which must answer."""

from datetime import datetime

from accounts.actors import Actor
from offices.calendars import local_date
from offices.models import Institution
from requests_app import policies, timeline
from requests_app.actions.base import answer_term_of
from requests_app.actions.moving import forwarding_window, hand_over
from requests_app.actions.silence import acting_on
from requests_app.errors import (
    CannotForwardThere,
    CompetenceWaits,
    Incomplete,
    NothingToSettle,
    WrongStage,
)
from requests_app.models import CompetenceQuestion
from requests_app.states import EventKind


def ask_competence(
    number: str, *, by: Actor, at: datetime, proposed: Institution, reason: str
) -> CompetenceQuestion:
    """Ask the Directorate which institution must answer, saying which one and why.

    Only where forwarding is not open: `proposed` had the request before, or the Directorate
    decided once. The term runs on and the asker goes on owing the answer (T6).
    Raises NotYours, WrongStage, CannotForwardThere, NothingToSettle, CompetenceWaits, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        if not info_request.is_open:
            raise WrongStage
        competent = proposed.competent()
        if competent.pk == info_request.institution_id:
            raise CannotForwardThere
        questions = info_request.competence_questions.all()
        if any(question.settled_on is None for question in questions):
            raise CompetenceWaits
        if not questions and competent.pk not in info_request.holders():
            raise NothingToSettle
        if not reason.strip():
            raise Incomplete({"reason": "Escriba por qué le corresponde a la otra institución."})
        question = CompetenceQuestion.objects.create(
            info_request=info_request,
            asked_by=info_request.institution,
            proposed=competent,
            reason=reason,
            asked_on=on,
        )
        timeline.record(
            info_request,
            EventKind.COMPETENCE_ASKED,
            by=by,
            on=on,
            at=at,
            article=str(forwarding_window(info_request).article),
            private={"competence_reason": reason},
            proposed_institution=competent.code,
            due_on=answer_term_of(info_request).due_on,
        )
    return question


def settle_competence(
    number: str, *, by: Actor, at: datetime, competent: Institution, decision: str
) -> CompetenceQuestion:
    """Say which institution must answer; the request goes there, or stays where it is.

    Inside the Executive it is an instruction, elsewhere a recommendation which the request
    follows all the same: somebody must answer, by the day that was always the last (T6).
    Raises NotYours, UnknownRequest, WrongStage when nobody asked or the term is over, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        office = policies.require_director(by, on=on)
        question = info_request.competence_questions.filter(settled_on=None).first()
        if question is None or not info_request.is_open:
            raise WrongStage
        if not decision.strip():
            raise Incomplete({"decision": "Escriba el fundamento de la decisión."})
        holder, chosen = info_request.institution, competent.competent()
        article = str(forwarding_window(info_request).article)
        stays = chosen.pk == holder.pk
        leg = None if stays else hand_over(info_request, to=chosen, on=on, reason=decision)
        question.settle(on=on, by=office, competent=chosen, decision=decision, leg=leg)
        question.save()
        timeline.record(
            info_request,
            EventKind.COMPETENCE_KEPT if leg is None else EventKind.COMPETENCE_MOVED,
            by=by,
            on=on,
            at=at,
            article=article,
            private={"competence_decision": decision},
            decided_by="directorate",
            asked_by=holder.code,
            proposed_institution=question.proposed.code,
            to_institution=chosen.code,
            is_instruction=question.is_instruction,
            due_on=answer_term_of(info_request).due_on,
            **({"claimable_due_on": leg.claimable_due_on} if leg else {}),
        )
    return question
