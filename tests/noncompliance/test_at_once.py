"""Two workers propose at the same instant: each fact is taken once."""

from __future__ import annotations

import os
from datetime import date

import pytest
from django.db import connection

from noncompliance.models import FileRequest, NonComplianceFile
from noncompliance.proposing import propose_by_rule
from tests.factories import at
from tests.requests_app.test_concurrency import at_once, refusals

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _only_on_postgresql(transactional_db: None) -> None:
    """Two writers at once exist only there; where it is required, fail."""
    if connection.vendor == "postgresql":
        return
    if os.environ.get("AIP_REQUIRE") == "postgres":
        pytest.fail("this run requires PostgreSQL: set TEST_DATABASE_URL")
    pytest.skip("counts only on PostgreSQL")


def test_two_workers_propose_once(lapsed: list[str]) -> None:
    def work() -> list[str]:
        return propose_by_rule(on=date(2026, 8, 20), at=at("2026-08-20"))

    results = at_once(work, work, work)
    assert refusals(results) == []
    # One for the three silences, one for each day on which a request was fifteen days late.
    assert NonComplianceFile.objects.count() == sum(map(len, results)) == 4
    assert FileRequest.objects.count() == 6
    numbers = sorted(NonComplianceFile.objects.values_list("number", flat=True))
    assert numbers == [f"INC-2026-{place:04}" for place in range(1, 5)]
