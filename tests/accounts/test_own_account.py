"""A citizen's optional account: opened by a link that tells nobody who has one, and closed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client, override_settings
from django.utils.timezone import now

from accounts.models import User
from offices.models import Institution
from requests_app.models import InformationRequest
from tests.factories import file_one, make_user
from tests.requests_app.pages.visitors import text_of

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "tereré con menta fría"
IN_MEMORY = override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")


def link_sent(client: Client, email: str) -> str:
    """Ask for an account and return the path of the link in the message."""
    with IN_MEMORY:
        assert client.post("/cuenta/crear/", {"email": email})["Location"] == (
            "/cuenta/crear/enviado/"
        )
    found = re.search(r"/cuenta/crear/[^\s]+", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def test_an_account_is_opened_by_its_address_and_leads_to_its_requests(client: Client) -> None:
    link = link_sent(client, "Ana@Correo.example")
    assert mail.outbox[-1].to == ["Ana@Correo.example"]
    assert "ana@correo.example" in text_of(client.get(link))
    weak = client.post(link, {"password": "corta"})
    assert weak.status_code == 422
    done = client.post(link, {"password": PASSWORD}, follow=True)
    assert "Mis pedidos" in text_of(done)
    assert User.objects.get().email == "ana@correo.example"
    client.post("/cuenta/logout/")
    entered = client.post(
        "/cuenta/login/", {"login": "ana@correo.example", "password": PASSWORD}, follow=True
    )
    assert "Mis pedidos" in text_of(entered)


def test_the_page_says_the_same_to_who_has_an_account_and_the_mail_says_where_to_enter(
    client: Client,
) -> None:
    make_user("ana@correo.example")
    with IN_MEMORY:
        pages = [
            client.post("/cuenta/crear/", {"email": email}, follow=True)
            for email in ("ana@correo.example", "nadie@correo.example")
        ]
    said = [re.sub(r'value="[A-Za-z0-9]{64}"', "", text_of(page)) for page in pages]
    assert said[0] == said[1]
    known, unknown = (str(message.body) for message in mail.outbox)
    assert "/cuenta/crear/" not in known
    assert "/cuenta/login/" in known
    assert "/cuenta/crear/" in unknown


def test_a_link_serves_one_day_and_makes_one_account(client: Client) -> None:
    link = link_sent(client, "ana@correo.example")
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        assert client.get(link)["Location"] == "/cuenta/crear/"
    client.post(link, {"password": PASSWORD})
    again = Client().post(link, {"password": "otra contraseña muy larga"})
    assert again["Location"] == "/cuenta/login/"
    assert User.objects.get().check_password(PASSWORD)
    assert client.get("/cuenta/crear/inventado:x/")["Location"] == "/cuenta/crear/"


@pytest.mark.parametrize("typed", ["", "ana@", "a@b.example\r\nBcc: x@y.example"])
def test_a_wrong_address_is_said_beside_it_and_no_mail_goes(client: Client, typed: str) -> None:
    with IN_MEMORY:
        assert client.post("/cuenta/crear/", {"email": typed}).status_code == 422
    assert mail.outbox == []


def test_when_no_mail_can_go_the_page_says_so_and_keeps_the_address(client: Client) -> None:
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=1,
    ):
        page = client.post("/cuenta/crear/", {"email": "ana@correo.example"})
    assert page.status_code == 503
    assert 'value="ana@correo.example"' in text_of(page)


def test_closing_the_account_leaves_the_requests(client: Client, mopc: Institution) -> None:
    ana = make_user("ana@correo.example")
    receipt = file_one(mopc, when=now())
    client.force_login(ana)
    number = receipt.info_request.number
    client.post("/mis-pedidos/", {"number": number, "code": receipt.tracking_code})
    assert client.post("/cuenta/borrar/", {}).status_code == 422
    gone = client.post("/cuenta/borrar/", {"is_sure": "on"}, follow=True)
    assert "Borramos su cuenta" in text_of(gone)
    assert not User.objects.filter(pk=ana.pk).exists()
    assert InformationRequest.objects.get().requester.name == "Ana Solicitante"
    assert client.get("/mis-pedidos/").status_code == 302


def test_an_officials_account_is_not_closed_here(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = client.post("/cuenta/borrar/", {"is_sure": "on"}, follow=True)
    assert "es de un cargo y no se borra" in text_of(page)
    assert User.objects.filter(pk=officer.pk).exists()


def test_an_account_of_ones_own_opens_no_desk(client: Client, mopc: Institution) -> None:
    client.force_login(make_user("ana@correo.example"))
    number = file_one(mopc, when=now()).info_request.number
    assert client.get(f"/bandeja/{number}/").status_code == 404
    assert client.get("/escritorio/")["Location"] == "/mis-pedidos/"
    assert "Mi trabajo" not in text_of(client.get("/"))
