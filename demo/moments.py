"""Local hours turned into instants, quickly and always the same."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from django.utils.timezone import get_default_timezone

NOON = 12 * 60
# The hours are counted from noon, so these stay right on a night when the clocks change.
SWEEP = 70
CUT = 90
_ZONE = get_default_timezone()


def instant(day: date, minute: int) -> datetime:
    """Return the UTC instant of that minute (61 to 1439, after midnight) of the local day."""
    return _noon(day) + timedelta(minutes=minute - NOON)


def day_of(at: datetime) -> date:
    """Return the local day of an instant, as `offices.calendars.local_date` does at each act; a
    load asks millions of times, so it does not ask each time which zone is current."""
    return at.astimezone(_ZONE).date()


@lru_cache(maxsize=4096)
def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), _ZONE).astimezone(UTC)
