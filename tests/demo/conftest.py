"""A prepared demonstration: the registry, the closed days, the offices and their people."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from demo.desks import Desk, staffed_desks


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    """Keep the sign of a load under way out of other tests."""
    settings.VAR_DIR = tmp_path


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
