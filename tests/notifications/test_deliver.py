"""Notices leave by a real mail server, or say visibly why they could not."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import pytest

from mailing.attempts import LEASE, MAX_ATTEMPTS, PAUSES, Attempt
from notifications import deliver
from notifications.deliver import deliver_next, try_again
from notifications.models import Delivery, Notification
from notifications.states import DeliveryState
from offices.models import Institution
from requests_app.models import NoticeBounce
from tests.factories import at, file_one
from tests.notifications.mail import MailServer
from tests.notifications.rounds import deliver_all, fan_out_all
from tests.notifications.walks import Cast

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 12)
ANA = "ana@correo.example"


def _one_waiting(institution: Institution, **extra: str) -> Delivery:
    """File with nobody at the office: the requester's receipt is the only delivery."""
    file_one(institution, when=at("2026-07-06"), **extra)
    fan_out_all(at=NOON)
    return Delivery.objects.get()


def _after(pauses: int) -> datetime:
    return NOON + sum(PAUSES[:pauses], timedelta(0))


def test_nothing_is_due_when_nothing_waits() -> None:
    assert deliver_next(at=NOON) is None


def test_each_person_receives_one_message(people: Cast, mail_server: MailServer) -> None:
    file_one(people.mopc, when=at("2026-07-06"))
    fan_out_all(at=NOON)
    assert deliver_all(at=NOON) == {Attempt.SENT: 3}
    assert sorted(mail_server.recipients) == [ANA, "head@mopc.example", "officer@mopc.example"]
    assert set(Delivery.objects.values_list("state", "sent_at")) == {(DeliveryState.SENT, NOON)}
    assert deliver_next(at=NOON + timedelta(days=1)) is None


def test_a_message_is_plain_text_marked_as_automatic_with_its_own_number(
    mopc: Institution, mail_server: MailServer
) -> None:
    delivery = _one_waiting(mopc)
    deliver_all(at=NOON)
    (message,) = mail_server.received
    assert message["Message-ID"] == delivery.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "es"
    assert message.get_content_type() == "text/plain"
    text = message.get_content().replace("\r\n", "\n")
    assert text.strip() == delivery.notification.body.strip()
    assert message["Subject"] == delivery.notification.subject


def test_a_killed_worker_sends_again_after_its_lease_with_the_same_number(
    mopc: Institution, mail_server: MailServer
) -> None:
    delivery = _one_waiting(mopc)
    deliver_next(at=NOON)
    # As if the worker had died after the server accepted and before writing it down.
    Delivery.objects.update(state=DeliveryState.PENDING, leased_until=NOON + LEASE, sent_at=None)
    assert deliver_next(at=NOON) is None
    assert deliver_next(at=NOON + LEASE) == Attempt.SENT
    numbers = [message["Message-ID"] for message in mail_server.received]
    assert numbers == [delivery.message_id] * 2
    assert Notification.objects.count() == 1


def test_a_refused_address_fails_at_once_and_visibly(
    mopc: Institution, mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    delivery = _one_waiting(mopc)
    mail_server.reply_to[ANA] = "550 No such user"
    with caplog.at_level(logging.ERROR, logger=deliver.__name__):
        assert deliver_next(at=NOON) == Attempt.FAILED
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert "550" in delivery.last_error
    # Who was refused was not notified: the office is told to do it another way.
    assert "550" in NoticeBounce.objects.get().reason
    told = [record for record in caplog.records if record.name == deliver.__name__]
    assert len(told) == 1
    assert ANA not in told[0].getMessage()
    assert deliver_next(at=NOON + timedelta(days=30)) is None


def test_a_full_mailbox_is_tried_again(mopc: Institution, mail_server: MailServer) -> None:
    delivery = _one_waiting(mopc)
    mail_server.reply_to[ANA] = "452 Mailbox full"
    assert deliver_next(at=NOON) == Attempt.PUT_OFF
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, 1)
    assert delivery.next_attempt_at == _after(1)
    mail_server.reply_to.clear()
    assert deliver_next(at=NOON) is None
    assert deliver_next(at=_after(1)) == Attempt.SENT


