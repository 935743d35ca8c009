"""The rows of one request while its life is played in memory, and the batch they go to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model

from accounts.actors import Actor
from law.ladder import step_day, steps_reached
from law.terms import Term as CountedTerm
from law.terms import TermKind, court_term, reconsideration_term
from offices.calendars import OfficeCalendar
from requests_app import timeline
from requests_app.actions.base import due_dates
from requests_app.models import (
    Clarification,
    CourtCase,
    InformationRequest,
    Reconsideration,
    Term,
    TermStep,
)
from requests_app.states import EventKind, Stage, TermEnd

Calendars = Mapping[int, OfficeCalendar]
# The first reminder comes five business days before the last day: never four weeks before.
FIRST_STEP_AT_MOST = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every life shares: the calendars by institution, the code and the source of salts."""

    calendars: Calendars
    tracking_code_hash: str
    salt: Callable[[], str]


@dataclass(slots=True)
class Batch:
    """Unsaved rows by table, in the order in which they came to be."""

    rows: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Model) -> None:
        """Keep a row to be saved."""
        self.rows[type(row)].append(row)


class Docket:
    """One request, its running terms and remedies. Nothing here touches the database."""

    __slots__ = (
        "answer_term", "appeal", "batch", "case", "clarification", "info_request", "number",
        "running", "setting",
    )  # fmt: skip

    info_request: InformationRequest
    answer_term: Term
    appeal: Reconsideration
    case: CourtCase
    clarification: Clarification

    def __init__(self, number: str, *, setting: Setting, batch: Batch) -> None:
        self.number = number
        self.setting = setting
        self.batch = batch
        self.running: dict[str, Term] = {}

    @property
    def calendar(self) -> OfficeCalendar:
        """The calendar of the institution that holds the request now."""
        return self.setting.calendars[self.info_request.institution_id]

    @property
    def requester(self) -> Actor:
        """The person who asked, with the code in hand."""
        return Actor.requester(self.number)

    def open_term(self, counted: CountedTerm, *, on: date) -> Term:
        """Open the term the law counted; one of its kind that still runs is replaced by it."""
        term = Term.of(self.info_request, counted, version=self.calendar.version)
        former = self.running.get(counted.kind)
        if former is not None:
            former.closed_on, former.ended_as = on, TermEnd.REPLACED
            former.replaced_by = term
        self.running[counted.kind] = term
        self.batch.add(term)
        return term

    def close_term(self, kind: TermKind, *, on: date, ended_as: TermEnd) -> None:
        """Close the term of that kind, when one runs."""
        term = self.running.pop(kind, None)
        if term is not None:
            term.closed_on, term.ended_as = on, ended_as

    def open_remedies(self, *, trigger_on: date, on: date) -> dict[str, date]:
        """Open the terms to ask for reconsideration and to go to court; return their last days."""
        days = self.calendar.days
        return due_dates(
            self.open_term(count(trigger_on, days), on=on)
            for count in (reconsideration_term, court_term)
        )

    def record(
        self,
        kind: EventKind,
        *,
        by: Actor,
        on: date,
        at: datetime,
        article: str = "",
        private: Mapping[str, str] | None = None,
        **data: Any,
    ) -> None:
        """Append one event."""
        event, commitments = timeline.compose(
            self.info_request,
            kind,
            by=by,
            on=on,
            at=at,
            article=article,
            private=private,
            salt=self.setting.salt,
            **data,
        )
        self.batch.add(event)
        for commitment in commitments:
            self.batch.add(commitment)

    def take_steps(self, today: date) -> None:
        """Count the ladder's steps up to `today` as taken, so that the worker does not send at
        once what two years of working days would have sent."""
        term = self.answer_term
        is_waiting = not term.closed_on or self.info_request.stage == Stage.TACITLY_DENIED
        if not is_waiting or term.due_on > today + FIRST_STEP_AT_MOST:
            return
        days = self.setting.calendars[term.institution_id].days
        for step in steps_reached(term.due_on, today, days):
            reached_on = step_day(step, term.due_on, days)
            self.batch.add(TermStep(term=term, step=step.id, reached_on=reached_on))
