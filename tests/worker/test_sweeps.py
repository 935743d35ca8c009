"""Any sweep run twice, late or by two workers leaves what one timely run would have left."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from notifications.models import Notification
from offices.models import Institution
from requests_app import actions
from requests_app.models import InformationRequest, Term, TimelineEvent
from requests_app.states import EventKind, Stage
from tests.factories import at, file_one
from tests.notifications.rounds import fan_out_all
from tests.notifications.walks import Cast, cast_of

pytestmark = pytest.mark.django_db(transaction=True)
DAY_AFTER = date(2026, 7, 28)
WEEKS_LATER = date(2026, 8, 20)


@pytest.fixture
def people(mopc: Institution, mec: Institution) -> Cast:
    """One person in each duty of the MOPC."""
    return cast_of(mopc, mec)


def _sweep(on: date) -> None:
    actions.declare_tacit_denials(on=on, at=at(on))
    actions.lapse_reconsiderations(on=on, at=at(on))


def _what_is_left() -> list[object]:
    requests = InformationRequest.objects.order_by("pk")
    terms = Term.objects.order_by("info_request", "kind")
    events = TimelineEvent.objects.order_by("info_request", "sequence")
    return [
        *requests.values_list("pk", "stage", "tacitly_denied_on"),
        *terms.values_list("info_request", "kind", "starts_on", "due_on", "ended_as"),
        *events.values_list("info_request", "sequence", "kind", "happened_on"),
    ]


def _told(number: str) -> list[str]:
    denials = TimelineEvent.objects.filter(kind=EventKind.TACITLY_DENIED)
    keys = [f"event:{pk}" for pk in denials.values_list("pk", flat=True)]
    notices = Notification.objects.filter(source_key__in=keys, info_request__number=number)
    return sorted(notices.values_list("recipient_key", flat=True))


def test_swept_twice_there_is_one_denial_and_both_parties_are_told_once(people: Cast) -> None:
    receipt = file_one(people.mopc, when=at("2026-07-06"))
    fan_out_all(at=at("2026-07-06"))
    _sweep(DAY_AFTER)
    once = _what_is_left()
    _sweep(DAY_AFTER)
    _sweep(WEEKS_LATER)
    assert _what_is_left() == once
    fan_out_all(at=at(WEEKS_LATER))
    told = _told(receipt.info_request.number)
    assert len(told) == len(set(told)) == 4
    assert f"requester:{receipt.info_request.requester_id}" in told


def test_swept_late_the_denial_has_the_day_and_the_remedies_it_would_have_had(
    people: Cast,
) -> None:
    timely = file_one(people.mopc, when=at("2026-07-06"))
    _sweep(DAY_AFTER)
    late = file_one(people.mopc, when=at("2026-07-06"))
    _sweep(WEEKS_LATER)
    histories = [
        (
            request.tacitly_denied_on,
            sorted(request.terms.values_list("kind", "starts_on", "due_on")),
            list(request.timeline.values_list("kind", "happened_on")),
        )
        for request in (
            InformationRequest.objects.get(pk=receipt.info_request.pk) for receipt in (timely, late)
        )
    ]
    assert histories[0] == histories[1]
    assert histories[0][0] == DAY_AFTER


def test_the_day_it_is_due_nothing_is_denied(people: Cast) -> None:
    receipt = file_one(people.mopc, when=at("2026-07-06"))
    _sweep(date(2026, 7, 27))
    assert InformationRequest.objects.get(pk=receipt.info_request.pk).stage == Stage.RECEIVED


def _at_once(*works: Callable[[], object]) -> None:
    """Run each in a thread of its own with its own connection; raise what any of them raised."""
    gate = threading.Barrier(len(works))
    raised: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            gate.wait()
            work()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


@pytest.fixture
def _on_postgres() -> None:
    """Concurrency counts only there."""
    if connection.vendor == "postgresql":
        return
    if os.environ.get("AIP_REQUIRE") == "postgres":
        pytest.fail("this run must be on PostgreSQL")
    pytest.skip("counts only on PostgreSQL")


@pytest.mark.postgres
@pytest.mark.usefixtures("_on_postgres")
def test_two_workers_sweep_and_tell_at_once_and_each_denial_is_told_once(people: Cast) -> None:
    receipts = [file_one(people.mopc, when=at("2026-07-06")) for _turn in range(30)]
    fan_out_all(at=at("2026-07-06"))

    def work() -> None:
        actions.declare_tacit_denials(on=DAY_AFTER, at=at(DAY_AFTER), batch=7)
        fan_out_all(at=at(DAY_AFTER))

    _at_once(work, work, work)
    fan_out_all(at=at(DAY_AFTER))
    denials = TimelineEvent.objects.filter(kind=EventKind.TACITLY_DENIED)
    assert denials.count() == len(receipts)
    assert denials.values("info_request").distinct().count() == len(receipts)
    for receipt in receipts:
        assert len(_told(receipt.info_request.number)) == 4


@pytest.mark.postgres
@pytest.mark.usefixtures("_on_postgres")
def test_two_workers_never_take_the_same_fact(people: Cast) -> None:
    for _turn in range(30):
        file_one(people.mopc, when=at("2026-07-06"))
    made: list[int] = []

    def work() -> None:
        made.append(fan_out_all(at=at("2026-07-06")))

    _at_once(work, work)
    assert sum(made) == 90
    assert Notification.objects.count() == 90
