"""What comes in by mail: into its case, into a draft, or nowhere, and never lost."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core import mail as sent_mail
from django.core.files.storage import default_storage
from pytest_django.fixtures import Settings

from accounts.actors import Actor
from notifications.mail_in import intake
from notifications.mail_in.addresses import reply_address, return_address
from notifications.mail_in.intake import LEASE, MAX_ATTEMPTS, PAUSES, take_in_next, try_again
from notifications.mail_in.keeping import FOLDER, keep
from notifications.models import Delivery, IncomingMail, Notification
from notifications.states import DeliveryState, MailState
from offices.models import Institution
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.models import (
    Clarification,
    Document,
    FilingDraft,
    NoticeBounce,
    RequesterMessage,
    TimelineEvent,
)
from requests_app.states import EventKind, Visibility
from requests_app.verification import verify_log
from tests.factories import at, file_one, make_institution
from tests.notifications.mail import MailServer
from tests.notifications.mail_in.letters import PDF, bring, letter, raw, report, take_in_all
from tests.notifications.rounds import deliver_all, fan_out_all

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 12)
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def filed(mopc: Institution) -> Receipt:
    return file_one(mopc, when=at("2026-07-06"))


@pytest.fixture
def address(filed: Receipt) -> str:
    return reply_address(filed.info_request.number)


def _kinds(filed: Receipt) -> list[str]:
    rows = TimelineEvent.objects.filter(info_request=filed.info_request)
    return list(rows.order_by("sequence").values_list("kind", flat=True))


def _ask(filed: Receipt, by_officer: Actor) -> None:
    number = filed.info_request.number
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-06", 11), question="¿Cuáles?")


def _notice(filed: Receipt) -> Delivery:
    fan_out_all(at=NOON)
    return Delivery.objects.get(notification__requester=filed.info_request.requester)


def test_a_reply_enters_its_case_with_its_files(filed: Receipt, address: str) -> None:
    message = letter("Agrego una nota.\n\n> Aviso anterior", to=address)
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="nota.pdf")
    message.add_attachment(b"MZ", maintype="application", subtype="x", filename="virus.exe")
    mail = bring(message, at=NOON)
    assert (mail.state, mail.info_request) == (MailState.ENTERED, filed.info_request)
    entered = RequesterMessage.objects.get()
    assert (entered.text, entered.is_known_sender) == ("Agrego una nota.", True)
    assert entered.refused_files == ["virus.exe"]
    (document,) = entered.documents.all()
    assert (document.name, document.visibility) == ("nota.pdf", Visibility.PARTIES)
    assert _kinds(filed) == ["filed", "message_received"]
    event = TimelineEvent.objects.get(kind=EventKind.MESSAGE_RECEIVED)
    assert event.data["refused_count"] == 1
    for private in ("virus.exe", "Agrego", "correo.example"):
        assert private not in event.payload
    assert verify_log().failed == 0


def test_the_original_stays_whole_and_out_of_sight(filed: Receipt, address: str) -> None:
    mail = bring(letter("Mío.\n\n> Citado", to=address), at=NOON)
    with mail.raw.open("rb") as stored:
        assert b"> Citado" in stored.read()
    assert str(mail.raw.name).startswith(f"{FOLDER}/")


def test_a_reply_to_an_open_question_is_its_answer(
    filed: Receipt, address: str, by_officer: Actor
) -> None:
    _ask(filed, by_officer)
    bring(letter("Los de la ruta 2.", to=address), at=NOON)
    assert Clarification.objects.get().reply == "Los de la ruta 2."
    assert not RequesterMessage.objects.exists()
    bring(letter("Y los de la 7.", to=address, Message_ID="<dos@correo.example>"), at=NOON)
    assert Clarification.objects.get().reply == "Los de la ruta 2."
    assert RequesterMessage.objects.get().text == "Y los de la 7."


def test_files_sent_with_an_answer_are_kept_beside_it(
    filed: Receipt, address: str, by_officer: Actor
) -> None:
    _ask(filed, by_officer)
    message = letter("Los de la ruta 2.", to=address)
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="mapa.pdf")
    bring(message, at=NOON)
    assert Clarification.objects.get().reply == "Los de la ruta 2."
    beside = RequesterMessage.objects.get()
    assert (beside.text, beside.documents.count()) == ("", 1)


def test_another_sender_is_let_in_and_flagged(
    filed: Receipt, address: str, by_officer: Actor
) -> None:
    _ask(filed, by_officer)
    bring(letter("Soy yo.", to=address, From="Otra <otra@correo.example>"), at=NOON)
    flagged = RequesterMessage.objects.get()
    assert (flagged.is_known_sender, flagged.sender) == (False, "otra@correo.example")
    assert Clarification.objects.get().reply == "Soy yo."


def test_the_same_mail_brought_again_changes_nothing(filed: Receipt, address: str) -> None:
    message = letter(to=address)
    first = bring(message, at=NOON)
    again = bring(b"Received: from otro\r\n" + raw(message), to=address, at=LATER)
    assert again == first
    assert RequesterMessage.objects.count() == IncomingMail.objects.count() == 1


def test_a_worker_killed_after_the_act_does_it_no_second_time(
    filed: Receipt, address: str, by_officer: Actor
) -> None:
    _ask(filed, by_officer)
    message = letter("Los de la ruta 2.", to=address, From="otra@correo.example")
    bring(message, at=NOON)
    before = _kinds(filed)
    # As if it had died before writing down that it was taken in.
    IncomingMail.objects.update(state=MailState.WAITING, leased_until=NOON + LEASE)
    assert take_in_next(at=NOON) is None
    assert take_in_next(at=NOON + LEASE) == MailState.ENTERED
    assert _kinds(filed) == before


def test_two_messages_with_one_number_are_two(filed: Receipt, address: str) -> None:
    bring(letter("Uno.", to=address), at=NOON)
    bring(letter("Dos.", to=address), at=NOON)
    assert [row.text for row in RequesterMessage.objects.all()] == ["Uno.", "Dos."]


def test_a_message_nobody_can_read_is_kept_and_said(filed: Receipt, address: str) -> None:
    empty = b"From: ana@correo.example\r\nContent-Type: multipart/mixed\r\n\r\nnada"
    bring(empty, to=address, at=NOON)
    assert RequesterMessage.objects.get().text == intake.UNREADABLE


def test_automatic_replies_leave_no_trace_in_the_case(filed: Receipt, address: str) -> None:
    mail = bring(letter("Estoy de viaje.", to=address, Auto_Submitted="auto-replied"), at=NOON)
    assert (mail.state, mail.reason) == (MailState.IGNORED, "automático: Auto-Submitted")
    assert mail.info_request == filed.info_request
    assert _kinds(filed) == ["filed"]


def test_two_machines_answering_each_other_are_stopped(
    filed: Receipt, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_AN_HOUR", 3)
    states = [
        bring(letter(to=address, Message_ID=f"<{n}@correo.example>"), at=NOON).state
        for n in range(5)
    ]
    assert states == [MailState.ENTERED] * 3 + [MailState.IGNORED] * 2
    after = bring(letter(to=address, Message_ID="<9@correo.example>"), at=LATER)
    assert after.state == MailState.ENTERED


def test_a_code_made_up_enters_no_case(filed: Receipt, address: str) -> None:
    forged = address.replace("000001-", "000001-aaaa").replace("aaaa", "aaaa", 1)
    local, _at, domain = forged.partition("@")
    mail = bring(letter(to=f"{local[:-4]}@{domain}"), at=NOON)
    assert mail.state == MailState.DRAFTED
    assert _kinds(filed) == ["filed"]


def test_what_arrives_after_the_end_still_enters(filed: Receipt, address: str) -> None:
    number = filed.info_request.number
    actions.withdraw(number, by=Actor.requester(number), at=at("2026-07-06", 11))
    assert bring(letter(to=address), at=NOON).state == MailState.ENTERED


def test_a_notice_that_comes_back_is_written_down_once(filed: Receipt) -> None:
    delivery = _notice(filed)
    returned = report(delivery, to=return_address(delivery.message_id))
    mail = bring(returned, to=return_address(delivery.message_id), at=NOON, envelope_sender="")
    assert mail.state == MailState.BOUNCED
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.BOUNCED
    assert "550 5.1.1" in delivery.last_error
    bounce = NoticeBounce.objects.get()
    assert (bounce.address, bounce.sequence) == ("ana@correo.example", 1)
    event = TimelineEvent.objects.get(kind=EventKind.NOTICE_BOUNCED)
    assert event.data == {"notice_sequence": 1}
    assert event.article == "Decreto 4064/2015, art. 25"
    assert "ana@" not in event.payload
    bring(returned + b"\r\n", to="pedidos@aip.example", at=NOON, envelope_sender="")
    assert _kinds(filed) == ["filed", "notice_bounced"]
    assert verify_log().failed == 0


def test_the_office_and_not_the_person_is_told_that_a_notice_came_back(
    filed: Receipt, by_officer: Actor
) -> None:
    delivery = _notice(filed)
    bring(
        report(delivery, to="x"),
        to=return_address(delivery.message_id),
        at=NOON,
        envelope_sender="",
    )
    fan_out_all(at=NOON)
    told = Notification.objects.filter(subject__startswith="Un aviso volvió")
    assert [notice.user for notice in told] == [by_officer.user]


def test_a_plain_report_counts_too(filed: Receipt) -> None:
    delivery = _notice(filed)
    text = f"550 No such user\n\nMessage-ID: {delivery.message_id}"
    message = letter(text, to="pedidos@aip.example", From="Mailer-Daemon@correo.example")
    assert bring(message, at=NOON, envelope_sender="").state == MailState.BOUNCED


def test_a_delay_or_a_report_of_nothing_of_ours_is_no_bounce(filed: Receipt) -> None:
    delivery = _notice(filed)
    late = report(delivery, to="x", action="delayed", status="4.4.1")
    to = return_address(delivery.message_id)
    assert bring(late, to=to, at=NOON, envelope_sender="").state == MailState.IGNORED
    strange = report(Delivery(message_id="<x@y>", address="z@y.example"), to="pedidos@aip.example")
    mail = bring(strange, to="pedidos@aip.example", at=NOON, envelope_sender="")
    assert mail.state == MailState.IGNORED
    assert not NoticeBounce.objects.exists()


def test_a_reply_to_the_address_of_a_notice_enters_too(filed: Receipt) -> None:
    delivery = _notice(filed)
    to = return_address(delivery.message_id)
    assert bring(letter(to=to), at=NOON).state == MailState.ENTERED


def test_an_officials_notice_that_comes_back_marks_its_delivery_alone(
    filed: Receipt, by_officer: Actor
) -> None:
    fan_out_all(at=NOON)
    delivery = Delivery.objects.get(notification__user=by_officer.user)
    to = return_address(delivery.message_id)
    bring(report(delivery, to=to), to=to, at=NOON, envelope_sender="")
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.BOUNCED
    assert _kinds(filed) == ["filed"]
    # Nor does who writes to it speak for the person who asked.
    assert bring(letter(to=to), at=NOON).state == MailState.DRAFTED


def test_a_notice_says_where_to_answer_and_where_it_comes_back(
    filed: Receipt, address: str, by_officer: Actor, mail_server: MailServer, settings: Settings
) -> None:
    fan_out_all(at=NOON)
    deliver_all(at=NOON)
    _ask(filed, by_officer)
    fan_out_all(at=NOON)
    deliver_all(at=NOON)
    to_ana = [m for m in mail_server.received if m["To"] == "ana@correo.example"]
    assert [message["Reply-To"] for message in to_ana] == [address, address]
    assert [message["From"] for message in to_ana] == [settings.DEFAULT_FROM_EMAIL] * 2
    assert (to_ana[0]["References"], to_ana[1]["References"]) == (None, to_ana[0]["Message-ID"])
    assert mail_server.senders[0] in {return_address(m["Message-ID"]) for m in mail_server.received}
    assert "Si lo responde" in to_ana[0].get_content()
    assert filed.tracking_code.replace("-", "").lower() not in address.replace("-", "")
    to_officer = [m for m in mail_server.received if m["To"] == "oficial@mopc.example"]
    assert {message["Reply-To"] for message in to_officer} == {None}


def test_while_no_mail_comes_in_nobody_is_told_to_answer(
    filed: Receipt, mail_server: MailServer, settings: Settings
) -> None:
    settings.MAIL_IN_ADDRESS = ""
    fan_out_all(at=NOON)
    deliver_all(at=NOON)
    (message,) = mail_server.received
    assert message["Reply-To"] is None
    assert "nadie lee lo que llega a ella" in message.get_content()


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


def test_a_full_disk_keeps_no_half_of_a_mail(settings: Settings, tmp_path: Path, db: None) -> None:
    blocked = tmp_path / "lleno"
    blocked.write_text("no es una carpeta")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(blocked)},
        },
    }
    with pytest.raises(OSError, match="lleno"):
        keep(raw(_new_mail()), recipient="mopc@aip.example", envelope_sender="a@b", at=NOON)
    assert not IncomingMail.objects.exists()


def test_files_of_a_case_and_mail_share_no_folder(filed: Receipt, address: str) -> None:
    message = letter(to=address)
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="nota.pdf")
    bring(message, at=NOON)
    assert not str(Document.objects.get().content.name).startswith(FOLDER)
    assert default_storage.exists(str(IncomingMail.objects.get().raw.name))
