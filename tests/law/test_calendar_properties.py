"""What must hold of any calendar, whatever days are closed."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from law.calendar import BusinessCalendar, ClosedDay, DayKind
from law.terms import answer_term, schedule

days = st.dates(date(2015, 1, 1), date(2038, 12, 31))
near = st.dates(date(2026, 1, 1), date(2026, 12, 31))
closings = st.lists(
    st.builds(
        ClosedDay,
        day=near,
        kind=st.sampled_from(DayKind),
        scope=st.just("national"),
        name=st.just("Día"),
        instrument=st.just("Decreto"),
    ),
    max_size=60,
)
calendars = st.builds(BusinessCalendar.of, closings, version=st.just("any"))
spans = st.integers(1, 90)


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, start=near, span=spans)
def test_adding_and_counting_undo_each_other(
    calendar: BusinessCalendar, start: date, span: int
) -> None:
    end = calendar.add(start, span)

    assert calendar.is_business_day(end)
    assert calendar.count(after=start, until=end) == span
    assert calendar.count(after=end, until=start) == -span


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, start=near, span=spans)
def test_counting_back_returns_to_a_business_day_it_came_from(
    calendar: BusinessCalendar, start: date, span: int
) -> None:
    start = calendar.next_business_day(start)

    assert calendar.add(calendar.add(start, span), -span) == start


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, start=near, first=spans, then=spans)
def test_adding_twice_is_adding_the_sum(
    calendar: BusinessCalendar, start: date, first: int, then: int
) -> None:
    assert calendar.add(calendar.add(start, first), then) == calendar.add(start, first + then)


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, start=near, span=spans)
def test_a_later_start_never_expires_earlier(
    calendar: BusinessCalendar, start: date, span: int
) -> None:
    assert calendar.due(start, span) <= calendar.due(start + timedelta(days=1), span)


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, day=near)
def test_rolling_twice_is_rolling_once(calendar: BusinessCalendar, day: date) -> None:
    rolled = calendar.roll(day)

    assert calendar.roll(rolled) == rolled >= day


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, start=near, span=spans)
def test_due_is_add_then_roll(calendar: BusinessCalendar, start: date, span: int) -> None:
    assert calendar.due(start, span) == calendar.roll(calendar.add(start, span))


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, start=near)
def test_a_ledger_tells_every_day_once_and_numbers_them_without_gaps(
    calendar: BusinessCalendar, start: date
) -> None:
    term = answer_term(start, calendar)
    ledger = term.ledger

    told = [entry.day for entry in ledger]
    length = (term.due_on - start).days
    assert told == [start + timedelta(days=n) for n in range(1, length + 1)]
    numbers = [entry.number for entry in ledger if entry.counted]
    assert numbers == list(range(1, term.rule.value + 1))
    assert all(entry.reason and entry.source for entry in ledger)
    assert all(entry.number is None for entry in ledger if not entry.counted)
    taken = {entry.day for entry in term.skipped_weekdays}
    assert taken.isdisjoint(entry.day for entry in ledger if entry.counted)


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, extra=closings, start=near)
def test_closing_more_days_never_brings_a_business_day_nearer(
    calendar: BusinessCalendar, extra: list[ClosedDay], start: date
) -> None:
    year = (date(2026, 1, 1) + timedelta(days=n) for n in range(365))
    known = [closing for day in year if (closing := calendar.closed_day(day))]
    fuller = BusinessCalendar.of([*known, *extra], version="fuller")

    assert fuller.add(start, 15) >= calendar.add(start, 15)


@settings(max_examples=40, deadline=None)
@given(calendar=calendars, presented_on=days)
def test_the_safe_day_in_court_never_passes_the_last_one(
    calendar: BusinessCalendar, presented_on: date
) -> None:
    path = schedule(presented_on, calendar)

    assert path.court_safe_until <= path.court.due_on
    assert path.answer.due_on < path.reconsideration.due_on < path.court.due_on
