"""How an institution decides: it answers, or denies by reasoned resolution."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from accounts.actors import Actor
from law import outcomes
from law.terms import TermKind, court_term, reconsideration_term
from offices.calendars import calendar_for, local_date
from offices.models import Post
from requests_app import documents, policies, timeline, wording
from requests_app.actions.base import answer_term_of, calendar_of, due_dates, open_term
from requests_app.actions.reply import (
    LEAVES_SOMETHING_OUT,
    Reply,
    Resolution,
    require_parts,
    require_resolution,
)
from requests_app.actions.silence import acting_on
from requests_app.models import (
    Answer,
    InformationRequest,
    ReasonedResolution,
    Term,
    WithheldItem,
)
from requests_app.search import index
from requests_app.states import EventKind, Outcome, TermEnd, Visibility

DENIAL_ARTICLE = str(outcomes.requirements(outcomes.Outcome.DENIED)[0].article)


def answer(number: str, *, by: Actor, at: datetime, reply: Reply) -> Answer:
    """Give the answer, in term or late, notify it and stop the clock (A1, A7).

    A late answer is accepted and marked; the tacit denial before it stays. Answering what was
    never taken in charge is allowed: the answer shows that it was. One that leaves files for
    later leaves something out, so it opens the remedies.
    Raises NotYours, WrongStage, Incomplete, FileHeld.
    """
    on = local_date(at)
    require_parts(reply)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        return give(info_request, reply, by=by, on=on, at=at)


def deny(number: str, *, by: Actor, at: datetime, resolution: Resolution) -> Answer:
    """Deny by reasoned resolution of the highest authority; nothing less closes a request (A2).

    A denial after the tacit one is accepted, marked late, and opens the remedies anew.
    Raises NotYours, WrongStage, Incomplete (with the request left open and running), FileHeld.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        signed = require_resolution(info_request, resolution, on=on)
        return refuse(info_request, resolution, signed, by=by, on=on, at=at)


def give(
    info_request: InformationRequest,
    reply: Reply,
    *,
    by: Actor,
    on: date,
    at: datetime,
    also_private: Mapping[str, str] | None = None,
    **said: Any,
) -> Answer:
    """Give the answer of a locked request, whose legal day is `on`; it is told at `at`.

    The caller has checked who may, and the parts of the reply. `said` is what its event says
    besides, and `also_private` what it commits to besides. Raises WrongStage, FileHeld.
    """
    term = answer_term_of(info_request)
    days = _days(info_request, term, on=on)
    info_request.answer(outcome=reply.outcome, on=on, **days)
    _save_decision(info_request, term, on=on)
    given = add_answer(info_request, reply, by=by, at=at, is_late=on > term.due_on, on=on)
    leaves_out = reply.outcome in LEAVES_SOMETHING_OUT or reply.files_to_follow > 0
    remedies = open_remedies(info_request, on=local_date(at)) if leaves_out else []
    timeline.record(
        info_request,
        EventKind.ANSWERED_LATE if given.is_late else EventKind.ANSWERED,
        by=by,
        on=on,
        at=at,
        article=term.article,
        private={"answer": wording.of_answer(given), **(also_private or {})},
        outcome=reply.outcome.value,
        due_on=term.due_on,
        remedies=due_dates(remedies),
        **files_of(given),
        **days,
        **said,
    )
    return given


