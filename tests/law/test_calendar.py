"""Which days count, for whom, and as known when."""

from datetime import date

import pytest

from law.calendar import (
    FIRST_DAY,
    LAST_DAY,
    BusinessCalendar,
    ClosedDay,
    DayKind,
    Jurisdiction,
    OutsideCalendar,
    UnknownScope,
)
from tests.law.seed import CLOSED_DAYS

FERNANDO = Jurisdiction(
    institution="MUN-1103", department="Central", district="Fernando de la Mora"
)


def closed(
    day: date, kind: DayKind = DayKind.FERIADO, scope: str = "national", *, name: str = "Día"
) -> ClosedDay:
    return ClosedDay(day=day, kind=kind, scope=scope, name=name, instrument="Decreto 1")


def calendar_of(*days: ClosedDay, jurisdiction: Jurisdiction = FERNANDO) -> BusinessCalendar:
    return BusinessCalendar.of(days, version="v1", jurisdiction=jurisdiction)


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        ("national", True),
        ("public-sector", True),
        ("institution:MUN-1103", True),
        ("institution:MUN-0901", False),
        ("department:central", True),
        ("department:Guairá", False),
        ("district:Fernando de la Mora", True),
        ("district:Luque", False),
        ("planet:Earth", False),
    ],
)
def test_a_jurisdiction_is_covered_by_its_own_scopes(scope: str, covered: bool) -> None:  # noqa: FBT001
    assert FERNANDO.covers(scope) is covered


def test_an_institution_without_a_department_is_in_none() -> None:
    assert not Jurisdiction(institution="X").covers("department:")


@pytest.mark.parametrize("scope", ["", "planet:Earth", "institution:", "department: ", "central"])
def test_a_closed_day_for_nobody_is_refused(scope: str) -> None:
    with pytest.raises(UnknownScope):
        closed(date(2026, 1, 1), scope=scope)


def test_weekends_and_feriados_do_not_count_and_asuetos_do() -> None:
    calendar = calendar_of(closed(date(2026, 7, 7)), closed(date(2026, 7, 8), DayKind.ASUETO))

    assert calendar.is_business_day(date(2026, 7, 6))
    assert not calendar.is_business_day(date(2026, 7, 7))
    assert calendar.is_business_day(date(2026, 7, 8))
    assert not calendar.is_business_day(date(2026, 7, 11))
    assert calendar.next_business_day(date(2026, 7, 6)) == date(2026, 7, 8)


def test_a_suspension_stops_the_count_for_its_scope_only() -> None:
    outage = closed(date(2026, 7, 7), DayKind.SUSPENSION, "institution:MUN-1103")

    assert not calendar_of(outage).is_business_day(date(2026, 7, 7))
    assert BusinessCalendar.of([outage], version="v1").is_business_day(date(2026, 7, 7))


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_acts_on_one_day_the_strongest_stands(order: int) -> None:
    day = date(2026, 7, 7)
    asueto = closed(day, DayKind.ASUETO, name="asueto")
    suspension = closed(day, DayKind.SUSPENSION, name="suspensión")
    feriado = closed(day, DayKind.FERIADO, name="feriado")

    assert calendar_of(*[asueto, suspension, feriado][::order]).closed_day(day) == feriado
    assert calendar_of(*[asueto, suspension][::order]).closed_day(day) == suspension
    assert calendar_of().closed_day(day) is None


def test_a_decree_is_unknown_until_it_is_published() -> None:
    friday = date(2025, 9, 5)
    before = BusinessCalendar.of(CLOSED_DAYS, version="v1", known_on=date(2025, 9, 2))
    once = BusinessCalendar.of(CLOSED_DAYS, version="v2", known_on=friday)

    assert before.is_business_day(friday)
    assert not once.is_business_day(friday)
    assert not before.is_business_day(date(2025, 12, 25)), "a day without a date is always known"


def test_a_term_ending_on_an_asueto_moves_from_the_day_the_law_says_so() -> None:
    days = [date(2025, 9, 4), date(2025, 9, 5), date(2026, 7, 7), date(2026, 7, 8)]
    calendar = calendar_of(*(closed(day, DayKind.ASUETO) for day in days))

    assert calendar.roll(date(2025, 9, 4)) == date(2025, 9, 4)
    assert calendar.roll(date(2025, 9, 5)) == date(2025, 9, 8)
    assert calendar.roll(date(2026, 7, 7)) == date(2026, 7, 9), "two asuetos in a row"
    assert calendar.roll(date(2026, 7, 9)) == date(2026, 7, 9)
    assert calendar.due(date(2026, 7, 6), 1) == date(2026, 7, 9)
    assert calendar.add(date(2026, 7, 6), 1) == date(2026, 7, 7)


