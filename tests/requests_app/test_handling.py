"""What the office and the person who asked do while the term runs."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actors import Actor, ActorKind
from accounts.models import User
from law.terms import TermKind
from requests_app import actions
from requests_app.actions.base import one_transaction
from requests_app.errors import (
    ClarificationClosed,
    ClarificationUsed,
    Incomplete,
    NothingToClarify,
    NotYours,
    UnknownRequest,
    WrongStage,
)
from requests_app.models import Clarification, Requester
from requests_app.states import EventKind, Screening, Stage, TermEnd, Verdict
from tests.factories import at
from tests.requests_app.story import DENIED, DUE, one_event, refused, reload, reply, term

pytestmark = pytest.mark.django_db


def test_taking_in_charge_neither_starts_nor_stops_the_clock(
    number: str, by_officer: Actor
) -> None:
    before = term(number, TermKind.ANSWER)
    with one_event(number, EventKind.TAKEN_IN_CHARGE):
        actions.take_in_charge(number, by=by_officer, at=at("2026-07-08"))
    assert reload(number).stage == Stage.IN_PROGRESS
    after = term(number, TermKind.ANSWER)
    assert (after.due_on, after.closed_on) == (before.due_on, None)


def test_a_request_is_taken_in_charge_once(number: str, by_officer: Actor) -> None:
    actions.take_in_charge(number, by=by_officer, at=at("2026-07-08"))
    with refused(WrongStage):
        actions.take_in_charge(number, by=by_officer, at=at("2026-07-08"))


def test_a_number_nobody_has_is_unknown(calendar: object, by_officer: Actor) -> None:
    with refused(UnknownRequest):
        actions.take_in_charge("AIP-2026-999999", by=by_officer, at=at("2026-07-08"))


def test_acts_cannot_call_each_other(number: str, by_officer: Actor) -> None:
    with (
        pytest.raises(RuntimeError, match="durable"),
        one_transaction(),
    ):
        actions.take_in_charge(number, by=by_officer, at=at("2026-07-08"))


@pytest.mark.parametrize("screening", [Screening.SHOWN, Screening.WITHHELD])
def test_a_person_decides_whether_the_text_is_public(
    number: str, by_officer: Actor, screening: Screening
) -> None:
    with one_event(number, EventKind.TEXT_SCREENED):
        actions.screen_text(number, by=by_officer, at=at("2026-07-08"), screening=screening)
    assert reload(number).shows_text is (screening == Screening.SHOWN)


def test_one_clarification_within_its_days_leaves_the_clock_running(
    number: str, by_officer: Actor, requester: Actor
) -> None:
    with one_event(number, EventKind.CLARIFICATION_ASKED):
        actions.ask_clarification(
            number, by=by_officer, at=at("2026-07-09", 23, 59), question="¿De qué año?"
        )
    with one_event(number, EventKind.CLARIFIED):
        actions.clarify(number, by=requester, at=at("2026-07-11"), reply="De 2025.")
    kept = Clarification.objects.get()
    assert (kept.asked_on, kept.clarified_on) == (date(2026, 7, 9), date(2026, 7, 11))
    assert term(number, TermKind.ANSWER).due_on == date.fromisoformat(DUE)


def test_after_three_business_days_it_is_too_late_to_ask(number: str, by_officer: Actor) -> None:
    with refused(ClarificationClosed):
        actions.ask_clarification(number, by=by_officer, at=at("2026-07-10"), question="¿Qué?")


def test_a_second_clarification_is_refused(
    number: str, by_officer: Actor, requester: Actor
) -> None:
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Qué año?")
    with refused(ClarificationUsed):
        actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Y mes?")
    actions.clarify(number, by=requester, at=at("2026-07-07"), reply="2025")
    with refused(ClarificationUsed):
        actions.ask_clarification(number, by=by_officer, at=at("2026-07-08"), question="¿Y mes?")


def test_an_empty_question_or_clarification_is_incomplete(
    number: str, by_officer: Actor, requester: Actor
) -> None:
    with refused(Incomplete) as refusal:
        actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question=" \n")
    assert "question" in refusal.value.fields
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Qué año?")
    with refused(Incomplete):
        actions.clarify(number, by=requester, at=at("2026-07-07"), reply="")


def test_nothing_is_clarified_unless_asked_once_and_in_time(
    number: str, by_officer: Actor, requester: Actor
) -> None:
    with refused(NothingToClarify):
        actions.clarify(number, by=requester, at=at("2026-07-07"), reply="2025")
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Qué año?")
    with refused(NothingToClarify):
        actions.clarify(number, by=requester, at=at(DENIED), reply="2025")
    actions.clarify(number, by=requester, at=at("2026-07-08"), reply="2025")
    with refused(NothingToClarify):
        actions.clarify(number, by=requester, at=at("2026-07-08"), reply="2024")


def test_no_clarification_is_asked_of_an_answered_request(number: str, by_officer: Actor) -> None:
    actions.answer(number, by=by_officer, at=at("2026-07-07"), reply=reply())
    with refused(WrongStage):
        actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Qué?")


def test_withdrawing_stops_the_clock(number: str, requester: Actor) -> None:
    with one_event(number, EventKind.WITHDRAWN):
        actions.withdraw(number, by=requester, at=at("2026-07-09"))
    row, answer = reload(number), term(number, TermKind.ANSWER)
    assert (row.stage, row.withdrawn_on) == (Stage.WITHDRAWN, date(2026, 7, 9))
    assert (answer.closed_on, answer.ended_as) == (date(2026, 7, 9), TermEnd.WITHDRAWN)
    with refused(WrongStage):
        actions.withdraw(number, by=requester, at=at("2026-07-09"))
    assert actions.declare_tacit_denials(on=date(2027, 1, 1), at=at("2027-01-01")) == []


def test_what_silence_has_denied_is_not_withdrawn_even_before_the_sweep(
    number: str, requester: Actor
) -> None:
    with refused(WrongStage):
        actions.withdraw(number, by=requester, at=at(DENIED, 0, 1))


def test_the_verdict_may_be_given_again(number: str, by_officer: Actor, requester: Actor) -> None:
    with refused(WrongStage):
        actions.give_verdict(number, by=requester, at=at("2026-07-07"), verdict=Verdict.COMPLETE)
    actions.answer(number, by=by_officer, at=at("2026-07-07"), reply=reply())
    with one_event(number, EventKind.VERDICT_GIVEN):
        actions.give_verdict(
            number, by=requester, at=at("2026-07-08"), verdict=Verdict.PARTIAL, reason="Falta uno"
        )
    with one_event(number, EventKind.VERDICT_GIVEN):
        actions.give_verdict(number, by=requester, at=at("2026-07-09"), verdict=Verdict.COMPLETE)
    row = reload(number)
    assert (row.verdict, row.verdict_reason) == (Verdict.COMPLETE, "")


def test_who_filed_with_an_account_acts_without_the_code(number: str, officer: User) -> None:
    person = User.objects.create(email="ana@correo.example")
    row = reload(number)
    Requester.objects.filter(pk=row.requester_id).update(user=person)
    with refused(NotYours):
        actions.withdraw(number, by=Actor(ActorKind.REQUESTER, user=officer), at=at("2026-07-08"))
    with one_event(number, EventKind.WITHDRAWN):
        actions.withdraw(number, by=Actor(ActorKind.REQUESTER, user=person), at=at("2026-07-08"))
