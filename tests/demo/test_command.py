"""The command and what the pages say of it: refused, prepared, done once, told as it goes."""

from __future__ import annotations

import os
import time
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from demo import people, progress
from demo.desks import Desk
from demo.models import LoadState
from demo.roster import PLACES
from offices.models import Duty, Institution, Office, OfficeKind, Post
from requests_app.models import InformationRequest

pytestmark = pytest.mark.django_db(transaction=True)


class Screen(StringIO):
    """A terminal somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_nothing_is_loaded_outside_a_demonstration(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=true"):
        call_command("demo")
    assert not User.objects.exists()
    assert not LoadState.objects.exists()


def test_fewer_than_no_requests_are_refused() -> None:
    with pytest.raises(CommandError, match="negativo"):
        call_command("demo", requests=-1)


def test_after_preparing_each_role_can_sign_in(desks: list[Desk], client: Client) -> None:
    assert not InformationRequest.objects.exists()
    for user in people.users_to_try():
        assert user.full_name.endswith("(demostración)")
        assert user.email.endswith("@demo.example")
        assert user.is_demo
        assert user.check_password(people.PASSWORD)
    mine = Post.objects.filter(holder__is_demo=True)
    assert set(mine.values_list("duty", flat=True)) == set(Duty.values)
    answered = client.post(
        reverse("account_login"),
        {"login": "oficial.mopc@demo.example", "password": people.PASSWORD},
    )
    assert answered.status_code == 302


def test_every_office_of_the_roster_has_people_and_an_address(desks: list[Desk]) -> None:
    offices = Office.objects.filter(institution__code__in=[place.code for place in PLACES])
    assert offices.filter(kind=OfficeKind.ACCESS).count() == len(PLACES) == 30
    for office in offices:
        assert office.address
        assert office.hours
        assert office.phone
        assert office.email.endswith(".example")
    unlisted = User.objects.filter(is_demo=False)
    assert unlisted.count() == 2 * len(PLACES) - 4
    assert not any(user.has_usable_password() for user in unlisted)


def test_preparing_again_keeps_what_an_operator_changed(desks: list[Desk]) -> None:
    Institution.objects.filter(code="MOPC").update(name="Otro nombre")
    Office.objects.filter(institution__code="MOPC").update(address="Otra dirección")
    counts = (User.objects.count(), Post.objects.count(), Office.objects.count())
    call_command("demo", prepare=True)
    assert Institution.objects.get(code="MOPC").name == "Otro nombre"
    assert Office.objects.get(institution__code="MOPC").address == "Otra dirección"
    assert (User.objects.count(), Post.objects.count(), Office.objects.count()) == counts


def test_a_second_run_says_so_and_changes_nothing() -> None:
    said, screen = StringIO(), Screen()
    call_command("demo", requests=20, today=date(2026, 9, 30), stdout=said, stderr=screen)
    assert "20 de 20" in screen.getvalue()
    assert "oficial.mopc@demo.example" in said.getvalue()
    again = StringIO()
    call_command("demo", requests=50, seed=3, stdout=again)
    assert "ya están" in again.getvalue()
    # Beside those loaded, six to institutions with nobody in post.
    assert InformationRequest.objects.count() == 20 + 6
    assert progress.published() is None


def test_pages_say_how_far_the_loading_is(desks: list[Desk], client: Client) -> None:
    progress.publish(400, 1000)
    assert "40 %" in client.get(reverse("account_login")).content.decode()
    progress.withdraw()
    page = client.get(reverse("account_login")).content.decode()
    assert "Cargando" not in page
    assert "DEMO-DEMO-DEMO-DEMO" in page


def test_a_loader_that_died_is_soon_forgotten(settings: Settings) -> None:
    progress.publish(1, 3)
    assert progress.published() == 33
    an_hour_ago = time.time() - 3600
    os.utime(f"{settings.VAR_DIR}/demo-loading", (an_hour_ago, an_hour_ago))
    assert progress.published() is None


def test_a_terminal_shows_a_bar_and_a_file_does_not() -> None:
    screen, file = Screen(), StringIO()
    for stream in (screen, file):
        progress.draw(stream, done=1, total=4)
        progress.draw(stream, done=4, total=4)
    assert " 25 %  1 de 4" in screen.getvalue()
    assert screen.getvalue().endswith("100 %  4 de 4\n")
    assert file.getvalue() == ""
