"""One request as evidence: its terms told day by day and its chain of events checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from law.ledger import LedgerDay
from law.terms import TermKind
from offices.calendars import calendar_for
from requests_app.models import InformationRequest, Registration, Term, TimelineEvent
from requests_app.moves import COUNTED

# Handed out with what it checks: one file that needs the standard library only.
VERIFIER = (Path(__file__).parent / "verifier.py").read_bytes()


@dataclass(frozen=True, slots=True)
class ToldTerm:
    """A term as stored, and the count behind it under the calendar version it remembers.

    `agrees` is false when counting again gives another last day: then the count is not shown as
    if it explained the date.
    """

    row: Term
    ledger: Sequence[LedgerDay]
    agrees: bool


class Linked(Protocol):
    """What a history is checked by: the text that was hashed, and the hashes on both its sides."""

    @property
    def payload(self) -> str: ...
    @property
    def previous_hash(self) -> str: ...
    @property
    def hash(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Proof:
    """One event, and whether its hash follows from its payload and from the event before."""

    event: TimelineEvent
    holds: bool


def terms_of(info_request: InformationRequest) -> list[ToldTerm]:
    """Return every term of the request, the oldest first."""
    rows = info_request.terms.select_related("institution", "calendar_version").order_by("pk")
    return [tell_term(row, info_request) for row in rows]


def registration_of(info_request: InformationRequest) -> Registration | None:
    """Return how an office or a service centre took the request in, if one did."""
    rows = Registration.objects.select_related("centre", "registered_by", "info_request")
    return rows.filter(info_request=info_request).first()


def chain_of(info_request: InformationRequest) -> list[Proof]:
    """Return the request's events in order, each checked against the one before."""
    events = info_request.timeline.select_related("institution", "actor")
    return check_chain(events.order_by("sequence"))


def check_chain(events: Iterable[TimelineEvent]) -> list[Proof]:
    """Return the events of one request, given in order, each checked against the one before."""
    proofs: list[Proof] = []
    previous = ""
    for event in events:
        expected = hash_after(event.previous_hash, event.payload)
        place = event.sequence == len(proofs) + 1
        linked = place and event.previous_hash == previous
        proofs.append(Proof(event, holds=linked and event.hash == expected))
        previous = event.hash
    return proofs


def is_whole(info_request: InformationRequest, proofs: Sequence[Proof]) -> bool:
    """Say whether every link holds and the last is the one the request's row remembers."""
    head = proofs[-1].event.hash if proofs else ""
    counted = len(proofs) == info_request.events_count
    return counted and head == info_request.chain_head and all(proof.holds for proof in proofs)


def as_lines(events: Iterable[Linked]) -> str:
    """Return events as JSON lines for `verifier`: the text that was hashed, and both hashes.

    Nothing else is written: who acted, and every personal datum, is a salted commitment there.
    """
    return "".join(
        json.dumps(
            {"hash": event.hash, "payload": event.payload, "previous_hash": event.previous_hash},
            ensure_ascii=False,
            sort_keys=True,
        )
        + "\n"
        for event in events
    )


def hash_after(previous_hash: str, payload: str) -> str:
    """SHA-256(previous hash ‖ payload), worked out apart from the code that writes history.

    Empty when the previous hash is none: somebody wrote something else in its place.
    """
    try:
        before = bytes.fromhex(previous_hash)
    except ValueError:
        return ""
    return hashlib.sha256(before + payload.encode()).hexdigest()


def tell_term(row: Term, info_request: InformationRequest) -> ToldTerm:
    """Return a term of that request with its count, day by day, if the count gives its date."""
    # A forwarding changes who must answer, not the count: it stays that of the first body.
    counted_at = info_request.first_institution if row.kind == TermKind.ANSWER else row.institution
    calendar = calendar_for(counted_at, version=row.calendar_version)
    counted = COUNTED[row.kind](row.starts_on, calendar.days)
    agrees = counted.due_on == row.due_on
    return ToldTerm(row, counted.ledger if agrees else (), agrees)
