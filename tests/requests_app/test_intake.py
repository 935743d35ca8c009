"""How a request enters: its number, receipt, term and first event, whatever the door."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from law.terms import TermKind
from offices.models import CalendarVersion, Institution
from requests_app import actions, tracking
from requests_app.actions import Intake, Receipt
from requests_app.errors import (
    ActionRefused,
    CalendarMissing,
    Incomplete,
    NotYours,
    PresentedInTheFuture,
)
from requests_app.models import InformationRequest, NumberCounter, Registration
from requests_app.states import Channel, EventKind, NotifyBy, Stage
from tests.factories import at, file_one, filing, make_institution
from tests.requests_app.story import everything, holds, kinds, refused, term

pytestmark = pytest.mark.django_db


def received(**extra: Any) -> Intake:
    """Return a note received at the counter on 6 July 2026."""
    return Intake(**{"channel": Channel.COUNTER, "presented_on": date(2026, 7, 6), **extra})


def register(
    institution: Institution, intake: Intake, by: Actor, day: str = "2026-07-06"
) -> Receipt:
    """Register a complete request through its act."""
    return actions.register(filing(institution), intake, token=f"r-{day}", by=by, at=at(day))


def test_filing_opens_the_term_and_writes_one_event_with_its_notice(filed: Receipt) -> None:
    row = InformationRequest.objects.get()
    assert (row.number, row.stage) == ("AIP-2026-000001", Stage.RECEIVED)
    answer = term(row.number, TermKind.ANSWER)
    assert (answer.starts_on, answer.due_on) == (date(2026, 7, 6), date(2026, 7, 27))
    event = row.timeline.get()
    assert (event.kind, event.actor_kind, event.actor) == (EventKind.FILED, "requester", None)
    assert event.outbox_entry.attempts == 0
    assert set(event.commitments.values_list("field", flat=True)) == {"requester", "text"}
    assert holds()


def test_nothing_personal_is_written_in_the_event(filed: Receipt) -> None:
    payload = filed.info_request.timeline.get().payload
    for private in ("Ana", "correo.example", "contratos", "viales"):
        assert private not in payload


def test_a_form_sent_twice_is_one_request_with_the_same_code(mopc: Institution) -> None:
    first = actions.file_request(filing(mopc), token="same", at=at("2026-07-06"))
    again = actions.file_request(filing(mopc), token="same", at=at("2026-07-07"))
    assert (first.is_new, again.is_new) == (True, False)
    assert again.info_request == first.info_request
    assert again.tracking_code == first.tracking_code
    assert kinds(first.info_request.number) == [EventKind.FILED]


def test_the_code_on_the_receipt_opens_the_request_and_is_not_stored(filed: Receipt) -> None:
    row = InformationRequest.objects.get()
    assert tracking.matches(filed.tracking_code, row.tracking_code_hash)
    stored = str(everything())
    assert filed.tracking_code not in stored
    assert filed.tracking_code.replace("-", "") not in stored


def test_numbers_follow_each_other_and_start_anew_with_the_year(mopc: Institution) -> None:
    days = ("2026-12-30", "2026-12-31", "2027-01-01")
    numbers = [file_one(mopc, when=at(day)).info_request.number for day in days]
    assert numbers == ["AIP-2026-000001", "AIP-2026-000002", "AIP-2027-000001"]


def test_the_year_of_a_number_is_the_local_one(mopc: Institution) -> None:
    late_evening = at("2026-12-31", 23, 59)
    assert late_evening.year == 2027
    assert file_one(mopc, when=late_evening).info_request.number == "AIP-2026-000001"


def test_a_request_to_a_dissolved_body_goes_to_its_last_successor(mopc: Institution) -> None:
    middle = make_institution("MIDDLE", is_active=False, successor=mopc)
    old = make_institution("OLD", is_active=False, successor=middle)
    assert file_one(old, when=at("2026-07-06")).info_request.institution == mopc


def test_without_a_calendar_nothing_is_filed(db: None) -> None:
    alone = make_institution("ALONE")
    with refused(CalendarMissing):
        file_one(alone, when=at("2026-07-06"))
    assert not CalendarVersion.objects.exists()


def test_a_filing_that_fails_gives_its_number_back(mopc: Institution) -> None:
    with pytest.raises(IntegrityError):
        file_one(mopc, when=at("2026-07-06"), notify_by=None)
    assert not NumberCounter.objects.exists()
    assert file_one(mopc, when=at("2026-07-06")).info_request.number == "AIP-2026-000001"


def test_a_counter_filing_counts_from_its_true_date_and_shows_the_gap(
    mopc: Institution, by_officer: Actor, officer: User
) -> None:
    intake = received(evidence="Sello de mesa de entrada", paper_number="881")
    row = register(mopc, intake, by_officer, "2026-07-10").info_request
    assert (row.presented_on, row.channel) == (date(2026, 7, 6), Channel.COUNTER)
    assert term(row.number, TermKind.ANSWER).due_on == date(2026, 7, 27)
    event = row.timeline.get()
    assert (event.kind, event.happened_on) == (EventKind.REGISTERED, date(2026, 7, 10))
    assert (event.data["gap_days"], event.data["has_evidence"]) == (4, True)
    kept = Registration.objects.get()
    assert (kept.registered_by, kept.registered_on) == (officer, date(2026, 7, 10))
    assert holds()


def test_registering_the_same_paper_twice_gives_the_same_receipt(
    mopc: Institution, by_officer: Actor
) -> None:
    first = register(mopc, received(), by_officer)
    again = register(mopc, received(), by_officer)
    assert again.tracking_code == first.tracking_code
    assert not again.is_new
    assert InformationRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("intake", "field"),
    [
        (received(presented_on=date(2026, 7, 3)), "evidence"),
        (received(presented_on=date(2026, 7, 3), evidence="  "), "evidence"),
        (received(channel=Channel.VERBAL), "verbal_record"),
        (received(presented_on=date(2013, 1, 2), evidence="sello"), "presented_on"),
    ],
)
def test_a_registration_without_its_proof_is_refused(
    mopc: Institution, by_officer: Actor, intake: Intake, field: str
) -> None:
    with refused(Incomplete) as refusal:
        register(mopc, intake, by_officer)
    assert set(refusal.value.fields) == {field}


def test_a_verbal_request_with_its_record_is_taken_in(mopc: Institution, by_officer: Actor) -> None:
    intake = received(channel=Channel.VERBAL, verbal_record="Pidió los contratos de 2025.")
    assert register(mopc, intake, by_officer).info_request.channel == Channel.VERBAL


def test_nobody_registers_a_request_presented_tomorrow(
    mopc: Institution, by_officer: Actor
) -> None:
    with refused(PresentedInTheFuture):
        register(mopc, received(presented_on=date(2026, 7, 7)), by_officer)


def test_only_the_desk_of_that_institution_registers(
    mopc: Institution, other_officer: User, auditor: User
) -> None:
    strangers = [
        Actor.official(other_officer),
        Actor.official(auditor),
        SYSTEM,
        Actor.requester(""),
    ]
    for stranger in strangers:
        with refused(NotYours):
            register(mopc, received(), stranger)


def test_every_refusal_has_a_code_and_a_sentence() -> None:
    refusals: list[type[ActionRefused]] = [ActionRefused, *ActionRefused.__subclasses__()]
    assert len({refusal.code for refusal in refusals}) == len(refusals)
    assert all(str(refusal.message).endswith(".") for refusal in refusals)
    assert str(CalendarMissing()).startswith("El calendario")


def test_who_prefers_the_office_needs_no_address(mopc: Institution) -> None:
    filed = file_one(mopc, when=at("2026-07-06"), email="", notify_by=NotifyBy.OFFICE)
    assert holds(filed.info_request.number)
