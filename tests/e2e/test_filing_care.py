"""A citizen with files, with little room on the screen, or in a crowd; and an officer's bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from offices.models import Institution
from requests_app import throttle
from requests_app.models import Document
from requests_app.views import filing_review, follow_grant
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.e2e.test_citizen import DESCRIPTION, SUBJECT
from tests.factories import file_one


@pytest.fixture
def plain_phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A telephone that runs no scripts."""
    context = browser.new_context(
        locale="es-PY",
        base_url=live_server.url,
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def narrow(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A computer's screen of 1280 pixels seen at 400 %: 320 pixels are left."""
    context = browser.new_context(
        locale="es-PY", base_url=live_server.url, viewport={"width": 320, "height": 256}
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def fill_steps(page: Page) -> None:
    """Type every step and stop at the review page."""
    page.goto("/solicitar/?institucion=MOPC")
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Asunto").fill(SUBJECT)
    page.get_by_label("Qué información pide").fill(DESCRIPTION)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Nombre y apellido").fill("Rosa Canario")
    page.get_by_label("Domicilio").fill("Calle Escondida 456, Luque")
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Solo en este sitio").check()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", name="Revise su pedido")).to_be_visible()


def test_files_are_added_without_scripts_and_go_with_the_request(
    plain_phone: Page, mopc: Institution, tmp_path: Path
) -> None:
    note = tmp_path / "nota de ñandutí.txt"
    note.write_text("Antecedentes del pedido.", encoding="utf-8")
    fill_steps(plain_phone)
    plain_phone.get_by_role("link", name="Cambiar Archivos").click()
    plain_phone.get_by_label("Elija los archivos").set_input_files(note)
    plain_phone.get_by_role("button", name="Agregar y elegir otros").click()
    expect(plain_phone.get_by_role("button", name="Quitar nota")).to_be_visible()
    screenshot(plain_phone, "citizen-390-archivos")
    plain_phone.get_by_role("button", name="Continuar").click()
    expect(plain_phone.get_by_text("nota de ñandutí.txt")).to_be_visible()
    plain_phone.get_by_role("button", name="Presentar el pedido").click()
    expect(plain_phone.get_by_role("heading", name="Su pedido fue presentado")).to_be_visible()
    assert Document.objects.get().name == "nota de ñandutí.txt"


def test_at_four_hundred_per_cent_everything_is_reached_without_scrolling_sideways(
    narrow: Page, mopc: Institution
) -> None:
    narrow.goto("/derechos/")
    assert_accessible(narrow)
    screenshot(narrow, "citizen-320-derechos")
    fill_steps(narrow)
    assert_accessible(narrow)
    narrow.goto("/solicitar/archivos/")
    assert_accessible(narrow)
    screenshot(narrow, "citizen-320-archivos")
    narrow.goto("/solicitar/revisar/")
    narrow.get_by_role("button", name="Presentar el pedido").click()
    expect(narrow.get_by_role("heading", name="Su pedido fue presentado")).to_be_visible()
    assert_accessible(narrow)
    screenshot(narrow, "citizen-320-constancia")


@pytest.mark.parametrize("width", ["page", "phone"])
def test_waiting_for_ones_turn_reads_well(
    request: pytest.FixtureRequest, width: str, mopc: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen: Page = request.getfixturevalue(width)
    for limit in ("FILINGS", "WRONG_CODES"):
        slow = replace(getattr(throttle, limit), most=0, wait_seconds=2)
        for module in (throttle, filing_review, follow_grant):
            if hasattr(module, limit):
                monkeypatch.setattr(module, limit, slow)
    fill_steps(screen)
    screen.get_by_role("button", name="Presentar el pedido").click()
    expect(screen.get_by_role("heading", name="Espere unos segundos")).to_be_visible()
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-espera")
    screen.wait_for_timeout(2100)
    screen.get_by_role("button", name="Presentar el pedido").click()
    expect(screen.get_by_role("heading", name="Su pedido fue presentado")).to_be_visible()
    screen.goto("/seguimiento/")
    screen.get_by_label("Número de su pedido").fill("AIP-2026-1")
    screen.get_by_label("Código de seguimiento").fill("0000-0000-0000-0000")
    screen.get_by_role("button", name="Ver mi pedido").click()
    expect(screen.get_by_text("presione el botón otra vez")).to_be_visible()
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-espera-codigo")
    screen.goto("/derechos/")
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-derechos")


@pytest.mark.parametrize("width", ["page", "phone"])
def test_an_officer_strikes_out_what_is_personal(
    request: pytest.FixtureRequest, width: str, mopc: Institution, officer: User
) -> None:
    screen: Page = request.getfixturevalue(width)
    text = "Soy Rosa Canario, C.I. 4.123.987, y pido los contratos que firmó Zacarías Benegas."
    receipt = file_one(mopc, when=now(), name="Rosa Canario", description=text)
    number = receipt.info_request.number
    sign_in(screen, officer)
    screen.goto(f"/bandeja/{number}/publicacion/")
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-tachar")
    screen.get_by_label("Otras palabras").fill("Zacarias Benegas")
    screen.get_by_role("button", name="Guardar").click()
    screen.goto(f"/s/{number}/")
    expect(screen.get_by_text("Soy ▇▇▇, C.I. ▇▇▇, y pido")).to_be_visible()
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-tachado")
