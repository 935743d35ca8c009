"""Following, reporting and the front door in a real browser, on a computer and a telephone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution, Office
from openness.messages import link_of
from openness.models import Subscription
from openness.tokens import Purpose
from requests_app import actions
from requests_app.models import InformationRequest
from requests_app.states import Outcome, Screening
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import at, file_one
from tests.requests_app.story import reply

EVA = "eva@correo.example"


@pytest.fixture
def published(mopc: Institution, officer: User) -> InformationRequest:
    """A request to the MOPC, answered, whose text a person cleared."""
    Office.objects.filter(institution=mopc).update(
        address="Oliva y Alberdi, Asunción", hours="Lunes a viernes de 7:00 a 15:00"
    )
    by = Actor.official(officer)
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    actions.screen_text(number, by=by, at=at("2026-07-07"), screening=Screening.SHOWN)
    actions.answer(number, by=by, at=at("2026-07-10"), reply=reply(Outcome.GRANTED))
    return InformationRequest.objects.get(number=number)


@pytest.fixture
def other_site(live_server: LiveServer) -> Iterator[str]:
    """Another site, on another port, that frames the window of the MOPC."""
    server = HTTPServer(("127.0.0.1", 0), partial(_Framing, live_server.url))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


class _Framing(BaseHTTPRequestHandler):
    def __init__(self, site: str, *args: object) -> None:
        self.site = site
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer every address with the page that frames the window."""
        window = f"{self.site}/instituciones/MOPC/ventana/"
        frame = f'<iframe src="{window}" title="Ventana" width="100%" height="320"></iframe>'
        page = f'<!doctype html><html lang="es"><title>Otro sitio</title>{frame}</html>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def _look(page: Page, name: str) -> None:
    assert_accessible(page)
    screenshot(page, name)


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_a_reader_follows_from_the_page_to_the_confirmation_and_leaves(
    request: pytest.FixtureRequest, screen: str, published: InformationRequest, settings: Settings
) -> None:
    page: Page = request.getfixturevalue(screen)
    page.goto(f"/s/{published.number}/")
    _look(page, f"publico-{screen}")
    page.get_by_role("link", name="Recibir avisos por correo").click()
    page.get_by_role("button", name="Pedir los avisos").click()
    _look(page, f"seguir-error-{screen}")
    page.get_by_label("Su correo electrónico").fill(EVA)
    page.get_by_role("button", name="Pedir los avisos").click()
    page.get_by_role("heading", name="Revise su correo").wait_for()
    _look(page, f"seguir-pedido-{screen}")
    subscription = Subscription.objects.get()
    settings.PUBLIC_URL = ""
    page.goto(link_of(Purpose.CONFIRM, subscription))
    _look(page, f"seguir-confirmar-{screen}")
    page.get_by_role("button", name="Sí, quiero recibirlos").click()
    page.get_by_role("heading", name="Va a recibir los avisos").wait_for()
    assert Subscription.objects.confirmed().exists()
    _look(page, f"seguir-confirmado-{screen}")
    page.goto(link_of(Purpose.LEAVE, subscription))
    _look(page, f"seguir-dejar-{screen}")
    page.get_by_role("button", name="Dejar de recibirlos").click()
    page.get_by_role("heading", name="Ya no recibe estos avisos").wait_for()
    assert not Subscription.objects.exists()
    page.goto("/respuestas/?q=contratos")
    _look(page, f"lista-{screen}")
    page.get_by_role("link", name="Recibir avisos por correo").click()
    _look(page, f"seguir-busqueda-{screen}")
    assert "contratos" in page.content()


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_a_reported_text_goes_and_the_officer_says_why(
    request: pytest.FixtureRequest, screen: str, published: InformationRequest, officer: User
) -> None:
    page: Page = request.getfixturevalue(screen)
    page.goto(f"/s/{published.number}/")
    page.get_by_role("link", name="Informar un problema con este texto").click()
    _look(page, f"informar-{screen}")
    page.get_by_label("Tiene datos personales de alguien").check()
    page.get_by_label("Dónde está y por qué es un problema").fill("Al final hay un teléfono.")
    page.get_by_role("button", name="Enviar el informe").click()
    page.get_by_text("Una persona va a leer su informe").wait_for()
    _look(page, f"publico-retenido-{screen}")
    sign_in(page, officer)
    page.goto("/textos-informados/")
    _look(page, f"informes-{screen}")
    page.get_by_role("link", name=published.number).click()
    _look(page, f"informe-{screen}")
    page.get_by_label("El texto se retira").check()
    page.get_by_label("Por qué").fill("Tiene el teléfono de una persona.")
    page.get_by_role("button", name="Guardar la decisión").click()
    page.get_by_text("Quedó registrada su decisión").wait_for()
    page.goto(f"/s/{published.number}/")
    page.get_by_text("Este texto se retiró el").wait_for()
    _look(page, f"publico-retirado-{screen}")


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_the_front_door_and_its_window_look_well(
    request: pytest.FixtureRequest, screen: str, published: InformationRequest
) -> None:
    page: Page = request.getfixturevalue(screen)
    page.goto("/instituciones/MOPC/")
    _look(page, f"institucion-{screen}")
    page.goto("/instituciones/MOPC/solicitar/")
    _look(page, f"puerta-{screen}")
    page.goto("/instituciones/MOPC/ventana/codigo/")
    _look(page, f"ventana-codigo-{screen}")
    page.goto("/instituciones/MOPC/ventana/")
    _look(page, f"ventana-{screen}")
    page.goto("/instituciones/MOPC/solicitar/")
    page.get_by_role("button", name="Empezar mi pedido").click()
    assert page.url.endswith("/solicitar/?institucion=MOPC")


def test_the_window_works_inside_another_site_without_scripts_or_cookies(
    plain_page: Page, other_site: str, published: InformationRequest, live_server: LiveServer,
    settings: Settings,
) -> None:  # fmt: skip
    settings.PUBLIC_URL = live_server.url
    plain_page.goto(other_site)
    window = plain_page.frame_locator("iframe")
    window.get_by_role("heading", name="Pida información pública a").wait_for()
    assert plain_page.context.cookies() == []
    screenshot(plain_page, "ventana-en-otro-sitio")
    window.get_by_role("button", name="Pedir información").click()
    plain_page.wait_for_url("**/solicitar/?institucion=MOPC")
