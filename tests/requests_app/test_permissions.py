"""Who may do each act, by the post of that day, and who leaves no trace by trying."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from accounts.actors import SYSTEM, Actor, ActorKind
from accounts.models import User
from offices.models import Duty, Institution, Post
from requests_app import actions, policies
from requests_app.errors import NotYours
from requests_app.states import Screening, Verdict
from tests.factories import appoint, at, file_one, make_user
from tests.requests_app.story import kinds, refused, reload, reply, resolution, silent_denial

pytestmark = pytest.mark.django_db

Act = Callable[[str, Actor, datetime], object]
DAY = "2026-07-07"


def desk_acts(seal: Post, mec: Institution) -> dict[str, Act]:
    """Return every act of the desk on an open request."""
    return {
        "take": lambda n, by, t: actions.take_in_charge(n, by=by, at=t),
        "ask": lambda n, by, t: actions.ask_clarification(n, by=by, at=t, question="¿Qué año?"),
        "screen": lambda n, by, t: actions.screen_text(n, by=by, at=t, screening=Screening.SHOWN),
        "forward": lambda n, by, t: actions.forward(n, by=by, at=t, to=mec, reason="Es de allá"),
        "answer": lambda n, by, t: actions.answer(n, by=by, at=t, reply=reply()),
        "deny": lambda n, by, t: actions.deny(
            n, by=by, at=t, resolution=resolution(seal, signed_on=date(2026, 7, 7))
        ),
        "comply": lambda n, by, t: actions.record_compliance(n, by=by, at=t, reply=reply()),
    }


REQUESTER_ACTS: dict[str, Act] = {
    "clarify": lambda n, by, t: actions.clarify(n, by=by, at=t, reply="2025"),
    "withdraw": lambda n, by, t: actions.withdraw(n, by=by, at=t),
    "verdict": lambda n, by, t: actions.give_verdict(n, by=by, at=t, verdict=Verdict.COMPLETE),
    "appeal": lambda n, by, t: actions.file_reconsideration(n, by=by, at=t, text="Es público."),
}


@pytest.fixture
def strangers(
    mopc: Institution, other_officer: User, auditor: User, requester: Actor
) -> dict[str, Actor]:
    """Everyone who is not this institution's desk that day."""
    past = appoint(make_user("antes@mopc.example"), mopc, Duty.OFFICER, ends_on=date(2026, 7, 6))
    future = appoint(
        make_user("luego@mopc.example"), mopc, Duty.OFFICER, starts_on=date(2026, 7, 8)
    )
    dismissed = appoint(make_user("baja@mopc.example", is_active=False), mopc, Duty.OFFICER)
    operator = make_user("root@aip.example", is_staff=True, is_superuser=True)
    people = {
        "another institution": other_officer,
        "the Directorate": auditor,
        "a post that ended yesterday": past,
        "a post that starts tomorrow": future,
        "a deactivated account": dismissed,
        "the operator": operator,
    }
    return {
        **{who: Actor.official(user) for who, user in people.items()},
        "the system": SYSTEM,
        "the requester": requester,
        "an official without an account": Actor(ActorKind.OFFICIAL),
    }


@pytest.mark.parametrize("act", ["take", "ask", "screen", "forward", "answer", "deny", "comply"])
def test_only_the_desk_of_that_day_does_the_acts_of_the_desk(
    number: str, seal: Post, mec: Institution, strangers: dict[str, Actor], act: str
) -> None:
    for stranger in strangers.values():
        with refused(NotYours):
            desk_acts(seal, mec)[act](number, stranger, at(DAY))


@pytest.mark.parametrize("act", ["take", "ask", "screen", "forward", "answer", "deny"])
@pytest.mark.parametrize("duty", [Duty.OFFICER, Duty.HEAD, Duty.HIGHEST_AUTHORITY])
def test_everyone_at_the_desk_does_them(
    number: str, mopc: Institution, mec: Institution, seal: Post, act: str, duty: Duty
) -> None:
    person = appoint(make_user("alguien@mopc.example"), mopc, duty, ends_on=date.fromisoformat(DAY))
    desk_acts(seal, mec)[act](number, Actor.official(person), at(DAY))
    assert len(kinds(number)) == 2


@pytest.mark.parametrize("act", sorted(REQUESTER_ACTS))
def test_only_who_asked_does_the_acts_of_who_asked(
    number: str, mopc: Institution, officer: User, auditor: User, act: str
) -> None:
    other = file_one(mopc, when=at(DAY)).info_request.number
    strangers = [
        Actor.requester(other),
        Actor.requester(""),
        Actor(ActorKind.REQUESTER, user=officer),
        Actor.official(officer),
        Actor.official(auditor),
        SYSTEM,
    ]
    for stranger in strangers:
        with refused(NotYours):
            REQUESTER_ACTS[act](number, stranger, at(DAY))


def test_the_authority_who_asks_as_a_citizen_does_not_decide(
    number: str, requester: Actor, authority: User, other_officer: User
) -> None:
    silent_denial(number)
    actions.file_reconsideration(number, by=requester, at=at("2026-07-30"), text="Es público.")
    as_citizen = Actor(ActorKind.REQUESTER, user=authority)
    for stranger in (as_citizen, SYSTEM, Actor.official(other_officer)):
        with refused(NotYours):
            actions.reject_reconsideration(number, by=stranger, at=at("2026-07-31"), decision="No.")


def test_an_auditor_who_asks_as_a_citizen_is_no_party_to_other_requests(
    number: str, auditor: User
) -> None:
    silent_denial(number)
    for stranger in (Actor(ActorKind.REQUESTER, user=auditor), SYSTEM):
        with refused(NotYours):
            actions.record_court_filing(
                number, by=stranger, at=at("2026-07-31"), court="J", filed_on=date(2026, 7, 31)
            )


def test_a_post_counts_from_its_first_day_to_its_last(mopc: Institution, number: str) -> None:
    person = appoint(
        make_user("uno@mopc.example"),
        mopc,
        Duty.OFFICER,
        starts_on=date(2026, 7, 7),
        ends_on=date(2026, 7, 8),
    )
    days = [date(2026, 7, day) for day in (6, 7, 8, 9)]
    may = [policies.may_handle(Actor.official(person), reload(number), on=day) for day in days]
    assert may == [False, True, True, False]


def test_requests_are_seen_by_who_holds_them_once_held_them_or_audits_them(
    number: str, officer: User, other_officer: User, auditor: User, mec: Institution
) -> None:
    day = date.fromisoformat(DAY)
    rows = type(reload(number)).objects

    def seen_by(user: User) -> bool:
        return rows.visible_to(user, on=day).filter(number=number).exists()

    def held_by(user: User) -> bool:
        return rows.held_by(user, on=day).filter(number=number).exists()

    nobody = make_user("nadie@aip.example")
    people = (officer, other_officer, auditor, nobody)
    assert [seen_by(user) for user in people] == [True, False, True, False]
    actions.forward(number, by=Actor.official(officer), at=at(DAY), to=mec, reason="Es de allá")
    assert [seen_by(user) for user in people] == [True, True, True, False]
    assert [held_by(user) for user in people] == [False, True, False, False]
