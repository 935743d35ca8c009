"""The list of work in a real browser: by its keys, on a telephone, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.actors import Actor
from accounts.models import User
from casework import actions
from casework.models import Assignment, Label, SavedView
from offices.models import Institution
from requests_app.models import InformationRequest
from requests_app.states import Stage
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import at, file_one


@pytest.fixture(autouse=True)
def morning(monday: datetime) -> Iterator[time_machine.Traveller]:
    """Monday 6 July 2026, with time going on so that the browser's waits end."""
    with time_machine.travel(monday, tick=True) as traveller:
        yield traveller


@pytest.fixture
def numbers(mopc: Institution) -> list[str]:
    """Four requests of a week, the first due first."""
    filed = (
        ("2026-07-01", "Gastos de combustible de la flota"),
        ("2026-07-02", "Licitación del puente de la Bahía"),
        ("2026-07-03", "Nómina de contratistas"),
        ("2026-07-06", "Plano de la ruta PY02"),
    )
    return [
        file_one(mopc, when=at(day), subject=subject).info_request.number for day, subject in filed
    ]


def look(page: Page, name: str) -> None:
    page.wait_for_load_state("load")
    assert_accessible(page)
    width = (page.viewport_size or {"width": 0})["width"]
    screenshot(page, f"lists-{name}-{width}")


def test_an_officer_goes_through_the_list_with_the_keyboard(
    page: Page, officer: User, numbers: list[str]
) -> None:
    sign_in(page, officer)
    page.goto("/bandeja/")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Teclas de la bandeja")).to_be_visible()
    look(page, "keys")
    page.keyboard.press("Escape")
    for key in ("j", "j", "x", "k", "x"):
        page.keyboard.press(key)
    expect(page.locator("input[name=pedido]:checked")).to_have_count(2)
    expect(page.get_by_role("link", name=numbers[0])).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("jx?")
    expect(page.get_by_label("Número o palabras del pedido")).to_have_value("jx?")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=numbers[1]).focus()
    page.keyboard.press("a")
    expect(page.get_by_text("2 pedidos elegidos")).to_be_visible()
    look(page, "assign")
    page.get_by_label("Persona").select_option(label=str(officer))
    page.get_by_role("button", name="Asignar los elegidos").press("Enter")
    expect(page.get_by_text("Se hizo con 2 pedidos de 2.")).to_be_visible()
    look(page, "done")
    assert set(Assignment.objects.values_list("info_request__number", flat=True)) == {*numbers[:2]}
    page.goto("/bandeja/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/bandeja/{numbers[0]}/")


def test_without_scripts_the_list_does_the_same(
    plain_page: Page, officer: User, numbers: list[str], mec: Institution
) -> None:
    page = plain_page
    sign_in(page, officer)
    page.goto("/bandeja/?q=nomina")
    page.get_by_role("link", name="Guardar esta vista").click()
    page.get_by_label("Nombre de la vista").fill("Nóminas")
    page.get_by_role("button", name="Guardar", exact=True).click()
    assert SavedView.objects.get().query == "q=nomina"
    page.get_by_role("link", name="Nóminas", exact=True).click()
    page.get_by_label(f"Elegir el pedido {numbers[2]}").check()
    page.get_by_role("button", name="Derivar").click()
    page.get_by_label("Buscar otra institución").fill("educacion")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_label("Ministerio de Educación y Ciencias").check()
    page.get_by_label("Por qué le corresponde").fill("Los contratistas son del ministerio.")
    page.get_by_role("button", name="Derivar los elegidos").click()
    expect(page.get_by_text("Se hizo con 1 pedido de 1.")).to_be_visible()
    assert InformationRequest.objects.get(number=numbers[2]).institution == mec
    page.goto("/bandeja/teclas/")
    page.get_by_role("button", name="Apagar las teclas").click()
    expect(page.get_by_text("Las teclas están apagadas en este navegador.")).to_be_visible()


def test_the_lists_fit_a_telephone(
    phone: Page,
    officer: User,
    by_officer: Actor,
    numbers: list[str],
    mopc: Institution,
    monday: datetime,
) -> None:
    actions.assign(numbers[0], by=by_officer, at=monday, person=officer)
    label = Label.objects.create(institution=mopc, name="Obras y rutas", words="puente ruta")
    actions.put_label(numbers[1], label, by=by_officer, at=monday)
    sign_in(phone, officer)
    phone.goto("/bandeja/")
    look(phone, "list")
    phone.get_by_label(f"Elegir el pedido {numbers[3]}").check()
    phone.get_by_role("button", name="Tomar").click()
    look(phone, "take")
    phone.get_by_role("button", name="Tomar los elegidos").click()
    expect(phone.get_by_text("Se hizo con 1 pedido de 1.")).to_be_visible()
    assert InformationRequest.objects.get(number=numbers[3]).stage == Stage.IN_PROGRESS
    for address, name in (
        ("calendario/?mes=2026-07", "month"),
        ("calendario/suscripcion/", "address"),
        ("carga/", "load"),
        ("resumen/", "digest"),
        ("temas/", "labels"),
        (f"{numbers[1]}/temas/", "labels-of-one"),
        ("vistas/nueva/?plazo=hoy&persona=mias", "view"),
        ("?vence=2026-07-27&estado=sin-tomar", "filtered"),
    ):
        phone.goto(f"/bandeja/{address}")
        look(phone, name)
