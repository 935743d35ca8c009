"""Who is told, and who is not."""

from __future__ import annotations

from datetime import date

import pytest
from django.template.loader import get_template

from accounts.models import User
from notifications.fan_out import fan_out_next
from notifications.models import Delivery, Notification
from notifications.recipients import (
    NOBODY,
    TOLD_BY_THE_LADDER,
    WHO_HEARS,
    Audience,
    hears,
    recipients_of,
)
from offices.absences import note_absence
from offices.models import Duty, Institution, Office
from offices.models.post import DIRECTORATE_DUTIES
from requests_app import actions
from requests_app.models import TimelineEvent
from requests_app.states import EventKind, NotifyBy
from tests.factories import appoint, at, file_one, make_user
from tests.notifications.walks import Cast, denial, due_on, silent

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 6)


def _keys(event: TimelineEvent, *, on: date = TODAY) -> set[str]:
    return {recipient.key for recipient in recipients_of(event, on=on)}


def _last(kind: EventKind) -> TimelineEvent:
    return TimelineEvent.objects.filter(kind=kind).select_related("info_request").latest("pk")


def test_somebody_decided_for_every_kind_of_fact_whom_it_tells() -> None:
    assert set(WHO_HEARS) | {TOLD_BY_THE_LADDER} == set(EventKind)


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_fact_has_words_for_whom_it_tells_or_tells_nobody(kind: EventKind) -> None:
    if kind == TOLD_BY_THE_LADDER:
        audiences = [Audience.REQUESTER, Audience.OFFICE, Audience.DIRECTORATE]
    else:
        told = WHO_HEARS[kind]
        audiences = [Audience.REQUESTER] * told.requester + [
            audience
            for audience in (Audience.OFFICE, Audience.DIRECTORATE)
            if any(
                (duty in DIRECTORATE_DUTIES) is (audience == "directorate") for duty in told.duties
            )
        ]
        assert audiences or told is NOBODY
    for audience in audiences:
        get_template(f"notifications/es/{audience.value}/{kind.value}.txt")


def test_a_filing_tells_the_requester_the_officer_and_the_head(people: Cast) -> None:
    receipt = file_one(people.mopc, when=at("2026-07-06"))
    event = _last(EventKind.FILED)
    assert people.officer.user is not None
    assert _keys(event) == {
        f"requester:{receipt.info_request.requester_id}",
        f"user:{people.officer.user.pk}",
        f"user:{people.head.pk}",
    }


def test_the_official_who_did_the_act_is_not_told_of_it(people: Cast) -> None:
    receipt = file_one(people.mopc, when=at("2026-07-06"))
    actions.deny(
        receipt.info_request.number,
        by=people.authority,
        at=at("2026-07-09"),
        resolution=denial(people.authority),
    )
    assert _keys(_last(EventKind.DENIED)) == {f"requester:{receipt.info_request.requester_id}"}


def test_who_left_before_the_telling_learns_nothing_and_who_came_does(
    people: Cast, mopc: Institution
) -> None:
    left = appoint(make_user("antes@mopc.example"), mopc, Duty.OFFICER, ends_on=date(2026, 7, 6))
    came = appoint(
        make_user("despues@mopc.example"), mopc, Duty.OFFICER, starts_on=date(2026, 7, 7)
    )
    file_one(mopc, when=at("2026-07-06"))
    event = _last(EventKind.FILED)
    assert f"user:{left.pk}" in _keys(event)
    assert f"user:{left.pk}" not in _keys(event, on=date(2026, 7, 7))
    assert f"user:{came.pk}" in _keys(event, on=date(2026, 7, 7))


def test_a_deactivated_person_is_told_nothing(people: Cast) -> None:
    people.head.is_active = False
    people.head.save()
    file_one(people.mopc, when=at("2026-07-06"))
    assert f"user:{people.head.pk}" not in _keys(_last(EventKind.FILED))


def test_a_person_with_two_posts_is_told_once(people: Cast) -> None:
    appoint(people.head, people.mopc, Duty.OFFICER)
    file_one(people.mopc, when=at("2026-07-06"))
    keys = [recipient.key for recipient in recipients_of(_last(EventKind.FILED), on=TODAY)]
    assert keys.count(f"user:{people.head.pk}") == 1


