"""Two bodies that disagree: the Directorate says who must answer, and the term runs on."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actors import Actor
from accounts.models import User
from law.terms import TermKind
from offices.calendars import calendar_for
from offices.models import Duty, Institution
from requests_app import actions
from requests_app.errors import (
    ActionRefused,
    CannotForwardThere,
    CompetenceSettled,
    CompetenceWaits,
    Incomplete,
    NothingToSettle,
    NotYours,
    WrongStage,
)
from requests_app.handovers import Handover, handovers_of, unacknowledged
from requests_app.models import CompetenceQuestion, InformationRequest
from requests_app.states import EventKind, Stage
from tests.factories import appoint, at, make_institution, make_user
from tests.requests_app.story import DENIED, DUE, one_event, refused, reload, reply, term

pytestmark = pytest.mark.django_db

WHY = "Es de esa institución."


@pytest.fixture
def by_mec(other_officer: User) -> Actor:
    return Actor.official(other_officer)


@pytest.fixture
def justice(calendar: object) -> Institution:
    return make_institution("MJ", "Ministerio de Justicia")


@pytest.fixture
def director(justice: Institution) -> Actor:
    return Actor.official(appoint(make_user("director@mj.example"), justice, Duty.DIRECTOR))


@pytest.fixture
def sent(number: str, by_officer: Actor, mec: Institution) -> str:
    """The request, forwarded by the MOPC to the MEC on 7 July."""
    actions.forward(number, by=by_officer, at=at("2026-07-07"), to=mec, reason=WHY)
    return number


@pytest.fixture
def asked(sent: str, by_mec: Actor, mopc: Institution) -> str:
    """The same, which the MEC holds to be the MOPC's."""
    _ask(sent, by_mec, mopc)
    return sent


def _ask(number: str, by: Actor, to: Institution, day: str = "2026-07-08") -> CompetenceQuestion:
    return actions.ask_competence(number, by=by, at=at(day), proposed=to, reason=WHY)


def _settle(number: str, by: Actor, to: Institution, day: str = "2026-07-09") -> CompetenceQuestion:
    return actions.settle_competence(
        number, by=by, at=at(day), competent=to, decision="Firmó los contratos."
    )


def _handovers(number: str, day: str) -> list[Handover]:
    row = reload(number)
    days = calendar_for(row.institution).days
    return handovers_of(row, on=date.fromisoformat(day), days=days)


def test_asking_moves_nothing_and_stops_no_clock(
    sent: str, by_mec: Actor, mopc: Institution, mec: Institution
) -> None:
    with one_event(sent, EventKind.COMPETENCE_ASKED):
        question = _ask(sent, by_mec, mopc)
    assert (question.asked_by, question.proposed, question.settled_on) == (mec, mopc, None)
    assert reload(sent).institution == mec
    assert term(sent, TermKind.ANSWER).due_on == date.fromisoformat(DUE)
    payload = reload(sent).timeline.latest("sequence").payload
    assert WHY not in payload
    actions.answer(sent, by=by_mec, at=at("2026-07-09"), reply=reply())
    assert not CompetenceQuestion.objects.waiting().exists()


def test_while_it_is_decided_nothing_is_forwarded_nor_asked_again(
    asked: str, by_mec: Actor, mopc: Institution
) -> None:
    third = make_institution("SET")
    with refused(CompetenceWaits):
        actions.forward(asked, by=by_mec, at=at("2026-07-08"), to=third, reason=WHY)
    with refused(CompetenceWaits):
        _ask(asked, by_mec, mopc)


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        ("stranger", NotYours),
        ("itself", CannotForwardThere),
        ("new body", NothingToSettle),
        ("no reason", Incomplete),
        ("over", WrongStage),
    ],
)
def test_who_may_ask_and_when(
    case: str,
    refusal: type[ActionRefused],
    sent: str,
    by_mec: Actor,
    by_officer: Actor,
    mopc: Institution,
    mec: Institution,
) -> None:
    by = by_officer if case == "stranger" else by_mec
    to = {"itself": mec, "new body": make_institution("SET")}.get(case, mopc)
    when = at(DENIED) if case == "over" else at("2026-07-08")
    reason = " " if case == "no reason" else WHY
    with refused(refusal):
        actions.ask_competence(sent, by=by, at=when, proposed=to, reason=reason)


