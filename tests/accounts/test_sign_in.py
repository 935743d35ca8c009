"""Signing in, in the look of the site: the demonstration's people, and the second step."""

from __future__ import annotations

import html
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.context import DEMO_PASSWORD
from accounts.models import User
from offices.models import Duty, Institution
from tests.factories import appoint, make_user

pytestmark = pytest.mark.django_db

OPEN_PAGES = ["/cuenta/login/", "/cuenta/password/reset/", "/cuenta/password/reset/done/"]
OWN_PAGES = ["/cuenta/logout/", "/cuenta/2fa/", "/cuenta/password/change/"]


@pytest.fixture
def person(mopc: Institution) -> User:
    """A fictional officer."""
    user = make_user("demo@mopc.example", full_name="Oficial de Prueba", is_demo=True)
    user.set_password(DEMO_PASSWORD)
    user.save()
    appoint(user, mopc, Duty.OFFICER)
    return appoint(user, mopc, Duty.HEAD, ends_on=date(2020, 1, 1))


def test_the_demonstration_lists_whom_one_may_be_and_lets_one_in(
    client: Client, person: User
) -> None:
    written = html.unescape(client.get("/cuenta/login/").content.decode())
    assert "Oficial de Prueba" in written
    assert "Encargado/a de acceso · Ministerio de Obras Públicas" in written
    assert "Jefe/a de oficina" not in written
    assert DEMO_PASSWORD in written
    entered = client.post("/cuenta/login/", {"login": person.email, "password": DEMO_PASSWORD})
    assert entered["Location"] == "/escritorio/"


def test_outside_a_demonstration_nobody_is_listed(
    client: Client, person: User, settings: Settings
) -> None:
    settings.DEMO = False
    written = client.get("/cuenta/login/").content.decode()
    assert person.email not in written
    assert DEMO_PASSWORD not in written


def test_a_wrong_password_says_the_same_of_everybody_and_keeps_the_address(
    client: Client, person: User
) -> None:
    pages = [
        client.post("/cuenta/login/", {"login": email, "password": "equivocada"})
        for email in (person.email, "nadie@mopc.example")
    ]
    said = [html.unescape(page.content.decode()) for page in pages]
    assert all("no son correctas" in text for text in said)
    assert 'value="nadie@mopc.example"' in said[1]


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_the_doors_have_the_look_of_the_site(client: Client, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert b"govuk-heading-l" in page.content
    assert b"aip-header" in page.content


@pytest.mark.parametrize("address", OWN_PAGES)
def test_the_persons_own_pages_have_it_too(client: Client, person: User, address: str) -> None:
    client.force_login(person)
    page = client.get(address)
    assert page.status_code == 200
    assert b"govuk-heading-l" in page.content


def test_the_second_step_is_set_up_with_a_drawing_that_needs_no_inline_style(
    client: Client, person: User
) -> None:
    client.post("/cuenta/login/", {"login": person.email, "password": DEMO_PASSWORD})
    asked = client.get("/cuenta/2fa/totp/activate/", follow=True)
    assert "Confirme que es usted" in asked.content.decode()
    client.post(asked.request["PATH_INFO"], {"password": DEMO_PASSWORD})
    page = client.get("/cuenta/2fa/totp/activate/")
    assert page.status_code == 200
    written = page.content.decode()
    assert "<svg" in written
    assert "data:image" not in written
    assert "style=" not in written


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert "No hace falta registrarse" in client.get("/cuenta/signup/").content.decode()
