"""What the desk shows of the mail about a request, and how a returned notice is settled."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution
from requests_app import actions
from requests_app.actions import Letter, Returned
from requests_app.documents import check
from requests_app.models import NoticeBounce
from tests.factories import appoint, at, make_user
from tests.requests_app.desk.conftest import signed_in

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 9)
RETURNED = Returned(message_id="<1@aip>", sequence=1, address="ana@correo.example", reason="550 no")


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def written(number: str) -> str:
    """A message with a file, from another address, and a notice that came back."""
    letter = Letter(
        mail_key="k1",
        text="Es <b>urgente</b>.",
        sender="otra@correo.example",
        files=(check(ContentFile(b"hola"), "nota.txt"),),
        refused_files=("virus.exe",),
    )
    actions.receive_message(number, letter, by=Actor.requester(number), at=NOON)
    actions.note_bounce(number, RETURNED, at=NOON)
    return number


def test_the_office_reads_the_message_and_is_warned(desk: Client, written: str) -> None:
    page = text(desk.get(f"/bandeja/{written}/"))
    for told in (
        "Es &lt;b&gt;urgente&lt;/b&gt;.",
        "nota.txt",
        "virus.exe",
        "Otra dirección",
        "otra@correo.example",
        "Un aviso por correo volvió sin entregarse",
        "550 no",
        "Anotar que avisó por otro medio",
    ):
        assert told in page
    assert page.count("nota.txt") == 1
    assert "volvió un aviso enviado a la persona" in text(desk.get("/bandeja/"))


def test_noting_how_the_person_was_told_settles_it(desk: Client, written: str) -> None:
    address = f"/bandeja/{written}/avisado/"
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"way": ""}).status_code == 422
    assert desk.post(address, {"way": "Por teléfono."}).status_code == 302
    assert NoticeBounce.objects.get().way == "Por teléfono."
    page = text(desk.get(f"/bandeja/{written}/"))
    assert "Anotar que avisó por otro medio" not in page
    assert "Por teléfono." in page
    assert "Aviso devuelto" not in text(desk.get("/bandeja/"))


def test_who_only_looks_reads_no_letters(written: str, mec: Institution) -> None:
    auditor: User = appoint(make_user("auditora@mj.example"), mec, Duty.AUDITOR)
    page = text(signed_in(auditor).get(f"/bandeja/{written}/"))
    for private in ("urgente", "otra@correo.example", "virus.exe", "550 no"):
        assert private not in page


def test_nothing_of_the_mail_is_public(client: Client, written: str) -> None:
    page = text(client.get(f"/s/{written}/"))
    for private in ("urgente", "correo.example", "virus.exe", "nota.txt", "550 no", "volvió"):
        assert private not in page
