"""What the worker calls: it finds what waits, and one thing leads to the next."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from celery import current_app
from django.utils.timezone import now

from notifications import tasks
from notifications.models import Delivery, Notification
from notifications.states import DeliveryState
from offices.models import Institution
from requests_app import tasks as clock
from requests_app.models import InformationRequest
from requests_app.states import EventKind, Stage
from tests.factories import file_one
from tests.notifications.mail import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
LONG_SINCE = timedelta(days=60)


def _called_for() -> list[str]:
    """Take the waiting messages from the broker and return the names of their tasks."""
    names = []
    with current_app.connection_for_read() as connection:
        queue = connection.SimpleQueue("celery")
        while queue.qsize():
            message = queue.get(block=False)
            names.append(message.headers["task"])
            message.ack()
        queue.close()
    return names


def test_the_tasks_have_the_names_the_clock_calls() -> None:
    known = set(current_app.tasks)
    mine = {"notifications.fan_out", "notifications.deliver"}
    assert mine | {"requests_app.sweep", "requests_app.ladder"} <= known


def test_new_notices_call_for_their_delivery(mopc: Institution) -> None:
    file_one(mopc, when=now())
    _called_for()
    tasks.fan_out()
    assert Notification.objects.count() == 1
    assert _called_for() == ["notifications.deliver"]


def test_without_work_nothing_is_called_for(mopc: Institution) -> None:
    _called_for()
    tasks.fan_out()
    tasks.deliver()
    assert _called_for() == []


def test_a_long_round_stops_and_calls_for_the_next(
    mopc: Institution, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "FACTS_A_ROUND", 2)
    monkeypatch.setattr(tasks, "SENDINGS_A_ROUND", 2)
    for _turn in range(3):
        file_one(mopc, when=now())
    _called_for()
    tasks.fan_out()
    assert _called_for() == ["notifications.fan_out", "notifications.deliver"]
    tasks.fan_out()
    _called_for()
    tasks.deliver()
    assert _called_for() == ["notifications.deliver"]
    tasks.deliver()
    assert _called_for() == []
    assert len(mail_server.received) == 3


def test_with_the_mail_server_down_a_round_ends_at_the_first_attempt(
    mopc: Institution, mail_server: MailServer
) -> None:
    mail_server.stop()
    for _turn in range(3):
        file_one(mopc, when=now())
    tasks.fan_out()
    _called_for()
    tasks.deliver()
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert not Delivery.objects.exclude(state=DeliveryState.PENDING).exists()
    assert _called_for() == []


@contextmanager
def _broker_gone() -> Iterator[None]:
    """Let the application look for its broker where nobody listens."""
    conf = current_app.conf
    before = (conf.broker_write_url, conf.broker_transport_options)
    conf.broker_write_url = "redis://127.0.0.1:1/0"
    conf.broker_transport_options = {"max_retries": 0}
    current_app.amqp._producer_pool = None  # noqa: SLF001
    try:
        yield
    finally:
        conf.broker_write_url, conf.broker_transport_options = before
        current_app.amqp._producer_pool = None  # noqa: SLF001


def test_without_a_broker_the_next_step_waits_for_its_tick(
    mopc: Institution, caplog: pytest.LogCaptureFixture
) -> None:
    file_one(mopc, when=now())
    with _broker_gone():
        tasks.fan_out()
    assert Notification.objects.count() == 1
    assert "waits for its next tick" in caplog.text


def test_the_sweep_denies_what_is_past_due_and_says_how_many(
    mopc: Institution, caplog: pytest.LogCaptureFixture
) -> None:
    receipt = file_one(mopc, when=now() - LONG_SINCE)
    with caplog.at_level(logging.INFO, logger=clock.__name__):
        clock.sweep()
        clock.sweep()
    assert [record.message for record in caplog.records if record.name == clock.__name__] == [
        "1 tacit denials, 0 appeals lapsed"
    ]
    info_request = InformationRequest.objects.get(pk=receipt.info_request.pk)
    assert info_request.stage == Stage.TACITLY_DENIED
    assert info_request.timeline.filter(kind=EventKind.TACITLY_DENIED).count() == 1


def test_the_ladder_tells_each_step_once(
    mopc: Institution, caplog: pytest.LogCaptureFixture
) -> None:
    file_one(mopc, when=now() - LONG_SINCE)
    clock.sweep()
    caplog.clear()
    with caplog.at_level(logging.INFO, logger=clock.__name__):
        clock.ladder()
        clock.ladder()
    told = [record.message for record in caplog.records if record.name == clock.__name__]
    assert len(told) == 1
    assert told[0].endswith("steps of the ladder told")
