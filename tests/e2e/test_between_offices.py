"""Mail sorted on a telephone and a request that goes to and fro, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution
from requests_app import actions
from requests_app.models import InformationRequest, RequesterMessage
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import appoint, at, file_one, make_institution, make_user
from tests.notifications.mail_in.letters import bring, letter


@pytest.fixture(autouse=True)
def _morning(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=True):
        yield


def look(page: Page, name: str) -> None:
    page.wait_for_load_state("load")
    assert_accessible(page)
    screenshot(page, f"between-{name}")


def click(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_a_mail_is_put_into_its_case_and_taken_out_again_on_a_telephone(
    phone: Page, officer: User, mopc: Institution
) -> None:
    number = file_one(mopc, when=at("2026-07-06", 8)).info_request.number
    written = letter(f"Sobre el {number}.", to="mopc@aip.example", Subject="Consulta")
    bring(written, at=at("2026-07-06", 9))
    sign_in(phone, officer)
    phone.goto("/bandeja/correo/")
    look(phone, "queue")
    phone.get_by_role("link", name="Consulta").click()
    look(phone, "mail")
    phone.get_by_role("link", name="Ponerlo en un pedido que ya existe").click()
    click(phone, "Poner en el pedido")
    expect(phone.locator(".govuk-error-summary")).to_contain_text("Elija el pedido")
    look(phone, "enter-error")
    phone.get_by_label("El mensaje dice su número").check()
    click(phone, "Poner en el pedido")
    expect(phone.get_by_text(f"El correo está en el pedido {number}.")).to_be_visible()
    phone.get_by_role("link", name="Sacarlo de este pedido").click()
    phone.get_by_label("Motivo").fill("Hablaba de otro pedido.")
    look(phone, "take-back")
    click(phone, "Deshacer")
    phone.get_by_role("link", name="Registrarlo como pedido nuevo").click()
    click(phone, "Revisar")
    look(phone, "review")
    assert RequesterMessage.objects.get().withdrawn_because == "Hablaba de otro pedido."
    assert InformationRequest.objects.count() == 1


def test_what_goes_to_and_fro_is_decided_by_the_directorate(
    page: Page, officer: User, other_officer: User, mopc: Institution, mec: Institution
) -> None:
    number = file_one(mopc, when=at("2026-07-02")).info_request.number
    by = Actor.official(officer)
    actions.forward(number, by=by, at=at("2026-07-02", 12), to=mec, reason="Son escuelas.")
    sign_in(page, other_officer)
    page.goto("/bandeja/derivaciones/")
    look(page, "forwardings")
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="Pedir que la Dirección decida quién responde").click()
    page.get_by_label("Ministerio de Obras Públicas").check()
    page.get_by_label("Por qué le corresponde").fill("Las obras las hizo esa institución.")
    look(page, "ask")
    click(page, "Pedir que decida")
    expect(page.get_by_text("Todavía no decidió")).to_be_visible()
    look(page, "waits")
    ministry = make_institution("MJ", "Ministerio de Justicia")
    sign_in(page, appoint(make_user("directora@mj.example"), ministry, Duty.DIRECTOR))
    page.goto("/direccion/competencia/")
    look(page, "questions")
    page.get_by_role("link", name=number).click()
    page.get_by_label("Ministerio de Obras Públicas").check()
    page.get_by_label("Fundamento").fill("Firmó los contratos.")
    look(page, "settle")
    click(page, "Decidir y avisar")
    expect(page.get_by_text("Quedó decidido")).to_be_visible()
    assert InformationRequest.objects.get().institution == mopc
