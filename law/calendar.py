"""Business days (días hábiles) of one place, as known on one day, in precomputed tables."""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from law.rules import asuetos_roll_on

FIRST_DAY = date(2014, 1, 1)
LAST_DAY = date(2040, 12, 31)

_FIRST = FIRST_DAY.toordinal()
# One shared object per day: a look-up hands out a date and builds none.
_DATES = tuple(map(date.fromordinal, range(_FIRST, LAST_DAY.toordinal() + 1)))
_SATURDAY = 5
_WORKING_WEEK = bytes(day.weekday() < _SATURDAY for day in _DATES)
_EVERYWHERE = frozenset({"national", "public-sector"})
_PLACES = ("department", "district", "institution")


class OutsideCalendar(ValueError):
    """The day, or the day a count leads to, lies outside 2014-01-01 … 2040-12-31."""


class UnknownScope(ValueError):
    """The scope of a closed day names no territory and no institution."""


class DayKind(StrEnum):
    """What closes a day, the strongest first when several fall together."""

    FERIADO = "feriado"
    SUSPENSION = "suspension"
    ASUETO = "asueto"


_STRENGTH = {kind: rank for rank, kind in enumerate(DayKind)}


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day closed by a formal act for those within `scope`.

    `scope` is "national", "public-sector", "department:NAME", "district:NAME" or
    "institution:CODE". A day without `published_on` counts as always known.

    Raises UnknownScope.
    """

    day: date
    kind: DayKind
    scope: str
    name: str
    instrument: str
    published_on: date | None = None

    def __post_init__(self) -> None:
        place, _, name = self.scope.partition(":")
        if self.scope not in _EVERYWHERE and (place not in _PLACES or not name.strip()):
            raise UnknownScope(self.scope)

    def was_known_on(self, day: date | None) -> bool:
        """Say whether the act was public by `day`; with no day, everything is known."""
        return day is None or self.published_on is None or self.published_on <= day


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The institution whose days are counted, and where its seat is."""

    institution: str = ""
    department: str = ""
    district: str = ""

    def covers(self, scope: str) -> bool:
        """Say whether an act of that scope reaches this institution.

        "public-sector" always does: every source of the access law belongs to it (art. 2.1).
        """
        if scope in _EVERYWHERE:
            return True
        place, _, name = scope.partition(":")
        own = {
            "institution": self.institution,
            "department": self.department,
            "district": self.district,
        }.get(place, "")
        return bool(own) and own.casefold() == name.strip().casefold()


NATIONWIDE = Jurisdiction()


