"""Who has a request in hand: one answer at a time, and everything before it kept."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from casework import actions
from casework.errors import NotOfThisDesk, NotOurUnit
from casework.models import Assignment, Unit
from offices.models import Duty, Institution, Post
from requests_app import actions as acts
from requests_app.errors import NotYours, UnknownRequest
from requests_app.models import InformationRequest, TimelineEvent
from tests.factories import appoint, file_one, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def info_request(mopc: Institution, monday: datetime) -> InformationRequest:
    return file_one(mopc, when=monday).info_request


@pytest.fixture
def works(mopc: Institution) -> Unit:
    return Unit.objects.create(institution=mopc, name="Dirección de Obras")


@pytest.fixture
def colleague(mopc: Institution) -> User:
    return appoint(make_user("colega@mopc.example"), mopc, Duty.OFFICER)


def test_a_request_is_in_one_pair_of_hands_and_remembers_the_others(
    info_request: InformationRequest,
    officer: User,
    colleague: User,
    works: Unit,
    by_officer: Actor,
    monday: datetime,
) -> None:
    number = info_request.number
    events = TimelineEvent.objects.count()
    actions.assign(number, by=by_officer, at=monday, person=officer)
    actions.assign(number, by=by_officer, at=monday, unit=works)
    now = actions.assign(number, by=by_officer, at=monday, person=colleague)
    assert now is not None
    assert (now.person, now.unit) == (colleague, works)
    assert list(Assignment.objects.in_force()) == [now]
    assert [row.person for row in Assignment.objects.all()] == [officer, officer, colleague]
    assert TimelineEvent.objects.count() == events


def test_the_same_hands_again_write_nothing(
    info_request: InformationRequest, officer: User, by_officer: Actor, monday: datetime
) -> None:
    first = actions.assign(info_request.number, by=by_officer, at=monday, person=officer)
    assert actions.assign(info_request.number, by=by_officer, at=monday, person=officer) == first
    assert Assignment.objects.count() == 1


def test_a_request_may_be_taken_out_of_all_hands(
    info_request: InformationRequest, officer: User, by_officer: Actor, monday: datetime
) -> None:
    actions.assign(info_request.number, by=by_officer, at=monday, person=officer)
    assert actions.assign(info_request.number, by=by_officer, at=monday, person=None) is None
    ended = Assignment.objects.get()
    assert (ended.ended_at, ended.ended_by) == (monday, officer)


def test_what_a_sender_arranged_says_nothing_to_who_received(
    info_request: InformationRequest,
    mec: Institution,
    officer: User,
    other_officer: User,
    works: Unit,
    by_officer: Actor,
    monday: datetime,
) -> None:
    number = info_request.number
    actions.assign(number, by=by_officer, at=monday, person=officer, unit=works)
    acts.forward(number, by=by_officer, at=monday, to=mec, reason="Es del MEC.")
    assert not Assignment.objects.in_force().exists()
    now = actions.assign(number, by=Actor.official(other_officer), at=monday, person=other_officer)
    assert now is not None
    assert now.unit is None
    assert Assignment.objects.filter(ended_at=None).get() == now


def test_nobody_is_given_work_who_does_not_work_there(
    info_request: InformationRequest,
    other_officer: User,
    officer: User,
    mec: Institution,
    works: Unit,
    by_officer: Actor,
    monday: datetime,
) -> None:
    number = info_request.number
    with pytest.raises(NotOfThisDesk):
        actions.assign(number, by=by_officer, at=monday, person=other_officer)
    foreign = Unit.objects.create(institution=mec, name="Docentes")
    with pytest.raises(NotOurUnit):
        actions.assign(number, by=by_officer, at=monday, unit=foreign)
    Unit.objects.filter(pk=works.pk).update(is_active=False)
    works.refresh_from_db()
    with pytest.raises(NotOurUnit):
        actions.assign(number, by=by_officer, at=monday, unit=works)
    assert not Assignment.objects.exists()


def test_only_who_handles_the_request_assigns_it(
    info_request: InformationRequest,
    officer: User,
    other_officer: User,
    by_officer: Actor,
    monday: datetime,
) -> None:
    number = info_request.number
    for stranger in (Actor.official(other_officer), SYSTEM, Actor.requester(number)):
        with pytest.raises(NotYours):
            actions.assign(number, by=stranger, at=monday, person=officer)
    with pytest.raises(UnknownRequest):
        actions.assign("AIP-2099-000001", by=by_officer, at=monday, person=officer)
    Post.objects.filter(holder=officer).update(ends_on=date(2026, 7, 5))
    with pytest.raises(NotYours):
        actions.assign(number, by=by_officer, at=monday, person=officer)
