"""How many requests come on each day, to whom, and with which fate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from demo.desks import Desk
from demo.lives.draw import Weighted
from demo.lives.ending import end
from demo.lives.fates import Fate, fate_at
from demo.lives.opening import come_in, first_days
from demo.lives.told import Told
from demo.moments import CUT, instant
from demo.roster import WORKED_BY_DEMO_USERS
from demo.steps import Step
from law.terms import answer_term

MONTHS = 24
DAYS = 730
# Monday to Sunday; a portal never closes, and Mondays bring what the weekend thought of.
_WEEK = (1.2, 1.1, 1.0, 1.0, 0.9, 0.35, 0.3)
_JANUARY = 0.7
_GROWTH = 0.6
_FIRST_MINUTE, _LAST_MINUTE, _USUAL_MINUTE = 6 * 60, 23 * 60 + 50, 10 * 60 + 30
# Of the last weeks before today, one request in so many days is left to lapse on the desks one
# can sign in to, so that there is something late to work on.
_LEFT_TO_LAPSE, _LAPSE_EVERY = timedelta(days=60), 5


class Day(NamedTuple):
    """A day, and how many requests are filed or registered on it."""

    on: date
    requests: int


def days_of(requests: int, today: date) -> list[Day]:
    """Spread `requests` over the twenty-four months that end yesterday; the sum is exact."""
    days = [today - timedelta(days=back) for back in range(DAYS, 0, -1)]
    weights = [_weight(day, place / DAYS) for place, day in enumerate(days)]
    scale = requests / sum(weights)
    plan, reached, given = [], 0.0, 0
    for day, weight in zip(days, weights, strict=True):
        reached += weight * scale
        count = round(reached) - given
        given += count
        plan.append(Day(day, count))
    plan[-1] = Day(plan[-1].on, plan[-1].requests + requests - given)
    return plan


def lives_of(day: Day, *, desks: Sequence[Desk], seed: int, today: date) -> Iterator[list[Step]]:
    """Yield the lives that begin on `day`, in the order of their numbers, up to `today`."""
    rng = Random(f"{seed}:{day.on}")  # noqa: S311  fiction, and the same twice
    whom = Weighted(*((desk, desk.place.weight) for desk in desks))
    for minute, forced in zip(_minutes(day, rng), _forced(day, desks, today), strict=True):
        desk, fate = forced or (whom.draw(rng), None)
        told = Told(desk, day=day.on, minute=minute, rng=rng)
        come_in(told)
        fate = fate or fate_at(desk.place.temper, rng)
        first_days(told, fate, desks)
        end(told, fate)
        yield _so_far(told.steps, today)


def _weight(day: date, share: float) -> float:
    season = _JANUARY if day.month == 1 else 1.0
    return _WEEK[day.weekday()] * season * (1 + _GROWTH * share)


def _minutes(day: Day, rng: Random) -> list[int]:
    drawn = (
        rng.triangular(_FIRST_MINUTE, _LAST_MINUTE, _USUAL_MINUTE) for _ in range(day.requests)
    )
    return sorted(map(int, drawn))


def _forced(day: Day, desks: Sequence[Desk], today: date) -> Iterator[tuple[Desk, Fate] | None]:
    """Give the desks one can sign in to something due on every coming day, and something late."""
    own = [desk for desk in desks if desk.place.code in WORKED_BY_DEMO_USERS]
    fates: list[tuple[Desk, Fate]] = []
    for place, desk in enumerate(own):
        if answer_term(day.on, desk.calendar.days).due_on >= today:
            fates.append((desk, Fate.ON_THE_LAST_DAY))
        elif _is_left_to_lapse(day.on, place, today):
            fates.append((desk, Fate.VERY_LATE))
    for place in range(day.requests):
        yield fates[place] if place < len(fates) else None


def _is_left_to_lapse(day: date, place: int, today: date) -> bool:
    return today - day < _LEFT_TO_LAPSE and (day.toordinal() + place) % _LAPSE_EVERY == 0


def _so_far(steps: Sequence[Step], today: date) -> list[Step]:
    """Leave out what has not happened yet; the sweep of the first hour of today has."""
    cut = instant(today, CUT)
    return [step for step in steps if step.at < cut]
