"""A change of the calendar: proposed by one, approved by another, and every open term it moves."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection

from accounts.actors import Actor
from accounts.models import User
from law.calendar import DayKind
from law.terms import TermKind
from offices import calendar_changes
from offices.calendar_changes import Proposal, ProposedDay
from offices.calendars import current_version
from offices.errors import (
    CalendarMovedOn,
    ChangeDecided,
    ChangeIncomplete,
    NotAllowed,
    OwnChange,
    PreviewChanged,
    RecountUnfinished,
)
from offices.models import CalendarChange, ChangeState, Duty, Institution
from requests_app import actions
from requests_app.actions.calendar_change import preview, preview_denials
from requests_app.models import DenialReview, Term, TimelineEvent
from requests_app.models.denial_review import ReviewDecision
from requests_app.moves import digest_of
from requests_app.states import EventKind, Stage, TermEnd
from requests_app.verification import verify_log
from tests.factories import DATA, appoint, at, file_one, make_institution, make_user, requester_of
from tests.law.naive import NaiveCalendar
from tests.requests_app.story import reload

pytestmark = pytest.mark.django_db

NOW = at("2026-07-16", 20)
FILED = ("2026-07-01", "2026-07-06", "2026-07-08", "2026-07-15")


class Killed(Exception):
    """The worker stopped in the middle of its work."""


@pytest.fixture
def auditor(mopc: Institution) -> Actor:
    ministry = make_institution("MJ", "Ministerio de Justicia")
    return Actor.official(appoint(make_user("auditora@mj.example"), ministry, Duty.AUDITOR))


@pytest.fixture
def director(auditor: Actor) -> Actor:
    ministry = Institution.objects.get(code="MJ")
    return Actor.official(appoint(make_user("directora@mj.example"), ministry, Duty.DIRECTOR))


@pytest.fixture
def encarnacion(mopc: Institution) -> Institution:
    place = {"department": "Itapúa", "district": "Encarnación"}
    return make_institution("MUN-ENC", "Municipalidad de Encarnación", **place)


@pytest.fixture
def open_terms(mopc: Institution, mec: Institution, encarnacion: Institution) -> None:
    """Requests of three bodies, filed on different days; one answered, one withdrawn."""
    for place in (mopc, mec, encarnacion):
        for day in FILED:
            file_one(place, when=at(day))
    withdrawn = file_one(mopc, when=at("2026-07-10"))
    actions.withdraw(withdrawn.info_request.number, by=requester_of(withdrawn), at=at("2026-07-11"))


def proposal(*days: ProposedDay, **extra: Any) -> Proposal:
    fields = {
        "reason": "Visita de Estado",
        "instrument": "Decreto 9.999/2026",
        "source": "Gaceta Oficial 133",
        "published_on": date(2026, 7, 16),
        **extra,
    }
    return Proposal(days=days, **fields)


def closed(day: str, kind: str = "feriado", scope: str = "national", **extra: Any) -> ProposedDay:
    return ProposedDay(date.fromisoformat(day), DayKind(kind), scope, "Visita de Estado", **extra)


def approved(change: CalendarChange, director: Actor) -> CalendarChange:
    seen = digest_of(preview(change))
    return actions.approve_change(change.pk, by=director, at=NOW, seen=seen)


def counted_apart(days: tuple[ProposedDay, ...]) -> dict[int, date]:
    """Return the due date of every running answer term, walked day by day from the files."""
    with (DATA / "closed_days.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    removed = {(day.day.isoformat(), day.kind.value, day.scope) for day in days if day.is_removal}
    rows = [row for row in rows if (row["date"], row["kind"], row["scope"]) not in removed]
    rows += [
        {"date": day.day.isoformat(), "kind": day.kind.value, "scope": day.scope}
        for day in days
        if not day.is_removal
    ]
    found = {}
    for term in Term.objects.running(TermKind.ANSWER).select_related("institution"):
        place = term.institution
        own = {f"district:{place.district}", f"department:{place.department}"}
        there = [{**row, "scope": "national"} if row["scope"] in own else row for row in rows]
        calendar = NaiveCalendar(there, place.code)
        found[term.info_request_id] = calendar.term("answer", term.starts_on)
    return found


CHANGES = [
    pytest.param((closed("2026-07-23"),), id="a feriado decreed the evening before"),
    pytest.param((closed("2026-07-27", "asueto"),), id="an asueto on a due date"),
    pytest.param(
        (closed("2026-08-15", is_removal=True), closed("2026-06-12", is_removal=True)),
        id="a feriado removed",
    ),
    pytest.param(
        (closed("2026-07-22", "feriado", "district:Encarnación"),), id="a day of one district"
    ),
    pytest.param(
        tuple(closed(f"2026-07-{day}", "suspension", "institution:MEC") for day in (20, 21, 22)),
        id="a suspension of three days for one body",
    ),
]


@pytest.mark.parametrize("days", CHANGES)
def test_what_moves_is_what_an_independent_count_moves(
    open_terms: None, auditor: Actor, director: Actor, days: tuple[ProposedDay, ...]
) -> None:
    change = calendar_changes.propose_change(proposal(*days), by=auditor, at=NOW)
    before = dict(Term.objects.running(TermKind.ANSWER).values_list("info_request", "due_on"))
    expected = counted_apart(days)
    foretold = {move.info_request_id: move.due_on for move in preview(change)}
    assert foretold == {key: day for key, day in expected.items() if before[key] != day}

    approved(change, director)
    assert actions.recount_terms(at=NOW) == len(foretold)

    after = dict(Term.objects.running(TermKind.ANSWER).values_list("info_request", "due_on"))
    assert after == expected
    events = TimelineEvent.objects.filter(kind=EventKind.TERMS_RECOUNTED)
    assert set(events.values_list("info_request", flat=True)) == set(foretold)
    change.refresh_from_db()
    assert (change.moved_terms, change.finished_at) == (len(foretold), NOW)
    assert verify_log().failures == []


def test_the_former_date_stays_readable(open_terms: None, auditor: Actor, director: Actor) -> None:
    change = _feriado(auditor)
    approved(change, director)
    actions.recount_terms(at=NOW)
    moved = Term.objects.filter(ended_as=TermEnd.REPLACED).first()
    assert moved is not None
    assert moved.replaced_by is not None
    assert moved.replaced_by.calendar_version == current_version()
    event = TimelineEvent.objects.get(
        info_request=moved.info_request, kind=EventKind.TERMS_RECOUNTED
    )
    assert event.data["moved"]["answer"] == {
        "from": moved.due_on.isoformat(),
        "to": moved.replaced_by.due_on.isoformat(),
    }
    assert event.data["instrument"] == "Decreto 9.999/2026"


def test_killed_half_way_it_goes_on_where_it_was(
    open_terms: None, auditor: Actor, director: Actor
) -> None:
    change = _feriado(auditor)
    foretold = preview(change)
    approved(change, director)
    with pytest.raises(Killed), _killed_at(batch=3):
        actions.recount_terms(at=NOW, batch=2)
    half = TimelineEvent.objects.filter(kind=EventKind.TERMS_RECOUNTED).count()
    assert 0 < half < len(foretold)
    assert actions.recount_terms(at=NOW, batch=2) == len(foretold) - half
    assert actions.recount_terms(at=NOW) == 0
    due = dict(Term.objects.running(TermKind.ANSWER).values_list("info_request", "due_on"))
    assert all(due[move.info_request_id] == move.due_on for move in foretold)
    assert verify_log().failures == []


def test_a_term_the_decree_puts_off_does_not_lapse_because_the_worker_is_slow(
    mopc: Institution, auditor: Actor, director: Actor
) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    change = calendar_changes.propose_change(
        proposal(closed("2026-07-27", "asueto")), by=auditor, at=NOW
    )
    approved(change, director)
    assert actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0)) == []
    assert reload(number).stage == Stage.RECEIVED
    assert actions.declare_tacit_denials(on=date(2026, 7, 29), at=at("2026-07-29", 0)) == [number]
    assert reload(number).tacitly_denied_on == date(2026, 7, 29)


def test_an_act_that_comes_before_the_worker_finds_the_term_moved(
    mopc: Institution, auditor: Actor, director: Actor, by_officer: Actor
) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    approved(
        calendar_changes.propose_change(
            proposal(closed("2026-07-27", "asueto")), by=auditor, at=NOW
        ),
        director,
    )
    actions.take_in_charge(number, by=by_officer, at=at("2026-07-28"))
    row = reload(number)
    assert row.stage == Stage.IN_PROGRESS
    assert row.terms.running(TermKind.ANSWER).get().due_on == date(2026, 7, 28)


def test_a_tacit_denial_declared_already_is_listed_and_never_undone(
    mopc: Institution, auditor: Actor, director: Actor
) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    late = calendar_changes.propose_change(
        proposal(closed("2026-07-21"), published_on=date(2026, 7, 29)),
        by=auditor,
        at=at("2026-07-29"),
    )
    assert [move.due_on for move in preview_denials(late)] == [date(2026, 7, 28)]
    approved(late, director)
    review = DenialReview.objects.get()
    assert (review.former_due_on, review.due_on) == (date(2026, 7, 27), date(2026, 7, 28))
    row = reload(number)
    assert (row.stage, row.tacitly_denied_on) == (Stage.TACITLY_DENIED, date(2026, 7, 28))

    def decide(note: str) -> None:
        actions.review_denial(
            review.pk, by=auditor, at=at("2026-07-30"), decision=ReviewDecision.STANDS, note=note
        )

    with pytest.raises(ChangeIncomplete):
        decide(" ")
    decide("Nadie respondió tampoco el 28.")
    with pytest.raises(ChangeDecided):
        decide("Otra vez.")
    assert reload(number).tacitly_denied_on == date(2026, 7, 28)


def test_nobody_approves_what_they_proposed(mopc: Institution, director: Actor) -> None:
    change = _feriado(director)
    with pytest.raises(OwnChange):
        approved(change, director)
    with pytest.raises(OwnChange):
        calendar_changes.reject_change(change.pk, by=director, at=NOW, note="No.")


def test_an_auditor_proposes_and_does_not_approve(mopc: Institution, auditor: Actor) -> None:
    change = _feriado(auditor)
    colleague = Institution.objects.get(code="MJ")
    other = Actor.official(appoint(make_user("otro@mj.example"), colleague, Duty.AUDITOR))
    with pytest.raises(NotAllowed):
        approved(change, other)


def test_an_officer_proposes_nothing(officer: User) -> None:
    for stranger in (Actor.official(officer), Actor.requester("AIP-2026-000001")):
        with pytest.raises(NotAllowed):
            _feriado(stranger)


def test_approved_twice_it_is_applied_once(
    open_terms: None, auditor: Actor, director: Actor
) -> None:
    change = _feriado(auditor)
    approved(change, director)
    with pytest.raises(ChangeDecided):
        approved(change, director)
    assert actions.recount_terms(at=NOW) > 0
    assert actions.recount_terms(at=NOW) == 0
    replaced = Term.objects.filter(ended_as=TermEnd.REPLACED).values("info_request", "kind")
    assert replaced.count() == replaced.distinct().count()


def test_who_looked_at_another_list_looks_again(
    open_terms: None, auditor: Actor, director: Actor, mopc: Institution
) -> None:
    change = _feriado(auditor)
    seen = digest_of(preview(change))
    file_one(mopc, when=at("2026-07-16", 15))
    with pytest.raises(PreviewChanged):
        actions.approve_change(change.pk, by=director, at=NOW, seen=seen)
    change.refresh_from_db()
    assert change.state == ChangeState.PROPOSED


def test_a_change_waits_for_the_one_before_to_be_applied(
    open_terms: None, auditor: Actor, director: Actor
) -> None:
    first, second = _feriado(auditor), _feriado(auditor, "2026-07-24")
    approved(first, director)
    with pytest.raises(CalendarMovedOn):
        approved(second, director)
    calendar_changes.reject_change(second.pk, by=director, at=NOW, note="Se propone de nuevo.")
    third = _feriado(auditor, "2026-07-24")
    with pytest.raises(RecountUnfinished):
        approved(third, director)
    actions.recount_terms(at=NOW)
    approved(third, director)


def test_a_rejection_says_why(auditor: Actor, director: Actor) -> None:
    change = _feriado(auditor)
    with pytest.raises(ChangeIncomplete):
        calendar_changes.reject_change(change.pk, by=director, at=NOW, note="")
    calendar_changes.reject_change(
        change.pk, by=director, at=NOW, note="El decreto es de otro día."
    )
    with pytest.raises(ChangeDecided):
        calendar_changes.reject_change(change.pk, by=director, at=NOW, note="No.")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (proposal(), "days"),
        (proposal(closed("2026-07-23"), reason=" "), "reason"),
        (proposal(closed("2026-07-23"), instrument=""), "instrument"),
        (proposal(closed("2026-07-23"), source=""), "source"),
        (proposal(closed("2026-07-23"), published_on=None), "published_on"),
        (proposal(closed("2026-05-01")), "days-0"),
        (proposal(closed("2026-07-23", is_removal=True)), "days-0"),
        (proposal(closed("2026-07-23"), closed("2026-07-23")), "days-1"),
        (proposal(closed("2026-07-23", scope="institution:NADIE")), "days-0"),
        (proposal(closed("2026-07-23", scope="provincia")), "days-0"),
        (proposal(closed("1999-07-23")), "days-0"),
        (proposal(ProposedDay(date(2026, 7, 23), DayKind.FERIADO, "national", "")), "days-0"),
    ],
)
def test_a_proposal_that_lacks_a_part_says_which(
    auditor: Actor, wrong: Proposal, field: str
) -> None:
    with pytest.raises(ChangeIncomplete) as refused:
        calendar_changes.propose_change(wrong, by=auditor, at=NOW)
    assert list(refused.value.fields) == [field]
    assert str(refused.value)


def test_the_preview_asks_the_database_few_times_however_many_terms(
    open_terms: None, auditor: Actor, django_assert_max_num_queries: Any
) -> None:
    change = _feriado(auditor)
    with django_assert_max_num_queries(6):
        assert preview(change)


def _feriado(by: Actor, day: str = "2026-07-23", when: datetime = NOW) -> CalendarChange:
    return calendar_changes.propose_change(proposal(closed(day)), by=by, at=when)


@contextmanager
def _killed_at(*, batch: int) -> Iterator[None]:
    """Stop at the first term a batch replaces, as a worker that dies there would."""
    seen = 0

    def dying(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        nonlocal seen
        is_new_term = sql.startswith('INSERT INTO "requests_app_term"')
        seen += is_new_term
        if is_new_term and seen == batch:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(dying):
        yield
