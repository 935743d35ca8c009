"""Mail taken in by hand, by the worker's round, and looked at by the administration."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.timezone import now
from pytest_django.fixtures import Settings

from notifications.mail_in.addresses import reply_address
from notifications.mail_in.keeping import keep
from notifications.models import IncomingMail
from notifications.states import MailState
from notifications.tasks import forget_mail, take_in_mail
from offices.models import Institution
from requests_app.models import RequesterMessage
from tests.factories import file_one, make_user
from tests.notifications.mail_in.letters import letter, raw

pytestmark = pytest.mark.django_db


def _run(*arguments: str) -> str:
    said = StringIO()
    call_command("receive_mail", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def saved(mopc: Institution, tmp_path: Path) -> Path:
    """A reply saved as a file."""
    number = file_one(mopc, when=now()).info_request.number
    file = tmp_path / "message.eml"
    file.write_bytes(raw(letter(to=f"Pedidos <{reply_address(number)}>, otra@x.example")))
    return file


def test_one_file_is_taken_in_by_its_to_line(saved: Path) -> None:
    assert _run("--file", str(saved)) == "entered: 1\n"
    assert RequesterMessage.objects.count() == 1
    assert _run("--file", str(saved)) == ""


def test_the_recipient_may_be_named(saved: Path) -> None:
    assert _run("--file", str(saved), "--to", "mopc@aip.example") == "drafted: 1\n"


def test_a_file_that_is_not_there_is_said(mopc: Institution, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        _run("--file", str(tmp_path / "nada.eml"))


def test_what_was_set_aside_is_tried_again(saved: Path) -> None:
    _run("--file", str(saved))
    IncomingMail.objects.update(state=MailState.SET_ASIDE)
    assert _run("--retry") == "put back: 1\nentered: 1\n"
    assert _run("--waiting") == ""


def test_without_an_address_the_door_stays_shut(db: None, settings: Settings) -> None:
    settings.MAIL_IN_ADDRESS = ""
    with pytest.raises(CommandError, match="MAIL_IN_ADDRESS"):
        _run()


def test_the_workers_round_takes_in_what_was_put_off(mopc: Institution) -> None:
    for place in range(3):
        message = raw(letter(to="mopc@aip.example", Message_ID=f"<{place}@correo.example>"))
        keep(message, recipient="mopc@aip.example", envelope_sender="a@b.example", at=now())
    take_in_mail()
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {MailState.DRAFTED}


def test_the_administration_counts_mail_and_reads_none(saved: Path, client: Client) -> None:
    _run("--file", str(saved))
    client.force_login(make_user("tecnica@aip.example", is_staff=True, is_superuser=True))
    listed = client.get("/admin/notifications/incomingmail/")
    assert "Entró en su solicitud (1)" in listed.content.decode()
    mail = IncomingMail.objects.get()
    assert str(mail) == f"correo {mail.pk}"
    page = client.get(f"/admin/notifications/incomingmail/{mail.pk}/change/").content.decode()
    for private in ("ana@correo.example", mail.recipient, "Quiero saber"):
        assert private not in page


def test_originals_that_are_old_and_decided_are_erased_and_the_row_stays(
    mopc: Institution, settings: Settings
) -> None:
    number = file_one(mopc, when=now()).info_request.number
    long_ago = now() - timedelta(days=400)
    for place, to in enumerate((reply_address(number), "mopc@aip.example")):
        keep(
            raw(letter(to=to, Message_ID=f"<{place}@x>")),
            recipient=to,
            envelope_sender="ana@correo.example",
            at=long_ago,
        )
    take_in_mail()
    entered, waiting = IncomingMail.objects.order_by("pk")
    path = entered.raw.name
    settings.MAIL_IN_DAYS = 0
    forget_mail()
    said = StringIO()
    call_command("forget_mail", "--dry-run", "--days", "365", stdout=said)
    assert said.getvalue() == "would erase: 1\n"
    call_command("forget_mail", "--days", "365", stdout=said)
    entered.refresh_from_db()
    assert (entered.sender, entered.subject, bool(entered.raw)) == ("", "", False)
    assert not default_storage.exists(str(path))
    assert entered.steps.latest("pk").kind == "erased"
    assert RequesterMessage.objects.get().text == "Quiero saber más."
    # What waits for a person is kept however old it is.
    waiting.refresh_from_db()
    assert waiting.raw
