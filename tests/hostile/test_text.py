"""Hostile texts in every field a citizen types: neutralised, refused plainly, never a 500."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from offices.models import Institution
from requests_app import actions
from requests_app.models import InformationRequest
from requests_app.states import Screening
from tests.factories import at
from tests.requests_app.pages.visitors import (
    NOTIFY,
    WHAT,
    WHO,
    file_one,
    fill,
    text_of,
)
from tests.requests_app.story import reply

pytestmark = pytest.mark.django_db(transaction=True)

XSS = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>"
TEMPLATE = "{{ 7|add:7 }} {% debug %} ${7*7} <%= 7*7 %>"
ADDRESS = "/seguimiento/{}/"


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(at("2026-07-08"), tick=False) as traveller:
        yield traveller


def pages_of(client: Client, number: str) -> list[str]:
    receipt = client.get(f"/solicitar/listo/{number}/")
    code = receipt.context["code"]
    client.post("/seguimiento/", {"number": number, "code": code})
    pages = [
        receipt,
        client.get(ADDRESS.format(number)),
        client.get(f"/s/{number}/"),
        client.get("/respuestas/"),
        client.get("/respuestas/", {"q": XSS}),
        client.get("/solicitar/", {"buscar": XSS}),
        client.get("/seguimiento/", {"numero": XSS}),
    ]
    assert {page.status_code for page in pages} == {200}
    return [page.content.decode() for page in pages]


@pytest.mark.parametrize("hostile", [XSS, TEMPLATE], ids=["xss", "template"])
def test_what_is_typed_is_printed_as_it_is_and_runs_nowhere(
    client: Client, mopc: Institution, by_officer: Actor, hostile: str
) -> None:
    typed = dict.fromkeys(("subject", "description", "name", "address"), hostile)
    typed |= dict.fromkeys(("identity_document", "phone"), hostile[:40])
    fill(client, mopc, **typed, shows_name="on")
    assert "<script>alert" not in client.get("/solicitar/revisar/").content.decode()
    number = file_one(client, mopc, **typed, shows_name="on")
    actions.screen_text(number, by=by_officer, at=at("2026-07-08"), screening=Screening.SHOWN)
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-08"), question=hostile)
    client.get(f"/solicitar/listo/{number}/")
    written = pages_of(client, number)
    client.post(f"{ADDRESS.format(number)}aclarar/", {"reply": hostile})
    actions.answer(number, by=by_officer, at=at("2026-07-08"), reply=reply(text=hostile))
    client.post(f"{ADDRESS.format(number)}valorar/", {"verdict": "partial", "reason": hostile})
    written += pages_of(client, number)
    for page in written:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page
        assert "{{ 14" not in page
    assert InformationRequest.objects.get(number=number).description == hostile


@pytest.mark.parametrize("address", ["pedido", "persona", "avisos"])
def test_a_refused_step_prints_what_was_typed_harmlessly(client: Client, address: str) -> None:
    fields = {"pedido": WHAT, "persona": WHO, "avisos": NOTIFY}[address]
    page = client.post(f"/solicitar/{address}/", dict.fromkeys(fields, XSS * 3))
    assert page.status_code == 422
    assert "<script>alert" not in page.content.decode()


def test_direction_changes_and_line_breaks_cannot_disguise_a_subject(
    client: Client, mopc: Institution
) -> None:
    number = file_one(
        client,
        mopc,
        subject="Contratos \u202eodarucso\u202c\r\nBcc: otro@correo.example",
        name="Ana\u2066 Pérez\x07",
    )
    filed = InformationRequest.objects.select_related("requester").get(number=number)
    assert filed.subject == "Contratos odarucso Bcc: otro@correo.example"
    assert filed.requester.name == "Ana Pérez"


def test_the_letters_of_guarani_are_kept(client: Client, mopc: Institution) -> None:
    words = "Ajerure marandu g̃uahẽ haguã, ñe’ẽ ha ỹ"
    number = file_one(client, mopc, subject=words, description=words, language="gn")
    filed = InformationRequest.objects.get(number=number)
    assert (filed.subject, filed.description, filed.language) == (words, words, "gn")
    assert words in text_of(client.get(f"/solicitar/listo/{number}/"))


def test_half_a_million_letters_are_refused_plainly_and_given_back(
    client: Client, mopc: Institution
) -> None:
    long_text = "palabra " * 64_000
    page = client.post("/solicitar/pedido/", {**WHAT, "description": long_text})
    assert page.status_code == 422
    assert "puede tener hasta 20000" in text_of(page)
    assert long_text.strip() in text_of(page)


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800"], ids=["nul", "surrogate"])
@pytest.mark.parametrize(
    "address",
    ["/solicitar/pedido/", "/solicitar/persona/", "/seguimiento/", "/seguimiento/X/aclarar/"],
)
def test_what_no_database_can_keep_is_a_bad_request(
    client: Client, db: None, address: str, bad: str
) -> None:
    body = "subject=" + "".join(f"%{byte:02x}" for byte in bad.encode("utf-8", "surrogatepass"))
    page = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert page.status_code < 500
    if bad == "a\x00b":
        assert page.status_code == 400
    assert client.get(f"{address}?x=%00").status_code == 400


@pytest.mark.parametrize("number", ["%0d%0aSet-Cookie:x", "..%2f..%2fetc", "'%20OR%201=1--"])
def test_a_hostile_address_finds_nothing(client: Client, db: None, number: str) -> None:
    for prefix in ("/s/", "/seguimiento/", "/solicitar/listo/"):
        page = client.get(f"{prefix}{number}/")
        assert page.status_code in {302, 404}
        assert "Set-Cookie" not in page.headers


def test_a_forged_cookie_opens_no_draft(client: Client, mopc: Institution) -> None:
    fill(client, mopc)
    forged = Client()
    forged.cookies["borrador"] = "secreto:1abc:firma"
    forged.cookies["constancia"] = "secreto:1abc:firma"
    assert WHAT["subject"] not in text_of(forged.get("/solicitar/pedido/"))
    assert forged.get("/solicitar/listo/AIP-2026-000001/").status_code == 302
