"""The Directorate's own terms for complaints: counted like any other, and marked as unverified."""

from datetime import date

from law.calendar import BusinessCalendar
from law.complaints import STANDARDS, complaint_term, report_term, standard_on
from tests.law.seed import CLOSED_DAYS

SEED = BusinessCalendar.of(CLOSED_DAYS, version="seed")
MONDAY = date(2026, 7, 6)


def test_the_terms_are_counted_in_business_days_and_told_day_by_day() -> None:
    answer, report = complaint_term(MONDAY, SEED), report_term(MONDAY, SEED)
    assert (answer.due_on, report.due_on) == (date(2026, 7, 20), date(2026, 7, 13))
    assert [day.number for day in answer.ledger if day.counted] == list(range(1, 11))
    assert answer.ledger[-1].day == answer.due_on


def test_no_standard_is_given_as_the_law() -> None:
    for standard in STANDARDS:
        assert not standard.answer.verified
        assert not standard.report.verified
    assert standard_on(date(2000, 1, 1)) == STANDARDS[0]
