"""Local hours turned into instants, quickly and always the same."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from django.utils.timezone import get_default_timezone

NOON = 12 * 60
# The hours are counted from noon, so these stay right on a night when the clocks change.
SWEEP = 70
CUT = 90


def instant(day: date, minute: int) -> datetime:
    """Return the UTC instant of that minute (61 to 1439, after midnight) of the local day."""
    return _noon(day) + timedelta(minutes=minute - NOON)


@lru_cache(maxsize=4096)
def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), get_default_timezone()).astimezone(UTC)
