"""Who is handed which paper, and how it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.signing import get_cookie_signer
from django.template import Context, Template
from django.test import Client

from accounts.models import User
from requests_app.actions import Receipt
from requests_app.standing import standing_of
from requests_app.tracking import digest_of
from requests_app.views.filing_review import RECEIPT_COOKIE, RECEIPT_SALT
from tests.factories import at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _on_the_day_of_the_denial() -> Iterator[None]:
    with time_machine.travel(at("2026-07-28"), tick=False):
        yield


@pytest.fixture
def follower(silent: Receipt) -> Client:
    """A browser that has shown the code of the silent request."""
    client = Client()
    shown = {"number": silent.info_request.number, "code": silent.tracking_code}
    assert client.post("/seguimiento/", shown).status_code == 302
    return client


def paper(number: str, name: str) -> str:
    return f"/seguimiento/{number}/papeles/{name}"


def test_who_showed_the_code_takes_every_paper_on_offer(follower: Client, silent: Receipt) -> None:
    number = silent.info_request.number
    for name in (
        "constancia.pdf",
        "denegacion-tacita.pdf",
        "reconsideracion-silencio.docx",
        "amparo-silencio.pdf",
        "amparo-silencio.docx",
        "plazos.ics",
    ):
        sent = follower.get(paper(number, name))
        assert sent.status_code == 200, name
        stem, _, extension = name.rpartition(".")
        assert sent["Content-Disposition"] == f'attachment; filename="{stem}-{number}.{extension}"'
        assert {"private", "no-store"} <= set(sent["Cache-Control"].split(", "))
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in sent["Content-Security-Policy"]


def test_what_is_not_on_offer_is_not_found(follower: Client, silent: Receipt) -> None:
    number = silent.info_request.number
    for name in ("amparo-denegacion.pdf", "constancia.docx", "acta.pdf", "otra-cosa.pdf"):
        assert follower.get(paper(number, name)).status_code == 404, name


def test_without_the_code_one_is_asked_for_it(silent: Receipt, client: Client) -> None:
    asked = client.get(paper(silent.info_request.number, "constancia.pdf"))
    assert asked.status_code == 302
    assert asked["Location"].startswith("/seguimiento/?numero=")
    assert client.get(paper("AIP-2026-000999", "plazos.ics")).status_code == 302


def test_the_desk_that_holds_a_request_prints_its_receipt_and_record(
    verbal: Receipt, officer: User, client: Client
) -> None:
    client.force_login(officer)
    number = verbal.info_request.number
    for name in ("constancia", "acta"):
        sent = client.get(f"/bandeja/{number}/papeles/{name}.pdf")
        assert sent.status_code == 200
        assert sent.content.startswith(b"%PDF-")
    assert client.get(f"/bandeja/{number}/papeles/amparo-silencio.pdf").status_code == 404


def test_another_desk_finds_nothing_and_a_stranger_signs_in(
    verbal: Receipt, other_officer: User, client: Client
) -> None:
    url = f"/bandeja/{verbal.info_request.number}/papeles/acta.pdf"
    assert client.get(url).status_code == 302
    client.force_login(other_officer)
    assert client.get(url).status_code == 404


def test_the_page_that_confirms_a_filing_gives_the_receipt_with_its_code(
    filed: Receipt, client: Client
) -> None:
    number = filed.info_request.number
    base = f"/solicitar/listo/{number}/papeles"
    assert client.get(f"{base}/constancia.pdf").status_code == 404
    client.cookies[RECEIPT_COOKIE] = _signed_token(filed)
    assert client.get(f"{base}/constancia.pdf").content.startswith(b"%PDF-")
    assert b"BEGIN:VCALENDAR" in client.get(f"{base}/plazos.ics").content
    other = "/solicitar/listo/AIP-2026-000999/papeles/constancia.pdf"
    assert client.get(other).status_code == 404


def _signed_token(filed: Receipt) -> str:
    """Return the cookie the browser holds after filing with the factory's token."""
    token = next(
        f"token-{place}"
        for place in range(1, 10_000)
        if digest_of(f"token-{place}") == filed.info_request.token_digest
    )
    salt = RECEIPT_COOKIE + RECEIPT_SALT + filed.info_request.number
    return get_cookie_signer(salt=salt).sign(token)


def test_pages_link_to_what_is_on_offer(silent: Receipt, verbal: Receipt) -> None:
    standing = standing_of(silent.info_request.number)
    links = render("{% papers_to_take standing %}", standing=standing)
    for name in ("denegacion-tacita.pdf", "amparo-silencio.docx", "plazos.ics"):
        assert f"/papeles/{name}" in links
    filed = render("{% papers_just_filed row %}", row=silent.info_request)
    assert "/solicitar/listo/" in filed
    desk = render("{% papers_to_print row %}", row=verbal.info_request)
    assert f"/bandeja/{verbal.info_request.number}/papeles/acta.pdf" in desk
    assert ".ics" not in desk


def render(tag: str, **values: object) -> str:
    return Template("{% load papers %}" + tag).render(
        Context({"today": date(2026, 7, 28), **values})
    )
