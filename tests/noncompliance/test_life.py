"""The life of a file: opened, notified, heard, inquired into, ended; and where four eyes bind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.actors import Actor
from accounts.models import User
from law.breach import STATEMENT
from noncompliance import deciding, ending, hearing
from noncompliance.clock import is_late_reply, statement_ends_on
from noncompliance.ending import Result
from noncompliance.errors import (
    InquiryNeeded,
    NobodyToNotify,
    NotDelivered,
    NothingPrepared,
    OtherPersonNeeded,
    OwnRegime,
    StatementStillOpen,
    StepWaits,
    UnknownFile,
    WrongFileStage,
)
from noncompliance.exposure import exposed_by
from noncompliance.journal import is_whole
from noncompliance.models import FileStep, NonComplianceFile, PreparedStep
from noncompliance.proposing import propose_by_hand, propose_by_rule
from noncompliance.states import Cause, FileStage, MailState, NoticeMeans, Outcome, StepKind
from noncompliance.triggers import STEPS
from offices.models import Branch, Duty, Institution, Post
from requests_app.errors import Incomplete, NotYours
from tests.factories import appoint, at, make_user

pytestmark = pytest.mark.django_db

LAST_DAY, AFTER = at("2026-08-17"), at("2026-08-19")


def now_of(number: str) -> NonComplianceFile:
    return NonComplianceFile.objects.get(number=number)


def result(outcome: Outcome = Outcome.WRITTEN_WARNING, **extra: Any) -> Result:
    fields: dict[str, Any] = {
        "outcome_on": date(2026, 8, 19),
        "authority": "Ministra",
        "instrument": "Resolución 12/2026",
        "text": "Amonestación por el atraso.",
        **extra,
    }
    return Result(outcome=outcome, **fields)


def test_from_the_proposal_to_the_end_with_every_step_in_the_journal(
    notified: str, director: User, auditor: User, head: User
) -> None:
    by, prepares = Actor.official(director), Actor.official(auditor)
    heard = hearing.reply(notified, by=Actor.official(head), at=at("2026-08-10"), text="Fue…")
    assert (heard.stage, heard.replied_on) == (FileStage.HEARD, date(2026, 8, 10))
    hearing.ask_inquiry(notified, by=by, at=AFTER, note="Nota 7", text="Se reitera.")
    hearing.order_inquiry(
        notified,
        by=prepares,
        at=AFTER,
        ordered_on=date(2026, 8, 19),
        authority="Ministra",
        instrument="Resolución 9",
    )
    step = ending.prepare_outcome(notified, by=prepares, at=AFTER, result=result())
    recorded = ending.confirm(notified, by=by, at=AFTER, step=step.pk)
    assert (recorded.stage, recorded.outcome) == (FileStage.OUTCOME, Outcome.WRITTEN_WARNING)
    step = ending.prepare_closing(notified, by=prepares, at=AFTER, text="Terminó.")
    closed = ending.confirm(notified, by=by, at=AFTER, step=step.pk)
    assert (closed.stage, closed.ending, closed.is_over) == (FileStage.CLOSED, "Terminó.", True)
    assert list(closed.steps.values_list("kind", flat=True)) == [
        StepKind.PROPOSED,
        StepKind.OPENED,
        StepKind.NOTIFIED,
        StepKind.REPLIED,
        StepKind.INQUIRY_ASKED,
        StepKind.INQUIRY_ORDERED,
        StepKind.PREPARED,
        StepKind.OUTCOME_RECORDED,
        StepKind.PREPARED,
        StepKind.CLOSED,
    ]
    assert is_whole(closed)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FileStep.objects.filter(kind=StepKind.REPLIED).update(payload="{}")
    STEPS.remove(connection)
    FileStep.objects.filter(kind=StepKind.REPLIED).update(payload="{}")
    assert not is_whole(closed)


def test_what_is_dismissed_keeps_its_reason_and_does_not_come_back(
    number: str, director: User
) -> None:
    deciding.dismiss_file(number, by=Actor.official(director), at=AFTER, text="Hubo un incendio.")
    file = now_of(number)
    assert (file.stage, file.ending) == (FileStage.DISMISSED, "Hubo un incendio.")
    on = date(2026, 7, 31)
    assert propose_by_rule(on=on, at=at(on)) == []
    with pytest.raises(WrongFileStage):
        deciding.open_file(number, by=Actor.official(director), at=AFTER, text="Sí.")


def test_who_proposed_a_file_does_not_open_it(
    lapsed: list[str], mopc: Institution, director: User, other_director: User
) -> None:
    by = Actor.official(director)
    file = propose_by_hand(mopc, lapsed, by=by, at=AFTER, reason="Calla.")
    with pytest.raises(OtherPersonNeeded):
        deciding.open_file(file.number, by=by, at=AFTER, text="Sí.")
    with pytest.raises(IntegrityError), transaction.atomic():
        NonComplianceFile.objects.filter(pk=file.pk).update(decided_by=director)
    other = Actor.official(other_director)
    assert deciding.open_file(file.number, by=other, at=AFTER, text="Sí.").stage == FileStage.OPENED


def test_who_prepared_a_step_does_not_confirm_it(
    notified: str, director: User, other_director: User, auditor: User
) -> None:
    by, other = Actor.official(director), Actor.official(other_director)
    step = ending.prepare_closing(notified, by=by, at=AFTER, text="Ya respondió todo.")
    with pytest.raises(StepWaits):
        ending.prepare_closing(notified, by=other, at=AFTER, text="Yo también.")
    with pytest.raises(OtherPersonNeeded):
        ending.confirm(notified, by=by, at=AFTER, step=step.pk)
    with pytest.raises(NotYours):
        ending.confirm(notified, by=Actor.official(auditor), at=AFTER, step=step.pk)
    with pytest.raises(NotYours):
        ending.send_back(notified, by=Actor.official(auditor), at=AFTER, step=step.pk, note="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedStep.objects.update(decided_by=director, is_confirmed=True)
    ending.send_back(notified, by=other, at=AFTER, step=step.pk, note="Falta el descargo.")
    with pytest.raises(NothingPrepared):
        ending.confirm(notified, by=other, at=AFTER, step=step.pk)
    assert now_of(notified).stage == FileStage.NOTIFIED


def test_while_it_may_speak_nothing_is_asked_and_afterwards_it_may_still_speak(
    notified: str, director: User, head: User
) -> None:
    by = Actor.official(director)
    assert statement_ends_on(now_of(notified)) == date(2026, 8, 17)
    with pytest.raises(StatementStillOpen):
        hearing.ask_inquiry(notified, by=by, at=LAST_DAY, note="Nota", text="Se pide.")
    late = hearing.reply(notified, by=Actor.official(head), at=AFTER, text="Tarde, pero…")
    assert is_late_reply(late)
    assert STATEMENT.value == 10


def test_silence_leads_on_only_if_the_notice_reached_somebody(
    notified: str, director: User
) -> None:
    by = Actor.official(director)
    with pytest.raises(NotDelivered):
        hearing.ask_inquiry(notified, by=by, at=AFTER, note="Nota", text="Se pide.")
    with pytest.raises(Incomplete):
        deciding.deliver_on_paper(notified, by=by, at=AFTER, instrument="N 1", delivered_on=None)
    paper = deciding.deliver_on_paper(
        notified, by=by, at=AFTER, instrument="Nota 1", delivered_on=date(2026, 8, 19)
    )
    assert (paper.notice_means, paper.statement_until) == (NoticeMeans.PAPER, date(2026, 9, 2))
    asked = hearing.ask_inquiry(
        notified, by=by, at=at("2026-09-03"), note="Nota 2", text="Nadie contestó."
    )
    assert asked.stage == FileStage.INQUIRY_ASKED


def test_the_notice_goes_to_who_leads_the_institution(
    notified: str, authority: User, head: User, officer: User
) -> None:
    mails = now_of(notified).mails.all()
    assert {mail.person for mail in mails} == {authority, head}
    assert {mail.state for mail in mails} == {MailState.PENDING}


def test_where_the_registry_knows_no_authority_it_is_notified_on_paper(
    number: str, director: User, authority: User
) -> None:
    by = Actor.official(director)
    Post.objects.filter(holder=authority).update(ends_on=date(2026, 7, 31))
    deciding.open_file(number, by=by, at=AFTER, text="Sí.")
    with pytest.raises(NobodyToNotify):
        deciding.notify(number, by=by, at=AFTER, text="Hechos.")
    file = deciding.notify(
        number,
        by=by,
        at=AFTER,
        text="Hechos.",
        instrument="Nota 3",
        delivered_on=date(2026, 8, 19),
    )
    assert file.notice_means == NoticeMeans.PAPER


def test_a_penalty_is_recorded_only_after_an_inquiry_was_ordered(
    notified: str, director: User, head: User
) -> None:
    by = Actor.official(director)
    hearing.reply(notified, by=Actor.official(head), at=LAST_DAY, text="Fue…")
    with pytest.raises(InquiryNeeded):
        ending.prepare_outcome(notified, by=by, at=AFTER, result=result(Outcome.FINE))
    for wrong in (
        result(Outcome.REPORTED),
        result(Outcome.ARCHIVED, outcome_on=date(2026, 8, 20)),
        result(Outcome.ARCHIVED, authority=" "),
        result(Outcome.ARCHIVED, text=""),
    ):
        with pytest.raises(Incomplete):
            ending.prepare_outcome(notified, by=by, at=AFTER, result=wrong)
    assert ending.prepare_outcome(notified, by=by, at=AFTER, result=result(Outcome.ARCHIVED)).pk


def test_where_staff_have_a_regime_of_their_own_the_body_is_only_informed(
    notified: str, mopc: Institution, director: User, head: User
) -> None:
    by = Actor.official(director)
    mopc.branch = Branch.MUNICIPALITY
    mopc.save()
    hearing.reply(notified, by=Actor.official(head), at=LAST_DAY, text="Fue…")
    with pytest.raises(OwnRegime):
        hearing.ask_inquiry(notified, by=by, at=AFTER, note="Nota", text="Se pide.")
    file = now_of(notified)
    assert {exposed.ranges for exposed in exposed_by(file, file.concerns.all())} == {()}
    assert ending.prepare_outcome(notified, by=by, at=AFTER, result=result(Outcome.REPORTED)).pk


@pytest.mark.parametrize(
    ("act_on", "ids"),
    [
        (date(2025, 7, 15), ["ley-1626-grave"]),
        (date(2025, 7, 16), ["ley-7445-leve", "ley-7445-grave"]),
    ],
)
def test_exposure_follows_the_regime_of_the_day_of_each_act(
    number: str, act_on: date, ids: list[str]
) -> None:
    file = now_of(number)
    file.concerns.update(act_on=act_on)
    for exposed in exposed_by(file, file.concerns.all()):
        assert [one.id for one in exposed.ranges] == ids
        assert {one.label for one in exposed.ranges} == {"posible"}
    single = exposed_by(file, file.concerns.all()[:1])[0]
    assert "ley-7445-grave" not in [one.id for one in single.ranges]
    file.cause = Cause.RULING
    assert exposed_by(file, file.concerns.all())[0].ranges[-1].id == "desacato"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (deciding.open_file, {"text": "Sí."}),
        (deciding.dismiss_file, {"text": "No."}),
        (deciding.notify, {"text": "Hechos."}),
        (hearing.ask_inquiry, {"note": "Nota", "text": "Se pide."}),
    ],
)
def test_only_a_director_decides_and_each_step_has_its_stage(
    notified: str,
    director: User,
    auditor: User,
    by_officer: Actor,
    act: Callable[..., Any],
    said: Any,
) -> None:
    for by in (Actor.official(auditor), by_officer, Actor.requester("AIP-2026-000001")):
        with pytest.raises(NotYours):
            act(notified, by=by, at=AFTER, **said)
    with pytest.raises((WrongFileStage, NotDelivered)):
        act(notified, by=Actor.official(director), at=AFTER, **said)
    with pytest.raises(UnknownFile):
        act("INC-2026-9999", by=Actor.official(director), at=AFTER, **said)


def test_only_who_leads_the_institution_speaks_for_it_and_once(
    notified: str, head: User, by_officer: Actor, director: User
) -> None:
    for by in (by_officer, Actor.official(director)):
        with pytest.raises(NotYours):
            hearing.reply(notified, by=by, at=LAST_DAY, text="Yo.")
    with pytest.raises(Incomplete):
        hearing.reply(notified, by=Actor.official(head), at=LAST_DAY, text=" ")
    hearing.reply(notified, by=Actor.official(head), at=LAST_DAY, text="Fue…")
    with pytest.raises(WrongFileStage):
        hearing.reply(notified, by=Actor.official(head), at=LAST_DAY, text="Y otra cosa.")


def test_a_successor_answers_for_the_body_it_took_over(
    notified: str, mopc: Institution, mec: Institution, head: User
) -> None:
    heir = appoint(make_user("jefa@mec.example"), mec, Duty.HEAD)
    on = date(2026, 8, 10)
    assert not NonComplianceFile.objects.told_to(heir, on=on).exists()
    mopc.is_active, mopc.successor = False, mec
    mopc.save()
    assert NonComplianceFile.objects.told_to(heir, on=on).exists()
    with pytest.raises(NotYours):
        hearing.reply(notified, by=Actor.official(head), at=at(on), text="Yo ya no.")
    assert hearing.reply(notified, by=Actor.official(heir), at=at(on), text="Fue…").replied_on == on
