"""What comes in by mail: into its case, into a draft, or nowhere, and never lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from pytest_django.fixtures import Settings

from accounts.actors import Actor
from notifications.mail_in import intake
from notifications.mail_in.addresses import reply_address, return_address
from notifications.mail_in.intake import LEASE, take_in_next
from notifications.mail_in.keeping import FOLDER, keep
from notifications.models import Delivery, IncomingMail
from notifications.states import MailState
from offices.models import Institution
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.models import (
    Clarification,
    Document,
    RequesterMessage,
    TimelineEvent,
)
from requests_app.states import EventKind, Visibility
from requests_app.verification import verify_log
from tests.factories import at, file_one
from tests.notifications.mail import MailServer
from tests.notifications.mail_in.letters import PDF, bring, letter, raw
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
        keep(
            raw(letter(to="mopc@aip.example")),
            recipient="mopc@aip.example",
            envelope_sender="a@b",
            at=NOON,
        )
    assert not IncomingMail.objects.exists()


def test_files_of_a_case_and_mail_share_no_folder(filed: Receipt, address: str) -> None:
    message = letter(to=address)
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="nota.pdf")
    bring(message, at=NOON)
    assert not str(Document.objects.get().content.name).startswith(FOLDER)
    assert default_storage.exists(str(IncomingMail.objects.get().raw.name))
