"""Closed days as a file: one line per act, checked as a whole, and their fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from law.calendar import FIRST_DAY, LAST_DAY, ClosedDay, DayKind, UnknownScope
from offices.errors import FileRefused
from offices.loading.tables import Complaints, Line, read_table

COLUMNS = ("date", "kind", "scope", "name", "instrument", "source", "status", "published_on")
_NO_DAY = date.min
_ISO_LENGTH = len("2026-07-06")


@dataclass(frozen=True, slots=True, order=True)
class DayLine:
    """One closed day; the first three fields tell it from any other."""

    day: date
    kind: str
    scope: str
    name: str
    instrument: str
    source: str
    status: str
    published_on: date | None


def read_closed_days(path: Path) -> list[DayLine]:
    """Return the days of the file, in order. Raises FileRefused with everything wrong."""
    complaints = Complaints()
    first_seen: dict[tuple[date, str, str], int] = {}
    days = []
    for line in read_table(path, COLUMNS, complaints):
        day = _day_of(line)
        key = (day.day, day.kind, day.scope)
        earlier = first_seen.setdefault(key, line.number)
        if day.day != _NO_DAY and earlier != line.number:
            line.complain(f"repite el día, la clase y el alcance de la línea {earlier}.")
        days.append(day)
    complaints.raise_if_any()
    if not days:
        raise FileRefused(["El archivo no tiene ningún día."])
    return sorted(days, key=lambda day: (day.day, day.kind, day.scope))


def digest_of(days: Iterable[DayLine]) -> str:
    """Return the SHA-256, in hexadecimal, of the days as sorted JSON lines."""
    lines = sorted(json.dumps(_as_list(day), ensure_ascii=False) for day in days)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _as_list(day: DayLine) -> list[str]:
    published = day.published_on.isoformat() if day.published_on else ""
    acts = [day.name, day.instrument, day.source, day.status, published]
    return [day.day.isoformat(), day.kind, day.scope, *acts]


def _day_of(line: Line) -> DayLine:
    day = _date(line, "date")
    if day != _NO_DAY and not FIRST_DAY <= day <= LAST_DAY:
        line.complain(f"la fecha {day} está fuera de {FIRST_DAY.year} a {LAST_DAY.year}.")
    return DayLine(
        day=day,
        kind=line.one_of("kind", [kind.value for kind in DayKind]),
        scope=_scope(line),
        name=line.text("name", longest=120, required=True),
        instrument=line.text("instrument", longest=120),
        source=line.text("source", longest=120),
        status=line.text("status", longest=20, required=True),
        published_on=_date(line, "published_on") if line.cells["published_on"] else None,
    )


def _date(line: Line, column: str) -> date:
    value = line.text(column, longest=_ISO_LENGTH, required=True)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = _NO_DAY
    # Python also reads week dates and dates without dashes; a register holds one form only.
    if value and day.isoformat() != value:
        line.complain(f"«{column}» dice «{value}»; escriba la fecha como 2026-07-06.")
        return _NO_DAY
    return day


def _scope(line: Line) -> str:
    scope = line.text("scope", longest=80, required=True)
    try:
        ClosedDay(FIRST_DAY, DayKind.FERIADO, scope, name="", instrument="")
    except UnknownScope:
        if scope:
            line.complain(
                f"no se entiende el alcance «{scope}»: debe ser national, public-sector, "
                "department:NOMBRE, district:NOMBRE o institution:CÓDIGO."
            )
    return scope
