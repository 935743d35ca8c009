"""Who decides on rules, and a set to decide on."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actors import Actor
from offices.models import CalendarVersion, Duty
from rulebook.proposed import RuleSetProposal
from rulebook.standing import NewRule
from tests.factories import appoint, make_institution, make_user

SHORTER = NewRule("answer", 10, "Ley 9.999/2026", "3", "La respuesta debe darse en diez días.")


def proposal(*rules: NewRule, begins: date = date(2026, 9, 1)) -> RuleSetProposal:
    """Return a complete proposal: ten days to answer, from September, unless told otherwise."""
    return RuleSetProposal(
        in_force_from=begins,
        reason="Nueva ley",
        instrument="Ley 9.999/2026",
        source="Gaceta Oficial 140",
        published_on=date(2026, 7, 3),
        rules=rules or (SHORTER,),
    )


@pytest.fixture
def people(calendar: CalendarVersion) -> dict[str, Actor]:
    """An auditor and two directors of the Directorate."""
    ministry = make_institution("MJ", "Ministerio de Justicia")
    posts = {"auditor": Duty.AUDITOR, "director": Duty.DIRECTOR, "second": Duty.DIRECTOR}
    return {
        name: Actor.official(appoint(make_user(f"{name}@mj.example"), ministry, duty))
        for name, duty in posts.items()
    }
