"""Finding an institution, reading its page and calculating terms, as people do it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests.e2e.conftest import assert_accessible, screenshot

PAGES = {
    "institutions": "/instituciones/",
    "found": "/instituciones/?q=Itap%C3%BAa",
    "guessed": "/instituciones/?q=banco+sentral",
    "not_found": "/instituciones/?q=xyzzy",
    "refused_search": "/instituciones/?rama=nada",
    "institution": "/instituciones/MOPC/",
    "successor": "/instituciones/MEF/?antes=MH",
    "terms_form": "/plazos/",
    "terms_answer": "/plazos/?presentado_day=14&presentado_month=12&presentado_year=2026"
    "&institucion=MH",
    "terms_notified": "/plazos/?presentado_day=6&presentado_month=7&presentado_year=2026"
    "&notificado_day=30&notificado_month=7&notificado_year=2026",
    "terms_refused": "/plazos/?presentado_day=31&presentado_month=2&presentado_year=2026",
    "terms_far": "/plazos/?presentado_day=1&presentado_month=3&presentado_year=2031",
}


@pytest.fixture(autouse=True)
def _loaded() -> None:
    call_command("load_registry", verbosity=0)
    call_command("load_closed_days", verbosity=0)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_on_both_screens(page: Page, phone: Page, name: str) -> None:
    for screen, width in ((page, "1280"), (phone, "390")):
        screen.goto(PAGES[name])
        expect(screen.locator("h1")).to_be_visible()
        screenshot(screen, f"{name}-{width}")
        assert_accessible(screen)


def test_an_old_name_without_accents_leads_to_the_institution_of_today(phone: Page) -> None:
    phone.goto("/instituciones/")
    phone.get_by_label("Nombre, sigla o lugar").fill("ministerio de hacienda")
    phone.get_by_role("button", name="Buscar").click()
    expect(phone.get_by_text("Tomó las funciones de: Ministerio de Hacienda.")).to_be_visible()

    phone.get_by_role("link", name="Ministerio de Economía y Finanzas").click()

    expect(phone.get_by_text("Ministerio de Hacienda ya no existe.")).to_be_visible()
    expect(phone.get_by_role("link", name="Pedir información", exact=True).last).to_have_attribute(
        "href", "/solicitar/?institucion=MEF"
    )


def test_terms_are_calculated_without_scripts_and_have_an_address_to_share(
    plain_page: Page,
) -> None:
    plain_page.goto("/instituciones/MOPC/")
    plain_page.get_by_role("link", name="Calcular hasta cuándo tiene que responder").click()
    expect(plain_page.get_by_label("Institución")).to_have_value("MOPC")
    presented = plain_page.get_by_role("group", name="¿Qué día presentó")
    for box, typed in {"Día": "6", "Mes": "7", "Año": "2026"}.items():
        presented.get_by_label(box, exact=True).fill(typed)
    plain_page.get_by_role("button", name="Calcular").click()

    answer = plain_page.locator("main .govuk-summary-list")
    expect(answer).to_contain_text("lunes 27 de julio de 2026")
    expect(answer).to_contain_text("martes 28 de julio de 2026")
    told = answer.inner_text()
    assert told.index("Fecha segura") < told.index("Último día para ir al juzgado")

    shared = plain_page.url
    plain_page.goto("about:blank")
    plain_page.goto(shared)
    assert plain_page.locator("main .govuk-summary-list").inner_text() == told


def test_a_wrong_date_is_told_beside_it_and_what_was_typed_stays(page: Page) -> None:
    page.goto("/plazos/")
    presented = page.get_by_role("group", name="¿Qué día presentó")
    for box, typed in {"Día": "31", "Mes": "2", "Año": "2026"}.items():
        presented.get_by_label(box, exact=True).fill(typed)
    page.get_by_role("button", name="Calcular").click()

    expect(presented).to_contain_text("Esa fecha no existe.")
    expect(presented.get_by_label("Día", exact=True)).to_have_value("31")
    page.get_by_role("link", name="Esa fecha no existe.").click()
    expect(presented.get_by_label("Día", exact=True)).to_be_focused()
