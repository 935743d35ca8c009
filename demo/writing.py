"""Saves a batch of rows: COPY on PostgreSQL, one prepared statement per table on SQLite.

`bulk_create` would do the same with three times the work for each row, which is most of the time
of a load; the rows are plain and their order is known, so they are written as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, Field, ForeignKey, Model

from demo.docket import Batch
from requests_app.models import (
    Answer,
    Clarification,
    Commitment,
    CourtCase,
    InformationRequest,
    Leg,
    OutboxEntry,
    ReasonedResolution,
    Reconsideration,
    Registration,
    Requester,
    Term,
    TermStep,
    TimelineEvent,
    WithheldItem,
)

Row = tuple[Any, ...]

# Each table after those it refers to; a term may refer to another of the same batch.
TABLES: tuple[type[Model], ...] = (
    Requester,
    InformationRequest,
    Registration,
    Term,
    TermStep,
    Leg,
    Clarification,
    Answer,
    WithheldItem,
    ReasonedResolution,
    Reconsideration,
    CourtCase,
    TimelineEvent,
    Commitment,
)
_SAVED_TOGETHER = frozenset(TABLES)


def save(batch: Batch) -> None:
    """Write every row of `batch`, in the caller's transaction.

    The notices of an event count as made when it was written: nobody is mailed about a fiction.
    """
    for model in TABLES:
        rows = batch.rows.get(model)
        if rows:
            _give_keys(model, rows)
            _refer(model, rows)
            _STORE[connection.vendor](model, _values(model, rows))
    told = [(event.pk, None, 0, "", event.recorded_at) for event in batch.rows[TimelineEvent]]
    _STORE[connection.vendor](OutboxEntry, told)


def _give_keys(model: type[Model], rows: Sequence[Model]) -> None:
    for row, key in zip(rows, _KEYS[connection.vendor](model, len(rows)), strict=True):
        row.pk = key


def _refer(model: type[Model], rows: Iterable[Model]) -> None:
    """Fill in the keys of rows that had none yet when they were referred to."""
    for field in _fields(model):
        if isinstance(field, ForeignKey) and field.related_model in _SAVED_TOGETHER:
            for row in rows:
                referred = field.get_cached_value(row, default=None)
                if referred is not None:
                    row.__dict__[field.attname] = referred.pk


def _values(model: type[Model], rows: Iterable[Model]) -> Iterator[Row]:
    # A row's own dictionary holds what was set on it, without the cost of each field's descriptor.
    of = itemgetter(*(field.attname for field in _fields(model)))
    return (of(row.__dict__) for row in rows)


def _reserve_keys(model: type[Model], count: int) -> list[int]:
    sequence = f"pg_get_serial_sequence('{_table(model)}', 'id')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [count])  # noqa: S608  our own table names
        return [row[0] for row in cursor.fetchall()]


def _next_keys(model: type[Model], count: int) -> range:
    # The transaction is the only writer, and an explicit key moves the sequence on.
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [_table(model)])
        last = cursor.fetchone()
    first = last[0] + 1 if last else 1
    return range(first, first + count)


def _copy(model: type[Model], rows: Iterable[Row]) -> None:
    statement = f"COPY {_table(model)} ({_columns(model)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([_word(value) for value in row])


def _insert(model: type[Model], rows: Iterable[Row]) -> None:
    places = ", ".join(["%s"] * len(_fields(model)))
    statement = f"INSERT INTO {_table(model)} ({_columns(model)}) VALUES ({places})"  # noqa: S608  our own table names
    with connection.cursor() as cursor:
        cursor.executemany(statement, _in_text(model, rows))


def _word(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def _in_text(model: type[Model], rows: Iterable[Row]) -> list[Row]:
    """Write days and instants as Django's own SQLite back end does."""
    columns = [
        (place, _AS_TEXT[type(field)])
        for place, field in enumerate(_fields(model))
        if type(field) in _AS_TEXT
    ]
    written = []
    for row in rows:
        values = list(row)
        for place, as_text in columns:
            if values[place] is not None:
                values[place] = as_text(values[place])
        written.append(tuple(values))
    return written


def _instant_text(at: datetime) -> str:
    # Every instant of a life is in UTC; its offset is the last six characters.
    return at.isoformat(" ")[:-6]


def _fields(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    return tuple(model._meta.concrete_fields)  # noqa: SLF001  Django's documented door to fields


def _columns(model: type[Model]) -> str:
    return ", ".join(field.attname for field in _fields(model))


def _table(model: type[Model]) -> str:
    return model._meta.db_table  # noqa: SLF001  the same


_AS_TEXT: dict[type, Callable[[Any], str]] = {
    DateField: date.isoformat,
    DateTimeField: _instant_text,
}
_KEYS = {"postgresql": _reserve_keys, "sqlite": _next_keys}
_STORE = {"postgresql": _copy, "sqlite": _insert}
