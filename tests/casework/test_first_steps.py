"""The first steps of each duty, offered until they are put away, and nobody else's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework import urls_guide
from casework.first_steps import paths_for
from casework.models import StepsSeen
from offices.models import Duty, Institution
from tests.factories import appoint, make_user

pytestmark = pytest.mark.django_db
PAGE = "/bandeja/primeros-pasos/"
OFFER = "¿Es su primera vez aquí?"


def test_every_duty_has_steps_and_every_step_a_page_that_exists() -> None:
    for duty in Duty:
        assert paths_for([duty]), duty
        assert all(
            step.url.startswith("/")
            for path in paths_for([duty])
            for step in path.steps
            if step.page
        )
    assert len(paths_for([Duty.HEAD])) == 2
    assert len(paths_for([Duty.AUDITOR, Duty.DIRECTOR])) == 1


def test_they_are_offered_until_the_person_puts_them_away(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert OFFER in client.get("/bandeja/").content.decode()
    page = client.get(PAGE).content.decode()
    assert "encargado o encargada de acceso" in page
    assert "máxima autoridad" not in page
    for _time in range(2):
        assert client.post(f"{PAGE}visto/").status_code == 302
    assert StepsSeen.objects.get().user == officer
    assert str(StepsSeen.objects.get()) == str(officer.pk)
    assert OFFER not in client.get("/bandeja/").content.decode()
    assert "ir a mi escritorio" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("duty", "words"),
    [(Duty.HEAD, "dirige la oficina"), (Duty.HIGHEST_AUTHORITY, "Firme o devuelva")],
)
def test_each_duty_reads_its_own(client: Client, mopc: Institution, duty: Duty, words: str) -> None:
    client.force_login(appoint(make_user("alguien@mopc.example"), mopc, duty))
    assert words in client.get(PAGE).content.decode()


def test_who_reaches_them(client: Client, officer: User) -> None:
    names = [pattern.name for pattern in urls_guide.patterns]
    assert names == ["first_steps", "first_steps_seen"]
    for name in names:
        assert client.get(reverse(f"casework:{name}")).status_code == 302
    client.force_login(make_user("nadie@x.example"))
    assert client.get(PAGE).status_code == 302
    client.force_login(officer)
    assert client.post(PAGE).status_code == 405
    assert client.get(f"{PAGE}visto/").status_code == 405
