"""The shipped data as the tests of the law read it, without Django."""

import csv
from datetime import date
from pathlib import Path

from law.calendar import ClosedDay, DayKind

DATA = Path(__file__).parents[2] / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Return every row of a file under data/."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def day_or_none(text: str) -> date | None:
    """Return the ISO date written there, None for an empty cell."""
    return date.fromisoformat(text) if text else None


def closed_day(row: dict[str, str]) -> ClosedDay:
    """Return one row of the closed days as the law knows it."""
    return ClosedDay(
        day=date.fromisoformat(row["date"]),
        kind=DayKind(row["kind"]),
        scope=row["scope"],
        name=row["name"],
        instrument=row["instrument"],
        published_on=day_or_none(row["published_on"]),
    )


CLOSED_ROWS = rows("closed_days.csv")
CLOSED_DAYS = tuple(map(closed_day, CLOSED_ROWS))
GOLDEN_ROWS = rows("golden_dates.csv")
