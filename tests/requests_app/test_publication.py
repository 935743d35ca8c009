"""A reader reports a published text: it is held at once if it may hurt, and a person decides."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from accounts.actors import ANYONE, Actor
from accounts.models import User
from offices.models import Duty, Institution
from requests_app import actions
from requests_app.actions import Problem
from requests_app.actions.publication import HOLDS_A_DAY, MOST_WAITING
from requests_app.errors import (
    AlreadyDecided,
    Incomplete,
    NothingPublished,
    NotYours,
    UnderReview,
    UnknownRequest,
)
from requests_app.models import InformationRequest, PublicationReport, TimelineEvent
from requests_app.public import find_public
from requests_app.states import EventKind, ReportDecision, ReportKind, Screening
from requests_app.verification import verify_log
from tests.factories import appoint, at, file_one, make_institution, make_user

pytestmark = pytest.mark.django_db
NOON = at("2026-07-08", 12)
ON = date(2026, 7, 8)


def publish(institution: Institution, by: Actor) -> str:
    number = file_one(institution, when=at("2026-07-06")).info_request.number
    actions.screen_text(number, by=by, at=at("2026-07-07"), screening=Screening.SHOWN)
    return number


@pytest.fixture
def number(mopc: Institution, by_officer: Actor) -> str:
    return publish(mopc, by_officer)


def report(number: str, *, when: datetime = NOON, **extra: Any) -> PublicationReport:
    fields = {
        "kind": ReportKind.THIRD_PARTY,
        "text": "Está el teléfono de Rita Reservada.",
        "contact": "quien@informa.example",
        "reporter_key": "una-persona",
        **extra,
    }
    made = actions.report_problem(number, by=ANYONE, at=when, problem=Problem(**fields))
    assert made is not None
    return made


def decide(report: PublicationReport, by: Actor, decision: ReportDecision, **extra: Any) -> None:
    fields = {"reason": "Razón de la decisión.", "at": NOON, **extra}
    actions.decide_report(report.pk, by=by, decision=decision, **fields)


def screening_of(number: str) -> str:
    return InformationRequest.objects.get(number=number).screening


@pytest.mark.parametrize("kind", [ReportKind.THIRD_PARTY, ReportKind.THREAT])
def test_what_may_hurt_somebody_leaves_the_page_at_once(number: str, kind: ReportKind) -> None:
    assert report(number, kind=kind).holds
    shown = find_public(number, on=ON)
    assert shown is not None
    assert (shown.shows_text, shown.is_under_review, shown.tombstone) == (False, True, None)
    assert (shown.subject, shown.description, shown.answers) == ("", "", ())
    assert verify_log(number=number).failures == []


def test_another_problem_hides_nothing_and_waits_for_a_person(number: str) -> None:
    assert not report(number, kind=ReportKind.OTHER).holds
    assert screening_of(number) == Screening.SHOWN


def test_nothing_of_what_the_reporter_wrote_is_in_the_history(number: str) -> None:
    report(number)
    event = TimelineEvent.objects.get(kind=EventKind.PROBLEM_REPORTED)
    for private in ("Reservada", "quien@informa.example", "una-persona"):
        assert private not in event.payload
    shown = find_public(number, on=ON)
    assert shown is not None
    assert "Reservada" not in repr(shown)
    assert shown.events[-1].by == "Una persona que leyó el pedido"


def test_a_restored_text_comes_back_and_is_not_held_again_for_the_same(
    number: str, by_officer: Actor
) -> None:
    decide(report(number), by_officer, ReportDecision.RESTORE)
    assert screening_of(number) == Screening.SHOWN
    assert not report(number, reporter_key="otra").holds
    assert report(number, reporter_key="otra", kind=ReportKind.THREAT).holds
    assert verify_log(number=number).failures == []


def test_a_text_taken_down_leaves_a_stone_that_says_when_by_whom_and_why(
    number: str, by_officer: Actor
) -> None:
    decide(report(number), by_officer, ReportDecision.TAKE_DOWN, reason="Tiene un teléfono.")
    shown = find_public(number, on=ON)
    assert shown is not None
    assert shown.tombstone is not None
    assert shown.tombstone.by == "Ministerio de Obras Públicas y Comunicaciones"
    assert (shown.tombstone.taken_down_on, shown.tombstone.reason) == (ON, "Tiene un teléfono.")
    assert not shown.is_under_review
    assert [told.title for told in shown.events][-2:] == [
        "Se informó un problema con el texto publicado",
        "Se decidió sobre un problema informado",
    ]
    assert verify_log(number=number).failures == []


def test_the_directorate_decides_in_its_own_name(number: str, mec: Institution) -> None:
    auditor = appoint(make_user("auditora@mj.example"), make_institution("MJ"), Duty.AUDITOR)
    decide(report(number), Actor.official(auditor), ReportDecision.TAKE_DOWN)
    shown = find_public(number, on=ON)
    assert shown is not None
    assert shown.tombstone is not None
    assert "Dirección" in shown.tombstone.by
    assert "Dirección" in shown.events[-1].by


def test_nobody_else_decides_and_nobody_decides_twice(
    number: str, by_officer: Actor, other_officer: User
) -> None:
    made = report(number)
    for stranger in (ANYONE, Actor.requester(number), Actor.official(other_officer)):
        with pytest.raises(NotYours):
            decide(made, stranger, ReportDecision.RESTORE)
    with pytest.raises(Incomplete):
        decide(made, by_officer, ReportDecision.RESTORE, reason=" ")
    events = TimelineEvent.objects.count()
    decide(made, by_officer, ReportDecision.RESTORE)
    with pytest.raises(AlreadyDecided):
        decide(made, by_officer, ReportDecision.TAKE_DOWN)
    assert TimelineEvent.objects.count() == events + 1


def test_a_held_text_comes_back_only_through_the_decision(number: str, by_officer: Actor) -> None:
    made = report(number)
    with pytest.raises(UnderReview):
        actions.screen_text(number, by=by_officer, at=NOON, screening=Screening.SHOWN)
    decide(made, by_officer, ReportDecision.TAKE_DOWN)
    actions.screen_text(number, by=by_officer, at=NOON, screening=Screening.SHOWN)
    assert screening_of(number) == Screening.SHOWN


def test_a_text_stays_hidden_until_the_last_report_that_holds_it_is_decided(
    number: str, by_officer: Actor
) -> None:
    first = report(number)
    InformationRequest.objects.filter(number=number).update(screening=Screening.SHOWN)
    second = report(number, kind=ReportKind.THREAT)
    decide(first, by_officer, ReportDecision.RESTORE)
    assert screening_of(number) == Screening.WITHHELD
    decide(second, by_officer, ReportDecision.RESTORE)
    assert screening_of(number) == Screening.SHOWN


def test_deciding_a_report_that_hides_nothing_publishes_nothing(
    number: str, by_officer: Actor
) -> None:
    made = report(number, kind=ReportKind.OTHER)
    actions.screen_text(number, by=by_officer, at=NOON, screening=Screening.WITHHELD)
    decide(made, by_officer, ReportDecision.RESTORE)
    assert screening_of(number) == Screening.WITHHELD


def test_one_reporter_hides_only_so_many_texts_a_day(mopc: Institution, by_officer: Actor) -> None:
    numbers = [publish(mopc, by_officer) for _ in range(HOLDS_A_DAY + 1)]
    assert [report(number).holds for number in numbers] == [True] * HOLDS_A_DAY + [False]
    assert report(numbers[-1], when=at("2026-07-09")).holds
    assert not report(publish(mopc, by_officer), reporter_key="").holds


def test_reports_do_not_bury_the_history(number: str) -> None:
    for _turn in range(MOST_WAITING):
        report(number, kind=ReportKind.OTHER)
    problem = Problem(kind=ReportKind.OTHER, text="Otro.")
    assert actions.report_problem(number, by=ANYONE, at=NOON, problem=problem) is None
    assert TimelineEvent.objects.filter(kind=EventKind.PROBLEM_REPORTED).count() == MOST_WAITING


def test_there_is_nothing_to_report_where_nothing_is_published(mopc: Institution) -> None:
    hidden = file_one(mopc, when=at("2026-07-06")).info_request.number
    with pytest.raises(NothingPublished):
        report(hidden)
    with pytest.raises(UnknownRequest):
        report("AIP-2099-000001")
    with pytest.raises(Incomplete):
        report(hidden, text=" \n")


def test_there_is_no_deciding_what_nobody_reported(by_officer: Actor) -> None:
    with pytest.raises(UnknownRequest):
        actions.decide_report(
            999, by=by_officer, at=NOON, decision=ReportDecision.RESTORE, reason="No."
        )
