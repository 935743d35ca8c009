"""An office with a head, a colleague and a unit, and a request it holds."""

from __future__ import annotations

from datetime import datetime

import pytest

from accounts.actors import Actor
from accounts.models import User
from casework import actions
from casework.actions import Asked
from casework.models import Liaison, Subtask, Unit
from offices.models import Duty, Institution, Office, Post
from requests_app.models import InformationRequest
from tests.factories import LONG_AGO, appoint, at, file_one, make_user

SHOWN = "Copia de los contratos firmados en 2025."


@pytest.fixture
def info_request(mopc: Institution, monday: datetime) -> InformationRequest:
    """Presented on Monday 6 July 2026; due on Monday 27 July."""
    return file_one(mopc, when=monday).info_request


@pytest.fixture
def head(mopc: Institution) -> User:
    return appoint(make_user("jefa@mopc.example", full_name="Julia Jefa"), mopc, Duty.HEAD)


@pytest.fixture
def colleague(mopc: Institution) -> User:
    return appoint(make_user("colega@mopc.example", full_name="Carlos Colega"), mopc, Duty.OFFICER)


@pytest.fixture
def works(mopc: Institution) -> Unit:
    """The Directorate of Works, a unit of the MOPC."""
    return Unit.objects.create(institution=mopc, name="Dirección de Obras")


@pytest.fixture
def liaison(mopc: Institution, works: Unit) -> User:
    """Who answers for the Directorate of Works."""
    return make_liaison("enlace@mopc.example", works)


@pytest.fixture
def subtask(
    info_request: InformationRequest,
    works: Unit,
    liaison: User,
    by_officer: Actor,
    monday: datetime,
) -> Subtask:
    """Asked on Monday 6 July, with until Friday 10 to deliver."""
    return actions.ask_unit(
        info_request.number, works, asked("2026-07-10"), by=by_officer, at=monday
    )


def make_liaison(email: str, unit: Unit) -> User:
    """Make somebody who answers for a unit."""
    user = make_user(email, full_name="Elena Enlace")
    office = Office.objects.get(institution=unit.institution, kind="access")
    post = Post.objects.create(office=office, holder=user, duty=Duty.LIAISON, starts_on=LONG_AGO)
    Liaison.objects.create(post=post, unit=unit)
    return user


def asked(due_on: str, text: str = "La planilla de contratos.") -> Asked:
    """Return what a unit is asked until that day."""
    day = at(due_on).date()
    return Asked(subject="Contratos de obras viales", shown_text=SHOWN, text=text, due_on=day)
