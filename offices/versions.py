"""Versions of the calendar: each is the whole list of closed days, and is never edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from offices.loading.closed_days import DayLine, digest_of
from offices.models import CalendarVersion, ClosedDay


@dataclass(frozen=True, slots=True)
class DaysDeclared:
    """What a new list of closed days did; `is_new` is false when nothing differed."""

    version: CalendarVersion
    is_new: bool
    added: int = 0
    removed: int = 0


def make_version(days: Sequence[DayLine], *, reason: str, at: datetime) -> DaysDeclared:
    """Make `days` the calendar, in the caller's transaction, unless nothing differs.

    Raises IntegrityError when another version was made at the same moment.
    """
    current = CalendarVersion.objects.last()
    standing = {line_of(row): row.pk for row in ClosedDay.objects.filter(removed_in=None)}
    added = [day for day in days if day not in standing]
    kept = set(days)
    removed = [pk for line, pk in standing.items() if line not in kept]
    if current is not None and not added and not removed:
        return DaysDeclared(current, is_new=False)
    # Two loads at once take the same number, which only one of them can keep.
    version = CalendarVersion.objects.create(
        number=current.number + 1 if current else 1,
        digest=digest_of(days),
        made_at=at,
        reason=reason,
    )
    ClosedDay.objects.filter(pk__in=removed).update(removed_in=version)
    ClosedDay.objects.bulk_create(_row_of(day, version) for day in added)
    return DaysDeclared(version, is_new=True, added=len(added), removed=len(removed))


def line_of(row: ClosedDay) -> DayLine:
    """Return a stored day as the line that tells it apart from any other."""
    return DayLine(
        day=row.day,
        kind=row.kind,
        scope=row.scope,
        name=row.name,
        instrument=row.instrument,
        source=row.source,
        status=row.status,
        published_on=row.published_on,
    )


def _row_of(day: DayLine, version: CalendarVersion) -> ClosedDay:
    return ClosedDay(
        day=day.day,
        kind=day.kind,
        scope=day.scope,
        name=day.name,
        instrument=day.instrument,
        source=day.source,
        status=day.status,
        published_on=day.published_on,
        added_in=version,
    )
