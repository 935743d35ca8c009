"""The daily digest: once a day for each office, to who wants it, about what waits by then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import Message

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.actors import Actor
from accounts.models import User
from casework import actions
from casework.digest.choices import choose, set_hour
from casework.digest.preparing import prepare_digests
from casework.digest.sending import send_next
from casework.models import DigestDay, DigestMail, DigestScope, DigestState
from casework.tasks import tell_offices
from mailing.attempts import LEASE, MAX_ATTEMPTS, Attempt
from offices.models import Duty, Institution, Post
from requests_app.errors import NotYours
from tests.casework.lists.conftest import signed_in
from tests.factories import appoint, at, file_one, make_user
from tests.notifications.mail import MailServer

pytestmark = pytest.mark.django_db(transaction=True)

# Monday 27 July 2026, the due date of what was presented on 6 July.
SEVEN = at("2026-07-27", 7)


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """A mail server on a free port of this machine, to which the project sends."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def number(mopc: Institution, officer: User) -> str:
    """A request due on Monday 27 July, and another presented later."""
    file_one(mopc, when=at("2026-07-20"), subject="Otro")
    return file_one(mopc, when=at("2026-07-06"), subject="Puentes").info_request.number


def text_of(mail: Message) -> str:
    return bytes(mail.get_payload(decode=True)).decode()


def send_all(when: datetime) -> list[Attempt]:
    found = []
    while (attempt := send_next(at=when)) is not None:
        found.append(attempt)
    return found


def test_an_office_has_one_digest_a_day_however_often_one_looks(
    number: str, mail_server: MailServer
) -> None:
    assert prepare_digests(at=SEVEN - timedelta(minutes=1)) == 0
    assert prepare_digests(at=SEVEN) == 1
    assert prepare_digests(at=SEVEN) == 0
    assert prepare_digests(at=SEVEN + timedelta(hours=5)) == 0
    assert send_all(SEVEN) == [Attempt.SENT]
    assert send_all(SEVEN) == []
    [mail] = mail_server.received
    assert "1 vence hoy" in str(mail["Subject"])
    text = text_of(mail)
    assert "Puentes" in text
    assert "Otro" in text
    assert "no se apagan" in text
    assert f"/bandeja/{number}/" in text
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_clock_that_was_down_sends_later_that_day_and_never_yesterdays(
    number: str, mail_server: MailServer
) -> None:
    assert prepare_digests(at=at("2026-07-27", 16)) == 1
    assert send_all(at("2026-07-28", 7)) == [Attempt.DROPPED]
    assert prepare_digests(at=at("2026-07-28", 7)) == 1
    assert send_all(at("2026-07-28", 7)) == [Attempt.SENT]
    assert "1 pedido vencido" in str(mail_server.received[0]["Subject"])


def test_there_is_none_on_closed_days_nor_with_nothing_to_say(
    number: str, mec: Institution, other_officer: User, mail_server: MailServer
) -> None:
    assert prepare_digests(at=at("2026-07-25", 12)) == 0
    assert prepare_digests(at=SEVEN) == 2
    assert sorted(send_all(SEVEN)) == [Attempt.DROPPED, Attempt.SENT]


def test_each_person_chooses_and_a_post_that_ends_stops_it(
    number: str,
    mopc: Institution,
    officer: User,
    colleague: User,
    authority: User,
    by_officer: Actor,
    mail_server: MailServer,
) -> None:
    actions.assign(number, by=by_officer, at=at("2026-07-06"), person=colleague)
    choose(colleague, DigestScope.OWN)
    assert prepare_digests(at=SEVEN) == 2
    choose(officer, DigestScope.NONE)
    assert sorted(send_all(SEVEN)) == [Attempt.DROPPED, Attempt.SENT]
    text = text_of(mail_server.received[0])
    assert "Sus pedidos" in text
    assert "Otro" not in text
    choose(authority, DigestScope.ALL)
    tomorrow = at("2026-07-28", 7)
    assert prepare_digests(at=tomorrow) == 2
    Post.objects.update(ends_on=at("2026-07-27").date())
    assert send_all(tomorrow) == [Attempt.DROPPED, Attempt.DROPPED]


def test_the_head_sets_the_hour_of_the_office(
    number: str, mopc: Institution, head: User, by_officer: Actor
) -> None:
    choose(head, DigestScope.NONE)
    with pytest.raises(NotYours):
        set_hour(mopc, 9, by=by_officer, at=SEVEN)
    set_hour(mopc, 9, by=Actor.official(head), at=SEVEN)
    assert prepare_digests(at=SEVEN) == 0
    assert prepare_digests(at=SEVEN + timedelta(hours=2)) == 1


def test_a_mail_server_that_is_down_is_tried_again_and_a_refusal_is_final(
    number: str, officer: User, mail_server: MailServer
) -> None:
    prepare_digests(at=SEVEN)
    mail_server.stop()
    assert send_next(at=SEVEN) == Attempt.SERVER_DOWN
    assert send_next(at=SEVEN) is None
    mail_server.start()
    mail_server.reply_to[officer.email] = "550 No such user"
    assert send_next(at=SEVEN + LEASE) == Attempt.FAILED
    mail = DigestMail.objects.get()
    assert (mail.state, mail.attempts) == (DigestState.FAILED, 2)
    assert officer.email not in mail.last_error
    DigestMail.objects.update(state=DigestState.PENDING, attempts=MAX_ATTEMPTS)
    assert send_next(at=SEVEN + LEASE) == Attempt.FAILED


def test_the_task_prepares_and_sends(number: str, mail_server: MailServer) -> None:
    with time_machine.travel(SEVEN, tick=False):
        tell_offices()
        tell_offices()
    assert len(mail_server.received) == 1
    assert DigestDay.objects.count() == 1


def test_the_page_says_what_cannot_be_switched_off_and_keeps_the_choice(
    desk: Client, mopc: Institution, head: User
) -> None:
    page = desk.get("/bandeja/resumen/").content.decode()
    assert "No se pueden apagar" in page
    assert "Guardar la hora" not in page
    assert desk.post("/bandeja/resumen/", {"digest": "siempre"}).status_code == 422
    desk.post("/bandeja/resumen/", {"digest": "own"})
    assert desk.get("/bandeja/resumen/").context["choice"].initial["digest"] == DigestScope.OWN
    lead = signed_in(head)
    sent = {"step": "hour", "institution": "MOPC"}
    assert lead.post("/bandeja/resumen/", {**sent, "MOPC-hour": "99"}).status_code == 422
    assert lead.post("/bandeja/resumen/", {**sent, "institution": "MEC"}).status_code == 302
    lead.post("/bandeja/resumen/", {**sent, "MOPC-hour": "9"})
    assert "a las 9:00" in lead.get("/bandeja/resumen/").content.decode()


def test_who_leads_the_institution_has_none_until_they_ask_for_it(
    number: str, mopc: Institution, authority: User
) -> None:
    assert prepare_digests(at=SEVEN) == 1
    both = appoint(make_user("dos@mopc.example"), mopc, Duty.HIGHEST_AUTHORITY)
    appoint(both, mopc, Duty.HEAD)
    assert prepare_digests(at=at("2026-07-28", 7)) == 2