@pytest.mark.parametrize(
    ("reply", "attempt"),
    [
        ("554 Rejected as spam", Attempt.FAILED),
        ("451 Try later", Attempt.PUT_OFF),
        ("421 Too busy", Attempt.SERVER_DOWN),
    ],
)
def test_what_the_server_says_of_the_text_decides(
    mopc: Institution, mail_server: MailServer, reply: str, attempt: Attempt
) -> None:
    _one_waiting(mopc)
    mail_server.reply_to_data = reply
    assert deliver_next(at=NOON) == attempt


def test_a_server_down_and_up_again_loses_nothing(people: Cast, mail_server: MailServer) -> None:
    file_one(people.mopc, when=at("2026-07-06"))
    fan_out_all(at=NOON)
    mail_server.stop()
    assert deliver_all(at=NOON) == {Attempt.SERVER_DOWN: 3}
    assert deliver_next(at=NOON) is None
    mail_server.start()
    assert deliver_all(at=_after(1)) == {Attempt.SENT: 3}
    assert len(mail_server.received) == 3


def test_a_server_down_for_a_day_is_outlived(mopc: Institution, mail_server: MailServer) -> None:
    _one_waiting(mopc)
    mail_server.stop()
    instant = NOON
    while instant < NOON + timedelta(days=1):
        deliver_all(at=instant)
        instant += timedelta(minutes=30)
    mail_server.start()
    assert deliver_next(at=_after(MAX_ATTEMPTS - 1)) == Attempt.SENT


def test_after_eight_attempts_it_fails_visibly_and_an_operator_may_try_again(
    mopc: Institution, mail_server: MailServer
) -> None:
    delivery = _one_waiting(mopc)
    mail_server.reply_to[ANA] = "450 Not now"
    for pauses in range(MAX_ATTEMPTS - 1):
        assert deliver_next(at=_after(pauses)) == Attempt.PUT_OFF
    assert deliver_next(at=_after(MAX_ATTEMPTS - 1)) == Attempt.FAILED
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILED, 8)
    mail_server.reply_to.clear()
    later = NOON + timedelta(days=5)
    assert try_again(at=later) == 1
    assert deliver_next(at=later) == Attempt.SENT


def test_a_delivery_that_kills_its_worker_each_time_is_given_up(mopc: Institution) -> None:
    delivery = _one_waiting(mopc)
    Delivery.objects.update(attempts=MAX_ATTEMPTS, leased_until=NOON)
    assert deliver_next(at=NOON) == Attempt.FAILED
    delivery.refresh_from_db()
    assert delivery.last_error == "interrumpido en cada intento"


def test_an_address_no_message_can_carry_is_put_off_not_raised(
    mopc: Institution, mail_server: MailServer
) -> None:
    _one_waiting(mopc)
    Delivery.objects.update(address="ana@correo.example\r\nBcc: otra@correo.example")
    assert deliver_next(at=NOON) == Attempt.PUT_OFF
    assert mail_server.received == []


HOSTILE = {
    "a header": "Hola\r\nBcc: todos@correo.example\r\n\r\nCuerpo falso",
    "a long line": "ñ" * 200,
    "bidirectional": "\u202egnp.otartnoc\u202c \u2066oculto\u2069",
    "a template": "{{ number }} {% now 'Y' %} <script>alert(1)</script>",
    "a dot alone": "\r\n.\r\nQUIT",
}


@pytest.mark.parametrize("subject", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_subject_reaches_nobody_else_and_breaks_nothing(
    mopc: Institution, mail_server: MailServer, subject: str
) -> None:
    mopc.name = f"Ministerio {subject}"[:200]
    mopc.save()
    _one_waiting(mopc, subject=subject, name=subject[:200])
    assert deliver_next(at=NOON) == Attempt.SENT
    (message,) = mail_server.received
    assert mail_server.recipients == [ANA]
    assert message["Bcc"] is None
    assert message["To"] == ANA
    text = message.get_content()
    assert "\nBcc" not in text
    assert not any(char in text for char in "\u202e\u202c\u2066\u2069")
    assert all(len(line) < 998 for line in message.as_bytes().splitlines())
