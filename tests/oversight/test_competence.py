"""The Directorate decides who must answer, and writes nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution
from requests_app import actions
from requests_app.models import InformationRequest, TimelineEvent
from tests.factories import appoint, at, file_one, make_institution, make_user

pytestmark = pytest.mark.django_db
LIST = "/direccion/competencia/"


@pytest.fixture(autouse=True)
def _thursday() -> Iterator[None]:
    with time_machine.travel(at("2026-07-09"), tick=False):
        yield


@pytest.fixture
def ministry(calendar: object) -> Institution:
    return make_institution("MJ", "Ministerio de Justicia")


@pytest.fixture
def director(ministry: Institution) -> User:
    return appoint(make_user("directora@mj.example"), ministry, Duty.DIRECTOR)


@pytest.fixture
def desk(client: Client, director: User) -> Client:
    client.force_login(director)
    return client


@pytest.fixture
def asked(
    mopc: Institution, mec: Institution, by_officer: Actor, other_officer: User
) -> InformationRequest:
    """Forwarded by the MOPC to the MEC, which holds it to be the MOPC's."""
    row = file_one(mopc, when=at("2026-07-06")).info_request
    actions.forward(row.number, by=by_officer, at=at("2026-07-07"), to=mec, reason="Es suyo.")
    actions.ask_competence(
        row.number,
        by=Actor.official(other_officer),
        at=at("2026-07-08"),
        proposed=mopc,
        reason="Son caminos.",
    )
    return row


def test_the_question_is_listed_decided_and_gone(
    desk: Client, asked: InformationRequest, mopc: Institution
) -> None:
    waiting = desk.get("/direccion/").context["waiting"]
    assert [(one.section.url, one.count) for one in waiting] == [("oversight:competence", 1)]
    assert asked.number in desk.get(LIST).content.decode()
    address = f"{LIST}{asked.number}/"
    page = desk.get(address).content.decode()
    assert "Son caminos." in page
    assert "Ana Solicitante" not in page
    missing = desk.post(address, {"competent": "MOPC", "decision": ""})
    assert missing.status_code == 422
    assert "Escriba el fundamento" in missing.content.decode()
    decided = desk.post(address, {"competent": "MOPC", "decision": "Firmó los contratos."})
    assert decided.status_code == 302
    assert InformationRequest.objects.get(pk=asked.pk).institution == mopc
    after = desk.get(LIST).content.decode()
    assert "No hay nada por decidir" in after
    assert "Instrucción." in after
    assert desk.get(address).status_code == 404


def test_a_third_body_is_found_by_searching(desk: Client, asked: InformationRequest) -> None:
    make_institution("SET", "Dirección de Impuestos")
    typed = {"search": "impuestos", "step": "search", "decision": "Pensado."}
    page = desk.post(f"{LIST}{asked.number}/", typed).content.decode()
    assert "Dirección de Impuestos" in page
    assert "Pensado." in page


def test_what_cannot_be_decided_any_more_is_said(
    desk: Client, asked: InformationRequest, director: User
) -> None:
    with time_machine.travel(at("2026-07-28"), tick=False):
        desk.force_login(director)
        page = desk.post(f"{LIST}{asked.number}/", {"competent": "MOPC", "decision": "Tarde."})
    assert page.status_code == 422
    assert "cambió de estado" in page.content.decode()


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.OFFICER])
def test_only_who_directs_decides(
    client: Client, asked: InformationRequest, ministry: Institution, duty: Duty
) -> None:
    client.force_login(appoint(make_user("otra@mj.example"), ministry, duty))
    reads = 200 if duty == Duty.AUDITOR else 404
    events = TimelineEvent.objects.count()
    for address in (LIST, f"{LIST}{asked.number}/"):
        assert client.get(address).status_code == reads
        assert client.post(address, {"competent": "MOPC", "decision": "x"}).status_code in {
            404,
            405,
        }
    assert TimelineEvent.objects.count() == events
    assert Client().get(LIST).status_code == 302
