"""Writing an answer in a browser: saved by itself, never lost, the same on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from accounts.models import User
from answering import drafts, library
from answering.drafts import Typed
from answering.library import Written
from answering.models import AnswerDraft
from answering.states import Purpose
from offices.models import Duty, Institution
from requests_app.models import Answer, InformationRequest
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import appoint, file_one, make_user

PASSWORD = "una clave larga y buena"
DENIAL = {
    "facts": "Hay datos de salud de personas identificadas.",
    "legal_grounds": "La ley los reserva.",
    "reserve_law": "Ley 6534/2020",
    "reserve_article": "4",
}


@pytest.fixture(autouse=True)
def _morning(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=True):
        yield


@pytest.fixture
def info_request(mopc: Institution, monday: datetime) -> InformationRequest:
    return file_one(mopc, when=monday).info_request


def look(page: Page, name: str) -> None:
    screenshot(page, f"answering-{name}")
    assert_accessible(page)


def test_typing_is_saved_by_itself_and_survives_the_end_of_the_session(
    page: Page,
    officer: User,
    mopc: Institution,
    monday: datetime,
    info_request: InformationRequest,
) -> None:
    said = Written(name="Saludo", part="text", outcome="", text="Sobre el pedido {numero}:")
    library.add(mopc, said, by=officer, on=monday.date(), at=monday)
    address = f"/bandeja/{info_request.number}/responder/granted/"
    officer.set_password(PASSWORD)
    officer.save()
    sign_in(page, officer)
    page.goto(address)
    page.get_by_text("Saludo", exact=True).click()
    page.get_by_role("button", name="Agregar a mi texto").click()
    box = page.get_by_label("Respuesta", exact=True)
    expect(box).to_have_value(f"Sobre el pedido {info_request.number}:")
    box.fill("Escribo y se guarda solo.")
    box.blur()
    expect(page.locator("#draft-told")).to_contain_text("Borrador guardado")
    assert AnswerDraft.objects.get().fields["text"] == "Escribo y se guarda solo."
    look(page, "saved")
    Session.objects.all().delete()
    box.fill("Escribo sin saber que la sesión terminó.")
    box.blur()
    expect(page.locator("#draft-told")).to_contain_text("Su sesión terminó")
    page.get_by_role("button", name="Ver cómo la verá la persona").click()
    expect(page).to_have_url(f"{page.url.split('/cuenta')[0]}/cuenta/login/?next={address}")
    page.locator("[name=login]").fill(officer.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.get_by_text("Su sesión había terminado")).to_be_visible()
    expect(box).to_have_value("Escribo sin saber que la sesión terminó.")
    look(page, "after-sign-in")
    assert not Answer.objects.exists()


def test_two_who_write_at_once_choose_on_a_telephone(
    phone: Page,
    officer: User,
    mopc: Institution,
    monday: datetime,
    info_request: InformationRequest,
) -> None:
    address = f"/bandeja/{info_request.number}/responder/granted/"
    colleague = appoint(make_user("jefa@mopc.example", full_name="Marta Jefa"), mopc, Duty.HEAD)
    sign_in(phone, officer)
    phone.goto(address)
    hers = Typed("granted", {"text": "El texto de Marta."})
    drafts.save(info_request, Purpose.ANSWER, hers, base=0, by=colleague, at=monday)
    phone.get_by_label("Respuesta", exact=True).fill("Mi texto, escrito a la vez.")
    phone.get_by_role("button", name="Ver cómo la verá la persona").click()
    expect(phone.get_by_text("Texto de Marta Jefa", exact=True)).to_be_visible()
    look(phone, "conflict")
    phone.get_by_role("button", name="Seguir con mi texto").click()
    expect(phone.get_by_label("Respuesta", exact=True)).to_have_value("Mi texto, escrito a la vez.")
    phone.get_by_role("link", name="Ver las versiones guardadas").click()
    look(phone, "versions")
    phone.goto(address)
    phone.get_by_role("button", name="Ver cómo la verá la persona").click()
    phone.get_by_text("Ver el aviso que recibirá por correo").click()
    look(phone, "preview")


def test_a_denial_goes_to_be_signed_without_scripts(
    plain_page: Page, officer: User, authority: User, info_request: InformationRequest
) -> None:
    sign_in(plain_page, officer)
    plain_page.goto(f"/bandeja/{info_request.number}/denegar/")
    for name, said in DENIAL.items():
        plain_page.locator(f"[name={name}]").fill(said)
    plain_page.get_by_role("button", name="Enviar para firma").click()
    expect(plain_page.get_by_text("Quedó para la firma")).to_be_visible()
    screenshot(plain_page, "answering-waits")
    sign_in(plain_page, authority)
    plain_page.goto(f"/bandeja/{info_request.number}/")
    screenshot(plain_page, "answering-in-hand")
    plain_page.get_by_role("link", name="Denegación por resolución fundada").click()
    plain_page.get_by_role("button", name="Firmar y denegar").click()
    screenshot(plain_page, "answering-sign-error")
    plain_page.get_by_label("Número de la resolución").fill("45/2026")
    plain_page.get_by_role("button", name="Firmar y denegar").click()
    expect(plain_page.get_by_text("denegado por resolución fundada").first).to_be_visible()
    assert str(authority) in Answer.objects.get().resolution.signature
