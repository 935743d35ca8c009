"""A real LMTP conversation over a socket: what is answered 250 is safe, the rest is asked again."""

from __future__ import annotations

import os
import signal
import smtplib
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection as database
from pytest_django.fixtures import Settings

from notifications.mail_in.addresses import reply_address
from notifications.mail_in.server import listening
from notifications.models import IncomingMail
from notifications.states import MailState
from offices.models import Institution
from requests_app.models import RequesterMessage
from tests.factories import at, file_one
from tests.notifications.mail import MailServer, free_port
from tests.notifications.mail_in.letters import PDF, letter, raw

pytestmark = pytest.mark.django_db(transaction=True)
NOON = at("2026-07-06", 12)


def _clock() -> datetime:
    return NOON


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a running LMTP server."""
    number = free_port()
    door = listening(f"127.0.0.1:{number}", _clock)
    door.start()
    yield number
    door.stop()


def _bring(port: int, message: bytes, *recipients: str, sender: str = "ana@correo.example") -> None:
    with smtplib.LMTP("127.0.0.1", port, timeout=30) as connection:
        for recipient in recipients:
            connection.sendmail(sender, [recipient], message)


def _rename(table: str, name: str) -> None:
    with database.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {name}")


def test_a_reply_comes_in_and_its_receipt_goes_out(
    mopc: Institution, port: int, mail_server: MailServer
) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    message = letter("Agrego un archivo, g̃uarã.", to=reply_address(number))
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="nota.pdf")
    _bring(port, raw(message), reply_address(number))
    entered = RequesterMessage.objects.get()
    assert entered.text == "Agrego un archivo, g̃uarã."
    assert entered.documents.count() == 1


def test_a_new_mail_is_answered_by_mail(
    mopc: Institution, port: int, mail_server: MailServer
) -> None:
    message = raw(letter(to="mopc@aip.example"))
    _bring(port, message, "mopc@aip.example", "mopc@aip.example")
    assert [answer["To"] for answer in mail_server.received] == ["ana@correo.example"]


def test_every_recipient_is_accepted_and_answered_for(mopc: Institution, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        lines = connection.makefile("rwb")
        lines.readline()
        said = [
            b"LHLO prueba", b"MAIL FROM:<>", b"RCPT TO:<uno@aip.example>",
            b"RCPT TO:<dos@otra.example>", b"DATA",
        ]  # fmt: skip
        for command in said:
            lines.write(command + b"\r\n")
            lines.flush()
            while lines.readline()[3:4] == b"-":
                pass
        lines.write(b"Subject: x\r\n\r\nhola\r\n.\r\n")
        lines.flush()
        assert [lines.readline()[:3], lines.readline()[:3]] == [b"250", b"250"]
        lines.close()
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {MailState.IGNORED}


def test_a_line_longer_than_the_standard_allows_is_no_reason_to_refuse(
    mopc: Institution, port: int
) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    message = b"From: ana@correo.example\r\n\r\n" + b"contratos " * 3000
    _bring(port, message, reply_address(number))
    assert len(RequesterMessage.objects.get().text) > 29_000


def test_a_mail_of_twenty_megabytes_comes_in(mopc: Institution, port: int) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    message = letter(to=reply_address(number))
    message.add_attachment(
        PDF + b"\0" * (19 * 1024 * 1024), maintype="application", subtype="pdf", filename="g.pdf"
    )
    _bring(port, raw(message), reply_address(number))
    assert RequesterMessage.objects.get().documents.get().size > 19 * 1024 * 1024


def test_a_disk_that_is_full_asks_the_mail_server_to_try_again(
    mopc: Institution, port: int, settings: Settings, tmp_path: Path
) -> None:
    message = raw(letter(to="mopc@aip.example"))
    stores = settings.STORAGES
    blocked = tmp_path / "lleno"
    blocked.write_text("no es una carpeta")
    settings.STORAGES = {
        **stores,
        "default": {**stores["default"], "OPTIONS": {"location": str(blocked)}},
    }
    with pytest.raises(smtplib.SMTPDataError) as refused:
        _bring(port, message, "mopc@aip.example")
    assert refused.value.smtp_code == 451
    settings.STORAGES = stores
    _bring(port, message, "mopc@aip.example")
    assert IncomingMail.objects.get().state == MailState.DRAFTED


def test_a_database_that_fails_asks_the_mail_server_to_try_again(
    mopc: Institution, port: int
) -> None:
    message = raw(letter(to="mopc@aip.example"))
    _rename("notifications_incomingmail", "away")
    try:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            _bring(port, message, "mopc@aip.example")
    finally:
        _rename("away", "notifications_incomingmail")
    assert refused.value.smtp_code == 451
    _bring(port, message, "mopc@aip.example")
    assert IncomingMail.objects.count() == 1


def test_what_is_kept_is_accepted_even_when_it_cannot_be_taken_in_yet(
    mopc: Institution, port: int, mail_server: MailServer
) -> None:
    mail_server.stop()
    _bring(port, raw(letter(to="mopc@aip.example")), "mopc@aip.example")
    assert IncomingMail.objects.get().state == MailState.WAITING


def test_a_place_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        listening("aqui", _clock)


def test_the_door_may_be_a_socket_in_a_folder(mopc: Institution, tmp_path: Path) -> None:
    place = tmp_path / "lmtp.sock"
    door = listening(f"unix:{place}", _clock)
    door.start()
    try:
        with smtplib.LMTP(str(place)) as connection:
            connection.sendmail("a@b.example", ["mopc@aip.example"], b"Subject: x\r\n\r\nhola")
    finally:
        door.stop()
    assert IncomingMail.objects.count() == 1


def test_the_command_listens_until_it_is_told_to_stop(tmp_path: Path) -> None:
    number = free_port()
    running = subprocess.Popen(
        [sys.executable, "manage.py", "receive_mail", "--listen", f"127.0.0.1:{number}"],
        cwd=Path(__file__).resolve().parents[3],
        env={**os.environ, "DEMO": "true", "VAR_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    try:
        assert running.stdout.readline().strip() == f"listening for mail on 127.0.0.1:{number}"
        with smtplib.LMTP("127.0.0.1", number) as connection:
            assert connection.noop()[0] == 250
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 0
    finally:
        running.kill()
        running.stdout.close()
        running.wait()