def refuse(
    info_request: InformationRequest,
    resolution: Resolution,
    signed: tuple[date, Post | None],
    *,
    by: Actor,
    on: date,
    at: datetime,
    also_private: Mapping[str, str] | None = None,
    **said: Any,
) -> Answer:
    """Deny a locked request, as `give` answers it. `signed` is what `require_resolution` found.

    Raises WrongStage, FileHeld.
    """
    signed_on, signatory = signed
    term = answer_term_of(info_request)
    days = _days(info_request, term, on=on)
    info_request.deny(on=on, **days)
    _save_decision(info_request, term, on=on)
    reply = _as_reply(resolution)
    given = add_answer(info_request, reply, by=by, at=at, is_late=on > term.due_on, on=on)
    reasons = ReasonedResolution.objects.create(
        answer=given,
        number=resolution.number,
        signed_on=signed_on,
        signatory=signatory,
        signed_by="" if signatory else resolution.signed_by,
        facts=resolution.facts,
        legal_grounds=resolution.legal_grounds,
        reserve_law=resolution.reserve_law,
        reserve_article=resolution.reserve_article,
        other_ground=resolution.other_ground,
    )
    remedies = open_remedies(info_request, on=local_date(at))
    timeline.record(
        info_request,
        EventKind.DENIED,
        by=by,
        on=on,
        at=at,
        article=DENIAL_ARTICLE,
        private={
            "answer": wording.of_answer(given),
            "resolution": wording.of_resolution(reasons),
            **(also_private or {}),
        },
        resolution=resolution.number,
        signed_on=signed_on,
        due_on=term.due_on,
        remedies=due_dates(remedies),
        **files_of(given),
        **days,
        **said,
    )
    return given


def add_answer(
    info_request: InformationRequest,
    reply: Reply,
    *,
    by: Actor,
    at: datetime,
    is_late: bool,
    on: date | None = None,
) -> Answer:
    """Save an answer with its withheld parts and files, in the caller's transaction, and make it
    findable when its request is. The request's own changes are saved already.

    It is told on the day of `at`; `on` is the day on which the institution gave it, if another.
    """
    told_on = local_date(at)
    given = Answer.objects.create(
        info_request=info_request,
        institution_id=info_request.institution_id,
        outcome=reply.outcome,
        text=reply.text,
        source=reply.source,
        place=reply.place,
        form=reply.form,
        search_made=reply.search_made,
        answered_on=on or told_on,
        notified_on=told_on,
        is_late=is_late,
        answered_by=by.user,
        files_to_follow=reply.files_to_follow,
    )
    WithheldItem.objects.bulk_create(
        WithheldItem(answer=given, item=part.item, ground=part.ground) for part in reply.withheld
    )
    documents.attach(
        info_request, reply.files, visibility=reply.files_visibility, at=at, answer=given
    )
    documents.attach(info_request, reply.originals, visibility=Visibility.INTERNAL, at=at)
    if info_request.shows_text:
        index.refresh(info_request)
    return given


def files_of(given: Answer) -> dict[str, Any]:
    """Return what an event says of an answer's files: the SHA-256 of each, which it fixes for
    ever, and how many are to follow, if any."""
    said: dict[str, Any] = {"documents": list(given.documents.values_list("digest", flat=True))}
    if given.files_to_follow:
        said["files_to_follow"] = given.files_to_follow
    return said


def open_remedies(info_request: InformationRequest, *, on: date) -> list[Term]:
    """Open, on being notified, the terms to appeal and to go to court (arts. 21, 23, 24)."""
    calendar = calendar_of(info_request.institution)
    return [
        open_term(info_request, count(on, calendar.days), calendar, on=on)
        for count in (reconsideration_term, court_term)
    ]


def _as_reply(resolution: Resolution) -> Reply:
    return Reply(
        outcome=Outcome.DENIED,
        text=resolution.text,
        files=resolution.files,
        files_visibility=resolution.files_visibility,
        originals=resolution.originals,
        files_to_follow=resolution.files_to_follow,
    )


def _days(info_request: InformationRequest, term: Term, *, on: date) -> dict[str, int]:
    # Counted under the calendar the term remembers, so that the figure matches its due date.
    days = calendar_for(info_request.institution, version=term.calendar_version).days
    return {
        "response_days": days.count(after=info_request.presented_on, until=on),
        "late_days": max(days.count(after=term.due_on, until=on), 0),
    }


def _save_decision(info_request: InformationRequest, term: Term, *, on: date) -> None:
    info_request.save(
        update_fields=["stage", "outcome", "answered_on", "response_days", "late_days"]
    )
    ended_as = TermEnd.MET if on <= term.due_on else TermEnd.LAPSED
    info_request.terms.running(TermKind.ANSWER).close(on=on, ended_as=ended_as)
