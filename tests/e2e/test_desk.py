"""An officer's morning in a real browser, on a computer and on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution
from requests_app import actions
from requests_app.models import InformationRequest
from requests_app.states import Stage
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import at, file_one

LATER = "2026-07-27"


@pytest.fixture(autouse=True)
def morning(monday: datetime) -> Iterator[time_machine.Traveller]:
    """Monday 6 July 2026, with time going on so that the browser's waits end."""
    with time_machine.travel(monday, tick=True) as traveller:
        yield traveller


@pytest.fixture(params=["computer", "telephone"])
def screen(request: pytest.FixtureRequest) -> Page:
    """The officer's browser on each of the two screens."""
    page: Page = request.getfixturevalue("page" if request.param == "computer" else "phone")
    return page


def look(page: Page, name: str) -> None:
    page.wait_for_load_state("load")
    width = (page.viewport_size or {"width": 0})["width"]
    assert_accessible(page)
    screenshot(page, f"desk-{name}-{width}")


def click(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_an_officer_takes_charge_clarifies_screens_forwards(
    screen: Page, officer: User, mopc: Institution, mec: Institution, monday: datetime
) -> None:
    number = file_one(mopc, when=monday).info_request.number
    sign_in(screen, officer)
    screen.goto("/bandeja/")
    look(screen, "worklist")
    screen.get_by_role("link", name=number).click()
    look(screen, "received")
    click(screen, "Tomar el pedido")
    expect(screen.get_by_text("Tomó el pedido.")).to_be_visible()
    screen.get_by_role("link", name="Pedir una aclaración").click()
    click(screen, "Enviar la pregunta")
    look(screen, "clarify-error")
    screen.get_by_label("¿Qué necesita que le aclaren?").fill("¿De qué años?")
    click(screen, "Enviar la pregunta")
    screen.get_by_role("link", name="Revisar el texto para publicarlo").click()
    look(screen, "screen")
    screen.get_by_label("Publicar el texto tal como está", exact=True).check()
    click(screen, "Guardar")
    look(screen, "in-progress")
    screen.get_by_role("link", name="Derivar a otra institución").click()
    screen.get_by_label("Buscar otra institución").fill("educacion")
    click(screen, "Buscar")
    look(screen, "forward")
    screen.get_by_label("Ministerio de Educación y Ciencias").check()
    screen.get_by_label("Por qué le corresponde").fill("Los contratos son del ministerio.")
    click(screen, "Continuar")
    look(screen, "forward-preview")
    click(screen, "Derivar")
    expect(screen.get_by_text("El pedido pasó a Ministerio de Educación")).to_be_visible()
    look(screen, "forwarded")
    assert InformationRequest.objects.get(number=number).institution == mec


def test_an_officer_answers_in_part_with_a_file(
    screen: Page, officer: User, mopc: Institution, monday: datetime
) -> None:
    number = file_one(mopc, when=monday).info_request.number
    sign_in(screen, officer)
    screen.goto(f"/bandeja/{number}/")
    screen.get_by_role("button", name="Responder", exact=True).click()
    look(screen, "outcome")
    screen.get_by_label("Se entrega en parte").check()
    click(screen, "Continuar")
    screen.get_by_label("Respuesta", exact=True).fill("Van los contratos.\n\nFalta un anexo.")
    click(screen, "Ver cómo la verá la persona")
    look(screen, "partly-error")
    screen.get_by_label("Parte 1 que no se entrega").fill("Anexo con datos personales")
    screen.get_by_label("Ley y artículo de la parte 1").fill("Ley 6534/2020, art. 4")
    click(screen, "Agregar más partes")
    click(screen, "Ver cómo la verá la persona")
    screen.get_by_label("Archivos").set_input_files(
        {"name": "contratos.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
    )
    look(screen, "preview")
    click(screen, "Confirmar y entregar")
    look(screen, "answered")
    assert InformationRequest.objects.get(number=number).stage == Stage.ANSWERED


def test_a_denial_needs_its_resolution_and_then_its_appeal_is_decided(
    screen: Page, officer: User, authority: User, mopc: Institution, monday: datetime
) -> None:
    receipt = file_one(mopc, when=monday)
    number = receipt.info_request.number
    sign_in(screen, officer)
    screen.goto(f"/bandeja/{number}/denegar/")
    click(screen, "Ver cómo la verá la persona")
    look(screen, "deny-error")
    assert InformationRequest.objects.get(number=number).stage == Stage.RECEIVED
    screen.get_by_label("Número de la resolución").fill("123/2026")
    for part, value in (("Día", "6"), ("Mes", "7"), ("Año", "2026")):
        screen.get_by_label(part, exact=True).fill(value)
    screen.get_by_label("Máxima autoridad que firma").select_option(index=1)
    screen.get_by_label("Motivos de hecho").fill("El expediente sigue en sumario.")
    screen.get_by_label("Motivos de derecho").fill("La ley lo reserva.")
    screen.get_by_label("Ley que reserva la información").fill("Ley 1160/1997")
    screen.get_by_label("Artículo de esa ley").fill("322")
    click(screen, "Ver cómo la verá la persona")
    look(screen, "deny-preview")
    click(screen, "Denegar el pedido")
    expect(screen.get_by_text("El pedido fue denegado por resolución fundada.")).to_be_visible()
    actions.file_reconsideration(
        number,
        by=Actor.requester(number),
        at=at("2026-07-06", 11),
        text="La ley citada no reserva estos contratos.",
    )
    sign_in(screen, authority)
    screen.goto("/bandeja/")
    look(screen, "appeal-waiting")
    screen.goto(f"/bandeja/{number}/recurso/")
    look(screen, "appeal")
    screen.get_by_label("Rechazar el recurso").check()
    click(screen, "Continuar")
    screen.get_by_label("Fundamentos de la decisión").fill("El sumario sigue abierto.")
    click(screen, "Ver cómo la verá la persona")
    click(screen, "Rechazar el recurso")
    look(screen, "denied")


def test_a_full_list_and_a_late_answer(
    screen: Page,
    officer: User,
    mopc: Institution,
    monday: datetime,
    morning: time_machine.Traveller,
) -> None:
    for day, subject in (
        ("2026-07-03", "Gastos de combustible de la flota de vehículos en 2025"),
        ("2026-07-06", "Licitación del puente de la Bahía"),
        ("2026-07-09", "Plano de la ruta PY02"),
        ("2026-07-10", "Nómina de contratistas"),
        ("2026-07-16", "Estudio de impacto ambiental del viaducto"),
    ):
        file_one(mopc, when=at(day), subject=subject)
    morning.move_to(at(LATER))
    actions.declare_tacit_denials(on=at(LATER).date(), at=at(LATER))
    sign_in(screen, officer)
    screen.goto("/bandeja/")
    look(screen, "worklist-full")
    screen.get_by_role("link", name="Gastos de combustible").click()
    look(screen, "late")
    screen.goto("/bandeja/?plazo=hoy&q=nada")
    look(screen, "worklist-empty")
