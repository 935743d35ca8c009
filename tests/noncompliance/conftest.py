"""The people of the Directorate and a body that let three requests lapse."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import User
from offices.models import CalendarVersion, Duty, Institution
from requests_app import actions
from tests.factories import appoint, at, file_one, make_institution, make_user

LAPSED_ON = date(2026, 7, 28)


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
