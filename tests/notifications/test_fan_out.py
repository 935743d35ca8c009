"""Each person hears once of each fact, whatever happens to the worker."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from accounts.actors import SYSTEM
from notifications import fan_out
from notifications.fan_out import LEASE, MAX_ATTEMPTS, PAUSES, fan_out_next, put_back, set_aside
from notifications.models import Delivery, Notification
from offices.models import Institution
from requests_app.models import OutboxEntry, TimelineEvent
from requests_app.states import NotifyBy
from tests.factories import at, file_one
from tests.notifications.rounds import fan_out_all
from tests.notifications.walks import Cast

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 12)


def _poison(institution: Institution) -> OutboxEntry:
    """A fact of a kind this version does not know, as a newer version would leave it."""
    receipt = file_one(institution, when=at("2026-07-06"))
    first = receipt.info_request.timeline.get()
    OutboxEntry.objects.filter(event=first).update(done_at=NOON)
    unknown = TimelineEvent.objects.create(
        info_request=receipt.info_request,
        institution=institution,
        sequence=first.sequence + 1,
        kind="from_tomorrow",
        actor_kind=SYSTEM.kind,
        happened_on=first.happened_on,
        recorded_at=first.recorded_at,
        payload='{"data":{}}',
    )
    return OutboxEntry.objects.create(event=unknown)


def test_nothing_waits_when_nothing_happened() -> None:
    assert fan_out_next(at=NOON) is None


def test_a_fact_becomes_one_notice_for_each_person(people: Cast) -> None:
    file_one(people.mopc, when=at("2026-07-06"))
    assert fan_out_next(at=NOON) == 3
    assert Notification.objects.count() == 3
    assert Delivery.objects.count() == 3
    entry = OutboxEntry.objects.get()
    assert (entry.done_at, entry.attempts, entry.leased_until) == (NOON, 1, None)
    assert fan_out_next(at=NOON) is None


def test_who_wants_no_e_mail_still_has_the_notice(people: Cast) -> None:
    receipt = file_one(people.mopc, when=at("2026-07-06"), notify_by=NotifyBy.HERE)
    fan_out_all(at=NOON)
    notice = Notification.objects.get(requester=receipt.info_request.requester)
    assert not notice.deliveries.exists()


def test_a_fact_that_tells_nobody_is_done_at_once(mopc: Institution) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"), notify_by=NotifyBy.HERE)
    fan_out_all(at=NOON)
    TimelineEvent.objects.create(
        info_request=receipt.info_request,
        institution=mopc,
        sequence=2,
        kind="text_screened",
        actor_kind=SYSTEM.kind,
        happened_on=NOON.date(),
        recorded_at=NOON,
        payload='{"data":{}}',
    )
    entry = OutboxEntry.objects.create(event=TimelineEvent.objects.latest("pk"))
    assert fan_out_next(at=NOON) == 0
    entry.refresh_from_db()
    assert entry.done_at == NOON


def test_an_entry_another_worker_holds_is_left_to_it(people: Cast) -> None:
    file_one(people.mopc, when=at("2026-07-06"))
    OutboxEntry.objects.update(leased_until=NOON + LEASE, attempts=1)
    assert fan_out_next(at=NOON) is None
    assert fan_out_next(at=NOON + LEASE) == 3


def test_done_twice_it_still_tells_each_person_once(people: Cast) -> None:
    file_one(people.mopc, when=at("2026-07-06"))
    fan_out_all(at=NOON)
    before = set(Delivery.objects.values_list("pk", "message_id"))
    OutboxEntry.objects.update(done_at=None)
    assert fan_out_next(at=NOON) == 3
    assert Notification.objects.count() == 3
    assert set(Delivery.objects.values_list("pk", "message_id")) == before


def test_a_fact_that_cannot_be_told_lets_the_others_pass(people: Cast) -> None:
    poison = _poison(people.mopc)
    file_one(people.mopc, when=at("2026-07-06"))
    assert fan_out_all(at=NOON) == 3
    poison.refresh_from_db()
    assert poison.done_at is None
    assert poison.last_error.startswith("ValueError: 'from_tomorrow'")
    assert poison.leased_until == NOON + PAUSES[0]


def test_after_its_attempts_it_steps_aside_and_somebody_is_told_once(
    people: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    poison = _poison(people.mopc)
    instant = NOON
    for pause in (*PAUSES, timedelta(0)):
        assert fan_out_next(at=instant) == 0
        instant += pause
    caplog.clear()
    with caplog.at_level(logging.ERROR, logger=fan_out.__name__):
        assert fan_out_next(at=instant) is None
        assert fan_out_next(at=instant + timedelta(days=30)) is None
    assert [record.message for record in caplog.records] == [
        f"the notices of event {poison.pk} cannot be made; it was set aside"
    ]
    assert list(set_aside()) == [poison]


def test_a_worker_that_dies_at_each_attempt_does_not_hold_up_the_others(people: Cast) -> None:
    poison = _poison(people.mopc)
    file_one(people.mopc, when=at("2026-07-06"))
    OutboxEntry.objects.filter(pk=poison.pk).update(attempts=MAX_ATTEMPTS, leased_until=NOON)
    assert fan_out_all(at=NOON) == 3
    assert set_aside().get() == poison


def test_an_operator_puts_back_what_was_set_aside(people: Cast) -> None:
    poison = _poison(people.mopc)
    OutboxEntry.objects.filter(pk=poison.pk).update(attempts=MAX_ATTEMPTS + 1)
    assert fan_out_next(at=NOON) is None
    assert put_back() == 1
    assert fan_out_next(at=NOON) == 0


def test_the_message_number_is_of_this_site_and_not_of_this_database(people: Cast) -> None:
    file_one(people.mopc, when=at("2026-07-06"))
    fan_out_all(at=NOON)
    for delivery in Delivery.objects.all():
        assert delivery.message_id.startswith("<aip-delivery-")
        assert delivery.message_id.endswith("@localhost>")


def test_a_notice_names_its_fact_and_its_reader_and_a_delivery_its_state(people: Cast) -> None:
    receipt = file_one(people.mopc, when=at("2026-07-06"), notify_by=NotifyBy.EMAIL)
    fan_out_all(at=NOON)
    notice = Notification.objects.get(requester=receipt.info_request.requester)
    assert str(notice) == f"{notice.source_key} → requester:{notice.requester_id}"
    assert str(notice.deliveries.get()) == f"{notice.pk} email pending"
