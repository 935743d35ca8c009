"""Requests made as bare rows, so that many shapes of history can be tried quickly."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta

from law.terms import TermKind
from offices.models import CalendarVersion, Institution
from requests_app.models import Answer, InformationRequest, Requester, Term
from requests_app.states import Channel, NotifyBy, Outcome, Stage, TermEnd
from tests.factories import at

_numbers = itertools.count(1)
TERM_DAYS = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One history: days are counted from the presentation, calendar days throughout.

    `ends` is one of open, answered, denied, withdrawn, silent, silent_then_answered, reversed.
    """

    presented_on: date
    ends: str
    after_days: int = 0
    forwarded: bool = False
    outcome: Outcome = Outcome.GRANTED


def save(
    shape: Shape, first: Institution, other: Institution, version: CalendarVersion
) -> InformationRequest:
    """Save the rows the acts would have left behind (without a timeline)."""
    due_on = shape.presented_on + timedelta(days=TERM_DAYS)
    ended_on = shape.presented_on + timedelta(days=shape.after_days)
    current = other if shape.forwarded else first
    number = next(_numbers)
    fields = _fields(shape, due_on=due_on, ended_on=ended_on)
    row = InformationRequest.objects.create(
        number=f"AIP-2099-{number:06}",
        institution=current,
        first_institution=first,
        requester=Requester.objects.create(name="x", notify_by=NotifyBy.HERE),
        subject="x",
        description="x",
        channel=Channel.WEB,
        presented_on=shape.presented_on,
        filed_at=at(shape.presented_on),
        token_digest=f"{number:064}",
        **fields,
    )
    is_open = row.stage in {Stage.RECEIVED, Stage.IN_PROGRESS}
    Term.objects.create(
        info_request=row,
        institution=current,
        kind=TermKind.ANSWER,
        starts_on=shape.presented_on,
        due_on=due_on,
        article="art. 16",
        is_verified=False,
        rule_set="x",
        calendar_version=version,
        closed_on=None if is_open else due_on,
        ended_as="" if is_open else TermEnd.MET,
    )
    _save_answers(row, shape)
    return row


def _fields(shape: Shape, *, due_on: date, ended_on: date) -> dict[str, object]:
    silent_on = due_on + timedelta(days=1)
    late_on = silent_on + timedelta(days=shape.after_days)
    if shape.ends == "open":
        return {"stage": Stage.RECEIVED}
    if shape.ends == "withdrawn":
        return {"stage": Stage.WITHDRAWN, "withdrawn_on": ended_on}
    if shape.ends == "silent":
        return {"stage": Stage.TACITLY_DENIED, "tacitly_denied_on": silent_on}
    if shape.ends == "reversed":
        return {
            "stage": Stage.ANSWERED,
            "tacitly_denied_on": silent_on,
            "outcome": Outcome.GRANTED,
        }
    answered_on = late_on if shape.ends == "silent_then_answered" else ended_on
    denied = shape.ends == "denied"
    return {
        "stage": Stage.DENIED if denied else Stage.ANSWERED,
        "outcome": Outcome.DENIED if denied else shape.outcome,
        "answered_on": answered_on,
        "response_days": (answered_on - shape.presented_on).days,
        "late_days": max((answered_on - due_on).days, 0),
        "tacitly_denied_on": silent_on if shape.ends == "silent_then_answered" else None,
    }


def _save_answers(row: InformationRequest, shape: Shape) -> None:
    if row.outcome:
        Answer.objects.create(
            info_request=row,
            institution_id=row.institution_id,
            outcome=row.outcome,
            text="x",
            answered_on=row.answered_on or shape.presented_on,
            notified_on=row.answered_on or shape.presented_on,
            is_late=bool(row.late_days),
        )