def test_a_forwarding_tells_those_who_receive_it(people: Cast) -> None:
    other = appoint(make_user("oficial@mec.example"), people.mec, Duty.OFFICER)
    receipt = file_one(people.mopc, when=at("2026-07-06"))
    actions.forward(
        receipt.info_request.number,
        by=people.officer,
        at=at("2026-07-07"),
        to=people.mec,
        reason="Los tiene el MEC.",
    )
    assert _keys(_last(EventKind.FORWARDED)) == {
        f"requester:{receipt.info_request.requester_id}",
        f"user:{other.pk}",
    }


def test_silence_tells_the_requester_and_everyone_who_answers_for_it(people: Cast) -> None:
    receipt = silent(people)
    recipients = recipients_of(_last(EventKind.TACITLY_DENIED), on=date(2026, 8, 3))
    assert {recipient.address for recipient in recipients} == {
        receipt.info_request.requester.email,
        "officer@mopc.example",
        "head@mopc.example",
        "highest_authority@mopc.example",
    }


def test_a_step_of_the_ladder_says_itself_whom_it_tells(people: Cast) -> None:
    receipt = file_one(people.mopc, when=at("2026-07-06"))
    day = due_on(receipt)
    actions.take_ladder_steps(on=day, at=at(day))
    told = recipients_of(_last(EventKind.LADDER_STEP), on=day)
    assert {(one.audience, one.address) for one in told} == {
        (Audience.OFFICE, "officer@mopc.example"),
        (Audience.OFFICE, "head@mopc.example"),
    }


def test_five_days_late_the_directorate_is_told_wherever_its_office_is(people: Cast) -> None:
    silent(people)
    actions.take_ladder_steps(on=date(2026, 8, 10), at=at("2026-08-10"))
    told = recipients_of(_last(EventKind.LADDER_STEP), on=date(2026, 8, 10))
    assert [(one.audience, one.address) for one in told] == [
        (Audience.DIRECTORATE, "auditora@justicia.example")
    ]


def test_a_step_may_speak_to_the_requester(people: Cast) -> None:
    receipt = file_one(people.mopc, when=at("2026-07-06"))
    event = TimelineEvent(
        info_request=receipt.info_request,
        kind=EventKind.LADDER_STEP,
        payload='{"data":{"tells":["requester"]}}',
    )
    assert hears(event).requester
    assert not hears(event).duties


@pytest.mark.parametrize(
    ("notify_by", "address"),
    [(NotifyBy.EMAIL, "ana@correo.example"), (NotifyBy.HERE, ""), (NotifyBy.OFFICE, "")],
)
def test_only_who_asked_for_e_mail_gets_e_mail(
    people: Cast, notify_by: NotifyBy, address: str
) -> None:
    file_one(people.mopc, when=at("2026-07-06"), notify_by=notify_by)
    requester = recipients_of(_last(EventKind.FILED), on=TODAY)[0]
    assert (requester.audience, requester.address) == (Audience.REQUESTER, address)


def test_where_nobody_holds_a_post_the_office_is_told_at_its_own_address(
    mopc: Institution, authority: User
) -> None:
    Office.objects.filter(institution=mopc).update(email="acceso@mopc.example")
    file_one(mopc, when=at("2026-07-06"))
    told = recipients_of(_last(EventKind.FILED), on=TODAY)
    office = mopc.offices.get()
    assert [(one.key, one.address) for one in told[1:]] == [
        (f"office:{office.pk}", "acceso@mopc.example")
    ]
    # The notice is the office's, and is told once like any other.
    for _turn in range(2):
        while fan_out_next(at=at("2026-07-06")) is not None:
            pass
    assert Notification.objects.filter(office=office).count() == 1
    assert Delivery.objects.filter(address="acceso@mopc.example").count() == 1
    appoint(make_user("nueva@mopc.example"), mopc, Duty.OFFICER)
    assert len(recipients_of(_last(EventKind.FILED), on=TODAY)) == 2


def test_by_e_mail_who_is_away_is_told_through_the_substitute(
    mopc: Institution, officer: User
) -> None:
    head = appoint(make_user("jefa@mopc.example"), mopc, Duty.HEAD)
    note_absence(
        mopc.offices.get(),
        head,
        officer,
        starts_on=TODAY,
        ends_on=TODAY,
        by=head,
        on=TODAY,
        at=at("2026-07-06"),
    )
    file_one(mopc, when=at("2026-07-06"))
    told = {one.key: one.address for one in recipients_of(_last(EventKind.FILED), on=TODAY)}
    assert told[f"user:{head.pk}"] == ""
    assert told[f"user:{officer.pk}"] == officer.email
    after = recipients_of(_last(EventKind.FILED), on=date(2026, 7, 7))
    assert {one.address for one in after} >= {head.email, officer.email}
