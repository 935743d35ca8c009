"""What the tests of the procedure share: more people, and what counts only on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution, Post
from requests_app.actions import Receipt
from tests.factories import appoint, at, file_one, make_institution, make_user


@pytest.fixture(autouse=True)
def _only_on_postgresql(request: pytest.FixtureRequest) -> None:
    """Skip what SQLite cannot show; where PostgreSQL is required, its absence is a failure."""
    if request.node.get_closest_marker("postgres") is None or connection.vendor == "postgresql":
        return
    if os.environ.get("AIP_REQUIRE") == "postgres":
        pytest.fail("this run requires PostgreSQL: set TEST_DATABASE_URL")
    pytest.skip("counts only on PostgreSQL")


@pytest.fixture
def crowd() -> Iterator[None]:
    """Let many threads have a connection each."""
    options = connections.settings["default"].get("OPTIONS", {})
    pool = options.get("pool")
    if pool is None:
        yield
        return
    _close_pool()
    options["pool"] = {**pool, "max_size": 16, "timeout": 60}
    yield
    _close_pool()
    options["pool"] = pool


def _close_pool() -> None:
    postgresql: Any = connection
    postgresql.close()
    postgresql.close_pool()


@pytest.fixture
def filed(mopc: Institution) -> Receipt:
    """A request to the MOPC presented on Monday 6 July 2026: due on Monday 27 July (G01)."""
    return file_one(mopc, when=at("2026-07-06"))


@pytest.fixture
def number(filed: Receipt) -> str:
    """The number of that request."""
    return filed.info_request.number


@pytest.fixture
def requester(number: str) -> Actor:
    """Who asked, by the code of the receipt."""
    return Actor.requester(number)


@pytest.fixture
def by_authority(authority: User) -> Actor:
    """The MOPC's highest authority as the author of acts."""
    return Actor.official(authority)


@pytest.fixture
def seal(authority: User) -> Post:
    """The post by which the MOPC's highest authority signs."""
    return Post.objects.get(holder=authority, duty=Duty.HIGHEST_AUTHORITY)


@pytest.fixture
def auditor(calendar: object) -> User:
    """An auditor of the Directorate."""
    justice = make_institution("MJ", "Ministerio de Justicia")
    return appoint(make_user("auditora@justicia.example"), justice, Duty.AUDITOR)
