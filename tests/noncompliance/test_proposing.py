"""Files proposed by rule: on the right day, once, late or twice; and by hand, with reasons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.models import User
from noncompliance.journal import is_whole
from noncompliance.models import FileRequest, FileStep, NonComplianceFile
from noncompliance.proposing import propose_by_hand, propose_by_rule
from noncompliance.states import Cause, FileStage
from offices.models import CalendarChange, CalendarVersion, Institution
from requests_app import actions
from requests_app.actions import Reply
from requests_app.errors import Incomplete, NotYours
from requests_app.models import DenialReview, InformationRequest
from requests_app.models.denial_review import ReviewDecision
from requests_app.states import Outcome
from tests.factories import at, file_one

pytestmark = pytest.mark.django_db

THIRD, LATE_ON = date(2026, 7, 30), date(2026, 8, 17)
GIVEN = Reply(outcome=Outcome.GRANTED, text="Aquí está.")


def sweep(on: date) -> list[str]:
    return propose_by_rule(on=on, at=at(on, 7))


def test_the_third_lapse_proposes_one_file_on_its_day(lapsed: list[str], mopc: Institution) -> None:
    assert sweep(THIRD - timedelta(days=1)) == []
    assert sweep(THIRD) == ["INC-2026-0001"]
    file = NonComplianceFile.objects.get()
    assert (file.institution, file.cause) == (mopc, Cause.TACIT_DENIALS)
    assert (file.met_on, file.stage) == (THIRD, FileStage.PROPOSED)
    rows = file.concerns.values_list("info_request__number", "due_on", "act_on")
    assert list(rows) == [
        (number, date(2026, 7, day), date(2026, 7, day + 1))
        for number, day in zip(lapsed, (27, 28, 29), strict=True)
    ]
    step = FileStep.objects.get()
    assert (step.happened_on, step.by, step.data["requests"]) == (THIRD, None, lapsed)
    assert is_whole(file)


def test_run_late_and_twice_it_leaves_what_one_timely_run_would(lapsed: list[str]) -> None:
    assert len(sweep(THIRD + timedelta(days=3))) == 1
    assert sweep(THIRD + timedelta(days=3)) == []
    assert NonComplianceFile.objects.get().met_on == THIRD


def test_what_is_not_yet_written_down_of_the_silence_is_waited_for(mopc: Institution) -> None:
    for day in ("2026-07-06", "2026-07-06", "2026-07-06", "2026-07-07"):
        file_one(mopc, when=at(day))
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    # The worker wakes days later: one request that lapsed on the 28th is still to be denied.
    assert sweep(THIRD) == []
    actions.declare_tacit_denials(on=THIRD, at=at(THIRD, 0))
    sweep(THIRD)
    file = NonComplianceFile.objects.get()
    assert (file.met_on, file.concerns.count()) == (date(2026, 7, 28), 3)


def test_a_request_fifteen_business_days_late_is_proposed_on_that_day(mopc: Institution) -> None:
    for _turn in range(2):
        file_one(mopc, when=at("2026-07-06"))
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    assert sweep(LATE_ON - timedelta(days=1)) == []
    assert len(sweep(LATE_ON + timedelta(days=3))) == 1
    file = NonComplianceFile.objects.get()
    assert (file.cause, file.met_on, file.concerns.count()) == (Cause.LATE, LATE_ON, 2)
    assert sweep(LATE_ON + timedelta(days=4)) == []


@pytest.mark.parametrize(("answered", "files"), [("2026-08-14", 0), ("2026-08-17", 1)])
def test_an_answer_before_the_fifteenth_day_spares_the_file(
    mopc: Institution, by_officer: Actor, answered: str, files: int
) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    actions.answer(number, by=by_officer, at=at(answered), reply=GIVEN)
    assert len(sweep(date(2026, 8, 20))) == files


def test_a_ruling_that_is_not_complied_with_is_proposed_the_day_after_its_term(
    mopc: Institution, by_officer: Actor
) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    actions.record_court_filing(
        number, by=by_officer, at=at("2026-08-03"), court="Juzgado", filed_on=date(2026, 8, 3)
    )
    actions.record_ruling(
        number,
        by=by_officer,
        at=at("2026-08-05"),
        ruled_on=date(2026, 8, 5),
        orders_delivery=True,
        ruling="Entregar.",
    )
    # Three business days: Monday 10 August is the last.
    assert sweep(date(2026, 8, 10)) == []
    assert len(sweep(date(2026, 8, 13))) == 1
    file = NonComplianceFile.objects.get()
    assert (file.cause, file.met_on) == (Cause.RULING, date(2026, 8, 11))
    actions.record_compliance(number, by=by_officer, at=at("2026-08-14"), reply=GIVEN)
    assert sweep(date(2026, 8, 16)) == []


def test_a_denial_the_calendar_put_in_question_waits_for_its_review(
    lapsed: list[str], director: User, calendar: CalendarVersion
) -> None:
    change = CalendarChange.objects.create(
        base_version=calendar,
        reason="Asueto",
        instrument="Decreto",
        source="Gaceta",
        published_on=THIRD,
        proposed_by=director,
        proposed_at=at(THIRD),
    )
    review = DenialReview.objects.create(
        change=change,
        info_request=InformationRequest.objects.get(number=lapsed[0]),
        former_due_on=date(2026, 7, 27),
        due_on=date(2026, 7, 30),
    )
    assert sweep(THIRD) == []
    review.decision, review.decided_at = ReviewDecision.STANDS, at("2026-08-03")
    review.save()
    assert len(sweep(date(2026, 8, 3))) == 1


def test_the_database_refuses_the_same_fact_twice(lapsed: list[str]) -> None:
    sweep(THIRD)
    row = FileRequest.objects.first()
    assert row is not None
    file = NonComplianceFile.objects.get()
    file.pk, file.number = None, "INC-2026-0002"
    file.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        FileRequest.objects.create(
            file=file,
            info_request_id=row.info_request_id,
            fact=row.fact,
            due_on=row.due_on,
            act_on=row.act_on,
        )


def test_a_person_proposes_with_reasons_and_only_what_lapsed(
    lapsed: list[str], mopc: Institution, mec: Institution, auditor: User, by_officer: Actor
) -> None:
    by, when = Actor.official(auditor), at("2026-08-03")
    other = file_one(mec, when=at("2026-07-06")).info_request.number
    file = propose_by_hand(mopc, lapsed[:1], by=by, at=when, reason="Calla desde hace años.")
    assert (file.cause, file.proposed_by) == (Cause.BY_HAND, auditor)
    for numbers, reason in (([other], "Sí."), ([], "Sí."), (lapsed, " "), (["AIP-X"], "Sí.")):
        with pytest.raises(Incomplete):
            propose_by_hand(mopc, numbers, by=by, at=when, reason=reason)
    with pytest.raises(NotYours):
        propose_by_hand(mopc, lapsed, by=by_officer, at=when, reason="Sí.")
    # The rule counts the same silence on its own.
    assert len(sweep(date(2026, 8, 3))) == 1
