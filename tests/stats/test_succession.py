"""A successor inherits the work of the body that ended, and not its figures."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actors import Actor
from offices.models import Duty, Institution
from offices.registry_changes import propose_dissolution
from offices.registry_fields import Instrument
from requests_app import actions
from requests_app.actions import Reply
from requests_app.inheritance import digest_of, passing_from
from requests_app.models import InformationRequest
from requests_app.states import Outcome, Stage
from stats import rollup
from stats.models import MonthCell
from tests.factories import appoint, at, file_one, make_institution, make_user
from tests.stats import naive
from tests.stats.test_rollup import bars, counted

MERGED = at("2026-07-16")


@pytest.mark.django_db
def test_figures_stay_with_who_was_silent_and_the_identity_holds(
    mopc: Institution, mec: Institution
) -> None:
    ministry = make_institution("MJ")
    auditor = Actor.official(appoint(make_user("a@mj.example"), ministry, Duty.AUDITOR))
    director = Actor.official(appoint(make_user("d@mj.example"), ministry, Duty.DIRECTOR))
    by_heir = Actor.official(appoint(make_user("o@mec.example"), mec, Duty.OFFICER))
    silent = file_one(mopc, when=at("2026-06-08")).info_request.number
    actions.declare_tacit_denials(on=date(2026, 7, 6), at=at("2026-07-06"))
    opened = file_one(mopc, when=at("2026-07-06")).info_request.number
    rollup.rebuild_all(at=MERGED)
    before = {key: count for key, count in counted().items() if key[1] <= date(2026, 6, 1)}

    given = Instrument("Ley 1/2026", "Gaceta", date(2026, 7, 1), date(2026, 7, 16))
    change = propose_dissolution(mopc, mec, given, by=auditor, at=MERGED)
    seen = digest_of(passing_from(mopc.pk, on=date(2026, 7, 16)))
    actions.approve_dissolution(change.pk, by=director, at=MERGED, seen=seen)
    actions.move_to_successors(at=MERGED)
    given_reply = Reply(outcome=Outcome.GRANTED, text="Aquí está.")
    for number in (silent, opened):
        actions.answer(number, by=by_heir, at=at("2026-07-20"), reply=given_reply)
    rollup.catch_up(at=at("2026-07-31"))

    after = counted()
    assert {key: count for key, count in after.items() if key[1] <= date(2026, 6, 1)} == before
    assert after == naive.cells(on=date(2026, 7, 31))
    assert bars() == naive.bars()
    july = date(2026, 7, 1)
    # What fell due before belongs to the body that let it lapse, its late answer too; the open
    # term went with the request.
    assert after[mopc.pk, july, "tacit_denials"] == after[mopc.pk, july, "granted"] == 1
    assert (mec.pk, july, "tacit_denials") not in after
    assert after[mec.pk, july, "in_term"] == after[mec.pk, july, "granted"] == 1
    for body in (mopc, mec):
        cells = MonthCell.objects.filter(institution=body)
        pending = sum(cell.received - cell.closed for cell in cells)
        first = InformationRequest.objects.filter(first_institution=body)
        waiting = first.filter(stage__in=(Stage.RECEIVED, Stage.IN_PROGRESS))
        assert pending == waiting.count()
