"""The office's own work in a browser: a sub-task goes round, who else looks, who is away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.models import User
from casework.models import Subtask, Unit
from casework.states import SubtaskState
from offices.models import Duty, Institution
from requests_app.models import InformationRequest
from tests.casework.conftest import make_liaison
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import appoint, at, file_one, make_user


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with time_machine.travel(at("2026-07-06", 10), tick=True):
        yield


@pytest.fixture
def works(mopc: Institution) -> Unit:
    return Unit.objects.create(institution=mopc, name="Dirección de Obras")


@pytest.fixture
def info_request(mopc: Institution) -> InformationRequest:
    return file_one(mopc, when=at("2026-07-06", 9)).info_request


def test_a_sub_task_goes_round_between_desk_and_telephone(
    page: Page,
    phone: Page,
    info_request: InformationRequest,
    officer: User,
    works: Unit,
    tmp_path: Path,
) -> None:
    sign_in(page, officer)
    page.goto(f"/bandeja/{info_request.number}/")
    page.get_by_role("link", name="Encargar algo a una unidad").click()
    page.get_by_label("¿A qué unidad?").select_option("Dirección de Obras")
    page.get_by_label("¿Qué necesita de la unidad?").fill("Lo pide Ana Solicitante: la planilla.")
    assert_accessible(page)
    page.get_by_role("button", name="Encargar a la unidad").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("«Ana Solicitante»")
    screenshot(page, "encargar-con-datos")
    page.get_by_label("¿Qué necesita de la unidad?").fill("La planilla de contratos.")
    page.get_by_role("button", name="Encargar a la unidad").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Contratos de obras viales")

    sign_in(phone, make_liaison("enlace@mopc.example", works))
    phone.goto("/escritorio/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Encargos")
    assert_accessible(phone)
    screenshot(phone, "encargos-telefono")
    phone.get_by_role("link", name="Contratos de obras viales").click()
    assert "Ana Solicitante" not in phone.content()
    phone.get_by_role("button", name="Aceptar el encargo").click()
    phone.get_by_role("link", name="Entregar la información").click()
    phone.get_by_label("Qué informa la unidad").fill("Va la planilla.")
    sheet = tmp_path / "planilla.csv"
    sheet.write_text("obra;monto\n1;2\n")
    phone.get_by_label("Archivos").set_input_files(sheet)
    assert_accessible(phone)
    screenshot(phone, "entregar-telefono")
    phone.get_by_role("button", name="Entregar la información").click()
    expect(phone.get_by_text("Se entregó a la oficina.")).to_be_visible()

    page.reload()
    expect(page.get_by_role("link", name="planilla.csv")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "encargo-entregado")
    page.get_by_role("button", name="Recibir conforme").click()
    expect(page.get_by_text("Recibido conforme").first).to_be_visible()
    assert Subtask.objects.get().state == SubtaskState.DONE


def test_a_head_without_scripts_names_a_unit_and_a_substitute(
    plain_page: Page,
    phone: Page,
    mopc: Institution,
    officer: User,
    info_request: InformationRequest,
) -> None:
    head = appoint(make_user("jefa@mopc.example", full_name="Julia Jefa"), mopc, Duty.HEAD)
    sign_in(plain_page, head)
    plain_page.goto("/bandeja/unidades/")
    plain_page.get_by_label("Nombre de la unidad").fill("Vialidad")
    plain_page.get_by_role("button", name="Agregar la unidad").click()
    plain_page.get_by_label("Correo electrónico de la persona").fill("nelida@mopc.example")
    plain_page.get_by_label("Nombre y apellido").fill("Nélida Nueva")
    plain_page.get_by_role("button", name="Agregar como enlace").click()
    expect(plain_page.get_by_text("Quedó como enlace de la unidad.")).to_be_visible()
    plain_page.goto("/bandeja/oficina/")
    plain_page.get_by_role("link", name="Anotar una ausencia").click()
    for label, day in (("Primer día", "6"), ("Último día", "10")):
        group = plain_page.get_by_role("group", name=label)
        group.get_by_label("Día").fill(day)
        group.get_by_label("Mes").fill("7")
        group.get_by_label("Año").fill("2026")
    plain_page.get_by_label("¿Quién reemplaza?").select_option(str(officer))
    plain_page.get_by_role("button", name="Anotar la ausencia").click()
    expect(plain_page.get_by_text("Ausente hoy")).to_be_visible()

    sign_in(phone, head)
    unit = Unit.objects.get()
    for name, address in (
        ("unidad", f"/bandeja/unidades/{unit.pk}/"),
        ("oficina", "/bandeja/oficina/"),
        ("ausencia", "/bandeja/oficina/ausencia/"),
        ("jefatura", "/bandeja/jefatura/"),
    ):
        phone.goto(address)
        assert_accessible(phone)
        screenshot(phone, name)


def test_two_people_learn_that_both_have_a_request_open(
    page: Page, phone: Page, mopc: Institution, info_request: InformationRequest, officer: User
) -> None:
    colleague = appoint(make_user("beni@mopc.example", full_name="Ana Benítez"), mopc, Duty.OFFICER)
    sign_in(page, officer)
    sign_in(phone, colleague)
    page.clock.install()
    page.goto(f"/bandeja/{info_request.number}/")
    assert "También mira" not in page.content()
    phone.goto(f"/bandeja/{info_request.number}/")
    expect(phone.get_by_text("lo acaba de abrir")).to_be_visible()
    # The page that was open first learns of it by itself.
    page.clock.run_for(46_000)
    expect(page.get_by_text("Ana Benítez lo acaba de abrir.")).to_be_visible()
    assert_accessible(phone)
    screenshot(phone, "quien-mira")
