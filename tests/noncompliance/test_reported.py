"""What reports may say of files: how many, from the notice on, and of nobody."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from noncompliance import deciding
from noncompliance.reported import counts_of_month
from reports import freezing
from reports.recompute import STATE
from tests.factories import at

AUGUST = date(2026, 8, 1)


@pytest.mark.django_db
def test_files_are_counted_from_their_notice_on_and_for_the_state_alone(
    number: str, director: User
) -> None:
    by = Actor.official(director)
    deciding.open_file(number, by=by, at=at("2026-08-03"), text="Tres pedidos sin respuesta.")
    assert not any(counts_of_month(AUGUST).values())
    deciding.notify(number, by=by, at=at("2026-08-03"), text="Hechos que se le comunican.")
    figures = freezing.freeze_month(AUGUST, by=SYSTEM, at=at("2026-09-01")).figures
    told = {code for code, keys in figures.items() if keys["expedientes_notificados"]}
    assert told == {STATE}
    assert figures[STATE]["expedientes_notificados"] == 1
