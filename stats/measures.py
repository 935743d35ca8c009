"""As of when figures speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CutOff:
    """As of when the figures speak: the instant of counting, and the day before which due dates
    have passed; with the calendar version and the rule set then in force."""

    counted_at: datetime
    counted_on: date
    calendar_version: str
    rule_set: str
