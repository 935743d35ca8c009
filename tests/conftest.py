"""What every test may use: a calendar, institutions with their people, and a history that a
transactional test may flush."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from accounts.actors import Actor
from accounts.models import User
from offices.models import CalendarVersion, Duty, Institution
from requests_app import answer_triggers, triggers
from rulebook.shelf import SHELF
from tests import migrated
from tests.factories import appoint, make_calendar, make_institution, make_user


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, of the run on PostgreSQL, what asks no database: it has just passed on SQLite."""
    if os.environ.get("AIP_ONLY") != "database":
        return
    asking: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        names = getattr(item, "fixturenames", ())
        is_asking = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(names)
        (asking if is_asking else others).append(item)
    items[:] = asking
    config.hook.pytest_deselected(items=others)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """The test database, copied from one that the migrations made."""
    with django_db_blocker.unblock():
        with migrated.ready(connection):
            config = setup_databases(verbosity=0, interactive=False, keepdb=True)
        yield
        teardown_databases(config, verbosity=0)


@pytest.fixture(autouse=True)
def _own_mail_folder(settings: Settings, tmp_path: Path) -> None:
    """Keep the mail of one test out of the next."""
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


@pytest.fixture(autouse=True)
def _history_may_be_flushed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a transactional test's own clean-up empty the tables that nobody else may empty.

    `post_migrate`, which the flush sends, puts the triggers back.
    """
    marker = request.node.get_closest_marker("django_db")
    is_transactional = marker is not None and marker.kwargs.get("transaction")
    if is_transactional or "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        yield
        for table in triggers.guarded():
            table.remove(connection)
        answer_triggers.remove(connection)
    else:
        yield


@pytest.fixture(autouse=True)
def _fresh_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Forget rate limits between tests that have a database."""
    yield
    if request.node.get_closest_marker("django_db") is not None:
        cache.clear()


@pytest.fixture(autouse=True)
def _rules_as_shipped() -> Iterator[None]:
    """Forget the rule sets that a test approved."""
    yield
    SHELF.start_again()


@pytest.fixture
def calendar(db: None) -> CalendarVersion:
    """The closed days of data/closed_days.csv as version 1."""
    return make_calendar()


@pytest.fixture
def mopc(calendar: CalendarVersion) -> Institution:
    """The Ministry of Public Works, of the Executive, with its access office."""
    return make_institution("MOPC", "Ministerio de Obras Públicas y Comunicaciones")


@pytest.fixture
def mec(calendar: CalendarVersion) -> Institution:
    """The Ministry of Education, another institution of the Executive."""
    return make_institution("MEC", "Ministerio de Educación y Ciencias")


@pytest.fixture
def officer(mopc: Institution) -> User:
    """An officer of the MOPC."""
    return appoint(make_user("oficial@mopc.example"), mopc, Duty.OFFICER)


@pytest.fixture
def authority(mopc: Institution) -> User:
    """The highest authority of the MOPC."""
    return appoint(make_user("ministra@mopc.example"), mopc, Duty.HIGHEST_AUTHORITY)


@pytest.fixture
def other_officer(mec: Institution) -> User:
    """An officer of the MEC, to whom the MOPC's requests are closed."""
    return appoint(make_user("oficial@mec.example"), mec, Duty.OFFICER)


@pytest.fixture
def by_officer(officer: User) -> Actor:
    """The MOPC's officer as the author of acts."""
    return Actor.official(officer)


@pytest.fixture
def monday() -> datetime:
    """Monday 6 July 2026, ten in the morning in Asunción: golden case G01."""
    return datetime(2026, 7, 6, 13, 0, tzinfo=UTC)
