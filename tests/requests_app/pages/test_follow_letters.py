"""What a person reads of their own messages, and of institutions that disagree over who answers."""

from __future__ import annotations

from io import BytesIO

import pytest
import time_machine
from django.core.files.base import File
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution
from requests_app import actions, documents
from requests_app.actions import Letter, Receipt
from tests.factories import appoint, at, make_institution, make_user
from tests.requests_app.pages.visitors import open_with_code, text_of

pytestmark = pytest.mark.django_db(transaction=True)
NOON = at("2026-07-06", 12)


@pytest.fixture(autouse=True)
def friday() -> object:
    """Four days after the filing."""
    with time_machine.travel(at("2026-07-10"), tick=False) as traveller:
        yield traveller


def _page(client: Client, filed: Receipt) -> str:
    open_with_code(client, filed)
    return text_of(client.get(f"/seguimiento/{filed.info_request.number}/"))


def _write(filed: Receipt, text: str, **extra: object) -> None:
    number = filed.info_request.number
    fields = {"mail_key": text, "text": text, "sender": "ana@correo.example", **extra}
    letter = Letter(**fields)  # type: ignore[arg-type]  # said by name
    actions.receive_message(number, letter, by=Actor.requester(number), at=NOON)


def test_a_message_sent_by_mail_is_shown_with_its_files(client: Client, filed: Receipt) -> None:
    paper = documents.check(File(BytesIO(b"a,b"), name="lista.csv"), "lista.csv")
    _write(filed, "Agrego la lista.", files=(paper,), refused_files=["virus.exe"])
    _write(filed, "Soy yo, desde el trabajo.", sender="ana@trabajo.example")
    page = _page(client, filed)
    for words in ("Agrego la lista.", "virus.exe", "desde otro correo"):
        assert words in page
    assert "ana@trabajo.example" not in page
    assert page.count("lista.csv") == 1


def test_a_message_taken_out_leaves_its_reason_and_nothing_else(
    client: Client, filed: Receipt, by_officer: Actor
) -> None:
    paper = documents.check(File(BytesIO(b"a,b"), name="ajena.csv"), "ajena.csv")
    _write(filed, "Es de otra persona.", files=(paper,))
    actions.withdraw_message(
        filed.info_request.number,
        "Es de otra persona.",
        by=by_officer,
        at=NOON,
        reason="Contesta a otro pedido.",
    )
    page = _page(client, filed)
    assert "Contesta a otro pedido." in page
    assert "Es de otra persona." not in page
    assert "ajena.csv" not in page


def test_who_decides_and_that_the_term_runs_is_told_plainly(
    client: Client, filed: Receipt, by_officer: Actor, other_officer: User, mec: Institution
) -> None:
    number = filed.info_request.number
    actions.forward(number, by=by_officer, at=at("2026-07-07"), to=mec, reason="Es del MEC.")
    assert "Pasaron 3 días hábiles" in _page(client, filed)
    actions.ask_competence(
        number,
        by=Actor.official(other_officer),
        at=at("2026-07-09"),
        proposed=filed.info_request.institution,
        reason="Son caminos.",
    )
    waiting = _page(client, filed)
    for words in ("lo recibió el", "Son caminos.", "Todavía no se decidió", "sigue corriendo"):
        assert words in waiting
    ministry = make_institution("MJ", "Ministerio de Justicia")
    director = appoint(make_user("directora@mj.example"), ministry, Duty.DIRECTOR)
    actions.settle_competence(
        number,
        by=Actor.official(director),
        at=at("2026-07-10"),
        competent=filed.info_request.institution,
        decision="Firmó los contratos.",
    )
    decided = _page(client, filed)
    assert "Así lo decidió la Dirección" in decided
    assert "Dirección de Acceso a la Información Pública" in decided
