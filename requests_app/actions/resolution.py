"""How an institution decides: it answers, or denies by reasoned resolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.actors import Actor
from law import outcomes
from law.terms import TermKind, court_term, reconsideration_term
from offices.calendars import calendar_for, local_date
from offices.models import Duty, Post
from requests_app import documents, policies, timeline, wording
from requests_app.actions.base import answer_term_of, calendar_of, due_dates, open_term
from requests_app.actions.silence import acting_on
from requests_app.documents import CheckedFile
from requests_app.errors import Incomplete
from requests_app.models import (
    Answer,
    InformationRequest,
    ReasonedResolution,
    Term,
    WithheldItem,
)
from requests_app.search import index
from requests_app.states import EventKind, Outcome, TermEnd, Visibility

# After these the requester may still want more, so the remedies open (or open anew).
LEAVES_SOMETHING_OUT = (Outcome.PARTLY_GRANTED, Outcome.ALREADY_PUBLIC, Outcome.NOT_HELD)

DENIAL_ARTICLE = str(outcomes.requirements(outcomes.Outcome.DENIED)[0].article)


@dataclass(frozen=True, slots=True)
class Withheld:
    """One part kept back, with the law and article that is its ground (A4)."""

    item: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an institution answers; `law.outcomes` says which parts each outcome must have."""

    outcome: Outcome
    text: str
    source: str = ""
    place: str = ""
    form: str = ""
    search_made: str = ""
    withheld: Sequence[Withheld] = ()
    files: Sequence[CheckedFile] = ()
    files_visibility: Visibility = Visibility.PARTIES
    # What `files` were made from, with all they had: the institution keeps it and nobody else.
    originals: Sequence[CheckedFile] = ()
    # How many files their check still holds: the answer goes without them and says so.
    files_to_follow: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The reasoned resolution of the highest authority (art. 19, A2) and its ground (A3)."""

    number: str
    signed_on: date | None
    signatory: Post | None
    facts: str
    legal_grounds: str
    reserve_law: str = ""
    reserve_article: str = ""
    other_ground: str = ""
    text: str = ""
    files: Sequence[CheckedFile] = ()
    files_visibility: Visibility = Visibility.PARTIES
    originals: Sequence[CheckedFile] = ()
    files_to_follow: int = 0


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
        term = answer_term_of(info_request)
        days = _days(info_request, term, on=on)
        info_request.answer(outcome=reply.outcome, on=on, **days)
        _save_decision(info_request, term, on=on)
        given = add_answer(info_request, reply, by=by, at=at, is_late=on > term.due_on)
        leaves_out = reply.outcome in LEAVES_SOMETHING_OUT or reply.files_to_follow > 0
        remedies = open_remedies(info_request, on=on) if leaves_out else []
        kind = EventKind.ANSWERED_LATE if given.is_late else EventKind.ANSWERED
        timeline.record(
            info_request,
            kind,
            by=by,
            on=on,
            at=at,
            article=term.article,
            private={"answer": wording.of_answer(given)},
            outcome=reply.outcome.value,
            due_on=term.due_on,
            remedies=due_dates(remedies),
            **files_of(given),
            **days,
        )
    return given


def deny(number: str, *, by: Actor, at: datetime, resolution: Resolution) -> Answer:
    """Deny by reasoned resolution of the highest authority; nothing less closes a request (A2).

    A denial after the tacit one is accepted, marked late, and opens the remedies anew.
    Raises NotYours, WrongStage, Incomplete (with the request left open and running), FileHeld.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        signed_on, signatory = _require_resolution(info_request, resolution, on=on)
        term = answer_term_of(info_request)
        days = _days(info_request, term, on=on)
        info_request.deny(on=on, **days)
        _save_decision(info_request, term, on=on)
        reply = _as_reply(resolution)
        given = add_answer(info_request, reply, by=by, at=at, is_late=on > term.due_on)
        reasons = ReasonedResolution.objects.create(
            answer=given,
            number=resolution.number,
            signed_on=signed_on,
            signatory=signatory,
            facts=resolution.facts,
            legal_grounds=resolution.legal_grounds,
            reserve_law=resolution.reserve_law,
            reserve_article=resolution.reserve_article,
            other_ground=resolution.other_ground,
        )
        remedies = open_remedies(info_request, on=on)
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
            },
            resolution=resolution.number,
            signed_on=signed_on,
            due_on=term.due_on,
            remedies=due_dates(remedies),
            **files_of(given),
            **days,
        )
    return given


def require_parts(reply: Reply) -> None:
    """Raise Incomplete unless the reply has every part its outcome must contain."""
    given = {
        "text": reply.text,
        "source": reply.source,
        "place": reply.place,
        "form": reply.form,
        "search_made": reply.search_made,
        # One part without its ground spoils them all: each names its own (A4).
        "withheld": "; ".join(f"{part.item}: {part.ground}" for part in reply.withheld)
        if all(map(_is_grounded, reply.withheld))
        else "",
    }
    lacking = outcomes.missing(outcomes.Outcome(reply.outcome.value), given)
    if lacking:
        raise Incomplete({part.field: part.message for part in lacking})


def _is_grounded(part: Withheld) -> bool:
    return bool(part.item.strip()) and not outcomes.lacking_in_ground(part.ground)


def add_answer(
    info_request: InformationRequest, reply: Reply, *, by: Actor, at: datetime, is_late: bool
) -> Answer:
    """Save an answer with its withheld parts and files, in the caller's transaction, and make it
    findable when its request is. The request's own changes are saved already."""
    on = local_date(at)
    given = Answer.objects.create(
        info_request=info_request,
        institution_id=info_request.institution_id,
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


def _require_resolution(
    info_request: InformationRequest, resolution: Resolution, *, on: date
) -> tuple[date, Post]:
    signatory, signed_on = resolution.signatory, resolution.signed_on
    given = {
        "resolution_number": resolution.number,
        "resolution_on": signed_on.isoformat() if signed_on else "",
        "signatory": str(signatory or ""),
        "facts": resolution.facts,
        "legal_grounds": resolution.legal_grounds,
        "reserve_law": resolution.reserve_law,
        "reserve_article": resolution.reserve_article,
        "other_ground": resolution.other_ground,
        "text": resolution.text,
    }
    fields = {part.field: part.message for part in outcomes.missing(outcomes.Outcome.DENIED, given)}
    if signed_on and signed_on > on:
        fields["resolution_on"] = "La resolución no puede tener una fecha posterior a hoy."
    if signatory and signed_on and not _held_then(info_request, signatory, on=signed_on):
        fields["signatory"] = (
            "Quien firma debe ser la máxima autoridad de la institución en la fecha de la "
            "resolución."
        )
    if fields or signed_on is None or signatory is None:
        raise Incomplete(fields)
    return signed_on, signatory


def _held_then(info_request: InformationRequest, signatory: Post, *, on: date) -> bool:
    """Who signed must have been the authority that day; they may have left since."""
    posts = Post.objects.filter(
        pk=signatory.pk,
        duty=Duty.HIGHEST_AUTHORITY,
        office__institution=info_request.institution_id,
        starts_on__lte=on,
    )
    return posts.exclude(ends_on__lt=on).exists()
