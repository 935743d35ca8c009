"""What the person who asked may do, stage by stage and day by day."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actors import Actor
from offices.calendars import calendar_for
from offices.models import CalendarVersion, Institution, Post
from requests_app import actions
from requests_app.next_steps import NextStep, Step, next_steps
from requests_app.standing import Situation, days_left, ledger_of, standing_of, status_of
from requests_app.states import Outcome, Stage
from tests.factories import at
from tests.requests_app.story import DENIED, DUE, PRESENTED, reply, resolution, silent_denial

REMEDIES = {Step.RECONSIDER, Step.GO_TO_COURT, Step.RECORD_COURT_FILING}

pytestmark = pytest.mark.django_db(transaction=True)


def steps(number: str, *, on: str) -> list[Step]:
    return [step.step for step in next_steps(standing_of(number), on=date.fromisoformat(on))]


def the(number: str, step: Step, *, on: str) -> NextStep:
    found = next_steps(standing_of(number), on=date.fromisoformat(on))
    return next(offered for offered in found if offered.step == step)


def situation(
    number: str, institution: Institution, *, on: str
) -> tuple[Situation, str, int | None]:
    days = calendar_for(institution).days
    said = status_of(standing_of(number), on=date.fromisoformat(on), days=days)
    return said.situation, said.due_on.isoformat() if said.due_on else "", said.days_left


def test_while_the_term_runs_one_may_only_withdraw(number: str, mopc: Institution) -> None:
    assert steps(number, on=PRESENTED) == [Step.WITHDRAW]
    assert situation(number, mopc, on=PRESENTED) == (Situation.RECEIVED, DUE, 15)
    assert situation(number, mopc, on=DUE) == (Situation.RECEIVED, DUE, 0)


def test_a_question_of_the_office_comes_first_until_it_is_answered(
    number: str, mopc: Institution, by_officer: Actor, requester: Actor
) -> None:
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Qué obra?")
    assert steps(number, on="2026-07-08") == [Step.CLARIFY, Step.WITHDRAW]
    assert situation(number, mopc, on="2026-07-08")[0] == Situation.CLARIFICATION
    assert the(number, Step.CLARIFY, on="2026-07-08").until_on == date.fromisoformat(DUE)
    actions.clarify(number, by=requester, at=at("2026-07-09"), reply="La ruta PY02.")
    assert steps(number, on="2026-07-10") == [Step.WITHDRAW]
    assert situation(number, mopc, on="2026-07-10")[0] == Situation.RECEIVED


def test_past_the_due_day_the_silence_is_told_before_the_sweep_comes_by(
    number: str, mopc: Institution
) -> None:
    assert situation(number, mopc, on=DENIED) == (Situation.OVERDUE, DUE, -1)
    # Saturday and Sunday add no business day, and it is late all the same.
    assert days_left(date(2026, 7, 24), on=date(2026, 7, 25), days=calendar_for(mopc).days) == -1


def test_against_silence_one_may_appeal_and_go_to_court_with_the_safe_day_first(
    number: str, mopc: Institution
) -> None:
    silent_denial(number)
    expected = [Step.RECONSIDER, Step.GO_TO_COURT, Step.RECORD_COURT_FILING]
    assert steps(number, on=DENIED) == expected
    appeal, court = (
        the(number, Step.RECONSIDER, on=DENIED),
        the(number, Step.GO_TO_COURT, on=DENIED),
    )
    assert (appeal.until_on, appeal.is_late) == (date(2026, 8, 10), False)
    assert (court.safe_until_on, court.until_on) == (date(2026, 9, 25), date(2026, 10, 20))
    assert not court.is_verified
    assert situation(number, mopc, on=DENIED) == (Situation.TACITLY_DENIED, "2026-08-10", 9)


def test_against_silence_a_late_appeal_is_still_offered_and_flagged(
    number: str, mopc: Institution
) -> None:
    silent_denial(number)
    late = the(number, Step.RECONSIDER, on="2026-08-11")
    assert (late.until_on, late.is_late) == (date(2026, 8, 10), True)
    assert situation(number, mopc, on="2026-08-11") == (Situation.TACITLY_DENIED, "", None)


def test_after_the_last_day_for_court_one_may_only_note_that_one_went(number: str) -> None:
    silent_denial(number)
    assert Step.GO_TO_COURT in steps(number, on="2026-10-20")
    after = steps(number, on="2026-10-21")
    assert after == [Step.RECONSIDER, Step.RECORD_COURT_FILING]


def test_while_an_appeal_waits_no_other_is_offered_nor_after_it_lapsed(
    number: str, mopc: Institution, requester: Actor
) -> None:
    silent_denial(number)
    actions.file_reconsideration(number, by=requester, at=at("2026-08-03"), text="Insisto.")
    assert Step.RECONSIDER not in steps(number, on="2026-08-04")
    assert Step.GO_TO_COURT in steps(number, on="2026-08-04")
    assert situation(number, mopc, on="2026-08-04")[0] == Situation.APPEALED
    actions.lapse_reconsiderations(on=date(2026, 9, 30), at=at("2026-09-30"))
    assert Step.RECONSIDER not in steps(number, on="2026-09-30")


def test_an_express_denial_can_be_appealed_only_in_its_days(
    number: str, mopc: Institution, by_officer: Actor, seal: Post
) -> None:
    actions.deny(number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal))
    assert Step.RECONSIDER in steps(number, on="2026-08-04")
    assert Step.RECONSIDER not in steps(number, on="2026-08-05")
    assert Step.GO_TO_COURT in steps(number, on="2026-08-05")
    assert situation(number, mopc, on="2026-07-22")[0] == Situation.DENIED


@pytest.mark.parametrize(
    ("outcome", "remedies"),
    [
        (Outcome.GRANTED, set()),
        (Outcome.PARTLY_GRANTED, REMEDIES),
        (Outcome.ALREADY_PUBLIC, REMEDIES),
        (Outcome.NOT_HELD, REMEDIES),
    ],
)
def test_an_answer_is_valued_and_only_a_lesser_one_opens_remedies(
    number: str, mopc: Institution, by_officer: Actor, outcome: Outcome, remedies: set[Step]
) -> None:
    actions.answer(number, by=by_officer, at=at("2026-07-20"), reply=reply(outcome))
    assert set(steps(number, on="2026-07-21")) == {Step.GIVE_VERDICT, *remedies}
    assert situation(number, mopc, on="2026-07-21")[0] == Situation.ANSWERED


def test_a_late_answer_says_so_and_leaves_the_remedies_their_days(
    number: str, mopc: Institution, by_officer: Actor
) -> None:
    silent_denial(number)
    actions.answer(number, by=by_officer, at=at("2026-08-03"), reply=reply())
    assert situation(number, mopc, on="2026-08-04")[0] == Situation.ANSWERED_LATE
    assert Step.RECONSIDER in steps(number, on="2026-08-10")
    assert Step.RECONSIDER not in steps(number, on="2026-08-11")


def test_in_court_only_the_ruling_is_left_to_note(
    number: str, mopc: Institution, requester: Actor
) -> None:
    silent_denial(number)
    actions.record_court_filing(
        number, by=requester, at=at("2026-09-01"), court="Juzgado", filed_on=date(2026, 9, 1)
    )
    assert steps(number, on="2026-09-02") == [Step.RECONSIDER, Step.RECORD_RULING]
    assert situation(number, mopc, on="2026-09-02")[0] == Situation.IN_COURT
    actions.record_ruling(
        number,
        by=requester,
        at=at("2026-09-10"),
        ruled_on=date(2026, 9, 10),
        orders_delivery=True,
        ruling="Ordena entregar.",
    )
    assert situation(number, mopc, on="2026-09-10")[0] == Situation.ORDERED
    assert Step.RECORD_COURT_FILING not in steps(number, on="2026-09-11")


def test_once_withdrawn_there_is_nothing_left_to_do(
    number: str, mopc: Institution, requester: Actor
) -> None:
    actions.withdraw(number, by=requester, at=at("2026-07-08"))
    assert steps(number, on="2026-07-09") == []
    assert situation(number, mopc, on="2026-07-09") == (Situation.WITHDRAWN, "", None)


def test_the_ledger_is_the_one_of_the_day_of_filing_also_after_forwarding(
    number: str, mec: Institution, by_officer: Actor, calendar: CalendarVersion
) -> None:
    actions.forward(number, by=by_officer, at=at("2026-07-08"), to=mec, reason="Es de ellos.")
    standing = standing_of(number)
    ledger = ledger_of(standing.terms[0])
    assert ledger[-1].day.isoformat() == DUE
    assert [day.number for day in ledger if day.counted] == list(range(1, 16))


def test_a_count_that_no_longer_leads_to_the_date_is_not_shown(number: str) -> None:
    term = standing_of(number).terms[0]
    term.due_on = date(2026, 7, 28)
    assert ledger_of(term) == ()


def test_every_stage_has_its_situation() -> None:
    assert {str(stage) for stage in Stage} <= {str(situation) for situation in Situation}
