"""A citizen with a telephone and without scripts: files, follows, appeals; and reads on a desk."""

from __future__ import annotations

import gzip
import re

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from accounts.context import DEMO_PASSWORD
from accounts.models import User
from offices.models import Duty, Institution
from requests_app import actions
from requests_app.models import InformationRequest
from requests_app.states import Outcome, Screening
from tests.e2e.conftest import assert_accessible, screenshot
from tests.factories import appoint, at, file_one, make_user
from tests.requests_app.story import reply, silent_denial

SUBJECT = "Flota de buses del área metropolitana"
DESCRIPTION = (
    "Solicito la cantidad de buses por empresa.\nDe 2024 y 2025, si es posible en planilla."
)


@pytest.fixture
def plain_phone(browser: Browser, live_server: LiveServer) -> object:
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


def journey(page: Page, *, name: str = "", check: bool = False) -> tuple[str, str]:
    """File a request through every page and return its number and code."""

    def seen(step: str) -> None:
        if check:
            assert_accessible(page)
        if name:
            screenshot(page, f"{name}-{step}")

    page.goto("/")
    seen("inicio")
    page.get_by_role("link", name="Pedir información").last.click()
    page.get_by_label("Busque por nombre, sigla, lugar o tema").fill("obras publicas")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_label("Ministerio de Obras Públicas").check()
    seen("institucion")
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Asunto").fill(SUBJECT)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_text("Escriba qué información pide.").first).to_be_visible()
    seen("pedido-error")
    expect(page.get_by_label("Asunto")).to_have_value(SUBJECT)
    page.get_by_label("Qué información pide").fill(DESCRIPTION)
    page.get_by_label("Datos abiertos").check()
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Nombre y apellido").fill("Rosa Canario")
    page.get_by_label("Domicilio").fill("Calle Escondida 456, Luque")
    seen("persona")
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Solo en este sitio").check()
    seen("avisos")
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", name="Revise su pedido")).to_be_visible()
    seen("revisar")
    page.get_by_role("button", name="Presentar el pedido").click()
    expect(page.get_by_role("heading", name="Su pedido fue presentado")).to_be_visible()
    seen("constancia")
    code = page.locator(".aip-secret").inner_text()
    number = page.locator(".govuk-panel strong").inner_text()
    return number, code


def enter(page: Page, number: str, code: str) -> None:
    page.goto("/seguimiento/")
    page.get_by_label("Número de su pedido").fill(number)
    page.get_by_label("Código de seguimiento").fill(code)
    page.get_by_role("button", name="Ver mi pedido").click()
    expect(page.locator("#estado")).to_be_visible()


def test_without_scripts_on_a_telephone_a_request_is_filed_followed_and_withdrawn(
    plain_phone: Page, mopc: Institution
) -> None:
    number, code = journey(plain_phone)
    plain_phone.reload()
    expect(plain_phone.locator(".aip-secret")).to_have_text(code)
    plain_phone.get_by_role("button", name="Ya lo guardé").click()
    enter(plain_phone, number, code.lower())
    expect(plain_phone.locator("#estado")).to_contain_text("debe responderle hasta el")
    plain_phone.get_by_text("Cómo se contó el plazo").click()
    plain_phone.get_by_role("link", name="Ya no lo necesito").click()
    plain_phone.get_by_role("button", name="Sí, retirar el pedido").click()
    expect(plain_phone.locator("#estado")).to_contain_text("Usted retiró este pedido")
    assert InformationRequest.objects.get().description == DESCRIPTION


def test_every_page_of_filing_is_accessible_on_a_telephone(phone: Page, mopc: Institution) -> None:
    journey(phone, name="citizen-390", check=True)


def test_every_page_of_filing_is_accessible_on_a_computer(page: Page, mopc: Institution) -> None:
    journey(page, name="citizen-1280", check=True)


def test_the_back_button_finds_what_was_typed(page: Page, mopc: Institution) -> None:
    page.goto("/solicitar/pedido/")
    page.get_by_label("Asunto").fill(SUBJECT)
    page.get_by_label("Qué información pide").fill(DESCRIPTION)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", name="¿Quién pide?")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Asunto")).to_have_value(SUBJECT)
    page.goto("/solicitar/pedido/")
    expect(page.get_by_label("Qué información pide")).to_have_value(DESCRIPTION)


