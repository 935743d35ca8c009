"""Turns closed days in the database, by version, into the pure calendar the law counts with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils.timezone import localtime

from law.calendar import NATIONWIDE, BusinessCalendar, ClosedDay, DayKind, Jurisdiction
from offices.models import CalendarVersion, Institution
from offices.models import ClosedDay as ClosedDayRow


class NoCalendar(LookupError):
    """No closed days were ever loaded."""


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """The business days of one place under one version of the calendar."""

    days: BusinessCalendar
    version: CalendarVersion


def local_date(at: datetime) -> date:
    """Return the legal date of an instant: Paraguay's, at any hour of any day (T11)."""
    return localtime(at).date()


def current_version() -> CalendarVersion:
    """Return the newest version. Raises NoCalendar when there is none."""
    version = CalendarVersion.objects.last()
    if version is None:
        raise NoCalendar
    return version


def calendar_for(
    institution: Institution | None,
    *,
    version: CalendarVersion | None = None,
    known_on: date | None = None,
) -> OfficeCalendar:
    """Return the calendar of `institution` (of the whole country when None).

    `version` defaults to the newest; `known_on` leaves out days published later.
    Raises NoCalendar.
    """
    chosen = version or current_version()
    place = jurisdiction_of(institution)
    # The digest is part of the key: after a restore, a number may carry other days.
    days = _built(chosen.number, chosen.digest, chosen.label, place, known_on)
    return OfficeCalendar(days, chosen)


def calendar_with(
    days: tuple[ClosedDay, ...], place: Jurisdiction, *, label: str
) -> BusinessCalendar:
    """Return the business days of `place` if `days` were the calendar; nothing is read or saved.

    `days` are those of the whole country, as `days_of` returns them.
    """
    applying = tuple(day for day in days if place.covers(day.scope))
    return _shared(applying, label, None)


def days_of(version: CalendarVersion) -> tuple[ClosedDay, ...]:
    """Return the closed days of a version, of every place."""
    return _closed_days(version.number, version.digest)


def jurisdiction_of(institution: Institution | None) -> Jurisdiction:
    """Return where an institution is, as far as closed days care."""
    if institution is None:
        return NATIONWIDE
    return Jurisdiction(
        institution=institution.code,
        department=institution.department,
        district=institution.district,
    )


@lru_cache(maxsize=1024)
def _built(
    number: int, digest: str, label: str, place: Jurisdiction, known_on: date | None
) -> BusinessCalendar:
    applying = tuple(day for day in _closed_days(number, digest) if place.covers(day.scope))
    return _shared(applying, label, known_on)


@lru_cache(maxsize=128)
def _shared(applying: tuple[ClosedDay, ...], label: str, known_on: date | None) -> BusinessCalendar:
    # Most institutions have no day of their own: they share one table.
    everywhere = (
        ClosedDay(
            day=day.day,
            kind=day.kind,
            scope="national",
            name=day.name,
            instrument=day.instrument,
            published_on=day.published_on,
        )
        for day in applying
    )
    return BusinessCalendar.of(everywhere, version=label, known_on=known_on)


@lru_cache(maxsize=16)
def _closed_days(number: int, digest: str) -> tuple[ClosedDay, ...]:
    return tuple(
        ClosedDay(
            day=row.day,
            kind=DayKind(row.kind),
            scope=row.scope,
            name=row.name,
            instrument=row.instrument,
            published_on=row.published_on,
        )
        for row in ClosedDayRow.objects.of_version(number)
    )
