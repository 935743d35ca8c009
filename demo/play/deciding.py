"""How an institution decides, as `requests_app.actions.resolution` does it."""

from __future__ import annotations

from datetime import date, datetime

from accounts.actors import Actor
from demo.docket import Docket
from demo.moments import day_of
from demo.steps import Answered, Denied, VerdictGiven
from law.terms import TermKind
from requests_app import wording
from requests_app.actions import Reply
from requests_app.actions.reply import LEAVES_SOMETHING_OUT
from requests_app.actions.resolution import DENIAL_ARTICLE
from requests_app.models import Answer, ReasonedResolution, WithheldItem
from requests_app.states import EventKind, Outcome, TermEnd


def answered(docket: Docket, step: Answered) -> None:
    """The institution answers, in term or late."""
    on, term, reply = day_of(step.at), docket.answer_term, step.reply
    days = _days(docket, on=on)
    docket.info_request.answer(outcome=reply.outcome, on=on, **days)
    _stop_clock(docket, on=on)
    given, said = add_answer(docket, reply, by=step.by, at=step.at, is_late=on > term.due_on)
    leaves_out = reply.outcome in LEAVES_SOMETHING_OUT
    remedies = docket.open_remedies(trigger_on=on, on=on) if leaves_out else {}
    docket.record(
        EventKind.ANSWERED_LATE if given.is_late else EventKind.ANSWERED,
        by=step.by,
        on=on,
        at=step.at,
        article=term.article,
        private={"answer": said},
        outcome=reply.outcome.value,
        due_on=term.due_on,
        documents=[],
        remedies=remedies,
        **days,
    )


def denied(docket: Docket, step: Denied) -> None:
    """The highest authority denies by reasoned resolution."""
    on, term, resolution = day_of(step.at), docket.answer_term, step.resolution
    days = _days(docket, on=on)
    docket.info_request.deny(on=on, **days)
    _stop_clock(docket, on=on)
    reply = Reply(outcome=Outcome.DENIED, text=resolution.text)
    given, said = add_answer(docket, reply, by=step.by, at=step.at, is_late=on > term.due_on)
    reasons = ReasonedResolution(
        answer=given,
        number=resolution.number,
        signed_on=resolution.signed_on or on,
        signatory=resolution.signatory,
        facts=resolution.facts,
        legal_grounds=resolution.legal_grounds,
        reserve_law=resolution.reserve_law,
        reserve_article=resolution.reserve_article,
        other_ground=resolution.other_ground,
    )
    docket.batch.add(reasons)
    remedies = docket.open_remedies(trigger_on=on, on=on)
    docket.record(
        EventKind.DENIED,
        by=step.by,
        on=on,
        at=step.at,
        article=DENIAL_ARTICLE,
        private={"answer": said, "resolution": wording.of_resolution(reasons)},
        resolution=resolution.number,
        signed_on=reasons.signed_on,
        due_on=term.due_on,
        documents=[],
        remedies=remedies,
        **days,
    )


def verdict_given(docket: Docket, step: VerdictGiven) -> None:
    """The requester says whether it is what was asked."""
    docket.info_request.verdict = step.verdict
    docket.info_request.verdict_reason = step.reason
    docket.record(
        EventKind.VERDICT_GIVEN,
        by=docket.requester,
        on=day_of(step.at),
        at=step.at,
        private={"verdict_reason": step.reason} if step.reason else None,
        verdict=step.verdict.value,
    )


def add_answer(
    docket: Docket, reply: Reply, *, by: Actor, at: datetime, is_late: bool
) -> tuple[Answer, str]:
    """Keep an answer with what it withholds; return it and the text its event commits to."""
    on = day_of(at)
    given = Answer(
        info_request=docket.info_request,
        institution_id=docket.info_request.institution_id,
        outcome=reply.outcome,
        text=reply.text,
        source=reply.source,
        place=reply.place,
        form=reply.form,
        search_made=reply.search_made,
        answered_on=on,
        notified_on=on,
        is_late=is_late,
        answered_by=by.user,
    )
    docket.batch.add(given)
    withheld = [
        WithheldItem(answer=given, item=part.item, ground=part.ground) for part in reply.withheld
    ]
    for row in withheld:
        docket.batch.add(row)
    return given, wording.of_answer(given, withheld=withheld)


def _days(docket: Docket, *, on: date) -> dict[str, int]:
    days, due_on = docket.calendar.days, docket.answer_term.due_on
    return {
        "response_days": days.count(after=docket.info_request.presented_on, until=on),
        "late_days": max(days.count(after=due_on, until=on), 0),
    }


def _stop_clock(docket: Docket, *, on: date) -> None:
    ended_as = TermEnd.MET if on <= docket.answer_term.due_on else TermEnd.LAPSED
    docket.close_term(TermKind.ANSWER, on=on, ended_as=ended_as)
