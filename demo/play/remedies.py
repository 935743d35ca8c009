"""Appeals and court cases, as `reconsideration`, `court` and `clock` among the acts do them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.actors import SYSTEM
from demo.docket import Docket
from demo.moments import day_of
from demo.play.deciding import add_answer
from demo.steps import (
    Appealed,
    AppealLapsed,
    AppealRejected,
    AppealUpheld,
    Complied,
    CourtFiled,
    Ruled,
)
from law.rules import rules_on
from law.terms import TermKind, compliance_term, reconsideration_decision_term
from requests_app import wording
from requests_app.actions.base import term_facts
from requests_app.actions.reconsideration import ground_for_appeal
from requests_app.models import CourtCase, Reconsideration
from requests_app.states import EventKind, TermEnd


def appealed(docket: Docket, step: Appealed) -> None:
    """The requester asks the highest authority to think again."""
    on, info_request = day_of(step.at), docket.info_request
    former = docket.running.get(TermKind.RECONSIDERATION)
    appeal = docket.appeal = Reconsideration(
        info_request=info_request,
        institution_id=info_request.institution_id,
        ground=ground_for_appeal(info_request),
        text=step.text,
        filed_on=on,
        is_late=former is None or former.due_on < on,
    )
    docket.batch.add(appeal)
    docket.close_term(TermKind.RECONSIDERATION, on=on, ended_as=TermEnd.MET)
    term = docket.open_term(reconsideration_decision_term(on, docket.calendar.days), on=on)
    docket.record(
        EventKind.RECONSIDERATION_FILED,
        by=docket.requester,
        on=on,
        at=step.at,
        article=term.article,
        private={"appeal": step.text},
        ground=appeal.ground,
        is_late=appeal.is_late,
        **term_facts(term),
    )


def appeal_upheld(docket: Docket, step: AppealUpheld) -> None:
    """The highest authority gives what had been denied."""
    docket.appeal.uphold(on=day_of(step.at), decision=step.decision)
    docket.info_request.reverse(outcome=step.reply.outcome)
    given, said = add_answer(docket, step.reply, by=step.by, at=step.at, is_late=False)
    kind = EventKind.RECONSIDERATION_UPHELD
    _decided(docket, kind, step, {"answer": said}, outcome=given.outcome, documents=[])


def appeal_rejected(docket: Docket, step: AppealRejected) -> None:
    """The highest authority keeps the denial."""
    docket.appeal.reject(on=day_of(step.at), decision=step.decision)
    _decided(docket, EventKind.RECONSIDERATION_REJECTED, step, {})


def _decided(
    docket: Docket,
    kind: EventKind,
    step: AppealUpheld | AppealRejected,
    private: dict[str, str],
    **data: Any,
) -> None:
    on = day_of(step.at)
    docket.close_term(TermKind.RECONSIDERATION_DECISION, on=on, ended_as=TermEnd.MET)
    docket.record(
        kind,
        by=step.by,
        on=on,
        at=step.at,
        private={"decision": step.decision, **private},
        filed_on=docket.appeal.filed_on,
        **data,
    )


def appeal_lapsed(docket: Docket, step: AppealLapsed) -> None:
    """The sweep closes an appeal nobody decided."""
    term = docket.running[TermKind.RECONSIDERATION_DECISION]
    lapsed_on = term.due_on + timedelta(days=1)
    docket.appeal.lapse(on=lapsed_on)
    docket.close_term(TermKind.RECONSIDERATION_DECISION, on=lapsed_on, ended_as=TermEnd.LAPSED)
    docket.record(
        EventKind.RECONSIDERATION_LAPSED,
        by=SYSTEM,
        on=lapsed_on,
        at=step.at,
        article=term.article,
        due_on=term.due_on,
    )


def court_filed(docket: Docket, step: CourtFiled) -> None:
    """The requester tells that the case is before a judge."""
    docket.case = CourtCase(
        info_request=docket.info_request,
        institution_id=docket.info_request.institution_id,
        court=step.court,
        case_number=step.case_number,
        filed_on=step.filed_on,
    )
    docket.batch.add(docket.case)
    docket.close_term(TermKind.COURT, on=day_of(step.at), ended_as=TermEnd.MET)
    docket.record(
        EventKind.COURT_FILED,
        by=docket.requester,
        on=step.filed_on,
        at=step.at,
        article=str(rules_on(step.filed_on).court.article),
        private={"case": wording.of_case(docket.case)},
    )


def ruled(docket: Docket, step: Ruled) -> None:
    """The requester tells what the judge decided."""
    facts: dict[str, Any] = {}
    if step.orders_delivery:
        docket.case.order(on=step.ruled_on, ruling=step.ruling)
        kind = EventKind.COURT_ORDERED
        facts = _start_compliance(docket, step.ruled_on, on=day_of(step.at))
    else:
        docket.case.dismiss(on=step.ruled_on, ruling=step.ruling)
        kind = EventKind.COURT_DISMISSED
    docket.record(
        kind,
        by=docket.requester,
        on=step.ruled_on,
        at=step.at,
        private={"ruling": step.ruling},
        **facts,
    )


def _start_compliance(docket: Docket, ruled_on: date, *, on: date) -> dict[str, Any]:
    term = docket.open_term(compliance_term(ruled_on, docket.calendar.days), on=on)
    return {"article": term.article, **term_facts(term)}


def complied(docket: Docket, step: Complied) -> None:
    """The institution delivers what was ordered."""
    on = day_of(step.at)
    docket.case.comply(on=on)
    docket.info_request.reverse(outcome=step.reply.outcome)
    given, said = add_answer(docket, step.reply, by=step.by, at=step.at, is_late=False)
    in_time = on <= docket.running[TermKind.COMPLIANCE].due_on
    ended_as = TermEnd.MET if in_time else TermEnd.LAPSED
    docket.close_term(TermKind.COMPLIANCE, on=on, ended_as=ended_as)
    docket.record(
        EventKind.COURT_COMPLIED,
        by=step.by,
        on=on,
        at=step.at,
        private={"answer": said},
        outcome=given.outcome,
        documents=[],
    )
