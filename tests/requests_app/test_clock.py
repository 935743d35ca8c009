"""What the passing of time does is the same whenever, and however often, somebody looks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.actors import Actor
from law.terms import TermKind, court_term, reconsideration_term
from offices.calendars import calendar_for
from offices.models import Institution
from requests_app import actions
from requests_app.models import InformationRequest, OutboxEntry, Term, TimelineEvent
from requests_app.states import EventKind, Stage, TermEnd
from tests.factories import at, file_one
from tests.requests_app.story import DENIED, DUE, holds, one_event, reload, reply, term

pytestmark = pytest.mark.django_db


def legal_state() -> list[tuple[Any, ...]]:
    """Return everything with legal weight: not the instant at which it was written down."""
    events = TimelineEvent.objects.order_by("info_request", "sequence")
    return [
        *InformationRequest.objects.order_by("pk").values_list(
            "number", "stage", "tacitly_denied_on", "events_count"
        ),
        *Term.objects.order_by("info_request", "kind").values_list(
            "info_request", "kind", "starts_on", "due_on", "closed_on", "ended_as"
        ),
        *events.values_list("info_request", "sequence", "kind", "happened_on"),
    ]


def sweep(day: str, **extra: int) -> list[str]:
    """Run the sweep of that day."""
    return actions.declare_tacit_denials(on=date.fromisoformat(day), at=at(day, 0, 1), **extra)


def test_on_the_due_date_nothing_is_denied_yet(number: str) -> None:
    assert sweep(DUE) == []
    assert reload(number).is_open


@pytest.mark.parametrize("day", [DENIED, "2026-07-31", "2027-02-01"])
def test_the_denial_is_dated_the_day_after_the_due_date_whenever_the_sweep_runs(
    number: str, mopc: Institution, day: str
) -> None:
    with one_event(number, EventKind.TACITLY_DENIED):
        assert sweep(day) == [number]
    row, answer, days = reload(number), term(number, TermKind.ANSWER), calendar_for(mopc).days
    assert (row.stage, row.tacitly_denied_on) == (Stage.TACITLY_DENIED, date(2026, 7, 28))
    assert (answer.closed_on, answer.ended_as) == (date(2026, 7, 28), TermEnd.LAPSED)
    event = row.timeline.latest("sequence")
    assert (event.happened_on, event.actor_kind) == (date(2026, 7, 28), "system")
    assert event.article == "Ley 5282/2014, art. 20"
    due = date.fromisoformat(DUE)
    assert term(number, TermKind.RECONSIDERATION).due_on == reconsideration_term(due, days).due_on
    assert term(number, TermKind.COURT).due_on == court_term(due, days).due_on


def test_a_late_doubled_sweep_equals_one_timely_sweep(mopc: Institution, mec: Institution) -> None:
    days = ("2026-07-06", "2026-07-07", "2026-07-08")
    for day in days:
        file_one(mopc, when=at(day))
        file_one(mec, when=at(day))
    for day in (DENIED, "2026-07-29", "2026-07-30"):
        sweep(day)
    timely = legal_state()
    for row in InformationRequest.objects.all():
        assert row.stage == Stage.TACITLY_DENIED
    assert sweep("2026-07-30") == []
    assert legal_state() == timely


def test_a_sweep_that_comes_days_late_leaves_what_daily_ones_would(mopc: Institution) -> None:
    for day in ("2026-07-06", "2026-07-07"):
        file_one(mopc, when=at(day))
    assert len(sweep("2026-08-20")) == 2
    assert list(InformationRequest.objects.values_list("tacitly_denied_on", flat=True)) == [
        date(2026, 7, 28),
        date(2026, 7, 29),
    ]
    closed = Term.objects.filter(kind=TermKind.ANSWER).values_list("closed_on", flat=True)
    assert set(closed) == {date(2026, 7, 28), date(2026, 7, 29)}
    assert holds()


@pytest.mark.parametrize("batch", [1, 2, 3, 200])
def test_the_size_of_the_batches_changes_nothing(mopc: Institution, batch: int) -> None:
    numbers = [file_one(mopc, when=at("2026-07-06")).info_request.number for _ in range(3)]
    assert sweep(DENIED, batch=batch) == numbers
    assert TimelineEvent.objects.filter(kind=EventKind.TACITLY_DENIED).count() == 3
    assert OutboxEntry.objects.count() == 6
    assert holds()


def test_what_was_answered_in_term_is_not_denied(number: str, by_officer: Actor) -> None:
    actions.answer(number, by=by_officer, at=at(DUE), reply=reply())
    assert sweep("2027-01-01") == []
    assert reload(number).tacitly_denied_on is None


def test_the_sweep_asks_as_much_of_one_request_as_of_fifty(
    mopc: Institution, django_assert_max_num_queries: Any
) -> None:
    for _ in range(50):
        file_one(mopc, when=at("2026-07-06"))
    with django_assert_max_num_queries(20):
        assert len(sweep(DENIED)) == 50
