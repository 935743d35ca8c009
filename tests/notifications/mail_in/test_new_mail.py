"""A new mail becomes a request to confirm, once, and its author is told what is missing."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from django.core import mail as sent_mail
from django.test import Client
from django.utils.timezone import now
from pytest_django.fixtures import Settings

from notifications.mail_in import intake
from notifications.mail_in.intake import MAX_ATTEMPTS, PAUSES, take_in_next, try_again
from notifications.mail_in.keeping import keep
from notifications.models import IncomingMail
from notifications.states import MailState
from offices.models import Institution
from requests_app.actions import file_request
from requests_app.models import FilingDraft, TimelineEvent
from tests.factories import at, filing, make_institution
from tests.notifications.mail import MailServer
from tests.notifications.mail_in.letters import PDF, bring, letter, raw, take_in_all

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 12)
LATER = NOON + timedelta(hours=2)


def _new_mail(**headers: str) -> EmailMessage:
    text = "Pido los contratos de 2025.\n\n-- \nAna"
    return letter(text, to="MOPC@aip.example", **{"Subject": "Contratos viales", **headers})


def test_a_new_mail_becomes_a_draft_and_one_answer(
    mopc: Institution, mail_server: MailServer, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://acceso.example"
    message = _new_mail()
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="nota.pdf")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="todo.zip")
    assert bring(message, at=NOON).state == MailState.DRAFTED
    draft = FilingDraft.objects.get()
    assert draft.steps["institution"] == {"institution": "MOPC"}
    assert draft.steps["what"]["subject"] == "Contratos viales"
    assert draft.steps["what"]["description"] == "Pido los contratos de 2025."
    assert draft.steps["who"]["name"] == "Ana Solicitante"
    assert draft.steps["notify"]["email"] == "ana@correo.example"
    assert [kept.name for kept in draft.files.all()] == ["nota.pdf"]
    (answer,) = mail_server.received
    assert answer["To"] == "ana@correo.example"
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer["In-Reply-To"] == "<uno@correo.example>"
    text = answer.get_content()
    assert "https://acceso.example/solicitar/continuar/" in text
    for words in ("Todavía no es un pedido presentado", "todo.zip", "de palabra", "seguimiento"):
        assert words in text
    assert not TimelineEvent.objects.exists()
    bring(message, at=LATER)
    assert (FilingDraft.objects.count(), len(mail_server.received)) == (1, 1)


def test_the_answer_waits_for_a_mail_server_that_is_down_and_the_draft_is_one(
    mopc: Institution, mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    mail_server.stop()
    mail = bring(_new_mail(), at=NOON)
    assert (mail.state, mail.attempts) == (MailState.WAITING, 1)
    assert "ana@" not in caplog.text
    mail_server.start()
    assert take_in_all(at=NOON) == []
    assert take_in_all(at=NOON + PAUSES[0]) == [MailState.DRAFTED]
    assert FilingDraft.objects.count() == len(mail_server.received) == 1


def test_mail_that_fails_for_good_is_set_aside_and_can_be_tried_again(
    mopc: Institution, mail_server: MailServer
) -> None:
    mail_server.stop()
    when: datetime = NOON
    bring(_new_mail(), at=when)
    for pause in PAUSES:
        when += pause
        take_in_all(at=when)
    mail = IncomingMail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.SET_ASIDE, MAX_ATTEMPTS)
    mail_server.start()
    assert try_again(at=when) == 1
    assert take_in_all(at=when) == [MailState.DRAFTED]


def test_mail_that_kills_its_worker_each_time_steps_aside(
    mopc: Institution, caplog: pytest.LogCaptureFixture
) -> None:
    keep(raw(_new_mail()), recipient="mopc@aip.example", envelope_sender="a@b.example", at=NOON)
    IncomingMail.objects.update(attempts=MAX_ATTEMPTS)
    with caplog.at_level(logging.ERROR, logger=intake.__name__):
        assert take_in_next(at=NOON) == MailState.SET_ASIDE
    assert "set aside" in caplog.text


def test_mail_to_no_known_institution_asks_which(mopc: Institution) -> None:
    bring(letter(to="ventas@aip.example"), at=NOON)
    assert "institution" not in FilingDraft.objects.get().steps
    assert len(sent_mail.outbox) == 1


def test_mail_to_a_dissolved_institution_reaches_its_successor(mopc: Institution) -> None:
    make_institution("VIEJA", successor=mopc, is_active=False)
    bring(letter(to="vieja@aip.example"), at=NOON)
    assert FilingDraft.objects.get().steps["institution"] == {"institution": "MOPC"}


@pytest.mark.parametrize("sender", ["", "nadie", "ana@", "<>"])
def test_without_anybody_to_answer_nothing_is_begun(mopc: Institution, sender: str) -> None:
    message = f"From: {sender}\r\nSubject: x\r\n\r\nhola".encode()
    mail = bring(message, to="mopc@aip.example", at=NOON)
    assert (mail.state, mail.reason) == (MailState.IGNORED, "sin remitente a quien responder")


def test_nobody_is_flooded_in_anothers_name(
    mopc: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_DRAFTS_AN_HOUR", 2)
    for n in range(4):
        bring(_new_mail(Message_ID=f"<{n}@correo.example>"), at=NOON)
    assert FilingDraft.objects.count() == len(sent_mail.outbox) == 2
    assert IncomingMail.objects.filter(state=MailState.IGNORED).count() == 2


def test_a_hostile_subject_adds_no_header_to_the_answer(mopc: Institution) -> None:
    hostile = (
        b"From: ana@correo.example\r\nSubject: =?utf-8?q?a=0D=0ABcc:_victima=40y.example?=\r\n"
        b"Message-ID: <x\x00y@z>\r\n\r\nhola\x00"
    )
    assert bring(hostile, to="mopc@aip.example", at=NOON).state == MailState.DRAFTED
    (answer,) = sent_mail.outbox
    assert answer.recipients() == ["ana@correo.example"]
    assert "Bcc" not in answer.message()
    assert FilingDraft.objects.get().steps["what"]["description"] == "hola"


def test_a_mail_with_no_date_number_or_subject_is_taken_in(mopc: Institution) -> None:
    message = letter("Ha'e.", to="mopc@aip.example", Date="", Message_ID="", Subject="")
    assert bring(message, at=NOON).state == MailState.DRAFTED


def _link(body: object) -> str:
    found = re.search(r"(/solicitar/continuar/\S+/)", str(body))
    assert found is not None
    return found[1]


def test_the_link_opens_the_draft_at_what_is_missing(client: Client, mopc: Institution) -> None:
    bring(_new_mail(), at=now())
    (answer,) = sent_mail.outbox
    page = client.get(_link(answer.body), follow=True)
    assert page.redirect_chain == [("/solicitar/persona/", 302)]
    assert "Ana Solicitante" in page.content.decode()
    who = {"name": "Ana Solicitante", "address": "Asunción"}
    client.post("/solicitar/persona/", who)
    review = client.get(_link(answer.body), follow=True)
    assert review.redirect_chain == [("/solicitar/revisar/", 302)]
    assert "Pido los contratos de 2025." in review.content.decode()


def test_a_draft_already_filed_leads_to_following_it(client: Client, mopc: Institution) -> None:
    bring(_new_mail(), at=now())
    link = _link(sent_mail.outbox[0].body)
    file_request(filing(mopc), token=link.split("/")[-2], at=now())
    page = client.get(link, follow=True)
    assert page.redirect_chain[-1] == ("/seguimiento/", 302)
    assert "ya está presentado" in page.content.decode()
    # The mail brought again, by a server that forgot, begins nothing new.
    IncomingMail.objects.update(state=MailState.WAITING)
    take_in_all(at=now())
    assert not FilingDraft.objects.exists()


@pytest.mark.parametrize("secret", ["nada", "x" * 300, "%00", "..%2f"])
def test_a_link_made_up_begins_a_new_request(
    client: Client, mopc: Institution, secret: str
) -> None:
    page = client.get(f"/solicitar/continuar/{secret}/", follow=True)
    assert page.status_code in {200, 400, 404}
    assert "borrador" not in client.cookies


def test_nobody_guesses_a_link(mopc: Institution) -> None:
    bring(_new_mail(), at=now())
    secret = _link(sent_mail.outbox[0].body).split("/")[-2]
    assert len(secret) == 64
    assert secret not in str(IncomingMail.objects.values().get())
