"""Who reaches which page of the mail queue: every address, every method, every stranger.

The addresses come from the resolver: one that is not in the matrix fails the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from notifications import urls_mail
from notifications.models import IncomingMail, MailStep
from offices.models import Duty, Institution, Post
from requests_app.models import TimelineEvent
from tests.factories import appoint, make_institution, make_user
from tests.notifications.mail_in.letters import PDF, bring, letter

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "head", "put", "delete")
NAMES = [str(pattern.name) for pattern in urls_mail.urlpatterns]
OWN_PLACE = "queue"
# What the officer of the desk gets from GET; `assign` is for mail that is nobody's.
READ_BY_OFFICER = {
    "one": 200,
    "file": 200,
    "enter": 200,
    "file_new": 200,
    "send_link": 302,
    "put_aside": 200,
    "take_back": 302,
    "assign": 302,
}
# What an auditor gets of mail that is nobody's: to read it, and nothing more.
READ_BY_AUDITOR = {"one": 200, "file": 200}


@pytest.fixture(autouse=True)
def _morning(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=False):
        yield


def _mail(monday: datetime, to: str) -> IncomingMail:
    message = letter("Pido los contratos.", to=to)
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="nota.pdf")
    return bring(message, at=monday)


@pytest.fixture
def mail(mopc: Institution, monday: datetime) -> IncomingMail:
    """A new mail to the MOPC with a file."""
    return _mail(monday, "mopc@aip.example")


@pytest.fixture
def auditor(mopc: Institution) -> User:
    ministry = make_institution("MJ", "Ministerio de Justicia")
    return appoint(make_user("auditora@mj.example"), ministry, Duty.AUDITOR)


def test_every_address_of_the_queue_is_in_the_matrix() -> None:
    assert sorted(NAMES) == sorted([OWN_PLACE, *READ_BY_OFFICER])


@pytest.mark.parametrize("name", READ_BY_OFFICER)
def test_strangers_of_every_kind_reach_nothing(
    mail: IncomingMail, officer: User, other_officer: User, auditor: User, name: str
) -> None:
    steps = MailStep.objects.count()
    address = _address(mail, name)
    for method in METHODS:
        assert _send(Client(), method, address).status_code == 302
        for stranger in (other_officer, auditor):
            assert _send(_signed_in(stranger), method, address).status_code == 404
        nobodys = address.replace(f"/{mail.pk}/", "/999999/")
        assert _send(_signed_in(officer), method, nobodys).status_code == 404
    assert MailStep.objects.count() == steps
    assert TimelineEvent.objects.count() == 0


@pytest.mark.parametrize("name", READ_BY_OFFICER)
def test_the_desk_it_was_written_to_reads_it_until_the_post_ends(
    mail: IncomingMail, officer: User, name: str
) -> None:
    client = _signed_in(officer)
    address = _address(mail, name)
    assert client.get(address).status_code == READ_BY_OFFICER[name]
    for method in ("put", "delete"):
        assert _send(client, method, address).status_code == 404
    Post.objects.filter(holder=officer).update(ends_on=date(2026, 7, 5))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", READ_BY_OFFICER)
def test_mail_for_nobody_is_read_by_the_directorate_and_decided_by_who_directs(
    auditor: User, officer: User, monday: datetime, name: str
) -> None:
    nobodys = _mail(monday, "ventas@aip.example")
    address = _address(nobodys, name)
    assert _send(_signed_in(officer), "get", address).status_code == 404
    client = _signed_in(auditor)
    assert client.get(address).status_code == READ_BY_AUDITOR.get(name, 404)
    assert client.post(address, {"reason": "x"}).status_code == 404
    director = appoint(make_user("d@mj.example"), Institution.objects.get(code="MJ"), Duty.DIRECTOR)
    expected = {"assign": 200, "enter": 302, "file_new": 302}
    seen = _send(_signed_in(director), "get", address).status_code
    assert seen == expected.get(name, READ_BY_OFFICER[name])


def test_without_a_desk_there_is_no_queue(officer: User, auditor: User) -> None:
    address = reverse("mail:queue")
    assert Client().get(address).status_code == 302
    assert _signed_in(officer).get(address).status_code == 200
    assert _signed_in(auditor).get(address).status_code == 200
    assert _signed_in(make_user("nadie@x.example")).get(address).status_code == 302
    assert _signed_in(officer).post(address).status_code == 405


def _address(mail: IncomingMail, name: str) -> str:
    place = {"place": 0} if name == "file" else {}
    return reverse(f"mail:{name}", kwargs={"mail_id": mail.pk, **place})


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _send(client: Client, method: str, address: str) -> Any:
    data = {"reason": "Texto"} if method == "post" else None
    return getattr(client, method)(address, data) if data else getattr(client, method)(address)
