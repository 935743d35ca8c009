"""A request moves to the body that holds the information; its number and its term do not."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actors import Actor
from accounts.models import User
from law.terms import TermKind, answer_term
from offices.calendars import calendar_for
from offices.models import Institution
from requests_app import actions
from requests_app.errors import AlreadyHadIt, CannotForwardThere, Incomplete, NotYours, WrongStage
from requests_app.models import Leg
from requests_app.states import EventKind, Stage
from tests.factories import at, make_institution
from tests.requests_app.story import DENIED, DUE, one_event, refused, reload, reply, term

pytestmark = pytest.mark.django_db

WHY = "La obra es de esa institución."


@pytest.fixture
def by_other(other_officer: User) -> Actor:
    """The MEC's officer as the author of acts."""
    return Actor.official(other_officer)


def test_forwarding_keeps_number_history_and_due_date(
    number: str, by_officer: Actor, mopc: Institution, mec: Institution
) -> None:
    actions.take_in_charge(number, by=by_officer, at=at("2026-07-07"))
    with one_event(number, EventKind.FORWARDED):
        leg = actions.forward(number, by=by_officer, at=at("2026-07-10"), to=mec, reason=WHY)
    row, answer = reload(number), term(number, TermKind.ANSWER)
    assert (row.institution, row.first_institution, row.stage) == (mec, mopc, Stage.RECEIVED)
    assert (answer.institution, answer.due_on) == (mec, date.fromisoformat(DUE))
    assert answer.closed_on is None
    assert (leg.from_institution, leg.to_institution, leg.is_late) == (mopc, mec, False)


def test_the_date_the_receiver_may_claim_is_kept_beside_the_due_date(
    number: str, by_officer: Actor, mec: Institution
) -> None:
    leg = actions.forward(number, by=by_officer, at=at("2026-07-10"), to=mec, reason=WHY)
    counted = answer_term(date(2026, 7, 10), calendar_for(mec).days)
    assert leg.claimable_due_on == counted.due_on > date.fromisoformat(DUE)


@pytest.mark.parametrize(
    ("day", "marked"), [("2026-07-13", "in time"), ("2026-07-14", "late"), (DUE, "late")]
)
def test_forwarding_after_its_days_is_accepted_and_marked(
    number: str, by_officer: Actor, mec: Institution, day: str, marked: str
) -> None:
    leg = actions.forward(number, by=by_officer, at=at(day), to=mec, reason=WHY)
    assert leg.is_late is (marked == "late")
    assert reload(number).timeline.latest("sequence").data["is_late"] is leg.is_late


def test_once_the_term_is_over_nothing_is_forwarded(
    number: str, by_officer: Actor, mec: Institution
) -> None:
    with refused(WrongStage):
        actions.forward(number, by=by_officer, at=at(DENIED), to=mec, reason=WHY)


def test_a_dissolved_body_leads_to_its_successor(
    number: str, by_officer: Actor, mec: Institution
) -> None:
    old = make_institution("OLD", is_active=False, successor=mec)
    leg = actions.forward(number, by=by_officer, at=at("2026-07-07"), to=old, reason=WHY)
    assert leg.to_institution == mec


def test_nothing_is_forwarded_to_where_it_is(
    number: str, by_officer: Actor, mopc: Institution
) -> None:
    old = make_institution("OLD", is_active=False, successor=mopc)
    for there in (mopc, old):
        with refused(CannotForwardThere):
            actions.forward(number, by=by_officer, at=at("2026-07-07"), to=there, reason=WHY)


def test_forwarding_needs_its_reason(number: str, by_officer: Actor, mec: Institution) -> None:
    with refused(Incomplete) as refusal:
        actions.forward(number, by=by_officer, at=at("2026-07-07"), to=mec, reason=" ")
    assert set(refusal.value.fields) == {"reason"}


def test_who_forwarded_no_longer_acts_and_the_receiver_does(
    number: str, by_officer: Actor, by_other: Actor, mec: Institution
) -> None:
    with refused(NotYours):
        actions.take_in_charge(number, by=by_other, at=at("2026-07-07"))
    actions.forward(number, by=by_officer, at=at("2026-07-07"), to=mec, reason=WHY)
    with refused(NotYours):
        actions.answer(number, by=by_officer, at=at("2026-07-08"), reply=reply())
    actions.take_in_charge(number, by=by_other, at=at("2026-07-08"))
    with one_event(number, EventKind.ANSWERED):
        actions.answer(number, by=by_other, at=at(DUE), reply=reply())


def test_a_request_goes_to_no_body_that_had_it_before(
    number: str, by_officer: Actor, by_other: Actor, mopc: Institution, mec: Institution
) -> None:
    old = make_institution("OLD", is_active=False, successor=mopc)
    actions.forward(number, by=by_officer, at=at("2026-07-07"), to=mec, reason=WHY)
    for there in (mopc, old):
        with refused(AlreadyHadIt):
            actions.forward(number, by=by_other, at=at("2026-07-08"), to=there, reason=WHY)
    third = make_institution("SET")
    actions.forward(number, by=by_other, at=at("2026-07-08"), to=third, reason=WHY)
    legs = [(leg.from_institution.code, leg.to_institution.code) for leg in Leg.objects.all()]
    assert legs == [("MOPC", "MEC"), ("MEC", "SET")]
    assert term(number, TermKind.ANSWER).due_on == date.fromisoformat(DUE)


def test_the_tacit_denial_falls_on_the_body_that_holds_it(
    number: str, by_officer: Actor, mec: Institution
) -> None:
    actions.forward(number, by=by_officer, at=at("2026-07-07"), to=mec, reason=WHY)
    with one_event(number, EventKind.TACITLY_DENIED):
        actions.declare_tacit_denials(on=date.fromisoformat(DENIED), at=at(DENIED))
    assert reload(number).timeline.latest("sequence").institution == mec
    assert term(number, TermKind.RECONSIDERATION).institution == mec