class BusinessCalendar:
    """Monday to Friday without feriados or suspensions, between FIRST_DAY and LAST_DAY.

    Three tables are built once: how many business days have passed by each day, which day each
    business day is, and on which day a term ending there expires. Adding or counting is then two
    look-ups, whatever the span and however many days are closed. The object never changes.
    Every method raises OutsideCalendar for a day beyond the tables.
    """

    __slots__ = ("_business", "_closed", "_due", "_moved", "_passed", "_years", "version")

    def __init__(
        self,
        closed: dict[date, ClosedDay],
        *,
        version: str,
        rolls_on: Callable[[date], bool],
    ) -> None:
        self.version = version
        self._closed = closed
        self._years = frozenset(
            day.year for day, closing in closed.items() if closing.kind is DayKind.FERIADO
        )
        self._passed, self._business = _tables(closed)
        asuetos = [day for day, closing in closed.items() if closing.kind is DayKind.ASUETO]
        self._moved = {day: self._next_without_asueto(day) for day in asuetos if rolls_on(day)}
        self._due = array("H", self._business)
        for day, moved in self._moved.items():
            if self.is_business_day(day):
                self._due[self._passed[_offset(day)] - 1] = _offset(moved)

    @classmethod
    def of(
        cls,
        days: Iterable[ClosedDay],
        *,
        version: str,
        jurisdiction: Jurisdiction = NATIONWIDE,
        known_on: date | None = None,
        rolls_on: Callable[[date], bool] = asuetos_roll_on,
    ) -> Self:
        """Build the calendar of one jurisdiction from the acts known on `known_on`.

        Of several acts on one day the strongest stands: feriado, suspension, asueto. Acts beyond
        the tables are left out, as no term can reach them. `rolls_on` says on which days an
        asueto moves a term that expires on it: by default, what the dated rules say.

        Raises OutsideCalendar for an asueto that rolls past the last day of the tables.
        """
        closed: dict[date, ClosedDay] = {}
        for closing in days:
            if not _within(closing.day):
                continue
            if not jurisdiction.covers(closing.scope) or not closing.was_known_on(known_on):
                continue
            standing = closed.get(closing.day)
            if standing is None or _STRENGTH[closing.kind] < _STRENGTH[standing.kind]:
                closed[closing.day] = closing
        return cls(closed, version=version, rolls_on=rolls_on)

    def is_business_day(self, day: date) -> bool:
        """Say whether `day` counts; an asueto from Monday to Friday does."""
        offset = _offset(day)
        return _WORKING_WEEK[offset] == 1 and not _stops(self._closed.get(day))

    def next_business_day(self, day: date) -> date:
        """Return the first business day strictly after `day`."""
        return self.add(day, 1)

    def add(self, start: date, days: int) -> date:
        """Return the `days`-th business day after `start`, which never counts; nothing rolls.

        A negative number counts back, strictly before `start`; zero is `start` itself.
        """
        if days < 1:
            return self._subtract(start, -days)
        offset = start.toordinal() - _FIRST
        if offset < 0:
            raise OutsideCalendar(start)
        try:
            return _DATES[self._business[self._passed[offset] + days - 1]]
        except IndexError:
            raise OutsideCalendar(start) from None

    def due(self, start: date, days: int) -> date:
        """Return the day on which a term of `days` expires: `add` and `roll` in one step.

        Raises ValueError for a term of less than one day.
        """
        offset = start.toordinal() - _FIRST
        if offset < 0 or days < 1:
            raise _refusal(start, days)
        try:
            return _DATES[self._due[self._passed[offset] + days - 1]]
        except IndexError:
            raise OutsideCalendar(start) from None

    def due_many(self, starts: Iterable[date], days: int) -> list[date]:
        """Return `due(start, days)` for each start, in order, for large batches.

        A table of every start day is made first (about a millisecond), then each is one look-up.
        """
        if days < 1:
            raise _refusal(FIRST_DAY, days)
        places = range(days - 1, len(self._due))
        table = {
            start: _DATES[self._due[passed + days - 1]]
            for start, passed in zip(_DATES, self._passed, strict=True)
            if passed + days - 1 in places
        }
        try:
            return list(map(table.__getitem__, starts))
        except KeyError as beyond:
            raise OutsideCalendar(beyond.args[0]) from None

    def count(self, *, after: date, until: date) -> int:
        """Count the business days in (after, until]; negative when `until` comes first."""
        return self._passed[_offset(until)] - self._passed[_offset(after)]

    def roll(self, day: date) -> date:
        """Return the day on which a term that ends on `day` really expires.

        From 2025-09-05 a term that expires on an asueto moves to the next business day that is
        not itself an asueto (Ley 7544/2025, art. 7); any other day stays.
        """
        _offset(day)
        return self._moved.get(day, day)

    def closed_day(self, day: date) -> ClosedDay | None:
        """Return the act that closes `day` here, the strongest if several, or None."""
        _offset(day)
        return self._closed.get(day)

    def covers_year(self, year: int) -> bool:
        """Say whether any feriado of that year is loaded: without one the count is a guess."""
        return year in self._years

    def _subtract(self, start: date, days: int) -> date:
        if days == 0:
            return _DATES[_offset(start)]
        place = self._passed[_offset(start)] - self.is_business_day(start) - days
        if place < 0:
            raise OutsideCalendar(start)
        return _DATES[self._business[place]]

    def _next_without_asueto(self, day: date) -> date:
        following = self.next_business_day(day)
        while following in self._closed:
            following = self.next_business_day(following)
        return following


def _tables(closed: dict[date, ClosedDay]) -> tuple["array[int]", "array[int]"]:
    """Number the business days; each fits 16 bits: the tables hold fewer than 10,000 days."""
    passed, business = array("H"), array("H")
    for offset, day in enumerate(_DATES):
        if _WORKING_WEEK[offset] and not _stops(closed.get(day)):
            business.append(offset)
        passed.append(len(business))
    return passed, business


def _stops(closing: ClosedDay | None) -> bool:
    return closing is not None and closing.kind is not DayKind.ASUETO


def _refusal(start: date, days: int) -> ValueError:
    if days < 1:
        return ValueError("a term has at least one business day")
    return OutsideCalendar(start)


def _within(day: date) -> bool:
    return FIRST_DAY <= day <= LAST_DAY


def _offset(day: date) -> int:
    if not _within(day):
        raise OutsideCalendar(day)
    return day.toordinal() - _FIRST
