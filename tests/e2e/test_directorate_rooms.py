"""A director on a telephone opens every room of the desk, and goes from a figure to its proof."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from playwright.sync_api import Page, expect

from accounts.models import User
from offices.models import Duty, Institution
from oversight.sections import SECTIONS
from requests_app import actions
from stats import rollup
from tests.e2e.conftest import assert_accessible, screenshot, sign_in
from tests.factories import appoint, at, file_one, make_user


@pytest.fixture
def director(mopc: Institution) -> User:
    return appoint(make_user("directora@aip.example", full_name="Rosa"), mopc, Duty.DIRECTOR)


@pytest.fixture
def late(mopc: Institution) -> str:
    """One request nobody answered, silent for weeks; return its number."""
    today = localdate()
    receipt = file_one(mopc, when=at(today - timedelta(days=60)))
    actions.declare_tacit_denials(on=today, at=now())
    rollup.rebuild_all(at=now())
    return receipt.info_request.number


@pytest.mark.usefixtures("late")
def test_every_room_of_the_desk_opens_on_a_telephone(phone: Page, director: User) -> None:
    sign_in(phone, director)
    for section in SECTIONS:
        answer = phone.goto(reverse(section.url))
        assert answer is not None, section.url
        assert answer.status == 200, section.url
        assert_accessible(phone)
        screenshot(phone, f"room-{section.url.replace(':', '-')}")


def test_four_clicks_lead_from_a_figure_to_its_proof(
    phone: Page, director: User, late: str
) -> None:
    sign_in(phone, director)
    phone.goto("/direccion/")
    phone.get_by_role("link", name="Tarde, sin respuesta").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("1")
    phone.get_by_role("link", name=late).click()
    expect(phone.get_by_text("Cadena íntegra")).to_be_visible()
    phone.locator("main a[href*='/hechos/']").first.click()
    expect(phone.get_by_text(late).first).to_be_visible()
    assert_accessible(phone)
