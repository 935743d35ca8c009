"""What a paper states, read from the rows: public facts apart from personal ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from law.terms import TermKind
from papers.availability import Offer
from papers.kinds import Branch, Kind
from papers.remedies import CourtDates, court_dates
from requests_app.models import Answer, InPersonNotice, Registration, TimelineEvent
from requests_app.standing import Standing
from requests_app.states import EventKind, Outcome

_START = (EventKind.FILED, EventKind.REGISTERED)
# What each paper proves by the history's hashes; the remedies prove everything told so far.
_PROVES: dict[Kind, tuple[EventKind, ...]] = {
    Kind.RECEIPT: _START,
    Kind.VERBAL_RECORD: _START,
    Kind.NOTICE: (*_START, EventKind.NOTIFIED_IN_PERSON),
    Kind.TACIT_DENIAL: (*_START, EventKind.TACITLY_DENIED),
}
_INNER = (EventKind.LADDER_STEP,)


@dataclass(frozen=True, slots=True)
class Proof:
    """One event of the history: its place in the chain and its hash."""

    sequence: int
    kind: str
    happened_on: date
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What anybody who verifies the paper may read. Nothing here is personal."""

    number: str
    kind: str
    branch: str
    edition: str
    institution_code: str
    institution: str
    presented_on: date
    registered_on: date | None = None
    due_on: date | None = None
    calendar_version: str | None = None
    tacitly_denied_on: date | None = None
    notified_on: date | None = None
    resolution: str | None = None
    resolution_on: date | None = None
    reconsideration_until_on: date | None = None
    court_safe_until_on: date | None = None
    court_until_on: date | None = None
    proofs: tuple[Proof, ...] = ()

    def claims(self) -> dict[str, Any]:
        """Return the facts as a mapping, leaving out what this paper does not state."""
        return {key: value for key, value in asdict(self).items() if value not in (None, ())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Who asked and what: on the paper, never on the page that verifies it."""

    name: str
    identity_document: str
    address: str
    email: str
    phone: str
    subject: str
    description: str
    verbal_record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Personal):
    """The personal side of a notification at a counter. Apart, because what a paper committed to
    must not change when another kind of paper states more."""

    received_by: str
    identity: str


def facts_of(standing: Standing, offer: Offer, *, edition: str) -> Facts:
    """Return what the paper offered states today, from rows already read."""
    info_request = standing.info_request
    return Facts(
        number=info_request.number,
        kind=offer.kind.value,
        branch=offer.branch.value if offer.branch else "",
        edition=edition,
        institution_code=info_request.first_institution.code,
        institution=info_request.first_institution.name,
        presented_on=info_request.presented_on,
        registered_on=_registered_on(standing),
        proofs=tuple(_proofs(standing, offer.kind)),
        **_answer_term(standing),
        **_denial(standing, offer),
        **_remedies(standing, offer),
    )


def personal_of(standing: Standing, kind: Kind) -> Personal:
    """Return the personal side of a paper of that kind."""
    info_request = standing.info_request
    requester = info_request.requester
    record = registration_of(standing) if kind == Kind.VERBAL_RECORD else None
    notice = last_notice(standing) if kind == Kind.NOTICE else None
    own = {"verbal_record": record.verbal_record} if record else {}
    if notice is not None:
        own = {"received_by": notice.received_by, "identity": notice.identity}
    side = Personal if notice is None else Received
    return side(
        name=requester.name,
        identity_document=requester.identity_document,
        address=requester.address,
        email=requester.email,
        phone=requester.phone,
        subject=info_request.subject,
        description=info_request.description,
        **own,
    )


def last_notice(standing: Standing) -> InPersonNotice | None:
    """Return the last time the person was notified at a counter."""
    notices = InPersonNotice.objects.select_related("office__institution", "noted_by")
    return notices.filter(info_request=standing.info_request).last()


def deciding_answer(standing: Standing, offer: Offer) -> Answer | None:
    """Return the decision a remedy is written against; silence has none."""
    if offer.branch in {None, Branch.TACIT}:
        return None
    denials = (Outcome.DENIED,)
    against = [
        answer
        for answer in standing.answers
        if (answer.outcome in denials) == (offer.branch == Branch.EXPRESS)
    ]
    return against[-1] if against else None


def registration_of(standing: Standing) -> Registration | None:
    """Return how an office took the request in, if one did."""
    rows = Registration.objects.select_related("registered_by", "centre")
    return rows.filter(info_request=standing.info_request).first()


def _registered_on(standing: Standing) -> date | None:
    registration = registration_of(standing)
    return registration.registered_on if registration else None


def _proofs(standing: Standing, kind: Kind) -> Iterable[Proof]:
    events = TimelineEvent.objects.filter(info_request=standing.info_request)
    if kind in _PROVES:
        events = events.filter(kind__in=_PROVES[kind])
    rows = events.exclude(kind__in=_INNER).order_by("sequence")
    for sequence, event_kind, happened_on, digest in rows.values_list(
        "sequence", "kind", "happened_on", "hash"
    ):
        yield Proof(sequence, event_kind, happened_on, digest)


def _answer_term(standing: Standing) -> dict[str, Any]:
    term = standing.term(TermKind.ANSWER)
    if term is None:
        return {}
    return {"due_on": term.due_on, "calendar_version": term.calendar_version.label}


def _denial(standing: Standing, offer: Offer) -> dict[str, Any]:
    if offer.kind in {Kind.RECEIPT, Kind.VERBAL_RECORD}:
        return {}
    if offer.kind == Kind.NOTICE:
        notice = last_notice(standing)
        return {"notified_on": notice.notified_on} if notice else {}
    stated: dict[str, Any] = {"tacitly_denied_on": standing.info_request.tacitly_denied_on}
    if answer := deciding_answer(standing, offer):
        stated["notified_on"] = answer.notified_on
        if resolution := getattr(answer, "resolution", None):
            stated["resolution"] = resolution.number
            stated["resolution_on"] = resolution.signed_on
    return stated


def _remedies(standing: Standing, offer: Offer) -> dict[str, Any]:
    if offer.kind in {Kind.RECEIPT, Kind.VERBAL_RECORD}:
        return {}
    appeal = standing.term(TermKind.RECONSIDERATION)
    court: CourtDates | None = court_dates(standing)
    if offer.kind == Kind.TACIT_DENIAL:
        # A later decision opens remedies of its own, which are not those of the silence.
        silent_on = _answer_term(standing).get("due_on")
        appeal = appeal if appeal and appeal.starts_on == silent_on else None
        court = court if court and court.trigger_on == silent_on else None
    return {
        "reconsideration_until_on": appeal.due_on if appeal else None,
        "court_safe_until_on": court.safe_until_on if court else None,
        "court_until_on": court.until_on if court else None,
    }
