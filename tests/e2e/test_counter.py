"""A counter in a real browser: by keyboard alone, and in a service centre on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.actors import Actor
from accounts.models import User
from offices.centres import open_centre
from offices.models import Duty, Institution, Post
from requests_app.models import InformationRequest, InPersonNotice, Registration
from requests_app.states import Channel
from tests.counter.test_in_person import in_part
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import LONG_AGO, file_one, make_institution, make_user

MOST_TABS = 60


@pytest.fixture(autouse=True)
def morning(monday: datetime) -> Iterator[None]:
    """Monday 6 July 2026, with time going on so that the browser's waits end."""
    with time_machine.travel(monday, tick=True):
        yield


@pytest.fixture
def clerk(mopc: Institution) -> User:
    """Who attends in a service centre."""
    ministry = make_institution("MJ", "Ministerio de Justicia", department="Asunción")
    place = {"category": "g", "branch": "municipality", "is_executive": False}
    make_institution(
        "MUN-0203", "Municipalidad de Itacurubí del Rosario", department="San Pedro",
        district="Itacurubí del Rosario", **place,
    )  # fmt: skip
    centre = open_centre(
        ministry, "Centro de Atención de San Estanislao", district="San Estanislao",
        department="San Pedro", address="Avenida Mariscal López 120", hours="7:00 a 15:00",
    )  # fmt: skip
    person = make_user("atencion@mj.example", full_name="Rosa Cáceres")
    Post.objects.create(office=centre, holder=person, duty=Duty.CLERK, starts_on=LONG_AGO)
    return person


def look(page: Page, name: str) -> None:
    page.wait_for_load_state("load")
    assert_accessible(page)
    screenshot(page, f"counter-{name}-{(page.viewport_size or {'width': 0})['width']}")


