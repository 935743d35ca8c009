"""An office on one fixed morning: Monday 6 July 2026, ten o'clock in Asunción."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from casework.worklist.people import docket_of
from casework.worklist.rows import Docket
from offices.calendars import calendar_for
from offices.models import Institution
from requests_app.desks import desk_of
from requests_app.models import InformationRequest, Requester, Term
from tests.factories import at, file_one


@pytest.fixture
def clock(monday: datetime) -> Iterator[time_machine.Traveller]:
    """Stop the edges' clock."""
    with time_machine.travel(monday, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def desk(officer: User, clock: time_machine.Traveller) -> Client:
    """The MOPC's officer, signed in."""
    return signed_in(officer)


@pytest.fixture
def number(mopc: Institution, monday: datetime) -> str:
    """A request to the MOPC, presented this morning and due on Monday 27 July."""
    return file_one(mopc, when=monday).info_request.number


def signed_in(user: User) -> Client:
    """Return a browser in which `user` has signed in."""
    client = Client()
    client.force_login(user)
    return client


def docket(user: User, on: date) -> Docket:
    """Return the requests of the person's desk that day."""
    held = desk_of(user, on=on)
    assert held is not None
    return docket_of(held)


def fill(
    institution: Institution,
    rows: int,
    *,
    days: tuple[str, ...],
    stage: str = "received",
    start: int = 500,
) -> list[InformationRequest]:
    """Make many requests at once, due on `days` in turn: only the list is under test."""
    version = calendar_for(institution).version
    people = Requester.objects.bulk_create(
        Requester(name=f"Persona {row}", notify_by="here") for row in range(rows)
    )
    made = InformationRequest.objects.bulk_create(
        InformationRequest(
            number=f"AIP-2026-{row + start:06}",
            institution=institution,
            first_institution=institution,
            requester=person,
            subject=f"Asunto {row}",
            description="Texto",
            channel="web",
            presented_on=date(2026, 7, 3),
            filed_at=at("2026-07-03"),
            stage=stage,
            tracking_code_hash="x",
            token_digest=f"{row + start:064x}",
        )
        for row, person in enumerate(people)
    )
    Term.objects.bulk_create(
        Term(
            info_request=info_request,
            institution=institution,
            kind="answer",
            starts_on=date(2026, 7, 3),
            due_on=date.fromisoformat(days[row % len(days)]),
            article="Ley 5282/2014, art. 16",
            is_verified=False,
            rule_set="ley-5282-2014",
            calendar_version=version,
        )
        for row, info_request in enumerate(made)
    )
    return made
