"""A complaint's way: filed, admitted or not, reported on, answered; each step once and for good."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution
from oversight.complaints import deciding, reports
from oversight.complaints.errors import (
    AlreadyComplained,
    ComplaintMoved,
    NotYourComplaint,
    ReportWaits,
    UnknownComplaint,
)
from oversight.complaints.filing import Complaining, file_complaint
from oversight.complaints.models import Complaint, ComplaintStep
from oversight.complaints.states import ComplaintStage, Ground, Result, StepKind
from oversight.complaints.told import ledger_of, left_of
from oversight.complaints.triggers import JOURNAL
from requests_app import tracking
from requests_app.errors import Incomplete, NotYours
from requests_app.models import InformationRequest
from tests.factories import appoint, at, file_one, make_institution, make_user
from tests.oversight.complaints.conftest import MONDAY, Complain

pytestmark = pytest.mark.django_db

TUESDAY = at("2026-07-07")


def test_numbers_have_neither_gaps_nor_doubles(complain: Complain) -> None:
    numbers = [complain().complaint.number for _turn in range(2)]
    numbers.append(complain(when=at("2027-01-04")).complaint.number)
    assert numbers == ["QUE-2026-000001", "QUE-2026-000002", "QUE-2027-000001"]


def test_a_form_sent_twice_is_one_complaint_and_the_same_code(complain: Complain) -> None:
    first, second = complain(token="the-same"), complain(token="the-same")
    assert (first.complaint, first.code) == (second.complaint, second.code)
    assert (first.is_new, second.is_new) == (True, False)
    assert tracking.matches(first.code, first.complaint.code_hash)
    assert first.code not in first.complaint.code_hash
    assert Complaint.objects.count() == ComplaintStep.objects.count() == 1


def test_only_who_asked_complains_of_a_request_and_once_at_a_time(
    complain: Complain, info_request: InformationRequest, mec: Institution, director: User
) -> None:
    received = complain(info_request=info_request)
    assert (received.code, received.complaint.code_hash) == ("", "")
    with pytest.raises(AlreadyComplained):
        complain(info_request=info_request)
    complain(info_request=info_request, ground=Ground.CHARGED)
    by = Actor.official(director)
    deciding.not_admit(received.complaint.number, by=by, at=TUESDAY, text="Ya se respondió.")
    complain(info_request=info_request)
    other = file_one(mec, when=MONDAY).info_request
    from_elsewhere = Actor.requester(info_request.number)
    with pytest.raises(NotYours):
        _file_as(from_elsewhere, other)


def _file_as(by: Actor, info_request: InformationRequest) -> None:
    said = Complaining(
        institution=info_request.institution,
        ground=Ground.OTHER,
        text="Texto.",
        info_request=info_request,
    )
    file_complaint(said, token="otra", by=by, at=MONDAY)


def test_a_complaint_says_something(complain: Complain) -> None:
    with pytest.raises(Incomplete):
        complain(text="  ")
    assert not Complaint.objects.exists()


def test_the_whole_way_leaves_every_step_in_the_journal(
    complain: Complain, director: User, auditor: User, head: User, authority: User
) -> None:
    number = complain().complaint.number
    by = Actor.official(director)
    deciding.admit(number, by=by, at=TUESDAY)
    asked = reports.ask_report(number, by=by, at=TUESDAY, text="¿Qué pasó el lunes?")
    assert asked.due_on == date(2026, 7, 14)
    with pytest.raises(ReportWaits):
        reports.ask_report(number, by=by, at=TUESDAY, text="¿Y el martes?")
    reports.answer_report(number, by=Actor.official(head), at=at("2026-07-08"), text="Nada.")
    deciding.note(number, by=Actor.official(auditor), at=at("2026-07-09"), text="Llamar.")
    deciding.draft_answer(
        number, by=Actor.official(auditor), at=at("2026-07-09"), result=None, text="Tiene razón."
    )
    closed = deciding.resolve(
        number, by=by, at=at("2026-07-10"), result=Result.FOUNDED, text="Tiene razón."
    )
    assert (closed.stage, closed.result, closed.answer_days) == ("resolved", "founded", 4)
    assert closed.draft_answer == ""
    assert list(closed.steps.values_list("kind", flat=True)) == [
        StepKind.FILED,
        StepKind.ADMITTED,
        StepKind.REPORT_ASKED,
        StepKind.REPORTED,
        StepKind.NOTED,
        StepKind.DRAFTED,
        StepKind.RESOLVED,
    ]


def test_the_database_keeps_every_line_of_the_journal(complain: Complain) -> None:
    complain()
    step = ComplaintStep.objects.get()
    for change in (step.save, step.delete, lambda: ComplaintStep.objects.update(text="Otra cosa.")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert JOURNAL.missing(connection) == set()


ACTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "admit": (deciding.admit, {}),
    "not_admit": (deciding.not_admit, {"text": "No corresponde."}),
    "ask_report": (reports.ask_report, {"text": "¿Qué pasó?"}),
    "resolve": (deciding.resolve, {"result": Result.MOOT, "text": "Ya le respondieron."}),
}


@pytest.mark.parametrize("name", ACTS)
def test_only_a_director_decides(
    complain: Complain, director: User, auditor: User, head: User, name: str
) -> None:
    number = complain().complaint.number
    act, words = ACTS[name]
    if name in {"ask_report", "resolve"}:
        deciding.admit(number, by=Actor.official(director), at=TUESDAY)
    steps = ComplaintStep.objects.count()
    for stranger in (Actor.official(auditor), Actor.official(head), Actor.requester(number)):
        with pytest.raises(NotYourComplaint):
            act(number, by=stranger, at=TUESDAY, **words)
    if "text" in words:
        with pytest.raises(Incomplete):
            act(number, by=Actor.official(director), at=TUESDAY, **{**words, "text": " "})
    assert ComplaintStep.objects.count() == steps
    act(number, by=Actor.official(director), at=TUESDAY, **words)


def test_an_act_out_of_turn_is_refused(complain: Complain, director: User, head: User) -> None:
    by, leads = Actor.official(director), Actor.official(head)
    number = complain().complaint.number
    for name in ("ask_report", "resolve"):
        act, words = ACTS[name]
        with pytest.raises(ComplaintMoved):
            act(number, by=by, at=TUESDAY, **words)
    deciding.admit(number, by=by, at=TUESDAY)
    with pytest.raises(ComplaintMoved):
        reports.answer_report(number, by=leads, at=TUESDAY, text="Nada.")
    reports.ask_report(number, by=by, at=TUESDAY, text="¿Qué pasó?")
    deciding.resolve(number, by=by, at=TUESDAY, result=Result.MOOT, text="Ya está.")
    with pytest.raises(ComplaintMoved):
        reports.answer_report(number, by=leads, at=TUESDAY, text="Tarde.")
    for name, (act, words) in ACTS.items():
        with pytest.raises(ComplaintMoved):
            act(number, by=by, at=TUESDAY, **words)
        assert name
    with pytest.raises(UnknownComplaint):
        deciding.admit("QUE-2026-999999", by=by, at=TUESDAY)


def test_who_leads_reports_and_the_directorate_may_write_down_what_came_by_post(
    complain: Complain, director: User, auditor: User, officer: User, mec: Institution
) -> None:
    by = Actor.official(director)
    number = complain().complaint.number
    deciding.admit(number, by=by, at=TUESDAY)
    reports.ask_report(number, by=by, at=TUESDAY, text="¿Qué pasó?")
    elsewhere = appoint(make_user("jefe@mec.example"), mec, Duty.HEAD)
    for stranger in (officer, elsewhere, director):
        with pytest.raises(NotYourComplaint):
            reports.answer_report(number, by=Actor.official(stranger), at=TUESDAY, text="Nada.")
    words = {"text": "Se disculpan.", "received_by": "Nota 12/2026"}
    for lacking in words:
        with pytest.raises(Incomplete):
            reports.record_report(
                number, by=Actor.official(auditor), at=TUESDAY, **{**words, lacking: " "}
            )
    asked = reports.record_report(number, by=Actor.official(auditor), at=TUESDAY, **words)
    assert asked.answered_by == auditor
    # Asked and answered, the institution may be asked again.
    reports.ask_report(number, by=by, at=TUESDAY, text="¿Y qué harán?")


def test_being_late_is_a_comparison(complain: Complain, director: User) -> None:
    complaint = complain().complaint
    assert left_of(complaint, on=date(2026, 7, 20)) == 0
    assert left_of(complaint, on=date(2026, 7, 21)) == -1
    assert ledger_of(complaint)[-1].day == complaint.due_on
    closed = deciding.not_admit(
        complaint.number, by=Actor.official(director), at=TUESDAY, text="No corresponde."
    )
    assert closed.stage == ComplaintStage.NOT_ADMITTED
    assert left_of(closed, on=date(2027, 1, 1)) is None


def test_a_dissolved_institution_answers_through_its_successor(
    complain: Complain, mopc: Institution
) -> None:
    old = make_institution("VIEJA", is_active=False, successor=mopc)
    assert complain(institution=old).complaint.institution == mopc
