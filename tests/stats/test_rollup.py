"""The counted months equal what one counts by hand, however they came to be counted."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor
from accounts.models import User
from look.figures.periods import month_after
from offices.models import CalendarVersion, Institution
from requests_app import actions, answer_triggers
from requests_app.actions import Receipt, Reply, Resolution
from requests_app.models import InformationRequest
from requests_app.states import Outcome
from stats import rollup
from stats.models import HistogramCell, MonthCell, Rollup
from stats.tasks import roll_up
from tests.factories import at, file_one, requester_of
from tests.stats import naive
from tests.stats.rows import Shape, save

ENDS = ["open", "answered", "denied", "withdrawn", "silent", "silent_then_answered", "reversed"]
shapes = st.builds(
    Shape,
    presented_on=st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    ends=st.sampled_from(ENDS),
    after_days=st.integers(0, 60),
    forwarded=st.booleans(),
    outcome=st.sampled_from([outcome for outcome in Outcome if outcome != Outcome.DENIED]),
)


def counted() -> dict[tuple[int, date, str], int]:
    return {
        (cell.institution_id, cell.month, name): getattr(cell, name)
        for cell in MonthCell.objects.of_institutions()
        for name in MonthCell.COUNTERS
        if getattr(cell, name)
    }


def bars() -> dict[tuple[Any, ...], int]:
    rows = HistogramCell.objects.of_institutions().values_list(
        "institution", "month", "kind", "business_days", "count"
    )
    return {tuple(row[:4]): row[4] for row in rows}


def assert_the_state_is_the_sum_of_its_institutions() -> None:
    for model, keys, counters in (
        (MonthCell, ("month",), MonthCell.COUNTERS),
        (HistogramCell, ("month", "kind", "business_days"), ("count",)),
    ):
        parts = model.objects.of_institutions().values(*keys)
        sums = parts.annotate(**{f"n_{name}": Sum(name) for name in counters}).order_by(*keys)
        whole = model.objects.of_the_state().values_list(*keys, *counters).order_by(*keys)
        names = [f"n_{name}" for name in counters]
        assert list(whole) == list(sums.values_list(*keys, *names))


@given(wanted=st.lists(shapes, max_size=12), until=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.django_db
def test_every_counter_is_what_counting_one_by_one_gives(
    wanted: list[Shape], until: date, mopc: Institution, mec: Institution
) -> None:
    InformationRequest.objects.filter(pk__in=_forget_everything()).delete()
    version = CalendarVersion.objects.get()
    for shape in wanted:
        save(shape, mopc, mec, version)
    rollup.rebuild_all(at=at(until))
    assert counted() == naive.cells(on=until)
    assert bars() == dict(naive.bars())
    assert_the_state_is_the_sum_of_its_institutions()


@given(wanted=st.lists(shapes, max_size=12))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.django_db
def test_pending_at_start_plus_received_equals_closed_plus_pending_at_end(
    wanted: list[Shape], mopc: Institution, mec: Institution
) -> None:
    InformationRequest.objects.filter(pk__in=_forget_everything()).delete()
    version = CalendarVersion.objects.get()
    rows = [save(shape, mopc, mec, version) for shape in wanted]
    rollup.rebuild_all(at=at("2026-12-31"))
    for index in range(12):
        month = date(2026, index + 1, 1)
        following = month_after(month)
        cell = MonthCell.objects.filter(institution=mopc, month=month).aggregate(
            received=Sum("received", default=0), closed=Sum("closed", default=0)
        )
        start, end = _pending(rows, before=month), _pending(rows, before=following)
        assert start + cell["received"] == cell["closed"] + end


def _pending(rows: list[InformationRequest], *, before: date) -> int:
    """Count those presented, and not closed, at the end of the day before."""
    still = 0
    for row in rows:
        closed_on = naive.closing_of(row, naive.due_of(row))
        still += row.presented_on < before and (closed_on is None or closed_on >= before)
    return still


def _forget_everything() -> list[int]:
    """Empty what an earlier example left, in the order the foreign keys allow."""
    answer_triggers.remove(connection)
    keys = list(InformationRequest.objects.values_list("pk", flat=True))
    for row in InformationRequest.objects.all():
        row.answers.all().delete()
        row.terms.all().delete()
    return keys


@pytest.fixture
def deny_by(authority: User) -> Callable[[Receipt, Actor, str], None]:
    def deny(receipt: Receipt, by: Actor, on: str) -> None:
        resolution = Resolution(
            number="12/2026",
            signed_on=date.fromisoformat(on),
            signatory=authority.posts.get(),
            facts="Los hechos.",
            legal_grounds="El derecho.",
            reserve_law="Ley 1",
            reserve_article="2",
            text="Se deniega.",
        )
        actions.deny(receipt.info_request.number, by=by, at=at(on), resolution=resolution)

    return deny


def give(receipt: Receipt, by: Actor, on: str, outcome: Outcome = Outcome.GRANTED) -> None:
    reply = Reply(outcome=outcome, text="Aquí está.")
    actions.answer(receipt.info_request.number, by=by, at=at(on), reply=reply)


@pytest.mark.django_db(transaction=True)
def test_a_forwarded_request_is_received_once_at_the_first_body_and_due_at_the_second(
    mopc: Institution, mec: Institution, by_officer: Actor, other_officer: User
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    rollup.catch_up(at=at("2026-07-06"))
    actions.forward(
        receipt.info_request.number, by=by_officer, at=at("2026-07-08"), to=mec, reason="Es suya."
    )
    give(receipt, Actor.official(other_officer), "2026-07-20")
    rollup.catch_up(at=at("2026-08-01"))
    july = date(2026, 7, 1)
    assert counted() == {
        (mopc.pk, july, "received"): 1,
        (mopc.pk, july, "closed"): 1,
        (mec.pk, july, "due"): 1,
        (mec.pk, july, "in_term"): 1,
        (mec.pk, july, "granted"): 1,
    }


@pytest.mark.django_db(transaction=True)
def test_a_late_answer_keeps_the_tacit_denial_and_is_not_in_term(
    mopc: Institution, by_officer: Actor
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    actions.declare_tacit_denials(on=date(2026, 8, 3), at=at("2026-08-03"))
    give(receipt, by_officer, "2026-08-05", Outcome.GRANTED)
    rollup.rebuild_all(at=at("2026-08-06"))
    july, august = date(2026, 7, 1), date(2026, 8, 1)
    assert counted() == {
        (mopc.pk, july, "received"): 1,
        (mopc.pk, july, "closed"): 1,
        (mopc.pk, july, "due"): 1,
        (mopc.pk, july, "tacit_denials"): 1,
        (mopc.pk, august, "granted"): 1,
    }
    assert bars() == {
        (mopc.pk, august, "response", 22): 1,
        (mopc.pk, august, "late", 7): 1,
    }


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_overtakes_the_sweep_is_still_a_tacit_denial(
    mopc: Institution, by_officer: Actor
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    give(receipt, by_officer, "2026-07-28")
    rollup.rebuild_all(at=at("2026-07-29"))
    cell = MonthCell.objects.of_institutions().get()
    assert (cell.tacit_denials, cell.in_term, cell.due, cell.closed) == (1, 0, 1, 1)
    assert cell.unanswered == 0


@pytest.mark.django_db(transaction=True)
def test_a_request_withdrawn_in_time_owes_nothing_and_is_no_longer_pending(
    mopc: Institution,
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    actions.withdraw(receipt.info_request.number, by=requester_of(receipt), at=at("2026-07-07"))
    rollup.rebuild_all(at=at("2026-08-06"))
    cell = MonthCell.objects.of_institutions().get()
    assert (cell.received, cell.closed, cell.withdrawn, cell.due) == (1, 1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_what_an_appeal_gives_later_leaves_the_first_outcome(
    mopc: Institution,
    by_officer: Actor,
    authority: User,
    deny_by: Callable[[Receipt, Actor, str], None],
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    number = receipt.info_request.number
    deny_by(receipt, by_officer, "2026-07-10")
    actions.file_reconsideration(
        number, by=requester_of(receipt), at=at("2026-07-13"), text="No hay reserva."
    )
    actions.uphold_reconsideration(
        number,
        by=Actor.official(authority),
        at=at("2026-07-20"),
        decision="Tiene razón.",
        reply=Reply(outcome=Outcome.GRANTED, text="Aquí está."),
    )
    rollup.rebuild_all(at=at("2026-08-06"))
    cell = MonthCell.objects.of_institutions().get()
    assert (cell.denied, cell.granted, cell.in_term) == (1, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_a_due_date_counts_only_once_it_has_passed(mopc: Institution) -> None:
    file_one(mopc, when=at("2026-07-06"))
    rollup.catch_up(at=at("2026-07-27"))
    assert MonthCell.objects.of_institutions().get().due == 0
    rollup.catch_up(at=at("2026-07-28"))
    assert MonthCell.objects.of_institutions().get().due == 1


@pytest.mark.django_db(transaction=True)
def test_catching_up_after_each_act_equals_a_rebuild(
    mopc: Institution,
    mec: Institution,
    by_officer: Actor,
    other_officer: User,
    deny_by: Callable[[Receipt, Actor, str], None],
) -> None:
    chance = random.Random(5282)  # noqa: S311
    day = date(2026, 3, 2)
    waiting: list[Receipt] = []
    rollup.catch_up(at=at(day))
    for _step in range(40):
        day += timedelta(days=chance.choice([0, 1, 2, 5]))
        when = day.isoformat()
        actions.declare_tacit_denials(on=day, at=at(day))
        move = chance.choice(["file", "file", "answer", "forward", "withdraw", "deny"])
        if move == "file" or not waiting:
            waiting.append(file_one(mopc, when=at(day)))
            continue
        receipt = waiting.pop(chance.randrange(len(waiting)))
        row = InformationRequest.objects.get(pk=receipt.info_request.pk)
        by = by_officer if row.institution_id == mopc.pk else Actor.official(other_officer)
        if move == "forward" and row.is_open and row.institution_id == mopc.pk:
            actions.forward(row.number, by=by, at=at(day), to=mec, reason="Es suya.")
            waiting.append(receipt)
        elif move == "withdraw" and row.is_open:
            actions.withdraw(row.number, by=requester_of(receipt), at=at(day))
        elif move == "deny" and row.institution_id == mopc.pk:
            deny_by(receipt, by, when)
        else:
            give(receipt, by, when)
        if chance.random() < 0.7:
            rollup.catch_up(at=at(day))
    rollup.catch_up(at=at(day))
    assert_the_state_is_the_sum_of_its_institutions()
    caught_up = counted(), bars()
    rollup.rebuild_all(at=at(day))
    assert (counted(), bars()) == caught_up
    assert_the_state_is_the_sum_of_its_institutions()
    assert counted() == naive.cells(on=day)


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_or_carries_an_old_instant_is_not_missed(
    mopc: Institution,
) -> None:
    file_one(mopc, when=at("2026-07-06"))
    rollup.catch_up(at=at("2026-07-07"))
    file_one(mopc, when=at("2026-05-04"))
    rollup.catch_up(at=at("2026-07-07", 11))
    assert MonthCell.objects.of_institutions().get(month=date(2026, 5, 1)).received == 1
    # As if its transaction had committed after a later event was seen.
    Rollup.objects.update(last_event=10_000)
    file_one(mopc, when=at("2026-07-07", 10, 55))
    rollup.catch_up(at=at("2026-07-07", 11, 1))
    assert MonthCell.objects.of_institutions().get(month=date(2026, 7, 1)).received == 2


@pytest.mark.django_db(transaction=True)
def test_recounting_twice_changes_nothing(mopc: Institution) -> None:
    file_one(mopc, when=at("2026-07-06"))
    rollup.rebuild_all(at=at("2026-07-07"))
    before = counted()
    cell = (mopc.pk, date(2026, 7, 1))
    assert rollup.recount([cell, cell], on=date(2026, 7, 7)) == 1
    assert counted() == before


@pytest.mark.django_db(transaction=True)
def test_many_changes_are_counted_from_nothing(
    mopc: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollup, "MANY", 0)
    rollup.catch_up(at=at("2026-07-06"))
    file_one(mopc, when=at("2026-07-06"))
    assert rollup.catch_up(at=at("2026-07-06", 11)) is None
    assert MonthCell.objects.of_institutions().get().received == 1


@pytest.mark.django_db(transaction=True)
def test_the_task_and_the_command_count_too(mopc: Institution) -> None:
    file_one(mopc, when=at("2026-07-06"))
    roll_up()
    assert MonthCell.objects.of_institutions().get(month=date(2026, 7, 1)).received == 1
    said = StringIO()
    call_command("figures", stdout=said)
    call_command("figures", "--rebuild", stdout=said)
    assert said.getvalue().splitlines() == [
        "Celdas contadas de nuevo: 0.",
        "Se contó todo de nuevo.",
    ]
