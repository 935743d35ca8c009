"""A prepared demonstration: the registry, the closed days, the offices and their people."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.fixtures import Settings

from demo.desks import Desk, staffed_desks


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    """Keep the sign of a load under way out of other tests."""
    settings.VAR_DIR = tmp_path


@pytest.fixture(autouse=True)
def _only_on_postgresql(request: pytest.FixtureRequest) -> None:
    """Skip what needs a database that several processes share; where it is required, fail."""
    if request.node.get_closest_marker("postgres") is None or connection.vendor == "postgresql":
        return
    if os.environ.get("AIP_REQUIRE") == "postgres":
        pytest.fail("this run requires PostgreSQL: set TEST_DATABASE_URL")
    pytest.skip("counts only on PostgreSQL")


@pytest.fixture
def desks(transactional_db: None) -> list[Desk]:
    """The thirty offices, in the order of the roster."""
    call_command("demo", prepare=True, verbosity=0)
    return staffed_desks()


@pytest.fixture
def mopc(desks: list[Desk]) -> Desk:
    """The Ministry of Public Works."""
    return next(desk for desk in desks if desk.place.code == "MOPC")


@pytest.fixture
def mec(desks: list[Desk]) -> Desk:
    """The Ministry of Education."""
    return next(desk for desk in desks if desk.place.code == "MEC")
