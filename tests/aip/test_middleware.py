"""What every request passes through."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from offices.models import Institution, Post
from tests.factories import LONG_AGO, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_demo(settings: Settings) -> None:
    settings.DEMO = False


def test_the_interface_is_spanish_whatever_the_browser_prefers(client: Client) -> None:
    response = client.get("/salud", headers={"accept-language": "en-US,en"})
    assert response["Content-Language"] == "es"


def test_a_chosen_language_is_kept(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "gn", "next": "/salud"})
    assert client.get("/salud")["Content-Language"] == "gn"


def test_an_unknown_language_is_spanish(client: Client, settings: Settings) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert client.get("/salud")["Content-Language"] == "es"


@pytest.mark.parametrize("address", ["/salud?q=%00", "/%00"])
def test_a_nul_byte_is_a_bad_request_and_not_an_error(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_nul_byte_in_a_form_is_a_bad_request(client: Client) -> None:
    assert client.post(reverse("set_language"), {"language": "e\x00s"}).status_code in {302, 400}
    body = "language=e%00s"
    form = "application/x-www-form-urlencoded"
    assert client.post(reverse("set_language"), body, content_type=form).status_code == 400


def test_who_holds_a_post_must_set_up_a_second_factor(
    client: Client, officer: User, no_demo: None
) -> None:
    client.force_login(officer)
    response = client.get(reverse("casework:worklist"))
    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")


def test_with_a_second_factor_the_desk_opens(client: Client, officer: User, no_demo: None) -> None:
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    client.force_login(officer)
    assert client.get(reverse("casework:worklist")).status_code == 200


def test_the_pages_that_set_it_up_stay_open(client: Client, officer: User, no_demo: None) -> None:
    client.force_login(officer)
    assert client.get(reverse("account_logout")).status_code == 200


def test_an_ended_post_asks_for_nothing(client: Client, mopc: Institution, no_demo: None) -> None:
    former = make_user("antes@mopc.example")
    office = mopc.offices.get()
    Post.objects.create(
        office=office, holder=former, duty="officer", starts_on=LONG_AGO, ends_on=LONG_AGO
    )
    client.force_login(former)
    assert client.get("/salud").status_code == 200


def test_an_operator_of_the_administration_needs_one_too(client: Client, no_demo: None) -> None:
    client.force_login(make_user("operador@example.org", is_staff=True))
    assert client.get("/salud")["Location"] == reverse("mfa_index")


def test_the_demonstration_asks_for_none(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/salud").status_code == 200


def test_nobody_changes_the_address_of_an_account(client: Client, officer: User) -> None:
    client.force_login(officer)
    response = client.post("/cuenta/email/", {"action_add": "", "email": "otra@correo.example"})
    assert response["Location"] == reverse("desks")
