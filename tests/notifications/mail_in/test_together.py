"""Mail brought and taken in by several workers at the same moment is taken in once."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.storage import default_storage
from django.db import connection, connections

from notifications.mail_in.addresses import reply_address
from notifications.mail_in.intake import take_in_next
from notifications.mail_in.keeping import FOLDER, keep
from notifications.models import IncomingMail
from notifications.states import MailState
from offices.models import Institution
from requests_app.models import RequesterMessage
from requests_app.verification import verify_log
from tests.factories import at, file_one
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
