"""The Directorate and the public read the figures in a real browser, large and small."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import Page

from accounts.models import User
from offices.models import CalendarVersion, Duty, Institution
from requests_app import actions
from stats import rollup
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import appoint, at, file_one, make_user
from tests.stats.rows import Shape, save


@pytest.fixture
def director(mopc: Institution) -> User:
    return appoint(make_user("directora@aip.example", full_name="Rosa"), mopc, Duty.DIRECTOR)


@pytest.fixture
def today() -> date:
    return localdate()


@pytest.fixture
def year(mopc: Institution, mec: Institution, today: date) -> str:
    """Some months of requests, one with its whole timeline; return its number."""
    version = CalendarVersion.objects.get()
    ends = ["answered", "answered", "answered", "denied", "silent", "silent_then_answered", "open"]
    for index in range(60):
        shape = Shape(
            presented_on=today - timedelta(days=5 * index),
            ends=ends[index % len(ends)],
            after_days=1 + index % 18,
            forwarded=index % 9 == 0,
        )
        save(shape, mopc, mec, version)
    receipt = file_one(mopc, when=at(today - timedelta(days=60)))
    actions.declare_tacit_denials(on=today, at=now())
    rollup.rebuild_all(at=now())
    return receipt.info_request.number


@pytest.mark.usefixtures("year")
def test_anyone_reads_the_figures_on_a_computer_and_on_a_telephone(page: Page, phone: Page) -> None:
    for screen, name in ((page, "stats-1280"), (phone, "stats-390")):
        screen.goto("/estadisticas/")
        assert screen.get_by_text("De cada 100 pedidos cuyo plazo venció").is_visible()
        assert_accessible(screen)
        screenshot(screen, name)
        screen.goto("/estadisticas/institucion/MOPC/")
        assert_accessible(screen)
        screenshot(screen, f"{name}-institution")
        screen.goto("/estadisticas/como-se-calcula/")
        assert_accessible(screen)


@pytest.mark.usefixtures("year")
def test_the_filters_work_without_scripts(plain_page: Page) -> None:
    plain_page.goto("/estadisticas/")
    plain_page.get_by_label("Institución", exact=True).select_option("MEC")
    plain_page.get_by_role("button", name="Ver estas cifras").click()
    assert "institucion=MEC" in plain_page.url
    assert plain_page.get_by_text("Ministerio de Educación y Ciencias, de").is_visible()
    with plain_page.expect_download() as download:
        plain_page.get_by_role("link", name=re.compile("Descargar esta tabla.*Mes a mes")).click()
    assert download.value.suggested_filename.startswith("aip-meses-")


@pytest.mark.usefixtures("year")
def test_a_wrong_choice_is_told_at_the_top_and_beside_the_field(page: Page) -> None:
    page.goto("/estadisticas/?periodo=rango")
    assert page.get_by_role("alert").get_by_text("Elija un mes.").first.is_visible()
    assert_accessible(page)


def test_the_directorate_goes_from_the_figure_to_the_proof(
    page: Page, phone: Page, director: User, year: str
) -> None:
    for screen, name in ((page, "directorate-1280"), (phone, "directorate-390")):
        sign_in(screen, director)
        screen.goto("/direccion/")
        assert_accessible(screen)
        screenshot(screen, name)
        screen.get_by_role("link", name="Tarde, sin respuesta").click()
        assert_accessible(screen)
        screenshot(screen, f"{name}-list")
        screen.goto(f"/direccion/pedidos/{year}/")
        assert screen.get_by_text("Cadena íntegra").is_visible()
        screen.get_by_text("Texto y huellas").first.click()
        screen.get_by_text("Cómo se contó el plazo").first.click()
        assert_accessible(screen)
        screenshot(screen, f"{name}-request")
