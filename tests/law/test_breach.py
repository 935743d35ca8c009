"""When lateness calls for a non-compliance file, and until when the body may speak."""

from datetime import date

import pytest

from law.breach import (
    STATEMENT,
    breach_on,
    late_file_on,
    months_before,
    repeated_denials,
    statement_until,
)
from law.calendar import BusinessCalendar
from tests.law.seed import CLOSED_DAYS

SEED = BusinessCalendar.of(CLOSED_DAYS, version="seed")


def groups(*days: str) -> list[tuple[date, tuple[int, ...]]]:
    return list(
        repeated_denials([(date.fromisoformat(day), place) for place, day in enumerate(days)])
    )


def test_the_third_denial_of_twelve_months_meets_the_rule_on_its_day() -> None:
    assert groups("2026-01-10", "2026-02-10") == []
    assert groups("2026-01-10", "2026-02-10", "2026-03-10") == [(date(2026, 3, 10), (0, 1, 2))]
    assert groups("2026-03-10", "2026-03-10", "2026-03-10") == [(date(2026, 3, 10), (0, 1, 2))]


def test_twelve_months_run_from_date_to_date() -> None:
    assert len(groups("2025-03-10", "2026-01-10", "2026-03-10")) == 1
    assert groups("2025-03-09", "2026-01-10", "2026-03-10") == []
    # What fell out of the window counts for nothing afterwards.
    assert groups("2025-03-09", "2026-01-10", "2026-03-10", "2026-03-11") == [
        (date(2026, 3, 11), (1, 2, 3))
    ]


def test_each_denial_counts_for_one_file() -> None:
    five = ["2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10", "2026-05-10"]
    assert len(groups(*five)) == 1
    assert groups(*five, "2026-06-10")[1] == (date(2026, 6, 10), (3, 4, 5))


@pytest.mark.parametrize(
    ("day", "before"),
    [("2026-03-10", "2025-03-10"), ("2028-02-29", "2027-02-28"), ("2026-12-31", "2025-12-31")],
)
def test_a_year_earlier(day: str, before: str) -> None:
    assert months_before(date.fromisoformat(day), 12) == date.fromisoformat(before)


def test_days_of_a_late_request_and_of_the_statement() -> None:
    # Due Monday 27 July 2026; 15 August is a Saturday.
    assert late_file_on(date(2026, 7, 27), SEED) == date(2026, 8, 17)
    assert breach_on(date(2025, 7, 15)) == date(2025, 7, 16)
    assert statement_until(date(2026, 8, 17), SEED) == date(2026, 8, 31)
    assert not STATEMENT.verified
