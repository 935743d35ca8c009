"""Signing in with the State's electronic identity, against a provider that really answers."""

from __future__ import annotations

import html
import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib import admin
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from offices.models import Duty, Institution
from tests.accounts.identity_provider import ANOTHER_KEY, Provider, running
from tests.factories import appoint, make_user

pytestmark = pytest.mark.django_db

ENTER = "/cuenta/identidad/identidad/"
BACK = "/cuenta/identidad/identidad/vuelta/"
WITHOUT_ADDRESS = "/cuenta/identidad/sin-correo/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """A provider that runs, and a site that trusts it."""
    with running() as server:
        settings.OIDC_SERVER_URL = server.url
        settings.SOCIALACCOUNT_PROVIDERS = server.settings()
        yield server


def at_provider(address: str) -> str:
    """Open the provider's page as a browser would; return where it sends the browser."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    connection.request("GET", f"{parts.path}?{parts.query}")
    location = connection.getresponse().headers["Location"]
    connection.close()
    back = urlsplit(location)
    return f"{back.path}?{back.query}"


def sign_in(client: Client, **posted: str) -> Any:
    """Go the whole way and return the site's answer to the return."""
    return client.get(at_provider(client.post(ENTER, posted)["Location"]))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_person_signs_in_gets_one_account_and_lands_on_their_requests(
    client: Client, provider: Provider
) -> None:
    page = html.unescape(client.get("/cuenta/login/").content.decode())
    assert "Ingresar con Identidad Electrónica" in page
    assert f'action="{ENTER}"' in page
    landed = client.get(sign_in(client)["Location"], follow=True)
    assert landed.request["PATH_INFO"] == "/mis-pedidos/"
    user = User.objects.get()
    assert (user.email, user.full_name) == ("ana@correo.example", "Ana Benítez")
    assert not user.has_usable_password()
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()


def test_the_second_time_it_is_the_same_account_even_with_another_address(
    client: Client, provider: Provider
) -> None:
    sign_in(client)
    client.post("/cuenta/logout/")
    provider.person |= {"email": "otra@correo.example", "name": "Otra"}
    sign_in(client)
    assert is_in(client)
    assert User.objects.get().email == "ana@correo.example"


def test_the_request_to_the_provider_carries_state_nonce_and_challenge(
    client: Client, provider: Provider
) -> None:
    sign_in(client)
    assert provider.asked["code_challenge_method"] == "S256"
    assert len(provider.asked["state"]) >= 10
    assert len(provider.asked["nonce"]) == 64
    assert set(provider.asked["scope"].split()) == {"openid", "profile", "email"}


def test_parameters_in_the_address_do_not_reach_the_provider(
    client: Client, provider: Provider
) -> None:
    sent = client.post(f"{ENTER}?auth_params=nonce%3Dajeno%26prompt%3Dnone&scope=todo")
    assert "ajeno" not in sent["Location"]
    assert "prompt" not in sent["Location"]
    assert "todo" not in sent["Location"]


def test_a_return_with_another_state_is_refused(client: Client, provider: Provider) -> None:
    back = at_provider(client.post(ENTER)["Location"])
    assert client.get(f"{BACK}?code=una-vez&state=inventado").status_code == 401
    assert Client().get(back).status_code == 401
    assert not is_in(client)
    assert not User.objects.exists()


