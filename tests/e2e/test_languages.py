"""A telephone in Guaraní and in English: the start, a request being followed, one's rights."""

from __future__ import annotations

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from offices.models import Institution
from tests.e2e.conftest import assert_accessible, screenshot
from tests.factories import file_one

SWITCH = {"gn": "Avañe’ẽ", "en": "English"}
FOLLOWED = {"gn": "nembohovaiva’erã", "en": "must answer you by"}


@pytest.mark.parametrize("language", ["gn", "en"])
def test_the_start_and_a_request_read_well_on_a_telephone(
    phone: Page, mopc: Institution, language: str
) -> None:
    receipt = file_one(mopc, when=now())
    phone.goto("/")
    phone.get_by_role("button", name=SWITCH[language]).click()
    expect(phone.locator("html")).to_have_attribute("lang", language)
    assert_accessible(phone)
    screenshot(phone, f"languages-{language}-start")
    phone.goto("/seguimiento/")
    phone.locator("[name=number]").fill(receipt.info_request.number)
    phone.locator("[name=code]").fill(receipt.tracking_code)
    screenshot(phone, f"languages-{language}-code")
    phone.locator("main form button").click()
    expect(phone.locator("#estado")).to_contain_text(FOLLOWED[language])
    assert_accessible(phone)
    screenshot(phone, f"languages-{language}-follow")
    for address in ("solicitar/pedido", "derechos"):
        phone.goto(f"/{address}/")
        expect(phone.locator("html")).to_have_attribute("lang", language)
        assert_accessible(phone)
        screenshot(phone, f"languages-{language}-{address.replace('/', '-')}")
