"""Mail brought and taken in by several workers at the same moment is taken in once."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.storage import default_storage
from django.db import connection, connections

from accounts.actors import Actor
from notifications.errors import MailMoved
from notifications.mail_in import deciding
from notifications.mail_in.addresses import reply_address
from notifications.mail_in.drafts import draft_secret
from notifications.mail_in.intake import take_in_next
from notifications.mail_in.keeping import FOLDER, keep
from notifications.models import IncomingMail, MailStep
from notifications.states import MailState, MailStepKind
from offices.models import Institution
from requests_app.actions import file_request
from requests_app.models import InformationRequest, RequesterMessage
from requests_app.verification import verify_log
from tests.factories import at, file_one, filing
from tests.notifications.mail_in.letters import letter, raw

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
NOON = at("2026-07-06", 12)
WORKERS = 3


@pytest.fixture(autouse=True)
def _only_on_postgresql() -> None:
    if connection.vendor == "postgresql":
        return
    if os.environ.get("AIP_REQUIRE") == "postgres":
        pytest.fail("this run requires PostgreSQL: set TEST_DATABASE_URL")
    pytest.skip("counts only on PostgreSQL")


def _together(work: Callable[[], None]) -> None:
    start = Barrier(WORKERS)

    def run() -> None:
        try:
            start.wait()
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(run) for _worker in range(WORKERS)]:
            done.result()


def test_one_mail_brought_at_once_by_several_is_kept_once(mopc: Institution) -> None:
    # Words of its own: the folder also holds what other tests were brought.
    message = raw(letter("Traído por varios a la vez.", to="mopc@aip.example"))

    def bring() -> None:
        keep(message, recipient="mopc@aip.example", envelope_sender="a@b.example", at=NOON)

    _together(bring)
    mail = IncomingMail.objects.get()
    folder, _slash, name = str(mail.raw.name).rpartition("/")
    assert folder.startswith(FOLDER)
    kept = [file for file in default_storage.listdir(folder)[1] if file.startswith(mail.mail_key)]
    assert kept == [name]


def test_several_workers_take_each_mail_in_once(mopc: Institution) -> None:
    address = reply_address(file_one(mopc, when=at("2026-07-06")).info_request.number)
    for place in range(9):
        message = letter(f"Mensaje {place}.", to=address, Message_ID=f"<{place}@correo.example>")
        keep(raw(message), recipient=address, envelope_sender="a@b.example", at=NOON)

    def work() -> None:
        while take_in_next(at=NOON) is not None:
            pass

    _together(work)
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {MailState.ENTERED}
    assert RequesterMessage.objects.count() == 9
    assert verify_log().failed == 0


def test_several_officers_deciding_at_once_register_one_request_and_one_step(
    mopc: Institution, by_officer: Actor
) -> None:
    message = letter("Pido los contratos.", to="mopc@aip.example")
    mail = keep(raw(message), recipient="mopc@aip.example", envelope_sender="a@b.example", at=NOON)
    assert take_in_next(at=NOON) == MailState.DRAFTED
    refused: list[MailMoved] = []

    def decide() -> None:
        try:
            deciding.file_as_new(mail.pk, filing(mopc), by=by_officer, at=NOON)
        except MailMoved as moved:
            refused.append(moved)

    _together(decide)
    assert len(refused) == WORKERS - 1
    assert InformationRequest.objects.count() == 1
    assert MailStep.objects.filter(kind=MailStepKind.FILED).count() == 1


def test_its_author_confirming_while_the_office_registers_makes_one_request(
    mopc: Institution, by_officer: Actor
) -> None:
    message = letter("Pido los contratos.", to="mopc@aip.example")
    mail = keep(raw(message), recipient="mopc@aip.example", envelope_sender="a@b.example", at=NOON)
    assert take_in_next(at=NOON) == MailState.DRAFTED
    turns = iter(range(WORKERS))

    def work() -> None:
        if next(turns):
            file_request(filing(mopc), token=draft_secret(mail), at=NOON)
        else:
            deciding.file_as_new(mail.pk, filing(mopc), by=by_officer, at=NOON)

    _together(work)
    assert InformationRequest.objects.count() == 1
    assert verify_log().failed == 0
