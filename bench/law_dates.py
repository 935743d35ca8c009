"""How dear one due date is beside a bare look-up in tables: `python -m bench.law_dates`.

Prints three lines of JSON: one due date, the same with its whole Term, and a batch of a million.
The reference of all three is measured in the same run: the look-up with nothing round it, no
check, no method, no object made, called as a function. The goals are ratios, as times on shared
machines drift; that of the Term only guards against its growing dearer.
"""

import csv
import json
import random
import timeit
from array import array
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from law.calendar import FIRST_DAY, LAST_DAY, BusinessCalendar, ClosedDay, DayKind
from law.terms import answer_term

ANSWER_DAYS = 15
ONE_BY_ONE = 200_000
BATCH = 1_000_000
REPEATS = 7
GOAL_ONE = 3.0
GOAL_TERM = 10.0
GOAL_BATCH = 1.0
SEED = 5282
CLOSED_DAYS = Path(__file__).parents[1] / "data" / "closed_days.csv"

_BASE = FIRST_DAY.toordinal()


def seed_calendar() -> BusinessCalendar:
    """Return the nationwide calendar of the shipped data."""
    with CLOSED_DAYS.open(encoding="utf-8", newline="") as lines:
        days = [
            ClosedDay(
                day=date.fromisoformat(row["date"]),
                kind=DayKind(row["kind"]),
                scope=row["scope"],
                name=row["name"],
                instrument=row["instrument"],
            )
            for row in csv.DictReader(lines)
        ]
    return BusinessCalendar.of(days, version="bench")


def bare_tables(calendar: BusinessCalendar) -> tuple["array[int]", list[date]]:
    """Return, by day, the business days passed, and by business day, the day it expires."""
    passed = array("i")
    expires: list[date] = []
    for ordinal in range(_BASE, LAST_DAY.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if calendar.is_business_day(day):
            expires.append(calendar.roll(day))
        passed.append(len(expires))
    return passed, expires


def nanoseconds(run: Callable[[], object], *, calls: int) -> float:
    """Return the best time of one call, in nanoseconds, over several runs of `calls` calls."""
    return min(timeit.repeat(run, number=1, repeat=REPEATS)) / calls * 1e9


def report(name: str, *, calls: int, figure: float, reference: float, goal: float) -> None:
    """Print one result: both times in nanoseconds a date, and their ratio against its goal."""
    ratio = figure / reference
    result = {
        "name": name,
        "N": calls,
        "figure": round(figure, 1),
        "reference": round(reference, 1),
        "ratio": round(ratio, 2),
        "goal": goal,
        "pass": ratio <= goal,
    }
    print(json.dumps(result))


def main() -> None:
    """Measure and report."""
    calendar = seed_calendar()
    passed, expires = bare_tables(calendar)
    chance = random.Random(SEED)  # noqa: S311
    first = date(2014, 9, 18)
    starts = [first + timedelta(days=chance.randrange(9000)) for _ in range(BATCH)]
    sample = starts[:ONE_BY_ONE]

    def bare(start: date, days: int) -> date:
        return expires[passed[start.toordinal() - _BASE] + days - 1]

    assert [bare(day, ANSWER_DAYS) for day in sample] == calendar.due_many(sample, ANSWER_DAYS)

    look_up = nanoseconds(lambda: [bare(day, ANSWER_DAYS) for day in sample], calls=ONE_BY_ONE)
    one = nanoseconds(lambda: [calendar.due(day, ANSWER_DAYS) for day in sample], calls=ONE_BY_ONE)
    term = nanoseconds(lambda: [answer_term(day, calendar) for day in sample], calls=ONE_BY_ONE)
    batch = nanoseconds(lambda: calendar.due_many(starts, ANSWER_DAYS), calls=BATCH)
    report("law_due_date", calls=ONE_BY_ONE, figure=one, reference=look_up, goal=GOAL_ONE)
    report("law_answer_term", calls=ONE_BY_ONE, figure=term, reference=look_up, goal=GOAL_TERM)
    report("law_due_batch", calls=BATCH, figure=batch, reference=look_up, goal=GOAL_BATCH)


if __name__ == "__main__":
    main()
