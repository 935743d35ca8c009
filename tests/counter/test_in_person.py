"""Notifying at a counter: from that day the terms run against who was told, and not before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from accounts.actors import Actor
from accounts.models import User
from law.terms import TermKind
from offices.models import Institution, Office
from requests_app import actions, documents
from requests_app.actions import Handed, Receipt, Reply, Withheld
from requests_app.awaiting import waiting_at_the_counter, waiting_events
from requests_app.errors import Incomplete, NothingToTell, NotYours, RemedyClosed
from requests_app.models import InformationRequest, InPersonNotice, Registration, TimelineEvent
from requests_app.next_steps import Step, next_steps
from requests_app.standing import is_code_of, standing_of
from requests_app.states import Channel, Copies, EventKind, Outcome, SignedPaper, Visibility
from requests_app.verification import verify_log
from tests.factories import at, file_one, filing, requester_of
from tests.requests_app.desk.conftest import pdf

pytestmark = pytest.mark.django_db

ANSWERED_ON, CAME_ON, LONG_AFTER = "2026-07-10", "2026-07-20", "2026-09-30"
TO_ANA = Handed(received_by="Ana Solicitante", identity="Cédula a la vista", copies=Copies.PAPER)


def in_part(receipt: Receipt, by: Actor, *, day: str = ANSWERED_ON) -> str:
    number = receipt.info_request.number
    kept = Withheld("Anexo", "Ley 6534/2020, art. 4")
    reply = Reply(outcome=Outcome.PARTLY_GRANTED, text="Va una parte.", withheld=(kept,))
    actions.answer(number, by=by, at=at(day), reply=reply)
    return number


def notify(number: str, by: Actor, *, day: str = CAME_ON, **extra: Any) -> InPersonNotice:
    handed = Handed(**{
        "received_by": TO_ANA.received_by,
        "identity": TO_ANA.identity,
        "copies": TO_ANA.copies,
        **extra,
    })  # fmt: skip
    return actions.notify_in_person(number, handed, by=by, at=at(day))


def due(number: str, kind: TermKind) -> list[tuple[date, date, str]]:
    terms = InformationRequest.objects.get(number=number).terms.filter(kind=kind).order_by("pk")
    return list(terms.values_list("starts_on", "due_on", "ended_as"))


def kinds(number: str) -> Sequence[str]:
    rows = TimelineEvent.objects.filter(info_request__number=number).order_by("sequence")
    return list(rows.values_list("kind", flat=True))


def test_the_terms_to_fight_a_decision_run_from_the_day_it_is_notified(
    in_person: Receipt, by_officer: Actor
) -> None:
    number = in_part(in_person, by_officer)
    notice = notify(number, by_officer)
    told, again = due(number, TermKind.RECONSIDERATION)
    assert told == (date(2026, 7, 10), date(2026, 7, 24), "replaced")
    assert again == (date(2026, 7, 20), date(2026, 8, 3), "")
    assert [row[0] for row in due(number, TermKind.COURT)] == [
        date(2026, 7, 10),
        notice.notified_on,
    ]
    answer = in_person.info_request.answers.get()
    assert (answer.answered_on, answer.notified_on) == (date(2026, 7, 10), date(2026, 7, 20))
    assert kinds(number)[-1] == EventKind.NOTIFIED_IN_PERSON
    assert not verify_log(number=number).failed


def test_an_appeal_is_not_late_while_nobody_has_notified_the_decision(
    in_person: Receipt, by_officer: Actor
) -> None:
    number = in_part(in_person, by_officer)
    steps = {step.step: step for step in next_steps(standing_of(number), on=at(LONG_AFTER).date())}
    assert steps[Step.RECONSIDER].awaits_notice
    appeal = actions.file_reconsideration(
        number, by=requester_of(in_person), at=at(LONG_AFTER), text="Falta el anexo."
    )
    assert not appeal.is_late


def test_once_notified_the_days_count(in_person: Receipt, by_officer: Actor) -> None:
    number = in_part(in_person, by_officer)
    notify(number, by_officer)
    with pytest.raises(RemedyClosed):
        actions.file_reconsideration(
            number, by=requester_of(in_person), at=at(LONG_AFTER), text="Falta el anexo."
        )


def test_the_way_to_court_stays_open_until_it_is_notified(
    in_person: Receipt, by_officer: Actor
) -> None:
    number = in_part(in_person, by_officer)
    next_year = date(2027, 2, 1)
    assert Step.GO_TO_COURT in {step.step for step in next_steps(standing_of(number), on=next_year)}
    notify(number, by_officer)
    later = {step.step for step in next_steps(standing_of(number), on=next_year)}
    assert Step.GO_TO_COURT not in later


def test_who_is_told_the_same_day_keeps_the_same_terms(
    in_person: Receipt, by_officer: Actor
) -> None:
    number = in_part(in_person, by_officer)
    notify(number, by_officer, day=ANSWERED_ON)
    assert len(due(number, TermKind.RECONSIDERATION)) == 1


def test_an_appeal_already_filed_keeps_its_term_and_the_court_gets_the_new_one(
    in_person: Receipt, by_officer: Actor
) -> None:
    number = in_part(in_person, by_officer)
    actions.file_reconsideration(
        number, by=requester_of(in_person), at=at("2026-07-13"), text="Falta el anexo."
    )
    notify(number, by_officer)
    assert [row[2] for row in due(number, TermKind.RECONSIDERATION)] == ["met"]
    assert [row[2] for row in due(number, TermKind.COURT)] == ["replaced", ""]
    assert not verify_log(number=number).failed


def test_silence_counts_from_its_due_date_however_late_it_is_told(
    in_person: Receipt, by_officer: Actor
) -> None:
    number = in_person.info_request.number
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28"))
    notify(number, by_officer, day="2026-08-03")
    assert [row[0] for row in due(number, TermKind.RECONSIDERATION)] == [date(2026, 7, 27)]


def test_nobody_is_notified_twice_of_the_same(in_person: Receipt, by_officer: Actor) -> None:
    number = in_part(in_person, by_officer)
    notify(number, by_officer)
    with pytest.raises(NothingToTell):
        notify(number, by_officer)
    assert not waiting_at_the_counter(InformationRequest.objects.all()).exists()


def test_who_receives_by_mail_waits_at_the_counter_only_when_it_came_back(
    mopc: Institution, by_officer: Actor
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    number = in_part(receipt, by_officer)
    everything = InformationRequest.objects.all()
    assert not waiting_at_the_counter(everything).exists()
    sequence = receipt.info_request.timeline.get(kind=EventKind.ANSWERED).sequence
    returned = actions.Returned(
        message_id="<1@x>", sequence=sequence, address="ana@correo.example", reason="550"
    )
    actions.note_bounce(number, returned, at=at("2026-07-11"))
    assert waiting_at_the_counter(everything).get().number == number
    notify(number, by_officer)
    assert due(number, TermKind.RECONSIDERATION)[-1][0] == date(2026, 7, 20)
    assert not receipt.info_request.bounces.unsettled().exists()
    assert not verify_log(number=number).failed


@pytest.mark.parametrize("lacking", ["received_by", "identity"])
def test_a_notification_says_who_received_it_and_how_they_were_known(
    in_person: Receipt, by_officer: Actor, lacking: str
) -> None:
    number = in_part(in_person, by_officer)
    with pytest.raises(Incomplete) as refused:
        notify(number, by_officer, **{lacking: " "})
    assert list(refused.value.fields) == [lacking]
    assert kinds(number)[-1] == EventKind.ANSWERED


def test_a_clerk_notifies_for_any_institution_whoever_stands_before_them(
    in_person: Receipt, by_officer: Actor, by_clerk: Actor, centre: Office
) -> None:
    number = in_part(in_person, by_officer)
    notice = notify(number, by_clerk, centre=centre)
    assert notice.office == centre
    event = in_person.info_request.timeline.last()
    assert event is not None
    assert event.data["centre"] == centre.name
    assert waiting_events(InformationRequest.objects.get(number=number)) == []


def test_a_clerk_without_the_person_notifies_nobody(
    in_person: Receipt, by_officer: Actor, clerk: User, centre: Office
) -> None:
    number = in_part(in_person, by_officer)
    for by in (Actor.official(clerk), Actor.attending(clerk, "AIP-2026-999999")):
        with pytest.raises(NotYours):
            notify(number, by, centre=centre)
    with pytest.raises(NotYours):
        notify(number, Actor.attending(clerk, number))  # not at the institution's own desk
    with pytest.raises(NotYours):
        notify(number, Actor.requester(number), centre=centre)


def test_an_officer_of_another_institution_is_no_clerk(
    in_person: Receipt, by_officer: Actor, other_officer: User, centre: Office
) -> None:
    number = in_part(in_person, by_officer)
    with pytest.raises(NotYours):
        notify(number, Actor.attending(other_officer, number), centre=centre)


def test_another_code_opens_the_request_and_the_lost_one_no_more(
    in_person: Receipt, by_officer: Actor
) -> None:
    number = in_person.info_request.number
    first = actions.reissue_code(
        number, identity="Cédula a la vista", token="t" * 43, by=by_officer, at=at(CAME_ON)
    )
    again = actions.reissue_code(
        number, identity="Cédula a la vista", token="t" * 43, by=by_officer, at=at(CAME_ON)
    )
    assert first == again
    assert is_code_of(first, number)
    assert not is_code_of(in_person.tracking_code, number)
    assert kinds(number).count(EventKind.CODE_REISSUED) == 1
    assert not verify_log(number=number).failed


def test_no_code_without_saying_how_the_person_was_known(
    in_person: Receipt, by_officer: Actor
) -> None:
    with pytest.raises(Incomplete):
        actions.reissue_code(
            in_person.info_request.number, identity="", token="t" * 43, by=by_officer,
            at=at(CAME_ON),
        )  # fmt: skip
    assert is_code_of(in_person.tracking_code, in_person.info_request.number)


def test_the_signed_copy_is_the_institutions_and_its_seal_is_in_the_history(
    in_person: Receipt, by_officer: Actor
) -> None:
    number = in_person.info_request.number
    scan = documents.check(pdf("acta.pdf"), "acta.pdf")
    kept = [
        actions.file_signed_copy(
            number, SignedPaper.VERBAL_RECORD, scan, by=by_officer, at=at(CAME_ON)
        )
        for _ in range(2)
    ]
    assert kept[0] == kept[1]
    assert kept[0].visibility == Visibility.INTERNAL
    event = in_person.info_request.timeline.last()
    assert event is not None
    assert event.data["documents"] == [scan.digest]
    assert not verify_log(number=number).failed


def test_a_clerk_registers_for_any_institution_and_the_centre_is_kept(
    mopc: Institution, clerk: User, centre: Office
) -> None:
    intake = actions.Intake(
        channel=Channel.VERBAL, presented_on=date(2026, 7, 6), verbal_record="Pide la lista.",
        centre=centre, started_at=at("2026-07-06", 9, 58),
    )  # fmt: skip
    receipt = actions.register(
        filing(mopc), intake, token="x" * 43, by=Actor.official(clerk), at=at("2026-07-06")
    )
    assert Registration.objects.get(info_request=receipt.info_request).centre == centre
    event = receipt.info_request.timeline.get()
    assert (event.data["centre"], event.institution) == (centre.name, mopc)


def test_nobody_registers_in_the_name_of_a_centre_that_is_not_theirs(
    mopc: Institution, officer: User, clerk: User, centre: Office
) -> None:
    here = actions.Intake(channel=Channel.COUNTER, presented_on=date(2026, 7, 6), centre=centre)
    office = actions.Intake(channel=Channel.COUNTER, presented_on=date(2026, 7, 6))
    for by, intake in (
        (Actor.official(officer), here),
        (Actor.official(clerk), office),
        (Actor.requester(""), here),
    ):
        with pytest.raises(NotYours):
            actions.register(filing(mopc), intake, token="x" * 43, by=by, at=at("2026-07-06"))


def test_a_file_proves_an_earlier_date_as_well_as_words(
    mopc: Institution, by_officer: Actor
) -> None:
    intake = actions.Intake(channel=Channel.WRITTEN, presented_on=date(2026, 7, 2))
    with pytest.raises(Incomplete):
        actions.register(filing(mopc), intake, token="y" * 43, by=by_officer, at=at("2026-07-06"))
    stamped = documents.check(pdf("sello.pdf"), "sello.pdf")
    receipt = actions.register(
        filing(mopc, files=(stamped,)), intake, token="y" * 43, by=by_officer, at=at("2026-07-06")
    )
    assert receipt.info_request.registration.gap_days == 4
    assert receipt.info_request.timeline.get().data["has_evidence"]
