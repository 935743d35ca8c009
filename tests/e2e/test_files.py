"""An officer clears the files of an answer, draws a box over a name and sends what may go out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import openpyxl
import pytest
import time_machine
from playwright.sync_api import FilePayload, Page, expect

from accounts.models import User
from offices.models import Institution
from requests_app.models import Answer, Document, InformationRequest
from requests_app.states import Visibility
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import file_one
from tests.release.pdf_files import box, made, said

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def morning(monday: datetime) -> Iterator[time_machine.Traveller]:
    """Monday 6 July 2026, with time going on so that the browser's waits end."""
    with time_machine.travel(monday, tick=True) as traveller:
        yield traveller


def workbook() -> FilePayload:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Contrato", "Monto"])
    hidden = book.create_sheet("Sueldos")
    hidden.append(["Nombre", "Cédula"])
    hidden.append(["Juan Benítez", "1.234.567"])
    hidden.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return {"name": "contratos.xlsx", "mimeType": XLSX, "buffer": written.getvalue()}


def report() -> FilePayload:
    page = (
        said("Contrato de obra vial LPN 12/2025", (72, 740), size=18)
        + said("Contratista: Caminos del Este S.A.", (72, 690))
        + said("Inspector: Juan Benitez, telefono 0981 123 456", (72, 660))
        + box(140, 655, 90, 16)
        + said("Monto total: 1.500.000.000 guaranies", (72, 630))
    )
    written = io.BytesIO()
    made(page, said("Anexo: firma Juan Benitez")).save(written)
    return {"name": "contrato.pdf", "mimeType": PDF, "buffer": written.getvalue()}


def look(page: Page, name: str) -> None:
    page.wait_for_load_state("load")
    width = (page.viewport_size or {"width": 0})["width"]
    assert_accessible(page)
    screenshot(page, f"files-{name}-{width}")


def click(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_a_box_is_drawn_over_a_name_and_the_copy_goes_out(
    page: Page, officer: User, mopc: Institution, monday: datetime
) -> None:
    number = file_one(mopc, when=monday).info_request.number
    sign_in(page, officer)
    page.goto(f"/bandeja/{number}/responder/granted/")
    page.get_by_label("Respuesta", exact=True).fill("Va el contrato.")
    click(page, "Ver cómo la verá la persona")
    page.get_by_label("Agregar archivos").set_input_files([report(), workbook()])
    click(page, "Agregar y revisar")
    expect(page.get_by_text("2 archivos están retenidos")).to_be_visible()
    look(page, "held")
    page.get_by_role("link", name="Revisar contrato.pdf").click()
    expect(page.get_by_role("heading", name="Texto tapado")).to_be_visible()
    look(page, "pdf")
    page.get_by_role("button", name="Tachar partes de las páginas").click()
    look(page, "strike")
    boxes = page.locator("svg.aip-strike__boxes")
    boxes.evaluate("drawn => drawn.scrollIntoView()")
    picture = boxes.bounding_box()
    assert picture is not None
    # The line of the inspector: 660 points from the bottom of an A4 page.
    top = picture["y"] + picture["height"] * (842 - 675) / 842
    page.mouse.move(picture["x"] + picture["width"] * 0.1, top)
    page.mouse.down()
    page.mouse.move(picture["x"] + picture["width"] * 0.9, top + picture["height"] * 0.03)
    page.mouse.up()
    page.get_by_role("button", name="Recuadro 1").press("ArrowLeft")
    look(page, "drawn")
    click(page, "Hacer la copia tachada")
    expect(page.get_by_text("todavía se puede leer en otros lugares")).to_be_visible()
    look(page, "elsewhere")
    click(page, "Tacharlas también ahí")
    expect(page.get_by_text("ya no están en el texto")).to_be_visible()
    look(page, "struck")
    page.goto(f"/bandeja/{number}/responder/granted/?vista")
    expect(page.get_by_text("1 archivo está retenido")).to_be_visible()
    click(page, "Entregar sin los archivos retenidos")
    expect(page.get_by_text("La respuesta fue entregada")).to_be_visible()
    look(page, "given")
    assert Answer.objects.get().files_to_follow == 1
    assert Document.objects.get(visibility=Visibility.PARTIES).name == "contrato.pdf"


def test_a_workbook_is_fixed_and_cleared_on_a_telephone(
    phone: Page, officer: User, mopc: Institution, monday: datetime
) -> None:
    number = file_one(mopc, when=monday).info_request.number
    sign_in(phone, officer)
    phone.goto(f"/bandeja/{number}/archivos/responder/")
    look(phone, "empty")
    phone.get_by_label("Agregar archivos").set_input_files([workbook(), report()])
    click(phone, "Agregar y revisar")
    look(phone, "list")
    phone.get_by_role("link", name="Revisar contratos.xlsx").click()
    click(phone, "Dejar pasar lo marcado")
    look(phone, "clear-error")
    phone.get_by_label("Cualquier persona, en el sitio público").check()
    click(phone, "Guardar")
    look(phone, "public")
    click(phone, "Dejar solo los valores visibles de la planilla")
    expect(phone.get_by_text("Es una copia")).to_be_visible()
    phone.get_by_label("Abrí este archivo").check()
    click(phone, "Confirmar")
    look(phone, "copied")
    phone.goto(f"/bandeja/{number}/archivos/responder/")
    phone.get_by_role("link", name="Revisar contrato.pdf").click()
    phone.get_by_role("button", name="Tachar partes de las páginas").click()
    click(phone, "Agregar un recuadro")
    look(phone, "strike")
    assert InformationRequest.objects.get(number=number).answered_on is None
