"""Verifying a paper in a browser: with and without scripts, on a telephone, and accessible."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from offices.models import Institution
from papers.actions import issue
from papers.availability import Offer
from papers.kinds import Kind
from papers.models import IssuedPaper
from requests_app.models import Requester
from tests.e2e.conftest import assert_accessible, screenshot
from tests.factories import file_one, requester_of


@pytest.fixture
def paper(mopc: Institution, monday: datetime) -> IssuedPaper:
    """A receipt just issued."""
    receipt = file_one(mopc, when=monday)
    number = receipt.info_request.number
    return issue(number, Offer(Kind.RECEIPT), by=requester_of(receipt), at=monday)


def test_a_key_typed_by_hand_leads_to_green(page: Page, paper: IssuedPaper) -> None:
    page.goto("/verificar/")
    assert_accessible(page)
    screenshot(page, "papers-verify")
    page.get_by_label("Clave de verificación").fill(paper.key.lower())
    page.get_by_role("button", name="Verificar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("El documento coincide")
    expect(page.get_by_text("Huella de los hechos")).to_be_visible()
    expect(page.get_by_text(paper.digest)).to_be_visible()
    assert_accessible(page)
    screenshot(page, "papers-green")


def test_the_code_on_the_paper_opens_green_on_a_telephone(phone: Page, paper: IssuedPaper) -> None:
    phone.goto(f"/verificar/{paper.key}/")
    expect(phone.get_by_text("sus datos coinciden con el registro")).to_be_visible()
    assert_accessible(phone)
    screenshot(phone, "papers-green-phone")


def test_red_says_why_without_scripts(plain_page: Page, paper: IssuedPaper) -> None:
    Requester.objects.update(name="Otra Persona")
    plain_page.goto(f"/verificar/{paper.key}/")
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("no coincide")
    expect(plain_page.get_by_text("cambiaron o se borraron")).to_be_visible()
    screenshot(plain_page, "papers-red")


def test_red_is_accessible_and_so_is_an_unknown_key(phone: Page, paper: IssuedPaper) -> None:
    IssuedPaper.objects.update(digest="0" * 64)
    phone.goto(f"/verificar/{paper.key}/")
    assert_accessible(phone)
    phone.goto("/verificar/22222-22222-22222-22222/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("no es de un documento")
    assert_accessible(phone)
    screenshot(phone, "papers-unknown-phone")


def test_a_wrong_key_is_explained_beside_its_field(page: Page) -> None:
    page.goto("/verificar/")
    page.get_by_label("Clave de verificación").fill("corta")
    page.get_by_role("button", name="Verificar").click()
    expect(page.get_by_role("alert").first).to_contain_text("20 letras y números")
    assert_accessible(page)
    screenshot(page, "papers-wrong-key")