def test_a_return_serves_once(client: Client, provider: Provider) -> None:
    back = at_provider(client.post(ENTER)["Location"])
    client.get(back)
    assert client.get(back).status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "otro-sitio"},
        {"iss": "https://otro.example"},
        {"nonce": "de-otro-ingreso"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"sub": "otra-persona"},
        {"sub": ""},
        {"aud": ["aip", "otro"], "azp": "otro"},
    ],
)
def test_a_token_that_says_something_else_is_refused(
    client: Client, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    refused = sign_in(client)
    assert refused.status_code == 401
    assert "No pudo ingresar de esta manera" in refused.content.decode()
    assert not is_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("algorithm", ["RS256", "HS256", "none"])
def test_a_token_signed_by_somebody_else_is_refused(
    client: Client, provider: Provider, algorithm: str
) -> None:
    provider.signing_key = ANOTHER_KEY
    provider.algorithm = algorithm
    assert sign_in(client).status_code == 401
    assert not User.objects.exists()


def test_without_an_identity_token_nobody_enters(client: Client, provider: Provider) -> None:
    provider.sends_token = False
    assert sign_in(client).status_code == 401


def test_user_information_of_another_person_is_refused(client: Client, provider: Provider) -> None:
    provider.userinfo = {"sub": "otra-persona"}
    assert sign_in(client).status_code == 401


@pytest.mark.parametrize(
    "discovery",
    [{"issuer": "https://otro.example"}, {"jwks_uri": "ftp://127.0.0.1/llaves"}],
)
def test_a_discovery_document_of_somebody_else_is_not_followed(
    client: Client, provider: Provider, discovery: dict[str, str]
) -> None:
    provider.discovery = discovery
    assert client.post(ENTER).status_code == 503


def test_a_provider_that_does_not_answer_is_said_so(client: Client, settings: Settings) -> None:
    with running() as server:
        settings.SOCIALACCOUNT_PROVIDERS = server.settings()
    assert client.post(ENTER).status_code == 503


def test_a_verified_address_enters_the_account_it_has(client: Client, provider: Provider) -> None:
    user = make_user("ana@correo.example")
    sign_in(client)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert SocialAccount.objects.get().user == user


@pytest.mark.parametrize("said", [False, None, "false", "true"])
def test_an_unverified_address_neither_takes_nor_opens_an_account(
    client: Client, provider: Provider, said: Any
) -> None:
    make_user("ana@correo.example")
    provider.person["email_verified"] = said
    for email in ("ana@correo.example", "nueva@correo.example"):
        provider.person["email"] = email
        assert sign_in(client)["Location"] == WITHOUT_ADDRESS
    assert not is_in(client)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_an_identity_without_address_is_told_how_to_open_an_account(
    client: Client, provider: Provider
) -> None:
    del provider.person["email"]
    page = client.get(sign_in(client)["Location"])
    assert "Falta un correo verificado" in page.content.decode()
    assert "/cuenta/crear/" in page.content.decode()
    assert not User.objects.exists()


def test_an_address_somebody_else_only_claimed_gives_them_nothing(
    client: Client, provider: Provider
) -> None:
    other = make_user("otro@correo.example")
    EmailAddress.objects.create(user=other, email="ana@correo.example", verified=False)
    sign_in(client)
    assert client.session.get("_auth_user_id") != str(other.pk)
    assert not SocialAccount.objects.filter(user=other).exists()


def test_an_officer_without_second_factor_is_sent_to_set_it_up(
    client: Client, provider: Provider, settings: Settings, mopc: Institution
) -> None:
    settings.DEMO = False
    appoint(make_user("ana@correo.example"), mopc, Duty.OFFICER)
    sign_in(client)
    assert is_in(client)
    assert client.get("/bandeja/")["Location"] == "/cuenta/2fa/"


def test_an_officer_with_second_factor_is_asked_for_it(
    client: Client, provider: Provider, mopc: Institution
) -> None:
    officer = appoint(make_user("ana@correo.example"), mopc, Duty.OFFICER)
    TOTP.activate(officer, generate_totp_secret())
    assert sign_in(client)["Location"] == "/cuenta/2fa/authenticate/"
    assert not is_in(client)


@pytest.mark.parametrize("comes_back", [False, True])
def test_the_technical_administration_does_not_enter_this_way(
    client: Client, provider: Provider, *, comes_back: bool
) -> None:
    operator = make_user("ana@correo.example", is_staff=True)
    if comes_back:
        SocialAccount.objects.create(user=operator, provider="identidad", uid="4123456")
    assert sign_in(client).status_code == 403
    assert not is_in(client)


def test_an_identity_is_never_joined_to_whoever_is_signed_in(
    client: Client, provider: Provider
) -> None:
    user = make_user("otro@correo.example")
    client.force_login(user)
    assert sign_in(client, process="connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_who_cancels_is_told_that_nothing_was_done(client: Client, provider: Provider) -> None:
    back = at_provider(client.post(ENTER)["Location"])
    state = back.rpartition("state=")[2]
    page = client.get(f"{BACK}?error=access_denied&state={state}", follow=True)
    assert "Canceló el ingreso" in page.content.decode()


def test_one_enters_by_the_form_only(client: Client, provider: Provider) -> None:
    assert client.get(ENTER).status_code == 405


@pytest.mark.parametrize(
    "address",
    [ENTER, BACK, "/cuenta/identidad/cancelado/", WITHOUT_ADDRESS, "/cuenta/3rdparty/",
     "/cuenta/3rdparty/signup/", "/cuenta/social/signup/", "/cuenta/oidc/identidad/login/",
     "/cuenta/oidc/identidad/login/callback/"],
)  # fmt: skip
def test_it_does_not_exist_where_it_is_not_configured(client: Client, address: str) -> None:
    assert "Ingresar con" not in client.get("/cuenta/login/").content.decode()
    answers = [client.get(address).status_code, client.post(address).status_code]
    assert 404 in answers
    assert set(answers) <= {404, 405}


def test_the_librarys_own_doors_stay_shut_where_it_is_configured(
    client: Client, provider: Provider
) -> None:
    assert client.post("/cuenta/oidc/identidad/login/").status_code == 404
    assert client.get("/cuenta/3rdparty/").status_code == 404


def test_nobody_edits_providers_or_identities_in_the_administration() -> None:
    assert not [model for model in admin.site._registry if "social" in model._meta.app_label]  # noqa: SLF001


def _start(expression: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"from aip import settings; print({expression})"],
        env={**inherited, "VAR_DIR": str(folder), "DEMO": "true", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


FORMS = "settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']"
APP = "settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS']"


def test_forms_may_go_to_the_provider_only_where_there_is_one(tmp_path: Path) -> None:
    client = {"OIDC_CLIENT_ID": "aip", "OIDC_CLIENT_SECRET": "secreto"}
    url = "https://identidad.example:8443/realms/py/"
    written = _start(FORMS, tmp_path, OIDC_SERVER_URL=url, **client).stdout
    assert written == "[\"'self'\", 'https://identidad.example:8443']\n"
    assert _start(FORMS, tmp_path).stdout == "[\"'self'\"]\n"
    assert _start(APP, tmp_path).stdout == "[]\n"


def test_the_clients_secret_may_be_a_file_and_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("del archivo\n")
    named = {"OIDC_SERVER_URL": "https://identidad.example", "OIDC_CLIENT_ID": "aip"}
    path = str(tmp_path / "secret")
    run = _start(f"{APP}[0]['secret']", tmp_path, OIDC_CLIENT_SECRET_FILE=path, **named)
    assert run.stdout == "del archivo\n"
    assert "OIDC_CLIENT_SECRET" in _start("1", tmp_path, **named).stderr


@pytest.mark.parametrize(
    "url", ["http://identidad.example", "http://127.0.0.1.example", "https://", "identidad.example"]
)
def test_a_provider_without_https_is_refused_at_start_up(tmp_path: Path, url: str) -> None:
    assert "OIDC_SERVER_URL must be" in _start("1", tmp_path, OIDC_SERVER_URL=url).stderr
