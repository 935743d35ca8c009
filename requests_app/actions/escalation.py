"""The step above the office: the Directorate warns or observes, and the institution answers."""

from datetime import date, datetime

from accounts.actors import Actor
from accounts.models import User
from law.ladder import DirectorateAct, LadderStep, directorate_act, ladder_on, step_day
from offices.calendars import local_date
from offices.models import Duty, Post
from requests_app import policies, timeline
from requests_app.actions.base import answer_term_of, calendar_of
from requests_app.actions.silence import acting_on
from requests_app.errors import AlreadyEscalated, Incomplete, NotLateEnough, NotYours, WrongStage
from requests_app.models import Escalation, InformationRequest, Term
from requests_app.models.escalation import EscalationKind, EscalationStage
from requests_app.states import EventKind, Stage

# The step of the ladder at which the Directorate speaks.
STEP = "five_days_late"
_KINDS = {
    DirectorateAct.WARNING: EscalationKind.WARNING,
    DirectorateAct.OBSERVATION: EscalationKind.OBSERVATION,
}
_ANSWERING = (Duty.HEAD, Duty.HIGHEST_AUTHORITY)


def escalate(number: str, *, by: Actor, at: datetime, text: str) -> Escalation:
    """Warn the institution, or observe its delay where the Directorate cannot instruct it (W8).

    Once for each term, from the ladder's step on, while nobody has answered the request. It is
    addressed to the highest authority of that day.
    Raises NotYours, WrongStage, NotLateEnough, AlreadyEscalated, Incomplete, UnknownRequest.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_director(by, on=on)
        term = require_late(info_request, on=on)
        if not text.strip():
            raise Incomplete({"text": "Escriba qué se le dice a la institución."})
        escalation = Escalation.objects.create(
            info_request=info_request,
            term=term,
            institution=info_request.institution,
            kind=kind_for(info_request),
            text=text.strip(),
            addressee=authority_of(info_request, on=on),
            decided_by=person_of(by),
            decided_on=on,
        )
        timeline.record(
            info_request,
            EventKind.ESCALATED,
            by=by,
            on=on,
            at=at,
            article=str(_step(term).article),
            private={"escalation": escalation.text},
            act=escalation.kind,
            due_on=term.due_on,
            decided_by="directorate",
        )
    return escalation


def answer_escalation(number: str, *, by: Actor, at: datetime, text: str) -> Escalation:
    """Tell the Directorate what the institution did, or why it did not; it closes nothing else.

    Only who leads the office or the institution speaks for it here.
    Raises NotYours, WrongStage when nothing waits for an answer, Incomplete, UnknownRequest.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        person = person_of(by)
        if not policies.holds_duty(person, info_request.institution_id, _ANSWERING, on=on):
            raise NotYours
        escalation = waiting_for_answer(info_request)
        if escalation is None:
            raise WrongStage
        if not text.strip():
            raise Incomplete({"text": "Escriba la respuesta a la Dirección."})
        escalation.stage, escalation.answer = EscalationStage.ANSWERED, text.strip()
        escalation.answered_by, escalation.answered_on = person, on
        escalation.save(update_fields=["stage", "answer", "answered_by", "answered_on"])
        timeline.record(
            info_request,
            EventKind.ESCALATION_ANSWERED,
            by=by,
            on=on,
            at=at,
            private={"escalation_answer": escalation.answer},
            act=escalation.kind,
        )
    return escalation


def kind_for(info_request: InformationRequest) -> EscalationKind:
    """Return what the Directorate may do with this institution."""
    return _KINDS[directorate_act(is_executive=info_request.institution.is_executive)]


def authority_of(info_request: InformationRequest, *, on: date) -> Post | None:
    """Return the highest authority of the institution on that day, if the registry knows one."""
    posts = Post.objects.held_on(on).filter(
        office__institution=info_request.institution_id, duty=Duty.HIGHEST_AUTHORITY
    )
    return posts.select_related("holder").order_by("-starts_on", "pk").first()


def waiting_for_answer(info_request: InformationRequest) -> Escalation | None:
    """Return the warning or observation the institution has yet to answer."""
    # Whoever holds the request answers, also for a body whose successor it is.
    return info_request.escalations.filter(stage=EscalationStage.SENT).first()


def require_late(info_request: InformationRequest, *, on: date) -> Term:
    """Return the term that lapsed so long ago that the ladder's step has come."""
    if info_request.stage != Stage.TACITLY_DENIED:
        raise NotLateEnough if info_request.is_open else WrongStage
    term = answer_term_of(info_request)
    if on < step_day(_step(term), term.due_on, calendar_of(info_request.institution).days):
        raise NotLateEnough
    if Escalation.objects.filter(term=term).exists():
        raise AlreadyEscalated
    return term


def _step(term: Term) -> LadderStep:
    return next(step for step in ladder_on(term.due_on).steps if step.id == STEP)


def person_of(by: Actor) -> User:
    """Return who acts; raise NotYours for whoever is nobody in particular."""
    if by.user is None:
        raise NotYours
    return by.user
