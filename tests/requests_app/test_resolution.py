"""An institution answers, in term or late, or denies by the resolution of its authority."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.actors import Actor
from accounts.models import User
from law.terms import TermKind, court_term, reconsideration_term
from offices.calendars import calendar_for
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.errors import DocumentRefused, Incomplete, WrongStage
from requests_app.models import Answer, ReasonedResolution
from requests_app.states import EventKind, Outcome, Stage, TermEnd
from tests.factories import appoint, at, file_of, inspected, make_user
from tests.requests_app.story import (
    DENIED,
    DUE,
    kinds,
    one_event,
    refused,
    reload,
    reply,
    resolution,
    silent_denial,
    term,
)

pytestmark = pytest.mark.django_db

GIVEN = [
    Outcome.GRANTED,
    Outcome.PARTLY_GRANTED,
    Outcome.ALREADY_PUBLIC,
    Outcome.NOT_HELD,
]


@pytest.mark.parametrize("outcome", GIVEN)
def test_an_answer_in_term_closes_the_clock(
    number: str, by_officer: Actor, officer: User, outcome: Outcome
) -> None:
    with one_event(number, EventKind.ANSWERED):
        given = actions.answer(number, by=by_officer, at=at(DUE, 23, 59), reply=reply(outcome))
    row, answer = reload(number), term(number, TermKind.ANSWER)
    assert (row.stage, row.outcome) == (Stage.ANSWERED, outcome)
    assert (row.answered_on, row.response_days, row.late_days) == (date(2026, 7, 27), 15, 0)
    assert (answer.closed_on, answer.ended_as) == (date(2026, 7, 27), TermEnd.MET)
    assert (given.is_late, given.answered_by, given.notified_on) == (
        False,
        officer,
        date(2026, 7, 27),
    )


@pytest.mark.parametrize("outcome", GIVEN)
def test_only_what_leaves_something_out_opens_the_remedies(
    number: str, mopc: Institution, by_officer: Actor, outcome: Outcome
) -> None:
    actions.answer(number, by=by_officer, at=at("2026-07-10"), reply=reply(outcome))
    remedies = reload(number).terms.exclude(kind=TermKind.ANSWER)
    if outcome is Outcome.GRANTED:
        assert not remedies.exists()
        return
    notified, days = date(2026, 7, 10), calendar_for(mopc).days
    due = dict(remedies.values_list("kind", "due_on"))
    assert due == {
        "reconsideration": reconsideration_term(notified, days).due_on,
        "court": court_term(notified, days).due_on,
    }


def test_a_late_answer_keeps_the_tacit_denial(number: str, by_officer: Actor) -> None:
    silent_denial(number)
    with one_event(number, EventKind.ANSWERED_LATE):
        given = actions.answer(number, by=by_officer, at=at("2026-07-30"), reply=reply())
    row, answer = reload(number), term(number, TermKind.ANSWER)
    assert row.stage == Stage.ANSWERED
    assert (row.tacitly_denied_on, row.answered_on) == (date(2026, 7, 28), date(2026, 7, 30))
    assert (row.response_days, row.late_days, given.is_late) == (18, 3, True)
    assert (answer.closed_on, answer.ended_as) == (date(2026, 7, 28), TermEnd.LAPSED)


def test_a_late_answer_that_comes_before_the_sweep_leaves_what_a_timely_sweep_would(
    number: str, mopc: Institution, by_officer: Actor
) -> None:
    actions.answer(number, by=by_officer, at=at(DENIED, 0, 0), reply=reply())
    row = reload(number)
    assert kinds(number) == [EventKind.FILED, EventKind.TACITLY_DENIED, EventKind.ANSWERED_LATE]
    assert (row.tacitly_denied_on, row.answered_on) == (date(2026, 7, 28), date(2026, 7, 28))
    trigger, days = date.fromisoformat(DUE), calendar_for(mopc).days
    assert term(number, TermKind.COURT).due_on == court_term(trigger, days).due_on
    assert actions.declare_tacit_denials(on=date(2026, 8, 1), at=at("2026-08-01")) == []


def test_an_answer_sent_before_midnight_does_not_follow_a_denial_already_declared(
    number: str, by_officer: Actor
) -> None:
    silent_denial(number)
    with refused(WrongStage):
        actions.answer(number, by=by_officer, at=at(DUE, 23, 59), reply=reply())


def test_a_late_answer_on_a_day_off_is_late_all_the_same(number: str, by_officer: Actor) -> None:
    row = reload(number)
    row.terms.update(due_on=date(2026, 7, 24))
    given = actions.answer(number, by=by_officer, at=at("2026-07-25"), reply=reply())
    assert given.is_late
    assert EventKind.ANSWERED_LATE in kinds(number)


def test_the_files_of_an_answer_are_fixed_by_its_event(number: str, by_officer: Actor) -> None:
    checked = inspected(number, file_of())
    given = actions.answer(
        number, by=by_officer, at=at("2026-07-10"), reply=reply(files=(checked,))
    )
    document = given.documents.get()
    assert reload(number).timeline.latest("sequence").data["documents"] == [document.digest]
    assert (document.name, document.info_request.number) == ("datos.csv", number)
    assert document.content.name == f"{document.key.hex[:2]}/{document.key.hex}"
    with document.content.open() as stored:
        assert stored.read() == b"a,b\n1,2\n"


def test_more_than_ten_files_are_refused(number: str, by_officer: Actor) -> None:
    checked = inspected(number, file_of())
    with refused(DocumentRefused):
        actions.answer(
            number, by=by_officer, at=at("2026-07-10"), reply=reply(files=(checked,) * 11)
        )


def test_an_answered_request_is_not_answered_again(
    number: str, by_officer: Actor, seal: Post
) -> None:
    actions.answer(number, by=by_officer, at=at("2026-07-21"), reply=reply())
    with refused(WrongStage):
        actions.answer(number, by=by_officer, at=at("2026-07-21"), reply=reply())
    with refused(WrongStage):
        actions.deny(number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal))


def test_a_denial_keeps_its_resolution_and_opens_the_remedies(
    number: str, mopc: Institution, by_officer: Actor, seal: Post
) -> None:
    with one_event(number, EventKind.DENIED):
        actions.deny(number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal))
    row, kept = reload(number), ReasonedResolution.objects.get()
    assert (row.stage, row.outcome) == (Stage.DENIED, Outcome.DENIED)
    assert (kept.signed_on, kept.signatory) == (date(2026, 7, 20), seal)
    notified, days = date(2026, 7, 21), calendar_for(mopc).days
    assert (
        term(number, TermKind.RECONSIDERATION).due_on == reconsideration_term(notified, days).due_on
    )
    assert term(number, TermKind.COURT).due_on == court_term(notified, days).due_on
    assert row.timeline.latest("sequence").article == "Ley 5282/2014, art. 19"


def test_an_express_denial_after_silence_opens_the_remedies_anew(
    number: str, by_officer: Actor, seal: Post
) -> None:
    silent_denial(number)
    old = term(number, TermKind.COURT)
    with one_event(number, EventKind.DENIED):
        actions.deny(number, by=by_officer, at=at("2026-08-03"), resolution=resolution(seal))
    row, new = reload(number), term(number, TermKind.COURT)
    assert (row.tacitly_denied_on, row.answered_on) == (date(2026, 7, 28), date(2026, 8, 3))
    assert (new.starts_on, new.due_on > old.due_on) == (date(2026, 8, 3), True)
    old.refresh_from_db()
    assert (old.replaced_by, old.ended_as) == (new, TermEnd.REPLACED)
    assert Answer.objects.get().is_late


def test_who_signed_as_authority_may_have_left_since(
    number: str, by_officer: Actor, authority: User, seal: Post
) -> None:
    Post.objects.filter(pk=seal.pk).update(ends_on=date(2026, 7, 20))
    authority.is_active = False
    authority.save()
    with one_event(number, EventKind.DENIED):
        actions.deny(number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal))


def test_a_resolution_signed_by_another_leaves_the_request_open_and_running(
    number: str, by_officer: Actor, mopc: Institution, mec: Institution, seal: Post, officer: User
) -> None:
    elsewhere = appoint(make_user("ministro@mec.example"), mec, Duty.HIGHEST_AUTHORITY)
    later = appoint(
        make_user("nueva@mopc.example"), mopc, Duty.HIGHEST_AUTHORITY, starts_on=date(2026, 7, 21)
    )
    Post.objects.filter(pk=seal.pk).update(ends_on=date(2026, 7, 19))
    for holder in (elsewhere, later, officer, seal.holder):
        signatory = Post.objects.get(holder=holder)
        with refused(Incomplete) as refusal:
            actions.deny(
                number, by=by_officer, at=at("2026-07-22"), resolution=resolution(signatory)
            )
        assert set(refusal.value.fields) == {"signatory"}
    row, answer = reload(number), term(number, TermKind.ANSWER)
    assert row.is_open
    assert (answer.closed_on, answer.due_on) == (None, date.fromisoformat(DUE))


def test_a_resolution_is_not_dated_tomorrow(number: str, by_officer: Actor, seal: Post) -> None:
    tomorrow = resolution(seal, signed_on=date(2026, 7, 21) + timedelta(days=1))
    with refused(Incomplete) as refusal:
        actions.deny(number, by=by_officer, at=at("2026-07-21"), resolution=tomorrow)
    assert set(refusal.value.fields) == {"resolution_on"}
