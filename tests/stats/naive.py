"""The definitions once more, request by request, in the plainest Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from law.terms import TermKind
from requests_app.models import InformationRequest
from requests_app.states import Stage


def silence_of(row: InformationRequest, due_on: date) -> date | None:
    if row.tacitly_denied_on:
        return row.tacitly_denied_on
    ends = [day for day in (row.answered_on, row.withdrawn_on) if day]
    return due_on + timedelta(days=1) if ends and min(ends) > due_on else None


def closing_of(row: InformationRequest, due_on: date) -> date | None:
    days = [silence_of(row, due_on), row.answered_on, row.withdrawn_on]
    return min((day for day in days if day), default=None)


def due_of(row: InformationRequest) -> date:
    return row.terms.get(kind=TermKind.ANSWER, replaced_by=None).due_on


def owed_by(row: InformationRequest) -> int:
    return row.terms.get(kind=TermKind.ANSWER, replaced_by=None).institution_id


def facts(row: InformationRequest, *, on: date) -> Iterator[tuple[int, date, str]]:
    """Tell where a request counts: institution, day and counter."""
    due_on = due_of(row)
    first, current = row.first_institution_id, owed_by(row)
    silent_on, closed_on = silence_of(row, due_on), closing_of(row, due_on)
    yield first, row.presented_on, "received"
    if closed_on:
        yield first, closed_on, "closed"
    if row.withdrawn_on and not silent_on:
        yield first, row.withdrawn_on, "withdrawn"
    if due_on < on and not (row.withdrawn_on and row.withdrawn_on <= due_on):
        yield current, due_on, "due"
        if row.answered_on and row.answered_on <= due_on:
            yield current, due_on, "in_term"
    if silent_on:
        yield current, silent_on, "tacit_denials"
    if silent_on and row.stage == Stage.TACITLY_DENIED:
        yield current, silent_on, "unanswered"
    if row.answered_on:
        yield current, row.answered_on, row.answers.order_by("pk")[0].outcome


def cells(*, on: date) -> dict[tuple[int, date, str], int]:
    """Return every counter that is not zero, by institution, month and name."""
    return Counter(
        (body, day.replace(day=1), name)
        for row in InformationRequest.objects.all()
        for body, day, name in facts(row, on=on)
    )


def bars() -> Counter[tuple[Any, ...]]:
    """Return every histogram bar by institution, month, kind and business days."""
    counted: Counter[tuple[Any, ...]] = Counter()
    for row in InformationRequest.objects.filter(answered_on__isnull=False):
        assert row.answered_on is not None
        month = row.answered_on.replace(day=1)
        counted[owed_by(row), month, "response", row.response_days] += 1
        if row.late_days:
            counted[owed_by(row), month, "late", row.late_days] += 1
    return counted
