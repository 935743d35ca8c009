"""Mails about complaints: told once that there is something to read, never what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from accounts.actors import Actor
from accounts.models import User
from mailing.attempts import LEASE, MAX_ATTEMPTS, Attempt
from oversight.complaints import deciding, reports, tasks
from oversight.complaints.models import Complaint, ComplaintMail
from oversight.complaints.sending import KEPT_AFTER, forget_addresses, send_next
from oversight.complaints.states import MailState
from requests_app.models import InformationRequest
from requests_app.states import NotifyBy
from tests.factories import at
from tests.notifications.mail import MailServer
from tests.oversight.complaints.conftest import MONDAY, Complain

# A lease is a transaction of its own, as the sending is.
pytestmark = pytest.mark.django_db

TUESDAY = at("2026-07-07")


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.PUBLIC_URL = "https://acceso.example"
    yield server
    server.stop()


def send_all() -> list[Attempt]:
    attempts = []
    while (attempt := send_next(at=TUESDAY)) is not None:
        attempts.append(attempt)
    return attempts


def test_each_side_is_told_once_and_no_mail_says_what_was_written(
    mail_server: MailServer, complain: Complain, director: User, head: User, authority: User
) -> None:
    number = complain(email="ana@correo.example").complaint.number
    by = Actor.official(director)
    deciding.admit(number, by=by, at=TUESDAY)
    reports.ask_report(number, by=by, at=TUESDAY, text="Frase de la Dirección.")
    deciding.note(number, by=by, at=TUESDAY, text="Nota.")
    assert send_all() == [Attempt.SENT] * 5
    assert sorted(mail_server.recipients) == sorted(
        ["ana@correo.example"] * 3 + [head.email, authority.email]
    )
    for message in mail_server.received:
        text = str(message.get_content())
        assert number in str(message["Subject"]) + text
        assert "Me gritaron" not in text
        assert "Frase de la Dirección" not in text
        page = "bandeja/quejas" if message["To"] != "ana@correo.example" else "quejas/ver"
        assert f"https://acceso.example/{page}/{number}/" in text
    assert send_all() == []


def test_a_request_is_told_where_its_person_said_and_nowhere_else(
    mail_server: MailServer, complain: Complain, info_request: InformationRequest, director: User
) -> None:
    number = complain(info_request=info_request).complaint.number
    assert send_all() == [Attempt.SENT]
    assert mail_server.recipients == [info_request.requester.email]
    assert f"/seguimiento/{info_request.number}/queja/{number}/" in str(
        mail_server.received[0].get_content()
    )
    # The person chose another way meanwhile: nothing is written, and no mail is left over.
    deciding.admit(number, by=Actor.official(director), at=TUESDAY)
    info_request.requester.notify_by = NotifyBy.HERE
    info_request.requester.save()
    assert send_all() == [Attempt.DROPPED]
    deciding.not_admit(
        complain().complaint.number, by=Actor.official(director), at=TUESDAY, text="No."
    )
    assert send_all() == []


def test_a_server_that_is_away_is_asked_again_and_a_refusal_is_final(
    mail_server: MailServer, complain: Complain
) -> None:
    complain(email="nadie@correo.example")
    mail_server.stop()
    assert send_next(at=MONDAY) == Attempt.SERVER_DOWN
    assert send_next(at=MONDAY) is None
    mail_server.start()
    mail_server.reply_to["nadie@correo.example"] = "550 no such user"
    assert send_next(at=TUESDAY) == Attempt.FAILED
    mail = ComplaintMail.objects.get()
    assert (mail.state, mail.last_error) == (MailState.FAILED, "SMTPRecipientsRefused")


def test_a_mail_whose_worker_was_killed_is_sent_after_its_lease_and_given_up_in_the_end(
    mail_server: MailServer, complain: Complain
) -> None:
    complain(email="ana@correo.example")
    mails = ComplaintMail.objects.all()
    mails.update(leased_until=TUESDAY + LEASE, attempts=1)
    assert send_next(at=TUESDAY) is None
    mails.update(attempts=MAX_ATTEMPTS)
    assert send_next(at=TUESDAY + LEASE) == Attempt.FAILED
    assert mail_server.received == []
    tasks.tell()


def test_an_address_is_forgotten_when_the_complaint_is_long_over(
    complain: Complain, director: User
) -> None:
    number = complain(email="ana@correo.example").complaint.number
    complain(email="eva@correo.example")
    deciding.not_admit(number, by=Actor.official(director), at=TUESDAY, text="No.")
    assert forget_addresses(at=TUESDAY + KEPT_AFTER) == 0
    assert forget_addresses(at=TUESDAY + KEPT_AFTER + timedelta(days=1)) == 1
    kept = Complaint.objects.order_by("pk").values_list("email", flat=True)
    assert list(kept) == ["", "eva@correo.example"]