def test_the_directorate_sends_it_where_it_belongs_and_the_due_date_stays(
    asked: str, director: Actor, mopc: Institution, mec: Institution, justice: Institution
) -> None:
    with one_event(asked, EventKind.COMPETENCE_MOVED):
        question = _settle(asked, director, mopc)
    row = reload(asked)
    assert (row.institution, row.stage) == (mopc, Stage.RECEIVED)
    assert term(asked, TermKind.ANSWER).due_on == date.fromisoformat(DUE)
    assert question.leg is not None
    assert (question.leg.from_institution, question.leg.to_institution) == (mec, mopc)
    assert (question.settled_for, question.is_instruction) == (mopc, True)
    assert question.settled_by is not None
    assert question.settled_by.institution == justice
    assert [told.by_directorate for told in _handovers(asked, "2026-07-09")] == [False, True]


def test_what_stays_leaves_no_forwarding_and_keeps_its_stage(
    asked: str, director: Actor, by_mec: Actor, mec: Institution
) -> None:
    actions.take_in_charge(asked, by=by_mec, at=at("2026-07-08", 12))
    with one_event(asked, EventKind.COMPETENCE_KEPT):
        assert _settle(asked, director, mec).leg is None
    row = reload(asked)
    assert (row.institution, row.stage, row.legs.count()) == (mec, Stage.IN_PROGRESS, 1)


def test_outside_the_executive_it_is_a_recommendation(
    asked: str, director: Actor, mopc: Institution
) -> None:
    Institution.objects.filter(pk=mopc.pk).update(is_executive=False)
    mopc.refresh_from_db()
    assert _settle(asked, director, mopc).is_instruction is False


def test_the_decision_binds_until_the_directorate_decides_again(
    asked: str, director: Actor, by_officer: Actor, mopc: Institution
) -> None:
    _settle(asked, director, mopc)
    third = make_institution("SET")
    with refused(CompetenceSettled):
        actions.forward(asked, by=by_officer, at=at("2026-07-10"), to=third, reason=WHY)
    _ask(asked, by_officer, third, "2026-07-10")
    _settle(asked, director, third, "2026-07-10")
    assert reload(asked).institution == third


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        ("officer", NotYours),
        ("auditor", NotYours),
        ("requester", NotYours),
        ("nobody asked", WrongStage),
        ("no ground", Incomplete),
        ("over", WrongStage),
    ],
)
def test_who_may_decide_and_when(
    case: str,
    refusal: type[ActionRefused],
    sent: str,
    director: Actor,
    by_mec: Actor,
    justice: Institution,
    mopc: Institution,
) -> None:
    if case != "nobody asked":
        _ask(sent, by_mec, mopc)
    auditor = Actor.official(appoint(make_user("a@mj.example"), justice, Duty.AUDITOR))
    by = {"officer": by_mec, "auditor": auditor, "requester": Actor.requester(sent)}
    when = at(DENIED) if case == "over" else at("2026-07-09")
    decision = " " if case == "no ground" else "Porque sí."
    with refused(refusal):
        actions.settle_competence(
            sent, by=by.get(case, director), at=when, competent=mopc, decision=decision
        )


def test_taking_in_charge_acknowledges_a_forwarding(sent: str, by_mec: Actor) -> None:
    (waiting,) = _handovers(sent, "2026-07-09")
    assert (waiting.received_on, waiting.days_waiting, waiting.is_overdue) == (None, 2, False)
    assert _handovers(sent, "2026-07-10")[0].is_overdue
    assert list(unacknowledged(InformationRequest.objects.all())) == [reload(sent)]
    actions.take_in_charge(sent, by=by_mec, at=at("2026-07-10"))
    (received,) = _handovers(sent, "2026-07-20")
    assert (received.received_on, received.days_waiting) == (date(2026, 7, 10), None)
    assert received.received_by == "oficial@mec.example"
    assert not unacknowledged(InformationRequest.objects.all()).exists()


def test_each_forwarding_has_its_own_acknowledgement(
    sent: str, by_mec: Actor, by_officer: Actor
) -> None:
    third = make_institution("SET")
    actions.forward(sent, by=by_mec, at=at("2026-07-08"), to=third, reason=WHY)
    first, second = _handovers(sent, "2026-07-10")
    # Sending it on shows that it had arrived.
    assert first.received_on == date(2026, 7, 8)
    assert (second.received_on, second.days_waiting) == (None, 2)


def test_a_forwarding_nobody_acknowledged_waits_no_more_once_the_term_is_over(sent: str) -> None:
    actions.declare_tacit_denials(on=date.fromisoformat(DENIED), at=at(DENIED))
    (told,) = _handovers(sent, "2026-08-03")
    assert (told.received_on, told.days_waiting, told.is_overdue) == (None, None, False)
