"""The list of one's requests: made by filing or by showing the code, and nobody else's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import now

from offices.models import Institution
from requests_app.models import KeptRequest
from tests.factories import file_one, make_user
from tests.requests_app.pages.visitors import WHAT, fill, sending, text_of
from tests.requests_app.pages.visitors import file_one as file_by_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana(client: Client) -> Client:
    client.force_login(make_user("ana@correo.example"))
    return client


@pytest.fixture
def juan() -> Client:
    other = Client()
    other.force_login(make_user("juan@correo.example"))
    return other


def test_what_is_filed_while_signed_in_is_kept_and_opens_without_its_code(
    ana: Client, mopc: Institution
) -> None:
    number = file_by_page(ana, mopc)
    written = text_of(ana.get("/mis-pedidos/"))
    assert number in written
    assert WHAT["subject"] in written
    assert "Deben responderle hasta el" in written


def test_a_new_session_of_the_same_person_opens_it(ana: Client, mopc: Institution) -> None:
    number = file_by_page(ana, mopc)
    user = KeptRequest.objects.get().user
    elsewhere = Client()
    elsewhere.force_login(user)
    assert WHAT["description"] in text_of(elsewhere.get(f"/seguimiento/{number}/"))


def test_nobody_elses_account_opens_it(ana: Client, juan: Client, mopc: Institution) -> None:
    number = file_by_page(ana, mopc)
    assert juan.get(f"/seguimiento/{number}/").status_code == 302
    assert number not in text_of(juan.get("/mis-pedidos/"))
    juan.post(f"/mis-pedidos/{number}/quitar/")
    assert KeptRequest.objects.count() == 1


def test_an_earlier_request_is_added_with_number_and_code(
    ana: Client, juan: Client, mopc: Institution
) -> None:
    receipt = file_one(mopc, when=now())
    number = receipt.info_request.number
    for code, known in (("0000-0000-0000-0000", number), (receipt.tracking_code, "AIP-2026-9")):
        wrong = juan.post("/mis-pedidos/", {"number": known, "code": code})
        assert wrong.status_code == 422
        assert "El número y el código no coinciden" in text_of(wrong)
    for _time in range(2):
        added = ana.post("/mis-pedidos/", {"number": number, "code": receipt.tracking_code})
        assert added["Location"] == "/mis-pedidos/"
    assert KeptRequest.objects.count() == 1


def test_taking_it_off_the_list_leaves_the_request(ana: Client, mopc: Institution) -> None:
    number = file_by_page(ana, mopc)
    ana.post(f"/mis-pedidos/{number}/quitar/")
    assert number not in text_of(ana.get("/mis-pedidos/")).split("<form", maxsplit=1)[0]
    assert KeptRequest.objects.count() == 0


def test_sending_twice_keeps_it_once(ana: Client, mopc: Institution) -> None:
    fill(ana, mopc)
    sent = sending(ana)
    ana.post("/solicitar/revisar/", sent)
    ana.post("/solicitar/revisar/", sent)
    assert KeptRequest.objects.count() == 1


def test_without_an_account_nothing_is_kept_and_the_list_asks_to_sign_in(
    client: Client, mopc: Institution
) -> None:
    file_by_page(client, mopc)
    assert KeptRequest.objects.count() == 0
    assert client.get("/mis-pedidos/")["Location"].startswith("/cuenta/login/")
