"""History has one writer, one canonical text and one chain."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from requests_app import actions, timeline
from requests_app.models import InformationRequest
from requests_app.sealing import canonical, chain, commit_to
from requests_app.states import EventKind
from tests.factories import at
from tests.requests_app.story import reload


def test_one_content_has_one_text() -> None:
    instant = datetime(2026, 7, 6, 10, 0, tzinfo=UTC)
    one = canonical({"b": "ñ g̃", "a": [1, None, True], "on": date(2026, 7, 6)})
    other = canonical({"on": date(2026, 7, 6), "a": [1, None, True], "b": "ñ g̃"})
    assert one == other == '{"a":[1,null,true],"b":"ñ g̃","on":"2026-07-06"}'
    assert canonical({"at": instant}) == '{"at":"2026-07-06T10:00:00.000000+00:00"}'


@pytest.mark.parametrize("content", [{"a": 1.5}, {"a": [{"b": float("nan")}]}, {"a": {1, 2}}])
def test_what_has_no_one_text_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="history holds no"):
        canonical(content)


def test_the_chain_is_plain_sha256_that_anyone_can_recompute() -> None:
    first = hashlib.sha256(b"{}").hexdigest()
    assert chain("", "{}") == first
    assert chain(first, "x") == hashlib.sha256(bytes.fromhex(first) + b"x").hexdigest()


@pytest.mark.django_db
def test_each_event_continues_the_one_before(number: str, by_officer: Actor) -> None:
    actions.take_in_charge(number, by=by_officer, at=at("2026-07-07"))
    first, second = reload(number).timeline.order_by("sequence")
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert second.hash == chain(first.hash, second.payload)
    row = reload(number)
    assert (row.events_count, row.chain_head) == (2, second.hash)


@pytest.mark.django_db
def test_an_event_is_bound_to_who_acted_without_naming_them(
    number: str, by_officer: Actor, officer: User
) -> None:
    actions.take_in_charge(number, by=by_officer, at=at("2026-07-07"))
    event = reload(number).timeline.latest("sequence")
    payload, salt = json.loads(event.payload), event.commitments.get(field="actor").salt
    assert payload["commitments"]["actor"] == commit_to(str(officer.pk), salt)
    assert officer.email not in event.payload


@pytest.mark.django_db(transaction=True)
def test_history_is_written_in_the_transaction_of_its_fact(number: str) -> None:
    row = InformationRequest.objects.get(number=number)
    with pytest.raises(RuntimeError, match="same transaction"):
        timeline.record(
            row, EventKind.WITHDRAWN, by=SYSTEM, on=date(2026, 7, 7), at=at("2026-07-07")
        )
    with pytest.raises(RuntimeError, match="same transaction"):
        timeline.record_batch([])
    assert row.timeline.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_fact_rolled_back_leaves_no_history(number: str) -> None:
    row = InformationRequest.objects.get(number=number)
    with transaction.atomic():
        timeline.record(
            row, EventKind.WITHDRAWN, by=SYSTEM, on=date(2026, 7, 7), at=at("2026-07-07")
        )
        transaction.set_rollback(True)
    assert reload(number).timeline.count() == reload(number).events_count == 1


@pytest.mark.django_db
def test_rows_say_what_they_are(number: str, by_officer: Actor) -> None:
    event = reload(number).timeline.get()
    assert str(event) == f"{event.info_request_id} #1 filed"
    assert str(event.outbox_entry) == str(event.pk)
    assert str(event.commitments.get(field="text")) == f"{event.pk} text"
