"""What an administrator edits by hand, with the triggers taken away, verification finds.

One edit it cannot find is tried too: a history rewritten to its end with every hash recomputed.
Only checkpoints published before the edit show that one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution
from requests_app import actions, answer_triggers, triggers
from requests_app.faults import Failure, Fault
from requests_app.models import (
    Answer,
    Commitment,
    CourtCase,
    Document,
    InformationRequest,
    Leg,
    OutboxEntry,
    Requester,
    Term,
    TimelineEvent,
)
from requests_app.sealing import canonical, chain
from requests_app.states import Outcome
from requests_app.verification import verify_log
from tests.factories import at, file_of, file_one, inspected
from tests.requests_app.story import holds, reload, reply

pytestmark = pytest.mark.django_db

Edit = Callable[[], Any]


@pytest.fixture
def lived(
    number: str, requester: Actor, by_officer: Actor, other_officer: User, mec: Institution
) -> str:
    """A request with a long life, whose history has lost its guards."""
    by_other = Actor.official(other_officer)
    csv = inspected(number, file_of())
    actions.take_in_charge(number, by=by_officer, at=at("2026-07-07"))
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Qué año?")
    actions.clarify(number, by=requester, at=at("2026-07-08"), reply="2025")
    actions.forward(number, by=by_officer, at=at("2026-07-09"), to=mec, reason="Es de allá")
    partly = reply(Outcome.PARTLY_GRANTED, files=(csv,))
    actions.answer(number, by=by_other, at=at("2026-08-03"), reply=partly)
    actions.record_court_filing(
        number, by=requester, at=at("2026-08-05"), court="Juzgado 4", filed_on=date(2026, 8, 4)
    )
    assert holds()
    triggers.remove(connection)
    answer_triggers.remove(connection)
    return number


def event(sequence: int) -> Any:
    """Return that event, as a set of rows that can be edited."""
    return TimelineEvent.objects.filter(sequence=sequence)


def rewrite(sequence: int, **changes: object) -> None:
    """Change the content of an event and recompute its own hash, and nothing else."""
    one = event(sequence).get()
    one.payload = canonical({**json.loads(one.payload), **changes})
    event(sequence).update(payload=one.payload, hash=chain(one.previous_hash, one.payload))


def swap() -> None:
    """Change two events over."""
    event(2).update(sequence=99)
    event(3).update(sequence=2)
    event(99).update(sequence=3)


def cut_the_tail() -> None:
    """Remove the last event, and say so in the request."""
    row = InformationRequest.objects.get()
    last = event(row.events_count)
    Commitment.objects.filter(event__in=last).delete()
    OutboxEntry.objects.filter(event__in=last).delete()
    head = last.get().previous_hash
    last.delete()
    InformationRequest.objects.update(events_count=row.events_count - 1, chain_head=head)


EDITS: dict[str, tuple[Edit, set[Fault]]] = {
    "the day of an event": (lambda: event(5).update(happened_on="2026-07-10"), {Fault.COLUMNS}),
    "the instant of an event": (
        lambda: event(5).update(recorded_at=at("2026-07-08")),
        {Fault.COLUMNS},
    ),
    "the kind of an event": (lambda: event(2).update(kind="text_screened"), {Fault.COLUMNS}),
    "the article of an event": (lambda: event(1).update(article="art. 99"), {Fault.COLUMNS}),
    "in what capacity one acted": (lambda: event(2).update(actor_kind="system"), {Fault.COLUMNS}),
    "who acted": (
        lambda: event(2).update(actor=User.objects.get(email="oficial@mec.example")),
        {Fault.COMMITMENT},
    ),
    "that anyone acted": (lambda: event(2).update(actor=None), {Fault.COMMITMENT}),
    "the institution of an event": (
        lambda: event(2).update(institution=Institution.objects.get(code="MEC")),
        {Fault.COLUMNS},
    ),
    "the content of an event": (lambda: event(6).update(payload="{}"), {Fault.HASH}),
    "the content with its hash": (
        lambda: rewrite(5, on="2026-07-13"),
        {Fault.COLUMNS, Fault.LINK, Fault.DATES},
    ),
    "an event that is none": (lambda: event(3).update(payload="["), {Fault.UNREADABLE}),
    "an event out of the middle": (
        lambda: event(2).update(sequence=90, info_request=other_request()),
        {Fault.SEQUENCE, Fault.LINK, Fault.COUNT},
    ),
    "two events swapped": (swap, {Fault.LINK, Fault.COLUMNS}),
    "the last event cut off": (cut_the_tail, {Fault.DATES}),
    "the hash in the request": (
        lambda: InformationRequest.objects.update(chain_head="00" * 32),
        {Fault.HEAD},
    ),
    "the day of presentation": (
        lambda: InformationRequest.objects.update(presented_on="2026-07-20"),
        {Fault.STATE},
    ),
    "the tacit denial undone": (
        lambda: InformationRequest.objects.update(tacitly_denied_on=None, late_days=0),
        {Fault.STATE},
    ),
    "the stage": (lambda: InformationRequest.objects.update(stage="withdrawn"), {Fault.STATE}),
    "who holds it": (
        lambda: InformationRequest.objects.update(institution=Institution.objects.get(code="MOPC")),
        {Fault.STATE},
    ),
    "the due date": (lambda: Term.objects.update(due_on="2026-12-01"), {Fault.TERMS}),
    "the day of a forwarding": (
        lambda: Leg.objects.update(forwarded_on="2026-07-06"),
        {Fault.DATES},
    ),
    "the reason of a forwarding": (lambda: Leg.objects.update(reason="Otra"), {Fault.COMMITMENT}),
    "the day of an answer": (
        lambda: Answer.objects.update(answered_on="2026-07-20"),
        {Fault.DATES},
    ),
    "the words of an answer": (lambda: Answer.objects.update(text="Otra cosa"), {Fault.COMMITMENT}),
    "the day of a court filing": (
        lambda: CourtCase.objects.update(filed_on="2026-10-01"),
        {Fault.DATES},
    ),
    "who asked": (lambda: Requester.objects.update(name="Otra Persona"), {Fault.COMMITMENT}),
    "what was asked": (
        lambda: InformationRequest.objects.update(subject="Otra cosa"),
        {Fault.COMMITMENT},
    ),
    "the salt of a datum": (lambda: Commitment.objects.update(salt="ab" * 16), {Fault.COMMITMENT}),
    "a file put in the place of another": (
        lambda: Document.objects.update(digest="00" * 32),
        {Fault.DOCUMENTS},
    ),
}


def other_request() -> InformationRequest:
    """File another request and return it."""
    return file_one(Institution.objects.get(code="MEC"), when=at("2026-08-05")).info_request


@pytest.mark.parametrize("what", EDITS)
def test_verification_finds(lived: str, what: str) -> None:
    edit, faults = EDITS[what]
    edit()
    found = {failure.fault for failure in verify_log().failures}
    assert faults <= found


def test_a_request_erased_with_its_whole_history_leaves_its_number_behind(
    number: str, mopc: Institution
) -> None:
    file_one(mopc, when=at("2026-07-06"))
    triggers.remove(connection)
    row = reload(number)
    for rows in (
        Commitment.objects.filter(event__info_request=row),
        OutboxEntry.objects.filter(event__info_request=row),
        TimelineEvent.objects.filter(info_request=row),
        Term.objects.filter(info_request=row),
    ):
        rows.delete()
    row.delete()
    assert verify_log().failures == [Failure(number, None, Fault.NUMBERS)]


def test_a_history_emptied_is_found(number: str) -> None:
    triggers.remove(connection)
    Commitment.objects.all().delete()
    OutboxEntry.objects.all().delete()
    TimelineEvent.objects.all().delete()
    InformationRequest.objects.update(events_count=0, chain_head="")
    assert {failure.fault for failure in verify_log().failures} >= {Fault.COUNT, Fault.STATE}


def test_a_tail_rewritten_with_every_hash_recomputed_needs_published_checkpoints(
    number: str, by_officer: Actor
) -> None:
    actions.take_in_charge(number, by=by_officer, at=at("2026-07-08"))
    triggers.remove(connection)
    rewrite(2, on="2026-07-07")
    event(2).update(happened_on="2026-07-07")
    InformationRequest.objects.update(chain_head=event(2).get().hash)
    assert holds()