def test_a_request_can_be_filed_with_the_keyboard_alone(page: Page, mopc: Institution) -> None:
    page.goto("/solicitar/?institucion=MOPC")

    def reach(name: str) -> None:
        for _step in range(60):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "(document.activeElement.labels?.[0] ?? document.activeElement).innerText"
            )
            if name in (focused or ""):
                return
        raise AssertionError(f"the keyboard never reaches {name}")

    reach("Ministerio de Obras")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pedido/")
    reach("Asunto")
    page.keyboard.type(SUBJECT)
    reach("Qué información pide")
    page.keyboard.type("Todo lo que haya.")
    reach("Continuar")
    page.keyboard.press("Enter")
    page.wait_for_url("**/persona/")
    reach("Nombre y apellido")
    page.keyboard.type("Rosa Canario")
    reach("Domicilio")
    page.keyboard.type("Luque")
    page.keyboard.press("Enter")
    page.wait_for_url("**/avisos/")
    reach("Por correo")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/revisar/")
    reach("Presentar el pedido")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Su pedido fue presentado")).to_be_visible()


def test_the_silence_of_an_institution_can_be_appealed_on_a_telephone(
    phone: Page, mopc: Institution
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    number = receipt.info_request.number
    silent_denial(number)
    enter(phone, number, receipt.tracking_code)
    assert_accessible(phone)
    screenshot(phone, "citizen-390-denegacion-tacita")
    phone.get_by_role("link", name="Pedir reconsideración").click()
    assert_accessible(phone)
    screenshot(phone, "citizen-390-reconsideracion")
    phone.get_by_role("button", name="Presentar el recurso").click()
    expect(phone.get_by_text("Presentó su recurso de reconsideración.")).to_be_visible()
    assert_accessible(phone)


@pytest.mark.parametrize("width", ["page", "phone"])
def test_an_answered_request_reads_well(
    request: pytest.FixtureRequest, width: str, mopc: Institution, by_officer: Actor
) -> None:
    screen: Page = request.getfixturevalue(width)
    receipt = file_one(mopc, when=now(), subject=SUBJECT, description=DESCRIPTION)
    number = receipt.info_request.number
    actions.take_in_charge(number, by=by_officer, at=now())
    actions.ask_clarification(number, by=by_officer, at=now(), question="¿De qué años?")
    actions.clarify(number, by=Actor.requester(number), at=now(), reply="2024 y 2025.")
    actions.screen_text(number, by=by_officer, at=now(), screening=Screening.SHOWN)
    actions.answer(number, by=by_officer, at=now(), reply=reply(Outcome.PARTLY_GRANTED))
    enter(screen, number, receipt.tracking_code)
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-respondida")
    screen.get_by_role("link", name="Cómo y ante quién").click()
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-justicia")
    screen.get_by_role("link", name="Ya la presenté").click()
    screen.get_by_role("button", name="Anotar").click()
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-justicia-error")
    for address, name in ((f"/s/{number}/", "publica"), ("/respuestas/", "lista")):
        screen.goto(address)
        assert_accessible(screen)
        screenshot(screen, f"citizen-{width}-{name}")


@pytest.mark.parametrize("width", ["page", "phone"])
def test_a_demonstration_is_entered_with_one_click(
    request: pytest.FixtureRequest, width: str, mopc: Institution
) -> None:
    screen: Page = request.getfixturevalue(width)
    person: User = make_user("demo@mopc.example", full_name="Oficial de Prueba", is_demo=True)
    person.set_password(DEMO_PASSWORD)
    person.save()
    appoint(person, mopc, Duty.OFFICER)
    screen.goto("/cuenta/login/")
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-ingreso")
    screen.get_by_role("button", name="Entrar como demo@mopc.example").click()
    expect(screen).to_have_url(re.compile("/bandeja/"))
    screen.goto("/cuenta/2fa/totp/activate/")
    if "reauthenticate" in screen.url:
        screen.get_by_label("Contraseña").fill(DEMO_PASSWORD)
        screen.get_by_role("button", name="Continuar").click()
    expect(screen.locator(".aip-qr svg")).to_be_visible()
    assert_accessible(screen)
    screenshot(screen, f"citizen-{width}-segundo-paso")


def test_the_start_page_weighs_little_and_asks_little(page: Page, mopc: Institution) -> None:
    sent: list[Response] = []

    def keep(response: Response) -> None:
        sent.append(response)

    page.on("response", keep)
    page.goto("/", wait_until="networkidle")
    assert len(sent) <= 10
    # The proxy and WhiteNoise send texts compressed; the test's server does not.
    assert sum(len(gzip.compress(response.body())) for response in sent) <= 50 * 1024
    assert all(url.startswith("http://localhost") for url in _fetched(page))


def _fetched(page: Page) -> list[str]:
    entries: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map(entry => entry.name)"
    )
    return entries
