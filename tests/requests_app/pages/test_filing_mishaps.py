"""What happens to a person's text when the page, the cookie or the network fails midway."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from offices.models import Institution
from requests_app.models import FilingDraft, InformationRequest
from tests.requests_app.pages.visitors import (
    NOTIFY,
    WHAT,
    WHO,
    Written,
    fill,
    hidden,
    sending,
    text_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = [("pedido", WHAT), ("persona", WHO), ("avisos", NOTIFY)]


@pytest.fixture
def strict() -> Client:
    """A browser whose forms need their security token, as outside the tests."""
    return Client(enforce_csrf_checks=True)


def fields_of(page: Written) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text_of(page))
    return {name: html.unescape(value) for name, value in found}


@pytest.mark.parametrize(("address", "fields"), STEPS)
def test_every_step_may_be_sent_twice_reloaded_and_gone_back_to(
    client: Client, mopc: Institution, address: str, fields: dict[str, str]
) -> None:
    fill(client, mopc)
    for _time in range(2):
        client.get(f"/solicitar/{address}/")
        assert client.post(f"/solicitar/{address}/", fields).status_code == 302
    again = text_of(client.get(f"/solicitar/{address}/"))
    assert all(value in again for value in fields.values() if " " in value)
    assert FilingDraft.objects.count() == 1
    client.post("/solicitar/revisar/", sending(client))
    assert InformationRequest.objects.count() == 1


@pytest.mark.parametrize(("address", "fields"), STEPS)
def test_who_loses_the_cookie_while_writing_goes_on_with_the_same_draft(
    client: Client, mopc: Institution, address: str, fields: dict[str, str]
) -> None:
    fill(client, mopc)
    page = client.get(f"/solicitar/{address}/")
    client.cookies.clear()
    sent = client.post(f"/solicitar/{address}/", {**fields, "draft": hidden(page, "draft")})
    assert sent.status_code == 302
    assert FilingDraft.objects.count() == 1
    written = text_of(client.get("/solicitar/revisar/"))
    assert WHAT["subject"] in written
    assert WHO["name"] in written


def test_files_too_find_their_draft_without_the_cookie(client: Client, mopc: Institution) -> None:
    fill(client, mopc)
    page = client.get("/solicitar/archivos/")
    client.cookies.clear()
    chosen = SimpleUploadedFile("nota.txt", b"nota")
    client.post("/solicitar/archivos/", {"attachments": [chosen], "draft": hidden(page, "draft")})
    written = text_of(client.get("/solicitar/revisar/"))
    assert "nota.txt" in written
    assert WHAT["subject"] in written


@pytest.mark.parametrize(("address", "fields"), STEPS)
def test_a_page_open_too_long_keeps_the_text_and_sends_it_again(
    strict: Client, mopc: Institution, address: str, fields: dict[str, str]
) -> None:
    expired = strict.post(f"/solicitar/{address}/", fields)
    assert expired.status_code == 403
    carried = fields_of(expired)
    assert {name: carried.get(name) for name in fields} == fields
    sent = strict.post(f"/solicitar/{address}/", carried)
    assert sent.status_code == 302
    again = text_of(strict.get(f"/solicitar/{address}/"))
    assert all(value in again for value in fields.values() if " " in value)


def test_outside_filing_an_expired_page_offers_nothing_to_send_again(
    strict: Client, db: None
) -> None:
    for address in ("/seguimiento/", "/cuenta/login/"):
        page = strict.post(address, {"number": "AIP-2026-1", "password": "secreta"})
        assert page.status_code == 403
        assert "secreta" not in text_of(page)
        assert "Continuar con lo que escribí" not in text_of(page)


def test_a_draft_already_filed_is_not_filed_again_from_a_page_gone_back_to(
    client: Client, mopc: Institution
) -> None:
    fill(client, mopc)
    step = client.get("/solicitar/avisos/")
    client.post("/solicitar/revisar/", sending(client))
    client.post("/solicitar/avisos/", {**NOTIFY, "draft": hidden(step, "draft")})
    assert client.get("/solicitar/revisar/")["Location"] == "/solicitar/"
    assert InformationRequest.objects.count() == 1


def test_a_sealed_draft_somebody_altered_opens_nothing(client: Client, mopc: Institution) -> None:
    fill(client, mopc)
    page = client.get("/solicitar/persona/")
    forged = hidden(page, "draft")[:-3] + "abc"
    stranger = Client()
    stranger.post("/solicitar/avisos/", {**NOTIFY, "draft": forged})
    assert WHO["name"] not in text_of(stranger.get("/solicitar/persona/"))
    assert FilingDraft.objects.count() == 2
