"""Months, and runs of months: the only spans of time in which figures are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

MONTHS_A_YEAR = 12


def month_of(day: date) -> date:
    """Return the first day of that day's month."""
    return day.replace(day=1)


def month_after(month: date, count: int = 1) -> date:
    """Return the first day of the month `count` months after; before, if negative."""
    years, index = divmod(month.month - 1 + count, MONTHS_A_YEAR)
    return date(month.year + years, index + 1, 1)


def month_in_words(month: date) -> str:
    """Return "julio de 2026"."""
    return str(formats.date_format(month, "YEAR_MONTH_FORMAT"))


@dataclass(frozen=True, slots=True)
class Period:
    """From one month to another, both included; each given by its first day."""

    first: date
    last: date

    @classmethod
    def last_twelve(cls, on: date) -> Period:
        """Return the month of `on` and the eleven before it."""
        return cls(month_after(month_of(on), 1 - MONTHS_A_YEAR), month_of(on))

    @classmethod
    def year(cls, year: int, *, on: date) -> Period:
        """Return the months of a year, up to the one of `on`."""
        return cls(date(year, 1, 1), min(date(year, MONTHS_A_YEAR, 1), month_of(on)))

    def months(self) -> Iterator[date]:
        """Yield the first day of each month, in order."""
        month = self.first
        while month <= self.last:
            yield month
            month = month_after(month)

    def __str__(self) -> str:
        if self.first == self.last:
            return month_in_words(self.first)
        between = {"first": month_in_words(self.first), "last": month_in_words(self.last)}
        return _("de %(first)s a %(last)s") % between
