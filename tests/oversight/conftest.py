"""The people of the Directorate."""

from __future__ import annotations

import pytest

from accounts.models import User
from offices.models import CalendarVersion, Duty, Institution
from tests.factories import appoint, make_institution, make_user


@pytest.fixture
def ministry(calendar: CalendarVersion) -> Institution:
    """The Ministry of Justice, whose Directorate audits."""
    return make_institution("MJ", "Ministerio de Justicia")


@pytest.fixture
def director(ministry: Institution) -> User:
    """Who decides."""
    return appoint(make_user("directora@mj.example"), ministry, Duty.DIRECTOR)


@pytest.fixture
def auditor(ministry: Institution) -> User:
    """Who reads, samples and proposes."""
    return appoint(make_user("auditora@mj.example"), ministry, Duty.AUDITOR)
