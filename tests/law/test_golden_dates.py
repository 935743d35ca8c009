"""The worked cases: dates counted by hand; change one only with a citation."""

from datetime import date, datetime

import pytest

from law.calendar import BusinessCalendar
from law.terms import schedule, schedule_as_dict
from tests.law.seed import CLOSED_DAYS, GOLDEN_ROWS, day_or_none

KEY_OF_COLUMN = {
    "first_counting_day": "first_counting_day",
    "due_date": "due_on",
    "rolled_from_asueto": "rolled_from",
    "tacit_denial_date": "tacit_denial_on",
    "reconsideration_last_day_10bd": "reconsideration_until",
    "reconsideration_decision_due_20bd": "reconsideration_decision_by",
    "court_last_day_60bd": "court_until",
    "court_safe_day_60_calendar": "court_safe_until",
}


def told_by_the_law(row: dict[str, str]) -> dict[str, object]:
    """Return the schedule of a case, with what was known on the day the case says."""
    calendar = BusinessCalendar.of(
        CLOSED_DAYS, version="golden", known_on=day_or_none(row["calendar_known_on"])
    )
    trigger, _, trigger_on = row["appeal_trigger"].partition(":")
    return schedule_as_dict(
        schedule(
            datetime.fromisoformat(row["submitted_at_local"]).date(),
            calendar,
            notified_on=date.fromisoformat(trigger_on) if trigger == "express" else None,
        )
    )


@pytest.mark.parametrize("row", GOLDEN_ROWS, ids=[row["case_id"] for row in GOLDEN_ROWS])
def test_every_date_of_a_worked_case_is_found(row: dict[str, str]) -> None:
    told = told_by_the_law(row)

    for column, key in KEY_OF_COLUMN.items():
        assert (told[key] or "") == row[column], f"{row['title']}: {column}, {row['because']}"


@pytest.mark.parametrize("row", GOLDEN_ROWS, ids=[row["case_id"] for row in GOLDEN_ROWS])
def test_every_weekday_a_worked_case_skips_is_told(row: dict[str, str]) -> None:
    skipped = told_by_the_law(row)["skipped"]

    assert isinstance(skipped, list)
    dates = " ".join(day["date"] for day in skipped)
    assert dates == row["skipped_weekday_nonworking"], f"{row['title']}: {row['because']}"
    assert all(day["reason"] and day["source"] for day in skipped)


@pytest.mark.parametrize("row", GOLDEN_ROWS, ids=[row["case_id"] for row in GOLDEN_ROWS])
def test_a_tacit_case_starts_its_remedies_on_the_due_date(row: dict[str, str]) -> None:
    trigger, _, trigger_on = row["appeal_trigger"].partition(":")

    if trigger == "tacit":
        assert told_by_the_law(row)["due_on"] == trigger_on, row["because"]
    else:
        assert told_by_the_law(row)["tacit_denial_on"] is None, row["because"]


def test_all_twenty_five_worked_cases_are_tried() -> None:
    assert len(GOLDEN_ROWS) == 25
