"""A morning at two counters: the MOPC's office, and a service centre in San Pedro."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from offices.centres import open_centre
from offices.models import Duty, Institution, Office, Post
from requests_app.actions import Receipt
from requests_app.states import NotifyBy
from tests.factories import LONG_AGO, file_one, make_institution, make_user
from tests.requests_app.desk.conftest import signed_in


@pytest.fixture(autouse=True)
def clock(monday: datetime) -> Iterator[time_machine.Traveller]:
    """Stop the edges' clock."""
    with time_machine.travel(monday, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def centre(mopc: Institution) -> Office:
    """A service centre the Ministry of Justice runs in San Pedro."""
    ministry = make_institution("MJ", "Ministerio de Justicia")
    return open_centre(
        ministry, "Centro de Atención de San Estanislao", district="San Estanislao",
        department="San Pedro",
    )  # fmt: skip


@pytest.fixture
def clerk(centre: Office) -> User:
    """Who attends in it."""
    person = make_user("atencion@mj.example", full_name="Rosa Cáceres")
    Post.objects.create(office=centre, holder=person, duty=Duty.CLERK, starts_on=LONG_AGO)
    return person


@pytest.fixture
def at_centre(clerk: User) -> Client:
    """The clerk, signed in."""
    return signed_in(clerk)


@pytest.fixture
def office(officer: User) -> Client:
    """The MOPC's officer, signed in."""
    return signed_in(officer)


@pytest.fixture
def in_person(mopc: Institution, monday: datetime) -> Receipt:
    """A request whose requester is to be notified at the office."""
    return file_one(
        mopc, when=monday, notify_by=NotifyBy.OFFICE, email="", identity_document="1.234.567"
    )


@pytest.fixture
def by_clerk(clerk: User, in_person: Receipt) -> Actor:
    """The clerk before whom that requester showed who they are."""
    return Actor.attending(clerk, in_person.info_request.number)
