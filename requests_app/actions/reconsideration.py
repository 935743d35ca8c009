"""The appeal to the highest authority: filed, decided, or left in silence (art. 21)."""

from datetime import date, datetime
from typing import Any

from accounts.actors import Actor
from law.terms import TermKind, reconsideration_decision_term
from offices.calendars import local_date
from requests_app import policies, timeline, wording
from requests_app.actions.base import calendar_of, open_term, term_facts
from requests_app.actions.reply import Reply, require_parts
from requests_app.actions.resolution import add_answer, files_of
from requests_app.actions.silence import acting_on, open_appeal_of
from requests_app.awaiting import awaits_decision
from requests_app.errors import AlreadyOpen, Incomplete, RemedyClosed, RemedyUsed, WrongStage
from requests_app.models import Answer, InformationRequest, Reconsideration
from requests_app.states import (
    AppealGround,
    EventKind,
    Outcome,
    Stage,
    TermEnd,
)


def file_reconsideration(number: str, *, by: Actor, at: datetime, text: str) -> Reconsideration:
    """Ask the highest authority to think again. It does not stop the term to go to court.

    Against silence a late filing is accepted and flagged (T7); against an express decision it
    is refused. Each decision can be appealed once.
    Raises NotYours, WrongStage, AlreadyOpen, RemedyUsed, RemedyClosed, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_requester(by, info_request)
        ground = ground_for_appeal(info_request)
        if info_request.reconsiderations.filter(closed_on=None).exists():
            raise AlreadyOpen
        is_late = _is_late(info_request, ground, on=on)
        if not text.strip():
            raise Incomplete({"text": "Escriba por qué pide que se revise la decisión."})
        appeal = Reconsideration.objects.create(
            info_request=info_request,
            institution_id=info_request.institution_id,
            ground=ground,
            text=text,
            filed_on=on,
            is_late=is_late,
        )
        info_request.terms.running(TermKind.RECONSIDERATION).close(on=on, ended_as=TermEnd.MET)
        calendar = calendar_of(info_request.institution)
        counted = reconsideration_decision_term(on, calendar.days)
        term = open_term(info_request, counted, calendar, on=on)
        timeline.record(
            info_request,
            EventKind.RECONSIDERATION_FILED,
            by=by,
            on=on,
            at=at,
            article=term.article,
            private={"appeal": text},
            ground=ground.value,
            is_late=is_late,
            **term_facts(term),
        )
    return appeal


def uphold_reconsideration(
    number: str, *, by: Actor, at: datetime, decision: str, reply: Reply
) -> Answer:
    """Give on appeal what had been denied; the earlier denial stays in history and figures.

    Raises NotYours, WrongStage, Incomplete, FileHeld.
    """
    on = local_date(at)
    require_parts(reply)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_highest_authority(by, info_request, on=on)
        appeal = open_appeal_of(info_request)
        _require_decision(decision)
        appeal.uphold(on=on, decision=decision)
        info_request.reverse(outcome=reply.outcome)
        info_request.save(update_fields=["stage", "outcome"])
        given = add_answer(info_request, reply, by=by, at=at, is_late=False)
        _close_appeal(info_request, appeal, on=on)
        _record_decision(
            info_request,
            EventKind.RECONSIDERATION_UPHELD,
            appeal,
            by=by,
            at=at,
            given=given,
        )
    return given


def reject_reconsideration(
    number: str, *, by: Actor, at: datetime, decision: str
) -> Reconsideration:
    """Keep the denial, with reasons; the way to court stays open until its own date.

    Raises NotYours, WrongStage, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_highest_authority(by, info_request, on=on)
        appeal = open_appeal_of(info_request)
        _require_decision(decision)
        appeal.reject(on=on, decision=decision)
        _close_appeal(info_request, appeal, on=on)
        _record_decision(info_request, EventKind.RECONSIDERATION_REJECTED, appeal, by=by, at=at)
    return appeal


def ground_for_appeal(info_request: InformationRequest) -> AppealGround:
    """Return against what this request can be appealed now. Raises WrongStage when nothing."""
    if info_request.stage == Stage.TACITLY_DENIED:
        return AppealGround.TACIT
    if info_request.stage == Stage.DENIED:
        return AppealGround.EXPRESS
    if info_request.stage != Stage.ANSWERED:
        raise WrongStage
    if info_request.outcome == Outcome.PARTLY_GRANTED:
        return AppealGround.PARTIAL
    return AppealGround.OTHER


def _is_late(info_request: InformationRequest, ground: AppealGround, *, on: date) -> bool:
    term = info_request.terms.running(TermKind.RECONSIDERATION).first()
    if term is None:
        raise RemedyUsed if info_request.reconsiderations.exists() else RemedyClosed
    # Of a decision nobody has notified, no term has begun against the person (T12).
    is_late = term.due_on < on and not awaits_decision(info_request)
    if is_late and ground != AppealGround.TACIT:
        raise RemedyClosed
    return is_late


def _require_decision(decision: str) -> None:
    if not decision.strip():
        raise Incomplete({"decision": "Escriba los fundamentos de la decisión."})


def _close_appeal(info_request: InformationRequest, appeal: Reconsideration, *, on: date) -> None:
    appeal.save(update_fields=["stage", "closed_on", "decision"])
    info_request.terms.running(TermKind.RECONSIDERATION_DECISION).close(on=on, ended_as=TermEnd.MET)


def _record_decision(
    info_request: InformationRequest,
    kind: EventKind,
    appeal: Reconsideration,
    *,
    by: Actor,
    at: datetime,
    given: Answer | None = None,
) -> None:
    private = {"decision": appeal.decision}
    data: dict[str, Any] = {"filed_on": appeal.filed_on}
    if given is not None:
        private["answer"] = wording.of_answer(given)
        data |= {"outcome": given.outcome, **files_of(given)}
    timeline.record(
        info_request,
        kind,
        by=by,
        on=local_date(at),
        at=at,
        private=private,
        **data,
    )
