"""When lateness calls for a non-compliance file, on which day, and how long the body may speak."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from law.articles import Article, Statute
from law.calendar import BusinessCalendar
from law.ladder import ladder_on
from law.rule_set import Rule, Unit

Fact = TypeVar("Fact")

TACIT_DENIALS_MONTHS = 12

# Until a rule says how long, the body has what Paraguayan procedure gives for ordinary hearings;
# the Constitution demands the means and terms a defence needs.
STATEMENT = Rule(
    id="N1",
    value=10,
    unit=Unit.BUSINESS_DAYS,
    article=Article(Statute.CONSTITUTION, "17"),
    verified=False,
    reading="No se halló un plazo escrito para el descargo de la institución: se dan diez días "
    "hábiles desde la notificación.",
)


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def repeated_denials(
    denials: Sequence[tuple[date, Fact]],
) -> Iterable[tuple[date, tuple[Fact, ...]]]:
    """Yield each time tacit denials of one body reach the ladder's limit within twelve months.

    `denials` are in order of their day; each counts for one file only. Yields the day of the
    denial that reached the limit and what came with those denials. Twelve months run from date
    to date, both included (Código Civil, art. 338).
    """
    counted: list[tuple[date, Fact]] = []
    for day, fact in denials:
        since = months_before(day, TACIT_DENIALS_MONTHS)
        counted = [*(one for one in counted if one[0] >= since), (day, fact)]
        if len(counted) >= ladder_on(day).tacit_denials_limit:
            yield day, tuple(known for _day, known in counted)
            counted = []


def late_file_on(due_on: date, calendar: BusinessCalendar) -> date:
    """Return the day a request is late enough for a file. Raises OutsideCalendar."""
    return calendar.add(due_on, ladder_on(due_on).late_days_limit)


def breach_on(due_on: date) -> date:
    """Return the day of the act: the first on which what was due is late."""
    return due_on + timedelta(days=1)


def statement_until(notified_on: date, calendar: BusinessCalendar) -> date:
    """Return the last day on which the body may speak. Raises OutsideCalendar."""
    return calendar.due(notified_on, STATEMENT.value)
