"""Appointing people to posts, by act and by command."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from accounts.models import User
from offices.actions import appoint, appoint_by_address, end_post
from offices.errors import AlreadyEnded, AlreadyHeld, EndsBeforeItStarts, WrongDesk
from offices.models import Duty, Institution, Office, OfficeKind, Post
from tests.factories import make_user

pytestmark = pytest.mark.django_db

JULY_6 = date(2026, 7, 6)
JULY_31 = date(2026, 7, 31)


@pytest.fixture
def office(mopc: Institution) -> Office:
    return mopc.offices.get(kind=OfficeKind.ACCESS)


@pytest.fixture
def ana(db: None) -> User:
    return make_user("ana@mopc.example")


def told(*arguments: str) -> str:
    printed = StringIO()
    call_command("appoint", *arguments, stdout=printed)
    return printed.getvalue()


def test_a_post_is_in_force_from_its_first_day_to_its_last(office: Office, ana: User) -> None:
    appoint(office, ana, Duty.OFFICER, starts_on=JULY_6, ends_on=JULY_31)

    held = [
        Post.objects.held_on(day).exists()
        for day in (date(2026, 7, 5), JULY_6, JULY_31, date(2026, 8, 1))
    ]
    assert held == [False, True, True, False]


def test_ending_a_post_makes_that_day_its_last(office: Office, ana: User) -> None:
    post = end_post(appoint(office, ana, Duty.OFFICER, starts_on=JULY_6), ends_on=JULY_31)

    assert post.ends_on == JULY_31
    with pytest.raises(AlreadyEnded):
        end_post(post, ends_on=date(2026, 8, 1))
    with pytest.raises(EndsBeforeItStarts):
        end_post(post, ends_on=date(2026, 7, 5))


def test_a_duty_is_held_once_at_a_time(office: Office, ana: User) -> None:
    appoint(office, ana, Duty.OFFICER, starts_on=JULY_6, ends_on=JULY_31)

    with pytest.raises(AlreadyHeld):
        appoint(office, ana, Duty.OFFICER, starts_on=JULY_31)
    with pytest.raises(AlreadyHeld):
        appoint(office, ana, Duty.OFFICER, starts_on=date(2026, 7, 1), ends_on=JULY_6)
    appoint(office, ana, Duty.HEAD, starts_on=JULY_6)
    appoint(office, ana, Duty.OFFICER, starts_on=date(2026, 8, 1))
    assert Post.objects.count() == 3


def test_a_post_cannot_end_before_it_starts(office: Office, ana: User) -> None:
    with pytest.raises(EndsBeforeItStarts):
        appoint(office, ana, Duty.OFFICER, starts_on=JULY_31, ends_on=JULY_6)


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.DIRECTOR])
def test_the_directorate_does_not_sit_in_an_access_office(
    office: Office, ana: User, duty: Duty
) -> None:
    with pytest.raises(WrongDesk):
        appoint(office, ana, duty, starts_on=JULY_6)


def test_the_directorate_gets_an_office_of_its_own(mopc: Institution) -> None:
    appointed = appoint_by_address("directora@mj.example", mopc, Duty.DIRECTOR, starts_on=JULY_6)

    assert appointed.post.office.kind == OfficeKind.DIRECTORATE


@time_machine.travel("2026-07-06T03:30:00Z", tick=False)
def test_the_command_makes_the_account_and_says_how_to_enter(mopc: Institution) -> None:
    printed = told("Ana@MOPC.example", "mopc", "officer", "--name", "Ana B.")

    post = Post.objects.get()
    assert post.holder.email == "ana@mopc.example"
    assert post.holder.full_name == "Ana B."
    assert not post.holder.has_usable_password()
    assert (post.duty, post.starts_on, post.ends_on) == (Duty.OFFICER, JULY_6, None)
    assert "/cuenta/password/reset/" in printed
    assert "manage.py changepassword ana@mopc.example" in printed


def test_the_command_keeps_an_account_that_exists(mopc: Institution, ana: User) -> None:
    ana.set_password("una clave larga")
    ana.save()

    printed = told(ana.email, "MOPC", "head", "--from", "2026-07-06", "--until", "2026-07-31")

    assert (Post.objects.get().starts_on, Post.objects.get().ends_on) == (JULY_6, JULY_31)
    assert "Ya tiene cuenta y contraseña" in printed
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("ana", "MOPC", "officer"), "no es una dirección de correo"),
        (("ana@x.example", "NADIE", "officer"), "el código NADIE"),
        (("ana@x.example", "MOPC", "boss"), "no es una función"),
        (("ana@x.example", "MOPC", "officer", "--from", "ayer"), "No se entiende «ayer»"),
        (
            ("ana@x.example", "MOPC", "officer", "--from", "2026-07-06", "--until", "2026-07-01"),
            "no puede terminar antes de empezar",
        ),
    ],
)
def test_a_refused_appointment_leaves_nobody_behind(
    mopc: Institution, arguments: tuple[str, ...], complaint: str
) -> None:
    with pytest.raises(CommandError, match=complaint):
        told(*arguments)
    assert not User.objects.exists()


def test_nobody_is_appointed_to_a_dissolved_institution(registry: None) -> None:
    with pytest.raises(CommandError, match="MH ya no existe; sus funciones pasaron a MEF"):
        told("ana@x.example", "MH", "officer")
