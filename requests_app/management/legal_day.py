"""The day for which an operator runs a sweep."""

from datetime import date

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.timezone import localdate

ON_HELP = "the legal day, YYYY-MM-DD; today when not given, never a later one (but in a trial)"


def legal_day(on: date | None) -> date:
    """Return the day to run for: today unless told otherwise.

    A day that has not come is refused, because it would deny requests whose term still runs;
    only a demonstration may look ahead. Raises CommandError.
    """
    today = localdate()
    if on is not None and on > today and not settings.DEMO:
        raise CommandError(f"{on:%Y-%m-%d} has not come yet")
    return on or today
