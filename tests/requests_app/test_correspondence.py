"""Letters that enter a case, notices that came back, and telling by another way."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution
from requests_app import actions
from requests_app.actions import Letter, Returned
from requests_app.documents import MAX_FILES, check
from requests_app.errors import DocumentRefused, Incomplete, NotYours, UnknownRequest, WrongStage
from requests_app.faults import Fault
from requests_app.models import NoticeBounce, RequesterMessage, TimelineEvent
from requests_app.states import EventKind, Visibility
from requests_app.verification import verify_log
from tests.factories import at, file_one

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 12)
LETTER = Letter(mail_key="k1", text="Es urgente.", sender="ANA@correo.example")
RETURNED = Returned(message_id="<1@aip>", sequence=1, address="ana@correo.example", reason="550")


def test_a_message_is_one_event_that_hides_what_it_says(number: str, requester: Actor) -> None:
    message = actions.receive_message(number, LETTER, by=requester, at=NOON)
    assert (message.is_known_sender, message.received_on) == (True, date(2026, 7, 6))
    event = TimelineEvent.objects.latest("pk")
    assert event.kind == EventKind.MESSAGE_RECEIVED
    assert "urgente" not in event.payload
    assert actions.receive_message(number, LETTER, by=requester, at=NOON) == message
    assert TimelineEvent.objects.count() == 2
    assert str(message).startswith("mensaje ")


def test_only_who_asked_and_their_office_write_in_the_case(
    number: str, mec: Institution, other_officer: User
) -> None:
    other = file_one(mec, when=at("2026-07-06"))
    strangers = (Actor.official(other_officer), Actor.requester(other.info_request.number))
    for stranger in strangers:
        with pytest.raises(NotYours):
            actions.receive_message(number, LETTER, by=stranger, at=NOON)
    with pytest.raises(UnknownRequest):
        actions.receive_message("AIP-2099-000001", LETTER, by=Actor.requester(""), at=NOON)


def test_what_the_office_puts_in_says_so(number: str, by_officer: Actor) -> None:
    actions.receive_message(number, LETTER, by=by_officer, at=NOON)
    assert TimelineEvent.objects.latest("pk").data["by_office"] is True


def test_a_message_of_another_case_is_taken_out_and_still_proved(
    number: str, requester: Actor, by_officer: Actor
) -> None:
    letter = Letter(
        mail_key="k1", text="x", sender="a@b.example", files=(check(ContentFile(b"a"), "a.txt"),)
    )
    actions.receive_message(number, letter, by=requester, at=NOON)
    taken = actions.withdraw_message(number, "k1", by=by_officer, at=NOON, reason="Es de otro.")
    assert (taken.withdrawn_on, taken.withdrawn_because) == (date(2026, 7, 6), "Es de otro.")
    assert [kept.visibility for kept in taken.documents.all()] == [Visibility.INTERNAL]
    event = TimelineEvent.objects.latest("pk")
    assert (event.kind, "Es de otro" in event.payload) == (EventKind.MESSAGE_WITHDRAWN, False)
    assert verify_log().failed == 0
    with pytest.raises(WrongStage):
        actions.withdraw_message(number, "k1", by=by_officer, at=NOON, reason="Otra vez.")


def test_a_message_is_taken_out_by_its_office_and_for_a_reason(
    number: str, requester: Actor, by_officer: Actor, other_officer: User
) -> None:
    actions.receive_message(number, LETTER, by=requester, at=NOON)
    with pytest.raises(NotYours):
        actions.withdraw_message(
            number, "k1", by=Actor.official(other_officer), at=NOON, reason="No."
        )
    with pytest.raises(Incomplete):
        actions.withdraw_message(number, "k1", by=by_officer, at=NOON, reason=" ")
    assert TimelineEvent.objects.count() == 2


def test_too_many_files_leave_nothing_behind(number: str, requester: Actor) -> None:
    files = tuple(
        check(ContentFile(b"texto %d" % place), f"{place}.txt") for place in range(MAX_FILES + 1)
    )
    letter = Letter(mail_key="k1", text="x", sender="a@b.example", files=files)
    with pytest.raises(DocumentRefused):
        actions.receive_message(number, letter, by=requester, at=NOON)
    assert not RequesterMessage.objects.exists()
    assert TimelineEvent.objects.count() == 1


def test_a_person_without_an_address_is_never_a_known_sender(mopc: Institution) -> None:
    filed = file_one(mopc, when=at("2026-07-06"), email="", notify_by="here")
    number = filed.info_request.number
    letter = Letter(mail_key="k", text="x", sender="")
    message = actions.receive_message(number, letter, by=Actor.requester(number), at=NOON)
    assert not message.is_known_sender


def test_altering_a_message_or_an_address_is_detected(number: str, requester: Actor) -> None:
    actions.receive_message(number, LETTER, by=requester, at=NOON)
    actions.note_bounce(number, RETURNED, at=NOON)
    assert verify_log().failed == 0
    RequesterMessage.objects.update(text="No es urgente.")
    NoticeBounce.objects.update(address="otra@correo.example")
    faults = [(failure.fault, failure.detail) for failure in verify_log().failures]
    assert faults == [(Fault.COMMITMENT, "message"), (Fault.COMMITMENT, "address")]


def test_what_came_back_waits_until_somebody_tells_by_another_way(
    number: str, officer: User
) -> None:
    by = Actor.official(officer)
    bounce = actions.note_bounce(number, RETURNED, at=NOON)
    assert actions.note_bounce(number, RETURNED, at=NOON) == bounce
    assert str(bounce).startswith("aviso devuelto ")
    assert NoticeBounce.objects.unsettled().count() == 1
    with pytest.raises(Incomplete) as refused:
        actions.tell_otherwise(number, by=by, at=NOON, way="  ")
    assert list(refused.value.fields) == ["way"]
    assert actions.tell_otherwise(number, by=by, at=NOON, way="Por teléfono.") == 1
    assert not NoticeBounce.objects.unsettled().exists()
    event = TimelineEvent.objects.latest("pk")
    assert event.data == {"notice_sequences": [1]}
    assert "teléfono" not in event.payload
    assert verify_log().failed == 0
    with pytest.raises(WrongStage):
        actions.tell_otherwise(number, by=by, at=NOON, way="Otra vez.")


def test_only_who_handles_the_request_says_how_the_person_was_told(
    number: str, requester: Actor, other_officer: User
) -> None:
    actions.note_bounce(number, RETURNED, at=NOON)
    for stranger in (requester, Actor.official(other_officer)):
        with pytest.raises(NotYours):
            actions.tell_otherwise(number, by=stranger, at=NOON, way="Por teléfono.")
