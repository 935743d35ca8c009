"""What the demonstration writes in bulk is what the acts would have written one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from django.core.management import call_command
from django.db import transaction

from demo import steps
from demo.desks import Desk
from demo.docket import Batch, Docket, Setting
from demo.moments import CUT, instant
from demo.plan import Day, lives_of
from demo.play import play
from demo.writing import save
from offices.models import CalendarVersion
from requests_app import actions
from requests_app.models.numbering import number_text
from tests.demo.acting import act_out
from tests.demo.rows import rows_of
from tests.demo.scripts import END, written_lives

pytestmark = pytest.mark.django_db(transaction=True)
YEAR_OF_ITS_OWN = 2001


def _play_out(lives: Sequence[list[steps.Step]], desks: Sequence[Desk], today: date) -> list[str]:
    """Play the lives as the demonstration does, under numbers of a year nobody else uses."""
    rng = Random(1)  # noqa: S311  fiction
    setting = Setting(
        calendars={desk.institution.pk: desk.calendar for desk in desks},
        tracking_code_hash="",
        salt=lambda: f"{rng.getrandbits(128):032x}",
    )
    batch = Batch()
    numbers = [number_text(YEAR_OF_ITS_OWN, place + 1) for place in range(len(lives))]
    for number, life in zip(numbers, lives, strict=True):
        docket = Docket(number, setting=setting, batch=batch)
        play(docket, _with_own_token(life))
        docket.take_steps(today)
    with transaction.atomic():
        save(batch)
    return numbers


def _with_own_token(life: list[steps.Step]) -> list[steps.Step]:
    first = life[0]
    assert isinstance(first, steps.Filed | steps.Registered)
    return [first._replace(token=f"again-{first.token}"), *life[1:]]


def _assert_equal(lives: Sequence[list[steps.Step]], desks: Sequence[Desk], today: date) -> None:
    acted = act_out(lives)
    done = [rows_of(number) for number in acted]
    actions.take_ladder_steps(on=today, at=instant(today, CUT))
    for rows, number in zip(done, acted, strict=True):
        rows["TermStep"] = rows_of(number)["TermStep"]
    played = [rows_of(number) for number in _play_out(lives, desks, today)]
    for place, (by_acts, in_bulk) in enumerate(zip(done, played, strict=True)):
        for table in by_acts:
            assert in_bulk[table] == by_acts[table], (place, table)
    call_command("verify_log")


def test_a_life_of_every_kind_leaves_the_rows_its_acts_leave(
    desks: list[Desk], mopc: Desk, mec: Desk
) -> None:
    lives = written_lives(mopc, mec)
    played = {type(step) for life in lives.values() for step in life}
    assert played == set(steps.Step.__args__)
    _assert_equal(list(lives.values()), desks, END)


def test_drawn_lives_leave_the_rows_their_acts_leave(desks: list[Desk]) -> None:
    today = date(2026, 9, 30)
    lives = [
        life
        for day in (date(2026, 4, 6), date(2026, 9, 14))
        for life in lives_of(Day(day, 20), desks=desks, seed=5, today=today)
    ]
    _assert_equal(lives, desks, today)


def test_only_the_newest_calendar_is_used(desks: list[Desk]) -> None:
    assert {desk.calendar.version for desk in desks} == {CalendarVersion.objects.latest("number")}