def tab_to(page: Page, words: str) -> None:
    """Go on with the tabulator until what is focused is called so."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if words in page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        ):
            return
    pytest.fail(f"the tabulator never reached «{words}»")


def write(page: Page, label: str, words: str) -> None:
    tab_to(page, label)
    page.keyboard.type(words)


def test_a_verbal_request_is_taken_in_by_keyboard_alone(page: Page, officer: User) -> None:
    sign_in(page, officer)
    page.goto("/mesa/")
    look(page, "home")
    tab_to(page, "De palabra")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pedido de palabra")).to_be_visible()
    write(page, "Nombre y apellido", "Eusebia Giménez")
    page.keyboard.press("Enter")  # too early: told what is missing, and nothing is lost
    expect(page.get_by_text("Hay un problema")).to_be_visible()
    expect(page.get_by_label("Nombre y apellido de quien pide")).to_have_value("Eusebia Giménez")
    look(page, "verbal-error")
    write(page, "Domicilio real", "Compañía Santa Ana")
    tab_to(page, "En persona, en la oficina")
    page.keyboard.press("Space")
    write(page, "Qué información pide", "Cuánto se gastó en el camino a Tacuara en 2025.")
    tab_to(page, "Redactar el acta")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Lea el acta en voz alta")).to_be_visible()
    look(page, "acta")
    tab_to(page, "Registrar el pedido")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Marque que leyó el acta").first).to_be_visible()
    tab_to(page, "Leí el acta en voz alta")
    page.keyboard.press("Space")
    tab_to(page, "Registrar el pedido")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pedido registrado")).to_be_visible()
    look(page, "receipt")
    for paper, name in (("Constancia con el código", "constancia"), ("Acta para firmar", "acta")):
        tab_to(page, paper)
        with page.expect_download() as printed:
            page.keyboard.press("Enter")
        assert printed.value.suggested_filename.startswith(name)
        assert printed.value.path().read_bytes().startswith(b"%PDF-")
    registration = Registration.objects.select_related("info_request").get()
    assert registration.info_request.channel == Channel.VERBAL
    assert "Cuánto se gastó en el camino a Tacuara en 2025." in registration.verbal_record


def test_a_centre_registers_and_notifies_for_any_institution_on_a_telephone(
    phone: Page, clerk: User, officer: User, mopc: Institution, monday: datetime
) -> None:
    answered = file_one(mopc, when=monday, identity_document="1.234.567", notify_by="office")
    number = in_part(answered, Actor.official(officer), day="2026-07-06")
    sign_in(phone, clerk)
    phone.goto("/mesa/")
    look(phone, "centre-home")
    phone.get_by_role("link", name="Qué localidades atiende").click()
    expect(phone.get_by_role("link", name="Municipalidad de Itacurubí")).to_be_visible()
    look(phone, "centre-towns")
    phone.goto("/mesa/registrar/persona/")
    phone.get_by_label("Nombre, sigla o lugar").fill("obras publikas")
    phone.get_by_role("button", name="Buscar").click()
    look(phone, "choose")
    phone.get_by_role("link", name="Ministerio de Obras Públicas").click()
    look(phone, "in-person")
    phone.get_by_label("Nombre y apellido de quien pide").fill("Juan Pérez")
    phone.get_by_label("En persona, en la oficina").check()
    phone.get_by_label("Qué información pide").fill("Lista de obras en San Pedro.")
    phone.get_by_role("button", name="Revisar").click()
    look(phone, "read-back")
    phone.get_by_role("button", name="Registrar el pedido").click()
    expect(phone.get_by_text("Pedido registrado")).to_be_visible()
    look(phone, "centre-receipt")
    phone.goto("/mesa/buscar/")
    phone.get_by_label("Número del pedido", exact=True).fill(number)
    phone.get_by_label("Documento de identidad").fill("7654321")
    phone.get_by_role("button", name="Abrir el pedido").click()
    look(phone, "find-error")
    phone.get_by_label("Documento de identidad").fill("1234567")
    phone.get_by_role("button", name="Abrir el pedido").click()
    look(phone, "attended")
    phone.get_by_role("button", name="Notificarle en persona").click()
    phone.get_by_label("Documento que mostró").fill("1.234.567")
    phone.get_by_label("Cómo comprobó que es la persona").fill("Cédula a la vista")
    phone.get_by_label("Copia en papel", exact=True).check()
    look(phone, "notify")
    phone.get_by_role("button", name="Anotar que fue notificada hoy").click()
    expect(phone.get_by_text("Quedó anotada la notificación.")).to_be_visible()
    with phone.expect_download() as slip:
        phone.get_by_role("link", name=re.compile("Constancia de notificación")).click()
    assert slip.value.path().read_bytes().startswith(b"%PDF-")
    phone.get_by_role("link", name="Perdió su código: darle otro").click()
    look(phone, "reissue")
    phone.goto("/mesa/cifras/")
    look(phone, "figures")
    assert InPersonNotice.objects.get().office == clerk.posts.get().office
    assert InformationRequest.objects.count() == 2


def test_a_note_is_registered_with_its_own_date_and_number(
    page: Page, officer: User, mopc: Institution, monday: datetime
) -> None:
    waiting = file_one(mopc, when=monday, identity_document="1.234.567", notify_by="office")
    in_part(waiting, Actor.official(officer), day="2026-07-06")
    sign_in(page, officer)
    page.goto("/mesa/registrar/nota/")
    page.get_by_label("Número de mesa de entradas").fill("ME 1234/2026")
    page.get_by_label("Día", exact=True).fill("2")
    page.get_by_label("La constancia es un archivo").check()
    page.get_by_label("Nombre y apellido de quien pide").fill("Juan Pérez")
    page.get_by_label("En persona, en la oficina").check()
    page.get_by_label("Qué información pide").fill("Lista de obras en Luque desde 2020.")
    look(page, "note")
    page.get_by_role("button", name="Revisar").click()
    page.get_by_label("Archivos").set_input_files(
        {"name": "sello.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
    )
    look(page, "note-read-back")
    page.get_by_role("button", name="Registrar el pedido").click()
    expect(page.get_by_text("Registrado 4 días después.")).to_be_visible()
    page.goto("/mesa/")
    look(page, "home-busy")
    page.goto("/mesa/buscar/")
    look(page, "find")
