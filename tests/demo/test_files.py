"""The files of the demonstration: one of each kind somebody may want to look at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from demo import files
from demo.desks import Desk
from noncompliance.journal import is_whole
from noncompliance.models import FileMail, NonComplianceFile
from noncompliance.states import FileStage
from offices.models import Institution
from requests_app import actions
from tests.factories import at, file_one

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 9, 30)


def test_a_file_is_proposed_another_heard_and_another_closed(desks: list[Desk]) -> None:
    for code in ("MOPC", "MEC"):
        place = Institution.objects.get(code=code)
        for days_ago in (70, 69, 68, 30, 30, 30):
            file_one(place, when=at(TODAY - timedelta(days=days_ago)))
    actions.declare_tacit_denials(on=TODAY, at=at(TODAY, 0))
    files.fill(on=TODAY)
    files.fill(on=TODAY)
    stages = NonComplianceFile.objects.values_list("institution__code", "stage")
    assert {("MOPC", FileStage.HEARD), ("MEC", FileStage.CLOSED)} < set(stages)
    assert ("MOPC", FileStage.PROPOSED) in set(stages)
    assert all(is_whole(file) for file in NonComplianceFile.objects.all())
    assert not FileMail.objects.filter(state="pending").exists()
