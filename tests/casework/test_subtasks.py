"""What an office asks of its units: turn by turn, told to the other side, never late by itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from casework import actions
from casework.errors import NotOurUnit, NotYourUnit, SubTermTooLate, WrongTurn
from casework.models import Subtask, SubtaskFile, SubtaskReminder, SubtaskStep, Unit
from casework.reminders import remind_units
from casework.states import StepKind, SubtaskState
from notifications.models import Delivery, Notification
from offices.absences import note_absence
from offices.models import Institution, Post
from requests_app import actions as acts
from requests_app import documents
from requests_app.errors import DocumentRefused, Incomplete, NotYours, WrongStage
from requests_app.models import InformationRequest, TimelineEvent
from tests.casework.conftest import asked, make_liaison
from tests.factories import at
from tests.requests_app.story import reply

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 7, 10)


def _file(name: str = "planilla.csv") -> documents.CheckedFile:
    return documents.check(SimpleUploadedFile(name, b"obra;monto\n1;2\n"), name)


def _told(user: User) -> list[str]:
    return list(
        Notification.objects.filter(user=user).order_by("pk").values_list("subject", flat=True)
    )


def test_a_sub_task_goes_round_until_the_office_has_it(
    subtask: Subtask, officer: User, liaison: User, by_officer: Actor, monday: datetime
) -> None:
    unit = Actor.official(liaison)
    events = TimelineEvent.objects.count()
    actions.accept(subtask, by=unit, at=monday)
    actions.deliver(subtask, by=unit, at=monday, text="Adjunto la planilla.", files=[_file()])
    back = actions.send_back(
        subtask, by=by_officer, at=monday, reason="Falta junio.", due_on=date(2026, 7, 13)
    )
    assert (back.state, back.due_on) == (SubtaskState.ACCEPTED, date(2026, 7, 13))
    actions.deliver(subtask, by=unit, at=monday, text="Con junio.")
    done = actions.approve(subtask, by=by_officer, at=monday)
    assert done.state == SubtaskState.DONE
    assert list(subtask.steps.values_list("kind", flat=True)) == [
        StepKind.ASKED,
        StepKind.ACCEPTED,
        StepKind.DELIVERED,
        StepKind.SENT_BACK,
        StepKind.DELIVERED,
        StepKind.APPROVED,
    ]
    assert SubtaskFile.objects.get().name == "planilla.csv"
    # What an office does inside itself is no event of the request.
    assert TimelineEvent.objects.count() == events


def test_each_side_is_told_of_what_the_other_did_and_nobody_of_their_own(
    subtask: Subtask, officer: User, liaison: User, by_officer: Actor, monday: datetime
) -> None:
    number = subtask.info_request.number
    unit = Actor.official(liaison)
    actions.accept(subtask, by=unit, at=monday)
    actions.give_back(subtask, by=unit, at=monday, reason="Lo tiene Finanzas.")
    actions.send_back(subtask, by=by_officer, at=monday, reason="Usted lo firmó.", due_on=FRIDAY)
    actions.move_sub_term(subtask, by=by_officer, at=monday, reason="Feria.", due_on=FRIDAY)
    actions.call_off(subtask, by=by_officer, at=monday, reason="Ya lo encontramos.")
    assert _told(liaison) == [
        f"{number}: Encargo para su unidad",
        f"{number}: La oficina pide corregir o completar un encargo",
        f"{number}: Cambió el plazo interno de un encargo",
        f"{number}: La oficina dejó sin efecto un encargo",
    ]
    assert _told(officer) == [f"{number}: La unidad devolvió un encargo"]
    assert Delivery.objects.filter(address=liaison.email).count() == 4
    returned = Notification.objects.get(user=officer)
    assert "Lo tiene Finanzas." in returned.body
    assert returned.page == f"/bandeja/encargos/{subtask.pk}/"


def test_a_form_sent_twice_asks_once(
    subtask: Subtask, works: Unit, liaison: User, by_officer: Actor, monday: datetime
) -> None:
    number = subtask.info_request.number
    again = actions.ask_unit(number, works, asked("2026-07-10"), by=by_officer, at=monday)
    assert again == subtask
    assert len(_told(liaison)) == 1


def test_nothing_a_unit_is_told_says_who_asks(subtask: Subtask, liaison: User) -> None:
    told = Notification.objects.get(user=liaison)
    for secret in ("Ana Solicitante", "ana@correo.example"):
        assert secret not in told.body + told.subject
        assert secret not in subtask.shown_text + subtask.subject


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (SubtaskState.ASKED, "approve"),
        (SubtaskState.DONE, "deliver"),
        (SubtaskState.CANCELLED, "accept"),
        (SubtaskState.DELIVERED, "move_sub_term"),
        (SubtaskState.DELIVERED, "give_back"),
    ],
)
def test_a_step_out_of_turn_changes_nothing(
    subtask: Subtask, by_officer: Actor, monday: datetime, state: str, step: str
) -> None:
    Subtask.objects.filter(pk=subtask.pk).update(state=state)
    words: dict[str, dict[str, Any]] = {
        "deliver": {"text": "Va."},
        "give_back": {"reason": "No."},
        "move_sub_term": {"reason": "Más.", "due_on": FRIDAY},
    }
    with pytest.raises(WrongTurn):
        getattr(actions, step)(subtask, by=by_officer, at=monday, **words.get(step, {}))
    subtask.refresh_from_db()
    assert subtask.state == state
    assert SubtaskStep.objects.count() == 1


def test_a_sub_term_ends_before_the_request_does(
    info_request: InformationRequest, works: Unit, by_officer: Actor, monday: datetime
) -> None:
    number = info_request.number
    with pytest.raises(SubTermTooLate, match="27 de "):
        actions.ask_unit(number, works, asked("2026-07-27"), by=by_officer, at=monday)
    with pytest.raises(Incomplete):
        actions.ask_unit(number, works, asked("2026-07-03"), by=by_officer, at=monday)
    given = actions.ask_unit(number, works, asked("2026-07-24"), by=by_officer, at=monday)
    with pytest.raises(SubTermTooLate):
        actions.move_sub_term(
            given, by=by_officer, at=monday, reason="Más.", due_on=date(2026, 8, 3)
        )
    # Nothing is left to end before once the request itself is due.
    late = at("2026-07-28")
    actions.move_sub_term(given, by=by_officer, at=late, reason="Urge.", due_on=date(2026, 7, 30))


def test_what_is_needed_to_ask_is_said_part_by_part(
    info_request: InformationRequest,
    works: Unit,
    mec: Institution,
    by_officer: Actor,
    monday: datetime,
) -> None:
    number = info_request.number
    with pytest.raises(Incomplete) as refusal:
        actions.ask_unit(number, works, asked("2026-07-10", " "), by=by_officer, at=monday)
    assert set(refusal.value.fields) == {"asked"}
    foreign = Unit.objects.create(institution=mec, name="Docentes")
    closed = Unit.objects.create(
        institution=info_request.institution, name="Cerrada", is_active=False
    )
    for unit in (foreign, closed):
        with pytest.raises(NotOurUnit):
            actions.ask_unit(number, unit, asked("2026-07-10"), by=by_officer, at=monday)
    acts.answer(number, by=by_officer, at=monday, reply=reply())
    with pytest.raises(WrongStage):
        actions.ask_unit(number, works, asked("2026-07-10"), by=by_officer, at=monday)


def test_a_delivery_needs_words_or_files_and_a_return_its_reason(
    subtask: Subtask, liaison: User, monday: datetime
) -> None:
    unit = Actor.official(liaison)
    with pytest.raises(Incomplete):
        actions.deliver(subtask, by=unit, at=monday, text=" ")
    with pytest.raises(DocumentRefused):
        actions.deliver(subtask, by=unit, at=monday, text="", files=[_file()] * 11)
    with pytest.raises(Incomplete):
        actions.give_back(subtask, by=unit, at=monday, reason="")


def test_a_unit_takes_its_own_turns_and_no_others(
    subtask: Subtask,
    liaison: User,
    other_officer: User,
    officer: User,
    mopc: Institution,
    monday: datetime,
) -> None:
    finance = Unit.objects.create(institution=mopc, name="Finanzas")
    stranger = make_liaison("finanzas@mopc.example", finance)
    for person in (stranger, other_officer):
        with pytest.raises(NotYourUnit):
            actions.accept(subtask, by=Actor.official(person), at=monday)
    with pytest.raises(NotYours):
        actions.approve(subtask, by=Actor.official(liaison), at=monday)
    with pytest.raises(NotYours):
        actions.accept(subtask, by=SYSTEM, at=monday)
    Post.objects.filter(holder=liaison).update(ends_on=date(2026, 7, 5))
    with pytest.raises(NotYourUnit):
        actions.accept(subtask, by=Actor.official(liaison), at=monday)
    # What a unit brings on paper is noted by the office, under the officer's name.
    actions.deliver(subtask, by=Actor.official(officer), at=monday, text="En papel.")
    assert subtask.steps.get(kind=StepKind.DELIVERED).by == officer


def test_whoever_has_the_request_hears_and_else_the_whole_desk(
    subtask: Subtask,
    officer: User,
    colleague: User,
    head: User,
    authority: User,
    liaison: User,
    by_officer: Actor,
    monday: datetime,
) -> None:
    unit = Actor.official(liaison)
    actions.assign(subtask.info_request.number, by=by_officer, at=monday, person=colleague)
    actions.give_back(subtask, by=unit, at=monday, reason="No.")
    assert (len(_told(colleague)), len(_told(officer))) == (1, 0)
    actions.send_back(subtask, by=by_officer, at=monday, reason="Sí.", due_on=FRIDAY)
    Post.objects.filter(holder__in=[colleague, officer]).update(ends_on=date(2026, 7, 5))
    actions.give_back(subtask, by=unit, at=monday, reason="No.")
    assert (len(_told(head)), len(_told(authority)), len(_told(officer))) == (1, 0, 0)


def test_notices_of_who_is_away_go_to_the_substitute(
    subtask: Subtask, officer: User, colleague: User, liaison: User, monday: datetime
) -> None:
    office = Post.objects.get(holder=officer).office
    today = date(2026, 7, 6)
    note_absence(
        office, officer, colleague, starts_on=today, ends_on=FRIDAY, by=officer, on=today, at=monday
    )
    actions.give_back(subtask, by=Actor.official(liaison), at=monday, reason="No.")
    assert (len(_told(officer)), len(_told(colleague))) == (0, 1)


def test_a_sub_term_is_recalled_the_day_before_and_on_its_day_once_each(
    subtask: Subtask, officer: User, liaison: User
) -> None:
    before = len(_told(liaison))
    for day, expected in (("2026-07-08", 0), ("2026-07-09", 1), ("2026-07-09", 0)):
        assert remind_units(on=date.fromisoformat(day), at=at(day)) == expected
    assert len(_told(liaison)) == before + 1
    assert _told(officer) == []
    for day, expected in (("2026-07-10", 1), ("2026-07-10", 0), ("2026-07-13", 0)):
        assert remind_units(on=date.fromisoformat(day), at=at(day)) == expected
    assert _told(liaison)[-1].endswith("Hoy vence el plazo interno de un encargo")
    assert _told(officer)[-1].endswith("Hoy vence el plazo interno de un encargo")


def test_after_days_without_a_look_only_what_is_still_true_is_told(
    subtask: Subtask, liaison: User
) -> None:
    assert remind_units(on=date(2026, 7, 14), at=at("2026-07-14")) == 1
    assert _told(liaison)[-1].endswith("Venció el plazo interno de un encargo")
    assert SubtaskReminder.objects.count() == 1


def test_a_sub_term_that_moved_is_recalled_anew(
    subtask: Subtask, by_officer: Actor, monday: datetime
) -> None:
    assert remind_units(on=FRIDAY, at=at(FRIDAY)) == 1
    actions.move_sub_term(
        subtask, by=by_officer, at=at(FRIDAY), reason="Más.", due_on=date(2026, 7, 15)
    )
    assert remind_units(on=date(2026, 7, 15), at=at("2026-07-15")) == 1


def test_nobody_is_reminded_of_what_no_longer_matters(
    subtask: Subtask, by_officer: Actor, mec: Institution, monday: datetime
) -> None:
    acts.forward(
        subtask.info_request.number, by=by_officer, at=monday, to=mec, reason="Es del MEC."
    )
    assert remind_units(on=FRIDAY, at=at(FRIDAY)) == 0


def test_a_delivered_sub_task_is_not_recalled(
    subtask: Subtask, liaison: User, monday: datetime
) -> None:
    actions.deliver(subtask, by=Actor.official(liaison), at=monday, text="Va.")
    assert remind_units(on=FRIDAY, at=at(FRIDAY)) == 0
