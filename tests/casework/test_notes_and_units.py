"""Notes that are never changed, units and who leads them, and what passes with the minutes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from casework import actions
from casework.errors import NotOfThisDesk
from casework.handover import hand_over
from casework.models import Note, Presence, Subtask, Unit
from casework.presence import forget, look_at
from casework.reminders import remind_of
from casework.tasks import remind
from offices.absences import note_absence
from offices.models import Institution
from requests_app.errors import Incomplete, NotYours
from requests_app.models import InformationRequest
from tests.factories import file_one

pytestmark = pytest.mark.django_db


def test_a_note_has_words_and_is_meant_for_colleagues_alone(
    info_request: InformationRequest, other_officer: User, by_officer: Actor, monday: datetime
) -> None:
    number = info_request.number
    with pytest.raises(Incomplete):
        actions.write_note(number, " ", by=by_officer, at=monday)
    with pytest.raises(NotOfThisDesk):
        actions.write_note(number, "X", by=by_officer, at=monday, for_people=[other_officer])
    assert not Note.objects.exists()


def test_a_note_corrects_one_of_the_same_request(
    info_request: InformationRequest, mopc: Institution, by_officer: Actor, monday: datetime
) -> None:
    other = file_one(mopc, when=monday).info_request
    first = actions.write_note(other.number, "De otro.", by=by_officer, at=monday)
    with pytest.raises(Incomplete):
        actions.write_note(info_request.number, "X", by=by_officer, at=monday, corrects=first)
    second = actions.write_note(other.number, "Mejor.", by=by_officer, at=monday, corrects=first)
    again = actions.write_note(other.number, "Mejor.", by=by_officer, at=monday, corrects=first)
    assert again == second
    first.refresh_from_db()
    assert (first.text, second.corrects) == ("De otro.", first)


def test_a_note_for_who_is_away_is_told_to_the_substitute(
    info_request: InformationRequest,
    mopc: Institution,
    officer: User,
    colleague: User,
    head: User,
    monday: datetime,
) -> None:
    today = date(2026, 7, 6)
    note_absence(
        mopc.offices.get(),
        officer,
        colleague,
        starts_on=today,
        ends_on=today,
        by=officer,
        on=today,
        at=monday,
    )
    by_head = Actor.official(head)
    actions.write_note(info_request.number, "Mirar.", by=by_head, at=monday, for_people=[officer])
    actions.assign(info_request.number, by=by_head, at=monday, person=officer, tells=True)
    assert officer.notices.count() == 0
    assert colleague.notices.count() == 2


def test_only_who_leads_the_office_arranges_its_units(
    mopc: Institution, works: Unit, by_officer: Actor, head: User, monday: datetime
) -> None:
    for stranger in (by_officer, SYSTEM):
        with pytest.raises(NotYours):
            actions.open_unit(mopc, "Vialidad", by=stranger, at=monday)
    with pytest.raises(Incomplete):
        actions.rename_unit(works, "  ", by=Actor.official(head), at=monday)
    same = actions.rename_unit(works, "dirección de OBRAS", by=Actor.official(head), at=monday)
    assert same.name == "dirección de OBRAS"


def test_one_hands_over_ones_own_work(
    info_request: InformationRequest,
    mopc: Institution,
    officer: User,
    colleague: User,
    by_officer: Actor,
    monday: datetime,
) -> None:
    actions.assign(info_request.number, by=by_officer, at=monday, person=officer)
    handed = hand_over(officer, mopc, to=colleague, by=by_officer, on=date(2026, 7, 6), at=monday)
    assert [one.refusal for one in handed] == [""]


def test_a_sub_task_delivered_while_the_reminder_was_on_its_way_is_left_alone(
    subtask: Subtask, by_officer: Actor, monday: datetime
) -> None:
    actions.deliver(subtask, by=by_officer, at=monday, text="Va.")
    assert remind_of(subtask.pk, on=date(2026, 7, 10), at=monday) == 0


def test_who_looked_is_forgotten_in_minutes(
    info_request: InformationRequest, officer: User, monday: datetime
) -> None:
    look_at(info_request, officer, at=monday)
    assert forget(at=monday + timedelta(minutes=2)) == 0
    assert forget(at=monday + timedelta(minutes=3)) == 1
    look_at(info_request, officer, at=monday)
    remind()
    assert not Presence.objects.exists()
