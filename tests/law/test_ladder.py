"""Reminders before the due date and consequences after it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from law.calendar import BusinessCalendar
from law.ladder import (
    LADDERS,
    DirectorateAct,
    Duty,
    directorate_act,
    ladder_on,
    non_compliance_proposed,
    step_day,
    steps_reached,
)
from tests.law.seed import CLOSED_DAYS

SEED = BusinessCalendar.of(CLOSED_DAYS, version="seed")
DUE_ON = date(2026, 7, 27)
DAYS = {
    "five_days_left": date(2026, 7, 20),
    "two_days_left": date(2026, 7, 23),
    "due_today": DUE_ON,
    "tacit_denial": date(2026, 7, 28),
    "five_days_late": date(2026, 8, 3),
    "fifteen_days_late": date(2026, 8, 17),
}
TOLD = {
    "five_days_left": {Duty.OFFICER},
    "two_days_left": {Duty.OFFICER, Duty.HEAD},
    "due_today": {Duty.OFFICER, Duty.HEAD},
    "tacit_denial": {Duty.HIGHEST_AUTHORITY, Duty.REQUESTER},
    "five_days_late": {Duty.DIRECTORATE},
    "fifteen_days_late": {Duty.DIRECTORATE},
}


def reached(on: date) -> list[str]:
    return [step.id for step in steps_reached(DUE_ON, on, SEED)]


def test_every_step_has_its_day_and_its_people() -> None:
    steps = ladder_on(DUE_ON).steps

    assert {step.id: step_day(step, DUE_ON, SEED) for step in steps} == DAYS
    assert {step.id: set(step.tells) for step in steps} == TOLD
    assert all(str(step.article) and step.reading and not step.verified for step in steps)


@pytest.mark.parametrize("position", range(6))
def test_a_step_is_reached_on_its_day_and_not_the_day_before(position: int) -> None:
    names = list(DAYS)
    day = DAYS[names[position]]

    assert reached(day) == names[: position + 1]
    assert reached(day - timedelta(days=1)) == names[:position]


def test_a_late_question_gets_every_step_reached() -> None:
    assert reached(date(2027, 7, 1)) == list(DAYS)
    assert reached(date(2026, 7, 1)) == []


def test_the_steps_jump_over_feriados() -> None:
    steps = {step.id: step for step in ladder_on(DUE_ON).steps}

    assert step_day(steps["two_days_left"], date(2026, 4, 6), SEED) == date(2026, 3, 31)


def test_a_tacit_denial_comes_the_next_day_even_on_a_saturday() -> None:
    steps = {step.id: step for step in ladder_on(DUE_ON).steps}

    assert step_day(steps["tacit_denial"], date(2026, 11, 6), SEED) == date(2026, 11, 7)


def test_a_new_ladder_rules_from_its_own_day_and_the_first_rules_before() -> None:
    later = replace(LADDERS[0], id="nueva", in_force_from=date(2027, 1, 1))
    ladders = (*LADDERS, later)

    assert ladder_on(date(2026, 12, 31), ladders=ladders) is LADDERS[0]
    assert ladder_on(date(2027, 1, 1), ladders=ladders) is later
    assert ladder_on(date(2014, 1, 1)) is LADDERS[0]


@pytest.mark.parametrize(
    ("tacit_denials", "late_days", "proposed"),
    [(0, 0, False), (2, 14, False), (3, 0, True), (0, 15, True), (9, 90, True)],
)
def test_a_file_is_proposed_at_fifteen_days_or_the_third_silence(
    tacit_denials: int,
    late_days: int,
    proposed: bool,  # noqa: FBT001
) -> None:
    assert non_compliance_proposed(tacit_denials, late_days) is proposed


def test_the_directorate_instructs_the_executive_and_observes_the_rest() -> None:
    assert directorate_act(is_executive=True) is DirectorateAct.WARNING
    assert directorate_act(is_executive=False) is DirectorateAct.OBSERVATION
