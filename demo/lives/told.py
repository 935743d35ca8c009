"""A life as it is being told: its steps so far, whose desk it is on, and what time it is."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

from demo.desks import Desk
from demo.lives.draw import between
from demo.moments import SWEEP, instant
from demo.steps import Step
from law.calendar import BusinessCalendar
from requests_app.actions import Filing

OPENS, CLOSES = 8 * 60, 14 * 60 + 30
WAKES, SLEEPS = 7 * 60, 22 * 60 + 30
PAUSE = 4


class Told:
    """Instants only go forward: each step comes after the one before it."""

    __slots__ = ("day", "desk", "due_on", "filing", "minute", "presented_on", "rng", "steps")

    filing: Filing
    presented_on: date
    due_on: date

    def __init__(self, desk: Desk, *, day: date, minute: int, rng: Random) -> None:
        self.desk = desk
        self.day = day
        self.minute = minute
        self.rng = rng
        self.steps: list[Step] = []

    @property
    def days(self) -> BusinessCalendar:
        """The business days of whoever holds the request now."""
        return self.desk.calendar.days

    def in_office(self, day: date) -> datetime:
        """Move on to an hour of work of that business day."""
        return self._move(day, between(self.rng, OPENS, CLOSES))

    def at_home(self, day: date) -> datetime:
        """Move on to an hour of that day at which people write from home."""
        return self._move(day, between(self.rng, WAKES, SLEEPS))

    def at_night(self, day: date) -> datetime:
        """Move on to the first sweep of that day."""
        return self._move(day, SWEEP)

    def business_day(self, number: int) -> date:
        """Return the business day of that number after the presentation."""
        return self.days.add(self.presented_on, number)

    def next_number(self) -> int:
        """Return the number of the first business day after the last step."""
        return self.days.count(after=self.presented_on, until=self.day) + 1

    def _move(self, day: date, minute: int) -> datetime:
        if day == self.day:
            minute = max(minute, self.minute + PAUSE)
        self.day, self.minute = day, minute
        return instant(day, minute)
