"""What is done with the person at a counter: notify them, give them another code, file what they
signed (T12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts.actors import Actor
from law.rules import rules_on
from law.terms import TermKind, court_term, reconsideration_term
from offices.calendars import local_date
from offices.models import Office
from requests_app import documents, policies, timeline, tracking, wording
from requests_app.actions.base import calendar_of, centre_facts, due_dates, open_term
from requests_app.actions.silence import acting_on
from requests_app.awaiting import DECISIONS, waiting_events
from requests_app.documents import CheckedFile
from requests_app.errors import Incomplete, NothingToTell
from requests_app.models import (
    Answer,
    CodeReissue,
    Document,
    InformationRequest,
    InPersonNotice,
    Term,
    TimelineEvent,
)
from requests_app.states import Copies, EventKind, SignedPaper, Visibility

_REMEDIES = {
    TermKind.RECONSIDERATION: reconsideration_term,
    TermKind.COURT: court_term,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """To whom a notification was made at the counter, how they proved who they are, and what
    they took away. `centre` is the service centre, None at the institution's own office."""

    received_by: str
    identity: str
    copies: Copies
    note: str = ""
    centre: Office | None = None


def notify_in_person(number: str, handed: Handed, *, by: Actor, at: datetime) -> InPersonNotice:
    """Tell who asked, at a counter, everything they have not been told: it is effective that day.

    The terms to fight a decision notified so begin on that day: those counted from the day of the
    decision, when they still run, are replaced. What silence opened stays (T7, T12).
    Raises NotYours, UnknownRequest, Incomplete, and NothingToTell when they know it all.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        person = policies.require_counter(by, info_request, handed.centre, on=on)
        _require_words({"received_by": handed.received_by, "identity": handed.identity})
        told = waiting_events(info_request)
        if not told:
            raise NothingToTell
        notice = InPersonNotice.objects.create(
            info_request=info_request,
            institution_id=info_request.institution_id,
            office=handed.centre,
            last_sequence=info_request.events_count,
            notified_on=on,
            notified_at=at,
            received_by=handed.received_by,
            identity=handed.identity,
            copies=handed.copies,
            note=handed.note,
            noted_by=person,
        )
        _notify_answers(info_request, told, on=on)
        remedies = _start_remedies(info_request, told, on=on)
        info_request.bounces.unsettled().update(settled_on=on, way=_way(handed))
        timeline.record(
            info_request,
            EventKind.NOTIFIED_IN_PERSON,
            by=by,
            on=on,
            at=at,
            article=str(rules_on(on).notification.article),
            private={"in_person": wording.of_in_person(notice)},
            notice_sequences=[event.sequence for event in told],
            copies=handed.copies.value,
            remedies=due_dates(remedies),
            **centre_facts(handed.centre),
        )
    return notice


def reissue_code(
    number: str,
    *,
    identity: str,
    token: str,
    by: Actor,
    at: datetime,
    centre: Office | None = None,
) -> str:
    """Give another tracking code to who asked and lost theirs; the former one opens nothing more.

    `token` is the form's random token: sent twice, the same code comes back. The code is shown now
    and never stored. Raises NotYours, UnknownRequest, Incomplete.
    """
    on = local_date(at)
    code = tracking.code_for(token)
    # The slow hash is made before the row is locked.
    code_hash = tracking.hash_code(code)
    with acting_on(number, on=on, at=at) as info_request:
        person = policies.require_counter(by, info_request, centre, on=on)
        _require_words({"identity": identity})
        if tracking.matches(code, info_request.tracking_code_hash):
            return code
        info_request.tracking_code_hash = code_hash
        info_request.save(update_fields=["tracking_code_hash"])
        CodeReissue.objects.create(
            info_request=info_request,
            office=centre,
            identity=identity,
            reissued_on=on,
            reissued_by=person,
        )
        timeline.record(
            info_request,
            EventKind.CODE_REISSUED,
            by=by,
            on=on,
            at=at,
            private={"identity": identity},
            **centre_facts(centre),
        )
    return code


def file_signed_copy(
    number: str,
    paper: SignedPaper,
    file: CheckedFile,
    *,
    by: Actor,
    at: datetime,
    centre: Office | None = None,
) -> Document:
    """Keep the scan of a paper the person signed; only the institution reads it.

    The same file twice is one. Raises NotYours, UnknownRequest, DocumentRefused.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_counter(by, info_request, centre, on=on)
        known = info_request.documents.filter(
            digest=file.digest, visibility=Visibility.INTERNAL
        ).first()
        if known is not None:
            return known
        (stored,) = documents.attach(info_request, [file], visibility=Visibility.INTERNAL, at=at)
        timeline.record(
            info_request,
            EventKind.SIGNED_COPY_FILED,
            by=by,
            on=on,
            at=at,
            paper=paper.value,
            documents=[stored.digest],
            **centre_facts(centre),
        )
    return stored


def _notify_answers(
    info_request: InformationRequest, told: Sequence[TimelineEvent], *, on: date
) -> None:
    """Every decision left one event and one answer, in the same order."""
    decisions = info_request.timeline.filter(kind__in=DECISIONS).order_by("sequence")
    now_told = {event.sequence for event in told}
    answers = info_request.answers.order_by("pk")
    keys = [
        answer.pk
        for answer, sequence in zip(
            answers, decisions.values_list("sequence", flat=True), strict=True
        )
        if sequence in now_told
    ]
    Answer.objects.filter(pk__in=keys).update(notified_on=on)


def _start_remedies(
    info_request: InformationRequest, told: Sequence[TimelineEvent], *, on: date
) -> list[Term]:
    """Count again, from today, the terms that still run from the last decision told."""
    opening = [event for event in told if event.kind in DECISIONS and event.data.get("remedies")]
    if not opening or _opened_on(opening[-1]) == on:
        return []
    calendar = calendar_of(info_request.institution)
    running = info_request.terms.running().filter(
        kind__in=_REMEDIES, starts_on=_opened_on(opening[-1])
    )
    kinds = [TermKind(kind) for kind in running.order_by("pk").values_list("kind", flat=True)]
    return [
        open_term(info_request, _REMEDIES[kind](on, calendar.days), calendar, on=on)
        for kind in kinds
    ]


def _opened_on(event: TimelineEvent) -> date:
    """Return the day from which a decision's remedies were counted: that of telling it, where
    what an institution off the system answered was written down later."""
    told_on = event.data.get("notified_on")
    return date.fromisoformat(told_on) if told_on else event.happened_on


def _way(handed: Handed) -> str:
    """Say how somebody was told of what had come back, for its own record."""
    return f"Se notificó en persona a {handed.received_by}."


def _require_words(given: dict[str, str]) -> None:
    asked = {
        "received_by": "Escriba el nombre de quien recibió.",
        "identity": "Escriba cómo comprobó que es la persona que pidió.",
    }
    lacking = {name: asked[name] for name, text in given.items() if not text.strip()}
    if lacking:
        raise Incomplete(lacking)
