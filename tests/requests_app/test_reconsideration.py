"""The appeal to the highest authority: who files it, until when, and what each end leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.actors import Actor
from law.terms import TermKind, reconsideration_decision_term, reconsideration_term
from offices.calendars import calendar_for
from offices.models import Institution, Post
from requests_app import actions
from requests_app.actions.reconsideration import ground_for_appeal
from requests_app.errors import (
    AlreadyOpen,
    Incomplete,
    NotYours,
    RemedyClosed,
    RemedyUsed,
    TermStillRunning,
    WrongStage,
)
from requests_app.models import Reconsideration
from requests_app.states import (
    AppealGround,
    EventKind,
    Outcome,
    ReconsiderationStage,
    Stage,
    TermEnd,
)
from tests.factories import at
from tests.requests_app.story import (
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

WHY = "Lo pedido es público."
LAST_DAY = "2026-08-10"
DECIDE_BY = "2026-08-27"


def appeal(number: str, requester: Actor, day: str = "2026-07-30") -> Reconsideration:
    """File a reconsideration through its act."""
    return actions.file_reconsideration(number, by=requester, at=at(day), text=WHY)


def test_against_silence_the_term_counts_from_the_due_date(
    number: str, requester: Actor, mopc: Institution
) -> None:
    silent_denial(number)
    days = calendar_for(mopc).days
    to_file = term(number, TermKind.RECONSIDERATION)
    assert to_file.due_on == reconsideration_term(date.fromisoformat(DUE), days).due_on
    assert to_file.due_on == date.fromisoformat(LAST_DAY)
    with one_event(number, EventKind.RECONSIDERATION_FILED):
        filed = appeal(number, requester)
    assert (filed.ground, filed.is_late) == (AppealGround.TACIT, False)
    to_file.refresh_from_db()
    assert (to_file.closed_on, to_file.ended_as) == (date(2026, 7, 30), TermEnd.MET)
    decision = term(number, TermKind.RECONSIDERATION_DECISION)
    assert decision.due_on == reconsideration_decision_term(date(2026, 7, 30), days).due_on
    assert decision.due_on == date.fromisoformat(DECIDE_BY)


def test_silence_can_be_appealed_before_any_sweep_has_come_by(
    number: str, requester: Actor
) -> None:
    appeal(number, requester)
    told = [EventKind.FILED, EventKind.TACITLY_DENIED, EventKind.RECONSIDERATION_FILED]
    assert kinds(number) == told


def test_against_silence_a_late_appeal_is_accepted_and_flagged(
    number: str, requester: Actor
) -> None:
    silent_denial(number)
    filed = appeal(number, requester, "2026-12-01")
    assert filed.is_late
    assert reload(number).timeline.latest("sequence").data["is_late"] is True


def test_against_an_express_denial_a_late_appeal_is_refused(
    number: str, requester: Actor, by_officer: Actor, seal: Post
) -> None:
    actions.deny(number, by=by_officer, at=at(DUE), resolution=resolution(seal))
    with refused(RemedyClosed):
        appeal(number, requester, "2026-08-11")
    assert appeal(number, requester, LAST_DAY).ground == AppealGround.EXPRESS


def test_nothing_is_appealed_before_a_decision_nor_after_a_full_answer(
    number: str, requester: Actor, by_officer: Actor
) -> None:
    with refused(WrongStage):
        appeal(number, requester, "2026-07-10")
    actions.answer(number, by=by_officer, at=at("2026-07-10"), reply=reply())
    with refused(RemedyClosed):
        appeal(number, requester, "2026-07-11")


@pytest.mark.parametrize(
    ("outcome", "ground"),
    [
        (Outcome.PARTLY_GRANTED, AppealGround.PARTIAL),
        (Outcome.NOT_HELD, AppealGround.OTHER),
    ],
)
def test_an_answer_that_leaves_something_out_can_be_appealed(
    number: str, requester: Actor, by_officer: Actor, outcome: Outcome, ground: AppealGround
) -> None:
    actions.answer(number, by=by_officer, at=at("2026-07-10"), reply=reply(outcome))
    assert ground_for_appeal(reload(number)) == ground
    assert appeal(number, requester, "2026-07-13").ground == ground


def test_a_decision_is_appealed_once(
    number: str, requester: Actor, by_authority: Actor, by_officer: Actor, seal: Post
) -> None:
    silent_denial(number)
    appeal(number, requester)
    with refused(AlreadyOpen):
        appeal(number, requester)
    actions.reject_reconsideration(number, by=by_authority, at=at("2026-08-03"), decision="No.")
    with refused(RemedyUsed):
        appeal(number, requester, "2026-08-04")
    actions.deny(number, by=by_officer, at=at("2026-08-05"), resolution=resolution(seal))
    assert appeal(number, requester, "2026-08-06").ground == AppealGround.EXPRESS


def test_an_appeal_needs_its_reasons_and_so_does_its_decision(
    number: str, requester: Actor, by_authority: Actor
) -> None:
    silent_denial(number)
    with refused(Incomplete):
        actions.file_reconsideration(number, by=requester, at=at("2026-07-30"), text=" ")
    appeal(number, requester)
    with refused(Incomplete):
        actions.reject_reconsideration(number, by=by_authority, at=at("2026-08-03"), decision="")
    with refused(Incomplete):
        actions.uphold_reconsideration(
            number, by=by_authority, at=at("2026-08-03"), decision=" ", reply=reply()
        )
    with refused(Incomplete):
        actions.uphold_reconsideration(
            number, by=by_authority, at=at("2026-08-03"), decision="Sí.", reply=reply(text="")
        )


def test_an_upheld_appeal_answers_and_what_was_declared_stays(
    number: str, requester: Actor, by_authority: Actor
) -> None:
    silent_denial(number)
    appeal(number, requester)
    with one_event(number, EventKind.RECONSIDERATION_UPHELD):
        given = actions.uphold_reconsideration(
            number, by=by_authority, at=at("2026-08-03"), decision="Corresponde.", reply=reply()
        )
    row = reload(number)
    assert (row.stage, row.outcome) == (Stage.ANSWERED, Outcome.GRANTED)
    assert (row.tacitly_denied_on, given.answered_on) == (date(2026, 7, 28), date(2026, 8, 3))
    kept = Reconsideration.objects.get()
    assert (kept.stage, kept.closed_on) == (ReconsiderationStage.UPHELD, date(2026, 8, 3))
    assert term(number, TermKind.RECONSIDERATION_DECISION).ended_as == TermEnd.MET


def test_a_rejected_appeal_keeps_the_denial_and_the_way_to_court(
    number: str, requester: Actor, by_authority: Actor
) -> None:
    silent_denial(number)
    appeal(number, requester)
    with one_event(number, EventKind.RECONSIDERATION_REJECTED):
        actions.reject_reconsideration(number, by=by_authority, at=at("2026-08-03"), decision="No.")
    assert reload(number).stage == Stage.TACITLY_DENIED
    assert term(number, TermKind.COURT).closed_on is None
    with refused(WrongStage):
        actions.reject_reconsideration(number, by=by_authority, at=at("2026-08-03"), decision="No.")


def test_only_the_highest_authority_decides(
    number: str, requester: Actor, by_officer: Actor
) -> None:
    silent_denial(number)
    appeal(number, requester)
    for stranger in (by_officer, requester):
        with refused(NotYours):
            actions.reject_reconsideration(number, by=stranger, at=at("2026-08-03"), decision="No.")


@pytest.mark.parametrize("on", ["2026-08-28", "2026-09-15"])
def test_an_appeal_left_in_silence_lapses_the_day_after_whenever_the_sweep_runs(
    number: str, requester: Actor, on: str
) -> None:
    silent_denial(number)
    appeal(number, requester)
    with one_event(number, EventKind.RECONSIDERATION_LAPSED):
        assert actions.lapse_reconsiderations(on=date.fromisoformat(on), at=at(on)) == [number]
    kept, decision = Reconsideration.objects.get(), term(number, TermKind.RECONSIDERATION_DECISION)
    assert (kept.stage, kept.closed_on) == (ReconsiderationStage.LAPSED, date(2026, 8, 28))
    assert (decision.ended_as, decision.closed_on) == (TermEnd.LAPSED, date(2026, 8, 28))
    assert reload(number).stage == Stage.TACITLY_DENIED
    assert actions.lapse_reconsiderations(on=date.fromisoformat(on), at=at(on)) == []


def test_an_appeal_does_not_lapse_while_its_term_runs(number: str, requester: Actor) -> None:
    last = date.fromisoformat(DECIDE_BY)
    with refused(WrongStage):
        actions.lapse_reconsideration(number, on=last, at=at(DECIDE_BY))
    silent_denial(number)
    appeal(number, requester)
    with refused(TermStillRunning):
        actions.lapse_reconsideration(number, on=last, at=at(DECIDE_BY))
    assert actions.lapse_reconsiderations(on=last, at=at(DECIDE_BY)) == []
    actions.lapse_reconsideration(number, on=last + timedelta(days=1), at=at("2026-08-28"))


def test_a_decision_after_the_term_finds_the_appeal_lapsed_even_before_the_sweep(
    number: str, requester: Actor, by_authority: Actor, by_officer: Actor
) -> None:
    silent_denial(number)
    appeal(number, requester)
    with refused(WrongStage):
        actions.reject_reconsideration(number, by=by_authority, at=at("2026-08-28"), decision="No.")
    actions.answer(number, by=by_officer, at=at("2026-08-28"), reply=reply())
    told = [EventKind.RECONSIDERATION_LAPSED, EventKind.ANSWERED_LATE]
    assert kinds(number)[-2:] == told
