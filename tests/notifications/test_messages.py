"""What people read: true dates, the article, what to do, and nothing that should not be there."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.template import engines
from pytest_django.fixtures import Settings

from notifications.messages import SUBJECT_LENGTH, message_for, one_line
from notifications.models import Notification
from notifications.recipients import Audience
from requests_app import actions
from requests_app.models import OutboxEntry, TimelineEvent
from requests_app.states import EventKind
from tests.factories import at, file_one
from tests.notifications.rounds import fan_out_all
from tests.notifications.walks import Cast, every_kind, silent

pytestmark = pytest.mark.django_db
UNKNOWN = "FALTA-UN-DATO"


def _event(kind: EventKind) -> TimelineEvent:
    return TimelineEvent.objects.filter(kind=kind).latest("pk")


def _told(kind: EventKind, audience: Audience, *, on: str) -> str:
    message = message_for(_event(kind), audience, on=date.fromisoformat(on))
    return f"{message.subject}\n{message.body}"


def test_every_kind_of_fact_is_told_without_a_gap(people: Cast, settings: Settings) -> None:
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "OPTIONS": {**settings.TEMPLATES[0]["OPTIONS"], "string_if_invalid": UNKNOWN},
        }
    ]
    assert engines.all()
    every_kind(people)
    assert set(TimelineEvent.objects.values_list("kind", flat=True)) == set(EventKind)
    fan_out_all(at=at("2026-10-20", 12))
    assert not OutboxEntry.objects.filter(done_at=None).exists()
    for notice in Notification.objects.all():
        text = f"{notice.subject}\n{notice.body}"
        assert UNKNOWN not in text, text
        assert "&" not in text
        assert 0 < len(notice.subject) <= SUBJECT_LENGTH
        assert notice.info_request.number in text


def test_no_notice_carries_the_tracking_code_or_a_secret_address(people: Cast) -> None:
    receipt = file_one(people.mopc, when=at("2026-07-06"))
    fan_out_all(at=at("2026-07-06"))
    for notice in Notification.objects.all():
        assert receipt.tracking_code not in notice.body
        assert not re.search(r"https?://\S*[?#]", notice.body)


def test_officials_are_not_told_who_asked(people: Cast) -> None:
    file_one(people.mopc, when=at("2026-07-06"), name="Ana Reservada", phone="0981 555 000")
    fan_out_all(at=at("2026-07-06"))
    for notice in Notification.objects.filter(requester=None):
        assert "Reservada" not in notice.body
        assert "correo.example" not in notice.body
        assert "0981" not in notice.body


def test_the_receipt_says_until_when_and_why(people: Cast, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://acceso.example"
    file_one(people.mopc, when=at("2026-07-06"))
    text = _told(EventKind.FILED, Audience.REQUESTER, on="2026-07-06")
    assert "15 días hábiles" in text
    assert "lunes 27 de julio de 2026 a las 24:00 (Ley 5282/2014, art. 16)" in text
    assert "https://acceso.example/seguimiento/" in text


def test_officials_are_led_to_their_desk(people: Cast, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://acceso.example"
    receipt = file_one(people.mopc, when=at("2026-07-06"))
    text = _told(EventKind.FILED, Audience.OFFICE, on="2026-07-06")
    assert f"https://acceso.example/bandeja/{receipt.info_request.number}/" in text


def test_silence_shows_the_safe_date_for_the_court_first(people: Cast) -> None:
    silent(people)
    text = _told(EventKind.TACITLY_DENIED, Audience.REQUESTER, on="2026-08-03")
    # Sixty calendar days from 27 July, and sixty business days.
    safe, last = "viernes 25 de septiembre de 2026", "martes 20 de octubre de 2026"
    assert text.index(safe) < text.index(last)
    assert "hasta el lunes 10 de agosto de 2026 (Ley 5282/2014, art. 21)" in text


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-08-11", "pero contra el silencio puede hacerlo igual"),
        ("2026-09-26", "La fecha segura era el viernes 25 de septiembre de 2026"),
        ("2026-10-21", "Los días para hacerlo terminaron el martes 20 de octubre de 2026"),
    ],
)
def test_told_late_a_notice_says_which_days_have_gone_by(people: Cast, on: str, words: str) -> None:
    silent(people)
    assert words in _told(EventKind.TACITLY_DENIED, Audience.REQUESTER, on=on)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-07-20", "Quedan 5 días hábiles para responder"),
        ("2026-07-24", "Queda 1 día hábil para responder"),
        ("2026-07-27", "vence hoy, lunes 27 de julio de 2026, a las 24:00"),
        ("2026-07-28", "El plazo para responder venció el lunes 27 de julio de 2026"),
    ],
)
def test_a_reminder_counts_the_days_left_when_it_is_told(people: Cast, on: str, words: str) -> None:
    file_one(people.mopc, when=at("2026-07-06"))
    actions.take_ladder_steps(on=date(2026, 7, 20), at=at("2026-07-20"))
    assert words in _told(EventKind.LADDER_STEP, Audience.OFFICE, on=on)


def test_the_directorate_observes_where_it_may_not_instruct(people: Cast) -> None:
    people.mopc.is_executive = False
    people.mopc.save()
    silent(people)
    actions.take_ladder_steps(on=date(2026, 8, 3), at=at("2026-08-03"))
    text = _told(EventKind.LADDER_STEP, Audience.DIRECTORATE, on="2026-08-03")
    assert "corresponde: observación" in text
    assert "5 días hábiles sin responder" in text


def test_a_step_for_the_requester_has_words_too(people: Cast) -> None:
    file_one(people.mopc, when=at("2026-07-06"))
    actions.take_ladder_steps(on=date(2026, 7, 20), at=at("2026-07-20"))
    text = _told(EventKind.LADDER_STEP, Audience.REQUESTER, on="2026-07-20")
    assert "vence el lunes 27 de julio de 2026" in text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Hola\r\nBcc: todos@correo.example", "Hola Bcc: todos@correo.example"),
        ("a\u202eb\u2066c\u200bd", "a b c d"),
        ("uno\u2028dos\u2029tres\x00", "uno dos tres"),
        ("Tapeg\u0303ua  \t avañe’ẽ", "Tapeg\u0303ua avañe’ẽ"),
        ("x" * 1200, "x" * 299 + "…"),
        ("{{ settings.SECRET_KEY }}<b>&", "{{ settings.SECRET_KEY }}<b>&"),
    ],
)
def test_what_a_person_typed_stays_on_one_visible_line(typed: str, read: str) -> None:
    assert one_line(typed) == read
