"""The Directorate's people, and half a year of bare rows to freeze."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import User
from offices.models import CalendarVersion, Duty, Institution
from requests_app.models import InformationRequest
from requests_app.states import Outcome
from stats import rollup
from tests.factories import appoint, at, make_institution, make_user
from tests.stats.rows import Shape, save

NOW = at("2026-07-16", 10)


@pytest.fixture
def ministry(calendar: CalendarVersion) -> Institution:
    """The Ministry of Justice, whose Directorate reports."""
    return make_institution("MJ", "Ministerio de Justicia")


@pytest.fixture
def director(ministry: Institution) -> User:
    """Who publishes."""
    return appoint(make_user("directora@mj.example"), ministry, Duty.DIRECTOR)


@pytest.fixture
def auditor(ministry: Institution) -> User:
    """Who prepares."""
    return appoint(make_user("auditora@mj.example"), ministry, Duty.AUDITOR)


@pytest.fixture
def history(mopc: Institution, mec: Institution) -> list[InformationRequest]:
    """Requests of every fate, presented from December 2025 to May 2026, and counted."""
    version = CalendarVersion.objects.get()
    shapes = [
        Shape(presented_on=date(2025, 12, 15), ends="silent"),
        Shape(presented_on=date(2025, 12, 29), ends="answered", after_days=9),
        *(
            Shape(presented_on=date(2026, month, 3 + index), ends=ends, after_days=4 + index)
            for month in (1, 2, 3, 4, 5)
            for index, ends in enumerate(
                ("answered", "silent", "silent_then_answered", "denied", "withdrawn", "reversed")
            )
        ),
        Shape(presented_on=date(2026, 3, 9), ends="answered", after_days=5, forwarded=True),
        Shape(
            presented_on=date(2026, 3, 10),
            ends="answered",
            after_days=30,
            outcome=Outcome.NOT_HELD,
        ),
    ]
    rows = [save(shape, mopc, mec, version) for shape in shapes]
    rollup.rebuild_all(at=NOW)
    return rows
