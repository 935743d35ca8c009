"""Several people, and the clock, act on the same request at the same instant: one of them wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection

from accounts.actors import Actor
from accounts.models import User
from law.terms import TermKind
from offices.models import Institution, Post
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.errors import ActionRefused, NotYours, WrongStage
from requests_app.models import InformationRequest, Term
from requests_app.states import EventKind
from tests.factories import at, file_one, filing
from tests.requests_app.story import (
    DENIED,
    DUE,
    holds,
    kinds,
    reload,
    reply,
    resolution,
    silent_denial,
)

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("crowd"),
]

CLOSING = {
    EventKind.ANSWERED,
    EventKind.ANSWERED_LATE,
    EventKind.DENIED,
    EventKind.TACITLY_DENIED,
    EventKind.WITHDRAWN,
}
ROUNDS = 15


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same instant; return what each gave, or why it was refused."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=60)
            return act()
        except (ActionRefused, IntegrityError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def refusals(results: Sequence[Any]) -> list[type]:
    """Return the kinds of refusal among the results."""
    return [type(result) for result in results if isinstance(result, Exception)]


def closings(number: str) -> list[str]:
    """Return the events that closed the request."""
    return [kind for kind in kinds(number) if kind in CLOSING]


def sweep(day: str = DENIED) -> list[str]:
    """Run the sweep of that day."""
    return actions.declare_tacit_denials(on=date.fromisoformat(day), at=at(day, 0, 0))


def test_fifty_filings_at_once_some_of_which_fail_leave_no_gap(mopc: Institution) -> None:
    def one(place: int) -> Receipt:
        # Every fifth breaks after its number was taken: its row lacks what the database demands.
        subject: Any = None if place % 5 == 0 else f"Pedido {place}"
        return file_one(mopc, when=at("2026-07-06"), subject=subject)

    with ThreadPoolExecutor(12) as threads:
        outcomes = list(threads.map(lambda place: at_once(partial(one, place))[0], range(50)))
    receipts = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
    assert (len(receipts), refusals(outcomes)) == (40, [IntegrityError] * 10)
    expected = [f"AIP-2026-{place:06}" for place in range(1, 41)]
    assert sorted(receipt.info_request.number for receipt in receipts) == expected
    assert sorted(InformationRequest.objects.values_list("number", flat=True)) == expected
    assert holds()


def test_one_form_sent_many_times_at_once_is_one_request_with_one_receipt(
    mopc: Institution,
) -> None:
    for place in range(ROUNDS):
        token = f"twin-{place}"
        send = partial(actions.file_request, filing(mopc), token=token, at=at("2026-07-06"))
        receipts = at_once(send, send, send, send)
        assert refusals(receipts) == []
        assert len({(r.info_request.number, r.tracking_code) for r in receipts}) == 1
        assert [r.is_new for r in receipts].count(True) == 1
    numbers = sorted(InformationRequest.objects.values_list("number", flat=True))
    assert numbers == [f"AIP-2026-{place:06}" for place in range(1, ROUNDS + 1)]


def test_answer_sweep_and_withdrawal_race_to_one_outcome(
    mopc: Institution, by_officer: Actor
) -> None:
    winners: Counter[str] = Counter()
    last_minute = at(DUE, 23, 59)
    for _ in range(ROUNDS):
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        citizen = Actor.requester(number)
        results = at_once(
            partial(actions.answer, number, by=by_officer, at=last_minute, reply=reply()),
            sweep,
            partial(actions.withdraw, number, by=citizen, at=last_minute),
        )
        assert set(refusals(results)) <= {WrongStage}
        sweep()  # what a worker left to the others, the next tick finds
        (closed,) = closings(number)
        winners[closed] += 1
        row = reload(number)
        marks = [row.answered_on, row.tacitly_denied_on, row.withdrawn_on]
        assert sum(mark is not None for mark in marks) == 1
        assert not row.terms.running(TermKind.ANSWER).exists()
    assert winners.total() == ROUNDS
    assert holds()


def test_a_late_answer_and_the_sweep_leave_both_dates_whoever_comes_first(
    mopc: Institution, by_officer: Actor
) -> None:
    for _ in range(ROUNDS):
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        at_once(
            partial(actions.answer, number, by=by_officer, at=at(DENIED), reply=reply()),
            sweep,
            sweep,
        )
        assert closings(number) == [EventKind.TACITLY_DENIED, EventKind.ANSWERED_LATE]
    assert holds()


@pytest.mark.parametrize("rivals", ["two answers", "answer and denial", "withdrawal and answer"])
def test_of_two_who_close_one_wins(
    mopc: Institution, by_officer: Actor, by_authority: Actor, seal: Post, rivals: str
) -> None:
    when: datetime = at("2026-07-21")
    for _ in range(ROUNDS):
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        acts: dict[str, Callable[[], object]] = {
            "two answers": partial(actions.answer, number, by=by_authority, at=when, reply=reply()),
            "answer and denial": partial(
                actions.deny, number, by=by_authority, at=when, resolution=resolution(seal)
            ),
            "withdrawal and answer": partial(
                actions.withdraw, number, by=Actor.requester(number), at=when
            ),
        }
        results = at_once(
            partial(actions.answer, number, by=by_officer, at=when, reply=reply()), acts[rivals]
        )
        assert refusals(results) == [WrongStage]
        assert len(closings(number)) == 1
    assert holds()


def test_a_forwarding_and_an_answer_leave_one_holder_and_no_doubt(
    mopc: Institution, mec: Institution, by_officer: Actor
) -> None:
    when = at("2026-07-08")
    for _ in range(ROUNDS):
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        results = at_once(
            partial(actions.forward, number, by=by_officer, at=when, to=mec, reason="Es de allá"),
            partial(actions.answer, number, by=by_officer, at=when, reply=reply()),
        )
        row = reload(number)
        expected = NotYours if row.institution == mec else WrongStage
        assert refusals(results) == [expected]
        assert len(kinds(number)) == 2
    assert holds()


def test_of_two_forwardings_one_goes_and_the_other_is_no_longer_theirs(
    mopc: Institution, mec: Institution, other_officer: User, by_officer: Actor
) -> None:
    when = at("2026-07-08")
    for _ in range(ROUNDS):
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        act = partial(
            actions.forward,
            number,
            by=by_officer,
            at=when,
            to=mec,
            reason="Es de allá",
        )
        assert refusals(at_once(act, act)) == [NotYours]
        assert reload(number).legs.count() == 1
    assert holds()


def test_two_sweeps_share_the_work_and_double_nothing(mopc: Institution) -> None:
    for _ in range(30):
        file_one(mopc, when=at("2026-07-06"))
    on = date.fromisoformat(DENIED)
    act = partial(actions.declare_tacit_denials, on=on, at=at(DENIED), batch=4)
    denied = [number for result in at_once(act, act, act) for number in result]
    denied += sweep()
    assert len(denied) == len(set(denied)) == 30
    assert all(closings(number) == [EventKind.TACITLY_DENIED] for number in denied)
    assert Term.objects.running().count() == 60
    assert holds()


def test_an_appeal_filed_twice_at_once_is_one(mopc: Institution) -> None:
    for _ in range(ROUNDS):
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        silent_denial(number)
        act = partial(
            actions.file_reconsideration,
            number,
            by=Actor.requester(number),
            at=at("2026-07-30"),
            text="Es público.",
        )
        assert len(refusals(at_once(act, act))) == 1
        assert reload(number).reconsiderations.count() == 1
    assert holds()


def test_two_workers_lapse_an_appeal_once(mopc: Institution) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    silent_denial(number)
    actions.file_reconsideration(
        number, by=Actor.requester(number), at=at("2026-07-30"), text="Es público."
    )
    on = date(2026, 9, 1)
    act = partial(actions.lapse_reconsiderations, on=on, at=at("2026-09-01"))
    assert sorted(map(len, at_once(act, act, act))) == [0, 0, 1]
    assert kinds(number).count(EventKind.RECONSIDERATION_LAPSED) == 1


def test_the_ladder_climbed_by_two_workers_tells_each_step_once(mopc: Institution) -> None:
    for _ in range(5):
        file_one(mopc, when=at("2026-07-06"))
    act = partial(actions.take_ladder_steps, on=date(2026, 7, 20), at=at("2026-07-20"))
    assert sum(at_once(act, act, act)) == 5
    assert holds()
