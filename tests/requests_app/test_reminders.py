"""The ladder around a due date: every step once, however the worker fared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.actors import Actor
from offices.models import Institution
from requests_app import actions
from requests_app.actions.reminders import take_steps_of
from requests_app.models import TermStep
from requests_app.states import EventKind
from tests.factories import at
from tests.requests_app.story import DENIED, DUE, holds, kinds, reload, reply, silent_denial

pytestmark = pytest.mark.django_db

BEFORE = ["five_days_left", "two_days_left", "due_today"]
LATE = ["five_days_late", "fifteen_days_late"]


def climb(day: str) -> int:
    """Take the steps that have come by that day."""
    return actions.take_ladder_steps(on=date.fromisoformat(day), at=at(day, 7))


def told(number: str) -> list[tuple[str, str]]:
    """Return the steps told, with the day each carries."""
    events = reload(number).timeline.filter(kind=EventKind.LADDER_STEP).order_by("sequence")
    return [(event.data["step"], event.happened_on.isoformat()) for event in events]


def test_with_a_worker_that_never_stops_each_step_is_told_once_on_its_day(number: str) -> None:
    day = date(2026, 7, 6)
    while day < date(2026, 9, 1):
        actions.declare_tacit_denials(on=day, at=at(day, 0, 5))
        for hour in (7, 8):
            actions.take_ladder_steps(on=day, at=at(day, hour))
        day += timedelta(days=1)
    assert told(number) == [
        ("five_days_left", "2026-07-20"),
        ("two_days_left", "2026-07-23"),
        ("due_today", "2026-07-27"),
        ("five_days_late", "2026-08-03"),
        ("fifteen_days_late", "2026-08-17"),
    ]
    assert holds(number)


def test_after_days_down_only_the_last_reminder_is_told(number: str) -> None:
    assert climb("2026-07-24") == 1
    assert told(number) == [("two_days_left", "2026-07-23")]
    assert TermStep.objects.count() == 2
    assert climb("2026-07-24") == 0


def test_after_weeks_down_no_stale_reminder_is_told_but_every_late_step_is(number: str) -> None:
    assert climb("2026-09-01") == 2
    assert [step for step, _ in told(number)] == LATE
    assert kinds(number)[:2] == [EventKind.FILED, EventKind.TACITLY_DENIED]
    assert set(TermStep.objects.values_list("step", flat=True)) == {*BEFORE, "tacit_denial", *LATE}


def test_the_day_after_the_denial_tells_nothing_the_denial_did_not(number: str) -> None:
    silent_denial(number)
    assert climb(DENIED) == 0
    assert TermStep.objects.filter(step="tacit_denial").exists()


def test_an_answer_stops_the_ladder(number: str, by_officer: Actor) -> None:
    climb("2026-07-20")
    actions.answer(number, by=by_officer, at=at("2026-07-21"), reply=reply())
    assert climb("2026-09-01") == 0
    assert take_steps_of(number, on=date(2026, 9, 1), at=at("2026-09-01")) == 0
    assert [step for step, _ in told(number)] == ["five_days_left"]


def test_a_late_answer_stops_it_too(number: str, by_officer: Actor) -> None:
    silent_denial(number)
    climb("2026-08-03")
    actions.answer(number, by=by_officer, at=at("2026-08-04"), reply=reply())
    assert climb("2026-09-01") == 0


def test_looking_back_at_an_earlier_day_neither_fails_nor_repeats(number: str) -> None:
    silent_denial(number)
    assert climb("2026-07-20") == 0
    assert climb(DUE) == 0
    assert told(number) == []


def test_far_from_the_due_date_nothing_is_looked_at(number: str, mopc: Institution) -> None:
    assert climb("2026-07-06") == 0
    assert not TermStep.objects.exists()
