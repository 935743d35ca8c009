"""The addresses people write to: one of each request, that nobody can make up."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from notifications.mail_in.addresses import (
    Addressed,
    is_own,
    read,
    reply_address,
    return_address,
)

NUMBER = "AIP-2026-000123"
MESSAGE_ID = f"<aip-delivery-{'0f' * 16}@aip.example>"


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.MAIL_IN_ADDRESS = "pedidos@aip.example"


def test_the_address_of_a_request_leads_back_to_it() -> None:
    address = reply_address(NUMBER)
    assert address.startswith("pedidos+aip-2026-000123-")
    assert address.endswith("@aip.example")
    assert read(address) == Addressed(number=NUMBER)


def test_servers_that_change_case_do_no_harm() -> None:
    assert read(reply_address(NUMBER).upper()) == Addressed(number=NUMBER)


def test_the_code_has_eighty_bits_and_fits_in_a_local_part() -> None:
    local = reply_address(NUMBER).partition("@")[0]
    assert len(local.rpartition("-")[2]) * 5 == 80
    assert len(local) <= 64


@pytest.mark.parametrize(
    "address",
    [
        "pedidos+aip-2026-000123-aaaaaaaaaaaaaaaa@aip.example",
        "pedidos+aip-2026-000123@aip.example",
        "pedidos+@aip.example",
        "pedidos@aip.example",
        "pedidos+aviso-nada@aip.example",
        "",
    ],
)
def test_a_code_made_up_leads_nowhere(address: str) -> None:
    found = read(address)
    assert (found.number, found.notice_key) == ("", "")


def test_the_code_of_one_request_opens_no_other() -> None:
    mine = reply_address(NUMBER)
    assert read(mine.replace("000123", "000124")) == Addressed()


def test_an_institution_is_named_by_its_code() -> None:
    assert read("MOPC@aip.example") == Addressed(institution_code="mopc")


def test_a_notice_comes_back_to_an_address_of_its_own(settings: Settings) -> None:
    address = return_address(MESSAGE_ID)
    assert read(address) == Addressed(notice_key="0f" * 16)
    assert return_address("<otra-cosa@aip.example>") == ""
    settings.MAIL_IN_ADDRESS = ""
    assert return_address(MESSAGE_ID) == reply_address(NUMBER) == ""


def test_addresses_given_under_a_former_key_still_lead_home(settings: Settings) -> None:
    given = reply_address(NUMBER)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "otra"
    assert reply_address(NUMBER) != given
    assert read(given) == Addressed(number=NUMBER)


def test_our_own_addresses_are_known(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Acceso <no-responder@aip.example>"
    assert is_own(reply_address(NUMBER))
    assert is_own("NO-RESPONDER@aip.example")
    assert not is_own("ana@correo.example")
    settings.MAIL_IN_ADDRESS = ""
    assert not is_own("")
