"""The people of the Directorate and a body that let three requests lapse."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actors import Actor
from accounts.models import User
from noncompliance import deciding
from noncompliance.proposing import propose_by_rule
from offices.models import CalendarVersion, Duty, Institution
from requests_app import actions
from tests.factories import appoint, at, file_one, make_institution, make_user


@pytest.fixture
def ministry(calendar: CalendarVersion) -> Institution:
    """The Ministry of Justice, whose Directorate oversees."""
    return make_institution("MJ", "Ministerio de Justicia")


@pytest.fixture
def director(ministry: Institution) -> User:
    """Who decides."""
    return appoint(
        make_user("directora@mj.example", full_name="Directora"), ministry, Duty.DIRECTOR
    )


@pytest.fixture
def other_director(ministry: Institution) -> User:
    """Another who decides."""
    return appoint(make_user("director2@mj.example", full_name="Director"), ministry, Duty.DIRECTOR)


@pytest.fixture
def auditor(ministry: Institution) -> User:
    """Who reads and proposes."""
    return appoint(make_user("auditora@mj.example", full_name="Auditora"), ministry, Duty.AUDITOR)


@pytest.fixture
def head(mopc: Institution) -> User:
    """Who leads the office of the MOPC."""
    return appoint(make_user("jefa@mopc.example", full_name="Jefa"), mopc, Duty.HEAD)


@pytest.fixture
def lapsed(mopc: Institution) -> list[str]:
    """Three requests of the MOPC that silence denied on 28, 29 and 30 July 2026."""
    numbers = [
        file_one(mopc, when=at(day)).info_request.number
        for day in ("2026-07-06", "2026-07-07", "2026-07-08")
    ]
    actions.declare_tacit_denials(on=date(2026, 7, 30), at=at("2026-07-30", 0))
    return numbers


@pytest.fixture
def number(lapsed: list[str], authority: User, head: User) -> str:
    """A file proposed by rule for those three, with somebody to notify."""
    (number,) = propose_by_rule(on=date(2026, 7, 30), at=at("2026-07-30", 7))
    return number


@pytest.fixture
def notified(number: str, director: User) -> str:
    """The same, opened and notified here on Monday 3 August 2026; it may speak until the 17th."""
    by = Actor.official(director)
    deciding.open_file(number, by=by, at=at("2026-08-03"), text="Tres pedidos sin respuesta.")
    deciding.notify(number, by=by, at=at("2026-08-03"), text="Hechos que se le comunican.")
    return number
