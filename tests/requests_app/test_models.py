"""How rows are found, who may read their files, and how they show themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from law.terms import TermKind
from offices.models import Institution, Post
from requests_app import actions, documents
from requests_app.actions import Intake
from requests_app.models import (
    Answer,
    Clarification,
    CourtCase,
    Document,
    InformationRequest,
    Leg,
    NumberCounter,
    ReasonedResolution,
    Reconsideration,
    Registration,
    Term,
    TermStep,
    WithheldItem,
)
from requests_app.states import Channel, Outcome, ReconsiderationStage, Stage, Visibility
from tests.factories import at, filing
from tests.requests_app.story import reload, reply, resolution, silent_denial, term

pytestmark = pytest.mark.django_db


def test_each_file_has_its_own_readers(number: str, by_officer: Actor) -> None:
    for visibility in Visibility:
        checked = documents.check(ContentFile(b"a,b\n"), f"{visibility}.csv")
        documents.attach(reload(number), [checked], visibility=visibility, at=at("2026-07-07"))
    of = Document.objects
    assert [str(row) for row in of.for_parties()] == ["parties.csv", "public.csv"]
    assert [str(row) for row in of.for_anyone()] == ["public.csv"]
    assert of.count() == 3


def test_the_due_date_is_known_while_it_runs_and_after(number: str, by_officer: Actor) -> None:
    due = date(2026, 7, 27)
    rows: Any = InformationRequest.objects
    assert rows.with_due_date().get().due_on == due
    assert not rows.past_due(due).exists()
    assert rows.past_due(date(2026, 7, 28)).get().number == number
    actions.answer(number, by=by_officer, at=at("2026-07-10"), reply=reply())
    assert rows.with_due_date().get().due_on == due
    assert not rows.past_due(date(2026, 7, 28)).exists()


def test_a_request_never_has_two_open_terms_of_a_kind(number: str) -> None:
    answer = term(number, TermKind.ANSWER)
    answer.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.save()
    Term.objects.update(closed_on=date(2026, 7, 7), ended_as="met")
    answer.save()


@pytest.mark.parametrize(
    "wrong", [{"stage": "lost"}, {"stage": Stage.ANSWERED}, {"answered_on": date(2026, 7, 1)}]
)
def test_the_database_refuses_a_state_that_cannot_be(number: str, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        InformationRequest.objects.update(**wrong)


def test_a_stage_is_not_set_by_hand(number: str) -> None:
    row = reload(number)
    with pytest.raises(AttributeError):
        row.stage = Stage.ANSWERED


def test_numbers_can_be_reserved_together(db: None) -> None:
    assert [NumberCounter.take(2026, count=5), NumberCounter.take(2026)] == [1, 6]
    assert str(NumberCounter.objects.get()) == "2026: 6"


def test_rows_name_themselves_without_naming_anyone(
    number: str, mopc: Institution, mec: Institution, by_officer: Actor, seal: Post
) -> None:
    citizen = Actor.requester(number)
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Qué año?")
    actions.take_ladder_steps(on=date(2026, 7, 20), at=at("2026-07-20"))
    silent_denial(number)
    partly = reply(Outcome.PARTLY_GRANTED)
    actions.answer(number, by=by_officer, at=at("2026-07-30"), reply=partly)
    actions.file_reconsideration(number, by=citizen, at=at("2026-07-31"), text="Falta.")
    actions.record_court_filing(
        number, by=citizen, at=at("2026-08-01"), court="J4", filed_on=date(2026, 8, 1)
    )
    paper = Intake(channel=Channel.COUNTER, presented_on=date(2026, 7, 20))
    other = actions.register(
        filing(mopc), paper, token="paper", by=by_officer, at=at("2026-07-20")
    ).info_request
    actions.deny(other.number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal))
    row = reload(number)
    shown = {
        str(row): number,
        str(row.requester): f"solicitante {row.requester_id}",
        str(Clarification.objects.get()): f"aclaración de {row.pk}",
        str(TermStep.objects.first()): f"{term(number, TermKind.ANSWER).pk} five_days_left",
        str(term(number, TermKind.ANSWER)): "answer 2026-07-27",
        str(Answer.objects.first()): f"{row.pk}: partly_granted",
        str(WithheldItem.objects.get()): "Anexo III",
        str(ReasonedResolution.objects.get()): "412/2026",
        str(Reconsideration.objects.get()): f"reconsideración de {row.pk}",
        str(CourtCase.objects.get()): f"acción judicial de {row.pk}",
        str(Registration.objects.get()): f"registro de {other.pk}",
        str(Leg(info_request=row, from_institution=mopc, to_institution=mec)): (
            f"{row.pk}: {mopc.pk} → {mec.pk}"
        ),
    }
    assert all(said == expected for said, expected in shown.items())


def test_a_sweep_goes_on_past_an_appeal_somebody_else_closed(
    number: str, mopc: Institution
) -> None:
    silent_denial(number)
    actions.file_reconsideration(
        number, by=Actor.requester(number), at=at("2026-07-30"), text="Es público."
    )
    Reconsideration.objects.update(stage=ReconsiderationStage.REJECTED, closed_on=date(2026, 8, 3))
    assert actions.lapse_reconsiderations(on=date(2026, 9, 1), at=at("2026-09-01")) == []
