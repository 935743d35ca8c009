"""A body ends: what it had in hand passes to its successor, with its dates, once each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from accounts.actors import Actor
from law.terms import TermKind
from offices.calendars import calendar_for
from offices.errors import NotYetInForce, OtherRequestsNow, RegistryRefused
from offices.models import ChangeState, Duty, Institution, Post, RegistryChange
from offices.registry_changes import propose_dissolution
from offices.registry_fields import Instrument
from requests_app import actions
from requests_app.errors import NotYours
from requests_app.handovers import handovers_of
from requests_app.history import tell
from requests_app.inheritance import InHand, digest_of, passing_from
from requests_app.models import InformationRequest, Leg, TimelineEvent
from requests_app.states import EventKind, Outcome, Stage
from tests.factories import appoint, at, file_one, make_user, requester_of
from tests.requests_app.story import everything, holds, kinds, reload, reply, term

pytestmark = pytest.mark.django_db

LAW = Instrument("Ley 9.999/2026", "Gaceta Oficial 1", date(2026, 7, 1), date(2026, 7, 15))
DAY, WHEN = date(2026, 7, 16), at("2026-07-16")


@dataclass(frozen=True, slots=True)
class Merger:
    """The bodies, their people and one request in each state a dissolution meets."""

    old: Institution
    heir: Institution
    auditor: Actor
    director: Actor
    by_heir: Actor
    numbers: dict[str, str]

    def propose(self, given: Instrument = LAW) -> RegistryChange:
        return propose_dissolution(self.old, self.heir, given, by=self.auditor, at=WHEN)

    def approve(self, change: RegistryChange, seen: str = "") -> RegistryChange:
        seen = seen or digest_of(passing_from(self.old.pk, on=DAY))
        return actions.approve_dissolution(change.pk, by=self.director, at=WHEN, seen=seen)


@pytest.fixture
def merger(mopc: Institution, mec: Institution, by_officer: Actor, authority: object) -> Merger:
    ministry = Institution.objects.create(
        code="MJ", name="Justicia", category="b", branch="executive", is_executive=True
    )
    appealed = file_one(mopc, when=at("2026-05-04"))
    silent = file_one(mopc, when=at("2026-06-08"))
    actions.declare_tacit_denials(on=date(2026, 7, 6), at=at("2026-07-06"))
    actions.file_reconsideration(
        appealed.info_request.number,
        by=requester_of(appealed),
        at=at("2026-07-07"),
        text="No respondieron.",
    )
    taken = file_one(mopc, when=at("2026-07-06"))
    actions.take_in_charge(taken.info_request.number, by=by_officer, at=at("2026-07-07"))
    answered = file_one(mopc, when=at("2026-07-06"))
    actions.answer(
        answered.info_request.number,
        by=by_officer,
        at=at("2026-07-10"),
        reply=reply(Outcome.PARTLY_GRANTED),
    )
    withdrawn = file_one(mopc, when=at("2026-07-06"))
    actions.withdraw(withdrawn.info_request.number, by=requester_of(withdrawn), at=at("2026-07-08"))
    told = {
        "appealed": appealed, "silent": silent, "open": taken, "answered": answered,
        "withdrawn": withdrawn,
    }  # fmt: skip
    return Merger(
        old=mopc,
        heir=mec,
        auditor=Actor.official(appoint(make_user("aud@mj.example"), ministry, Duty.AUDITOR)),
        director=Actor.official(appoint(make_user("dir@mj.example"), ministry, Duty.DIRECTOR)),
        by_heir=Actor.official(appoint(make_user("oficial@mec.example"), mec, Duty.OFFICER)),
        numbers={name: receipt.info_request.number for name, receipt in told.items()},
    )


def test_the_list_names_what_is_not_over_and_why(merger: Merger) -> None:
    found = {one.number: (one.why, one.due_on) for one in passing_from(merger.old.pk, on=DAY)}
    named = merger.numbers
    assert found == {
        named["appealed"]: (
            InHand.APPEALED,
            term(named["appealed"], TermKind.RECONSIDERATION_DECISION).due_on,
        ),
        named["silent"]: (InHand.SILENT, term(named["silent"], TermKind.ANSWER).due_on),
        named["open"]: (InHand.OPEN, date(2026, 7, 27)),
        named["answered"]: (
            InHand.REMEDIES,
            term(named["answered"], TermKind.RECONSIDERATION).due_on,
        ),
    }


def test_what_passed_is_what_was_seen_and_no_date_moved(merger: Merger) -> None:
    before = {
        row.pk: (row.kind, row.starts_on, row.due_on, row.closed_on)
        for name in merger.numbers.values()
        for row in reload(name).terms.all()
    }
    seen = {one.number for one in passing_from(merger.old.pk, on=DAY)}
    change = merger.approve(merger.propose())
    actions.move_to_successors(at=WHEN)
    moved = Leg.objects.filter(succession=change).values_list("info_request__number", flat=True)
    assert set(moved) == seen
    assert change.foreseen == len(seen) == len(moved)
    for number in merger.numbers.values():
        row = reload(number)
        assert row.institution == (merger.heir if number in seen else merger.old)
        assert row.first_institution == merger.old
        for one in row.terms.all():
            assert before[one.pk] == (one.kind, one.starts_on, one.due_on, one.closed_on)
        assert kinds(number).count(EventKind.MOVED_TO_SUCCESSOR) == int(number in seen)
    assert holds()
    stages = {name: reload(number).stage for name, number in merger.numbers.items()}
    assert stages == {
        "appealed": Stage.TACITLY_DENIED, "silent": Stage.TACITLY_DENIED,
        "open": Stage.RECEIVED, "answered": Stage.ANSWERED, "withdrawn": Stage.WITHDRAWN,
    }  # fmt: skip
    change.refresh_from_db()
    assert change.finished_at is not None
    merger.old.refresh_from_db()
    assert not merger.old.is_active
    assert merger.old.competent() == merger.heir


def test_only_the_open_term_changes_hands(merger: Merger) -> None:
    merger.approve(merger.propose())
    actions.move_to_successors(at=WHEN)
    named = merger.numbers
    assert term(named["open"], TermKind.ANSWER).institution == merger.heir
    assert term(named["silent"], TermKind.ANSWER).institution == merger.old
    assert term(named["appealed"], TermKind.RECONSIDERATION_DECISION).institution == merger.old


def test_the_successor_answers_late_decides_and_is_appealed_to(merger: Merger) -> None:
    authority = Actor.official(
        appoint(make_user("ministro@mec.example"), merger.heir, Duty.HIGHEST_AUTHORITY)
    )
    merger.approve(merger.propose())
    actions.move_to_successors(at=WHEN)
    named, later = merger.numbers, at("2026-07-17")
    actions.answer(named["silent"], by=merger.by_heir, at=later, reply=reply())
    assert reload(named["silent"]).timeline.latest("sequence").kind == EventKind.ANSWERED_LATE
    actions.reject_reconsideration(named["appealed"], by=authority, at=later, decision="No.")
    asker = Actor.requester(named["answered"])
    appeal = actions.file_reconsideration(named["answered"], by=asker, at=later, text="Falta.")
    assert appeal.institution == merger.heir
    actions.take_in_charge(named["open"], by=merger.by_heir, at=later)
    actions.answer(named["open"], by=merger.by_heir, at=later, reply=reply(Outcome.NOT_HELD))
    assert holds()


def test_killed_half_way_or_run_twice_it_ends_the_same(
    merger: Merger, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = merger.approve(merger.propose())
    first = min(merger.numbers.values())
    assert actions.move_to_successor(first, change, at=WHEN) is not None
    change.refresh_from_db()
    assert change.finished_at is None
    assert actions.move_to_successor(first, change, at=WHEN) is None
    assert actions.move_to_successors(at=WHEN) == (change.foreseen or 0) - 1
    after = everything()
    assert actions.move_to_successors(at=WHEN) == 0
    assert everything() == after


def test_what_comes_late_to_a_dissolved_body_goes_on_to_its_successor(merger: Merger) -> None:
    merger.approve(merger.propose())
    actions.move_to_successors(at=WHEN)
    stale = Institution.objects.get(pk=merger.old.pk)
    assert file_one(stale, when=WHEN).info_request.institution == merger.heir
    # Whoever had the form open since before, and went to court over what seemed over.
    number = file_one(merger.heir, when=WHEN).info_request.number
    InformationRequest.objects.filter(number=number).update(institution=merger.old)
    assert actions.move_to_successors(at=WHEN) == 1


def test_another_list_than_the_one_seen_is_refused(merger: Merger) -> None:
    change = merger.propose()
    seen = digest_of(passing_from(merger.old.pk, on=DAY))
    file_one(merger.old, when=WHEN)
    with pytest.raises(OtherRequestsNow):
        merger.approve(change, seen)
    merger.old.refresh_from_db()
    change.refresh_from_db()
    assert merger.old.is_active
    assert change.state == ChangeState.PROPOSED


def test_it_is_approved_by_another_director_from_the_day_it_rules(merger: Merger) -> None:
    ahead = Instrument("Ley 1", "Gaceta", date(2026, 7, 1), date(2026, 7, 17))
    with pytest.raises(NotYetInForce):
        merger.approve(merger.propose(ahead))
    change = merger.propose()
    for by in (merger.auditor, merger.by_heir):
        with pytest.raises(RegistryRefused):
            actions.approve_dissolution(change.pk, by=by, at=WHEN, seen="")


def test_posts_end_with_the_day_and_whoever_left_acts_no_more(
    merger: Merger, by_officer: Actor
) -> None:
    merger.approve(merger.propose())
    assert set(Post.objects.filter(office__institution=merger.old).values_list("ends_on")) == {
        (DAY,)
    }
    actions.move_to_successors(at=WHEN)
    with pytest.raises(NotYours):
        actions.take_in_charge(merger.numbers["open"], by=by_officer, at=at("2026-07-16", 15))


def test_a_successor_that_ends_too_passes_everything_on(merger: Merger) -> None:
    merger.approve(merger.propose())
    actions.move_to_successors(at=WHEN)
    third = Institution.objects.get(code="MJ")
    change = propose_dissolution(merger.heir, third, LAW, by=merger.auditor, at=WHEN)
    seen = digest_of(passing_from(merger.heir.pk, on=DAY))
    actions.approve_dissolution(change.pk, by=merger.director, at=WHEN, seen=seen)
    actions.move_to_successors(at=WHEN)
    assert reload(merger.numbers["open"]).institution == third
    assert Institution.objects.get(pk=merger.old.pk).competent() == third
    assert holds()


def test_the_history_says_which_law_and_who_answers_now(merger: Merger, mec: Institution) -> None:
    merger.approve(merger.propose())
    actions.move_to_successors(at=WHEN)
    row = reload(merger.numbers["open"])
    last = tell(row.pk, requester="Usted")[-1]
    assert last.by == "Dirección de Acceso a la Información Pública"
    assert last.article == "Ley 9.999/2026"
    assert last.text == (
        "Ministerio de Obras Públicas y Comunicaciones dejó de existir; ahora responde Ministerio "
        "de Educación y Ciencias. El número y las fechas son los mismos."
    )
    [handover] = handovers_of(row, on=DAY, days=calendar_for(mec).days)
    assert handover.by_law
    assert TimelineEvent.objects.latest("pk").institution == mec
