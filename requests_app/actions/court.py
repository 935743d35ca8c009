"""What becomes of a request in court, as far as the record must know (arts. 23 and 24)."""

from datetime import date, datetime
from typing import Any

from accounts.actors import Actor
from law.rules import rules_on
from law.terms import TermKind, compliance_term
from offices.calendars import local_date
from requests_app import policies, timeline, wording
from requests_app.actions.base import calendar_of, open_term, term_facts
from requests_app.actions.reply import Reply, require_parts
from requests_app.actions.resolution import add_answer, files_of
from requests_app.actions.silence import acting_on
from requests_app.errors import AlreadyOpen, Incomplete, PresentedInTheFuture, WrongStage
from requests_app.models import Answer, CourtCase, InformationRequest
from requests_app.models.request import DECIDED_AGAINST
from requests_app.states import CourtStage, EventKind, TermEnd

OPEN_CASE = (CourtStage.FILED, CourtStage.ORDERED)


def record_court_filing(
    number: str, *, by: Actor, at: datetime, court: str, filed_on: date, case_number: str = ""
) -> CourtCase:
    """Note that the requester went to court. Whether in time is for the judge, not for us.

    Raises NotYours, WrongStage, AlreadyOpen, PresentedInTheFuture, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_party(by, info_request, on=on)
        if info_request.stage not in DECIDED_AGAINST:
            raise WrongStage
        if info_request.court_cases.filter(stage__in=OPEN_CASE).exists():
            raise AlreadyOpen
        if filed_on > on:
            raise PresentedInTheFuture
        _require_filing(info_request, court=court, filed_on=filed_on)
        case = CourtCase.objects.create(
            info_request=info_request,
            institution_id=info_request.institution_id,
            court=court,
            case_number=case_number,
            filed_on=filed_on,
        )
        info_request.terms.running(TermKind.COURT).close(on=on, ended_as=TermEnd.MET)
        timeline.record(
            info_request,
            EventKind.COURT_FILED,
            by=by,
            on=filed_on,
            at=at,
            article=str(rules_on(filed_on).court.article),
            # A case is often named after the person who brought it.
            private={"case": wording.of_case(case)},
        )
    return case


def record_ruling(
    number: str, *, by: Actor, at: datetime, ruled_on: date, orders_delivery: bool, ruling: str
) -> CourtCase:
    """Note what the judge decided; an order to deliver opens the term to comply.

    Raises NotYours, WrongStage, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_party(by, info_request, on=on)
        case = _case(info_request, CourtStage.FILED)
        _require_ruling(case, ruled_on=ruled_on, ruling=ruling, on=on)
        if orders_delivery:
            case.order(on=ruled_on, ruling=ruling)
            kind = EventKind.COURT_ORDERED
            facts = _start_compliance(info_request, ruled_on, on)
        else:
            case.dismiss(on=ruled_on, ruling=ruling)
            kind, facts = EventKind.COURT_DISMISSED, {}
        case.save(update_fields=["stage", "ruled_on", "ruling"])
        timeline.record(
            info_request,
            kind,
            by=by,
            on=ruled_on,
            at=at,
            private={"ruling": ruling},
            **facts,
        )
    return case


def record_compliance(number: str, *, by: Actor, at: datetime, reply: Reply) -> Answer:
    """Deliver what the judge ordered; the request ends answered, its denial stays in history.

    Raises NotYours, WrongStage, Incomplete, FileHeld.
    """
    on = local_date(at)
    require_parts(reply)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        case = _case(info_request, CourtStage.ORDERED)
        case.comply(on=on)
        case.save(update_fields=["stage", "complied_on"])
        info_request.reverse(outcome=reply.outcome)
        info_request.save(update_fields=["stage", "outcome"])
        given = add_answer(info_request, reply, by=by, at=at, is_late=False)
        _close_compliance(info_request, on=on)
        timeline.record(
            info_request,
            EventKind.COURT_COMPLIED,
            by=by,
            on=on,
            at=at,
            private={"answer": wording.of_answer(given)},
            outcome=reply.outcome.value,
            **files_of(given),
        )
    return given


def _case(info_request: InformationRequest, stage: CourtStage) -> CourtCase:
    case = info_request.court_cases.filter(stage=stage).first()
    if case is None:
        raise WrongStage
    return case


def _require_filing(info_request: InformationRequest, *, court: str, filed_on: date) -> None:
    fields: dict[str, str] = {}
    if not court.strip():
        fields["court"] = "Indique el juzgado."
    if filed_on < info_request.presented_on:
        fields["filed_on"] = "La acción no puede ser anterior a la solicitud."
    if fields:
        raise Incomplete(fields)


def _require_ruling(case: CourtCase, *, ruled_on: date, ruling: str, on: date) -> None:
    fields: dict[str, str] = {}
    if not case.filed_on <= ruled_on <= on:
        fields["ruled_on"] = "La sentencia no puede ser anterior a la acción ni posterior a hoy."
    if not ruling.strip():
        fields["ruling"] = "Escriba qué resolvió el juzgado."
    if fields:
        raise Incomplete(fields)


def _close_compliance(info_request: InformationRequest, *, on: date) -> None:
    term = info_request.terms.running(TermKind.COMPLIANCE).get()
    term.closed_on = on
    term.ended_as = TermEnd.MET if on <= term.due_on else TermEnd.LAPSED
    term.save(update_fields=["closed_on", "ended_as"])


def _start_compliance(info_request: InformationRequest, ruled_on: date, on: date) -> dict[str, Any]:
    calendar = calendar_of(info_request.institution)
    term = open_term(info_request, compliance_term(ruled_on, calendar.days), calendar, on=on)
    return {"article": term.article, **term_facts(term)}
