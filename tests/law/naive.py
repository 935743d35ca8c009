"""The law counted on fingers: day by day, from the rows of the data, sharing no code with `law`."""

from collections.abc import Iterable
from datetime import date, timedelta

TOMORROW = timedelta(days=1)
ASUETOS_ROLL_FROM = date(2025, 9, 5)
BUSINESS_DAYS = {
    "answer": 15,
    "clarification": 3,
    "forwarding": 5,
    "reconsideration": 10,
    "reconsideration_decision": 20,
    "court": 60,
    "compliance": 3,
}
COURT_SAFE = timedelta(days=60)


class NaiveCalendar:
    """The days that do not count and the asuetos of one institution, as two plain sets."""

    def __init__(self, rows: Iterable[dict[str, str]], institution: str = "") -> None:
        self.stopped: set[date] = set()
        self.asuetos: set[date] = set()
        scopes = {"national", "public-sector", f"institution:{institution}"}
        for row in rows:
            if row["scope"] in scopes:
                days = self.asuetos if row["kind"] == "asueto" else self.stopped
                days.add(date.fromisoformat(row["date"]))
        self.asuetos -= self.stopped

    def works(self, day: date) -> bool:
        """Monday to Friday, neither feriado nor suspended."""
        return day.isoweekday() not in {6, 7} and day not in self.stopped

    def nth(self, start: date, number: int) -> date:
        """Walk until `number` business days have been met after `start`."""
        day, met = start, 0
        while met < number:
            day += TOMORROW
            if self.works(day):
                met += 1
        return day

    def expiry(self, day: date) -> date:
        """Walk on from an asueto once the law of 2025 says so."""
        if day not in self.asuetos or day < ASUETOS_ROLL_FROM:
            return day
        day += TOMORROW
        while not self.works(day) or day in self.asuetos:
            day += TOMORROW
        return day

    def term(self, kind: str, start: date) -> date:
        """The day on which a term of that kind expires."""
        return self.expiry(self.nth(start, BUSINESS_DAYS[kind]))