def test_an_asueto_on_a_saturday_moves_no_business_day() -> None:
    calendar = calendar_of(closed(date(2026, 8, 1), DayKind.ASUETO))

    assert calendar.due(date(2026, 7, 30), 1) == date(2026, 7, 31)
    assert calendar.roll(date(2026, 8, 1)) == date(2026, 8, 3)


def test_an_asueto_on_a_feriado_is_a_feriado() -> None:
    day = date(2026, 7, 7)

    assert calendar_of(closed(day), closed(day, DayKind.ASUETO)).roll(day) == day


def test_when_asuetos_roll_can_be_told_to_the_calendar() -> None:
    asueto = closed(date(2020, 7, 7), DayKind.ASUETO)
    calendar = BusinessCalendar.of([asueto], version="v1", rolls_on=lambda day: day.year == 2020)

    assert calendar.roll(date(2020, 7, 7)) == date(2020, 7, 8)


def test_counting_back_and_not_at_all() -> None:
    calendar = BusinessCalendar.of(CLOSED_DAYS, version="v1")

    assert calendar.add(date(2026, 7, 27), -5) == date(2026, 7, 20)
    assert calendar.add(date(2026, 7, 26), -1) == date(2026, 7, 24), "from a Sunday"
    assert calendar.add(date(2026, 7, 26), 0) == date(2026, 7, 26)


def test_the_leap_day_counts() -> None:
    calendar = BusinessCalendar.of(CLOSED_DAYS, version="v1")

    assert calendar.add(date(2028, 2, 28), 1) == date(2028, 2, 29)
    assert calendar.count(after=date(2028, 2, 25), until=date(2028, 2, 29)) == 2


def test_only_years_with_feriados_are_covered() -> None:
    calendar = calendar_of(closed(date(2026, 1, 1)), closed(date(2027, 2, 1), DayKind.ASUETO))

    assert calendar.covers_year(2026)
    assert not calendar.covers_year(2027)
    assert not calendar.covers_year(2030)


def test_acts_beyond_the_tables_are_left_out() -> None:
    assert not calendar_of(closed(date(2041, 1, 1)), closed(date(2013, 1, 1))).covers_year(2041)


def test_an_asueto_with_nowhere_to_roll_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        calendar_of(closed(LAST_DAY, DayKind.ASUETO))


@pytest.mark.parametrize("day", [date(2013, 12, 31), date(2041, 1, 1), date.min, date.max])
def test_days_beyond_the_tables_are_refused_by_name(day: date) -> None:
    calendar = calendar_of()

    with pytest.raises(OutsideCalendar):
        calendar.is_business_day(day)
    with pytest.raises(OutsideCalendar):
        calendar.add(day, 1)
    with pytest.raises(OutsideCalendar):
        calendar.add(day, 0)
    with pytest.raises(OutsideCalendar):
        calendar.due(day, 1)
    with pytest.raises(OutsideCalendar):
        calendar.due_many([day], 1)
    with pytest.raises(OutsideCalendar):
        calendar.roll(day)
    with pytest.raises(OutsideCalendar):
        calendar.closed_day(day)
    with pytest.raises(OutsideCalendar):
        calendar.count(after=day, until=FIRST_DAY)


def test_a_count_that_leaves_the_tables_is_refused() -> None:
    calendar = calendar_of()

    with pytest.raises(OutsideCalendar):
        calendar.add(LAST_DAY, 1)
    with pytest.raises(OutsideCalendar):
        calendar.due(LAST_DAY, 1)
    with pytest.raises(OutsideCalendar):
        calendar.add(FIRST_DAY, -1)
    with pytest.raises(OutsideCalendar):
        calendar.due_many([LAST_DAY], 1)


@pytest.mark.parametrize("days", [0, -1])
def test_a_term_has_at_least_one_day(days: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        calendar_of().due(date(2026, 7, 6), days)
    with pytest.raises(ValueError, match="at least one"):
        calendar_of().due_many([date(2026, 7, 6)], days)
