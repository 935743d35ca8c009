"""The pages with which an office arranges its own work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import User
from casework import actions
from casework.errors import NotOfThisDesk
from casework.handover import hand_over
from casework.models import Assignment, Liaison, Note, Presence, Subtask, SubtaskFile, Unit
from casework.states import SubtaskState
from offices.models import Absence, Duty, Institution, Post
from requests_app import actions as acts
from requests_app.errors import NotYours
from requests_app.models import InformationRequest
from tests.casework.conftest import SHOWN
from tests.factories import appoint, at, file_one, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=False):
        yield


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def _of(name: str, row: InformationRequest) -> str:
    return reverse(f"casework:{name}", args=[row.number])


def test_a_sub_task_goes_round_through_its_pages(
    info_request: InformationRequest, works: Unit, liaison: User, officer: User
) -> None:
    office, unit = _as(officer), _as(liaison)
    sent = office.post(
        _of("ask_unit", info_request),
        {
            "unit": works.pk,
            "asked": "La planilla.",
            "days": "4",
            "subject": "Contratos",
            "shown_text": SHOWN,
        },
    )
    row = Subtask.objects.get()
    assert sent.headers["Location"] == reverse("casework:subtask", args=[row.pk])
    assert row.due_on == date(2026, 7, 10)
    page = _text(unit, reverse("casework:subtasks"))
    assert "Contratos" in page
    page = _text(unit, sent.headers["Location"])
    assert "La planilla." in page
    assert "Ana Solicitante" not in page
    unit.post(reverse("casework:subtask_step", args=[row.pk, "aceptar"]))
    unit.post(
        reverse("casework:subtask_step", args=[row.pk, "entregar"]),
        {
            "text": "Va.",
            "attachments": SimpleUploadedFile("planilla.csv", b"a;b\n", "text/csv"),
        },
    )
    file = SubtaskFile.objects.get()
    got = office.get(reverse("casework:subtask_file", args=[row.pk, file.key]))
    assert b"".join(got.streaming_content) == b"a;b\n"  # type: ignore[attr-defined]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    office.post(reverse("casework:subtask_step", args=[row.pk, "conforme"]))
    row.refresh_from_db()
    assert row.state == SubtaskState.DONE
    assert "Recibido conforme" in _text(office, reverse("desk:request", args=[info_request.number]))


def test_what_says_who_asks_does_not_reach_the_unit_by_mistake(
    info_request: InformationRequest, works: Unit, officer: User
) -> None:
    office = _as(officer)
    typed = {
        "unit": works.pk,
        "asked": "Lo pide Ana Solicitante.",
        "days": "4",
        "subject": "Contratos",
        "shown_text": SHOWN,
    }
    answer = office.post(_of("ask_unit", info_request), typed)
    assert answer.status_code == 422
    assert "«Ana Solicitante»" in answer.content.decode()
    assert "Lo revisé" in answer.content.decode()
    assert not Subtask.objects.exists()
    assert (
        office.post(_of("ask_unit", info_request), {**typed, "confirmed": "on"}).status_code == 302
    )


def test_a_sub_term_beyond_the_request_is_refused_at_its_field(
    info_request: InformationRequest, works: Unit, officer: User
) -> None:
    answer = _as(officer).post(
        _of("ask_unit", info_request),
        {"unit": works.pk, "asked": "X1", "days": "15", "subject": "C", "shown_text": SHOWN},
    )
    assert answer.status_code == 422
    assert "debe vencer antes que el pedido" in answer.content.decode()
    assert "X1" in answer.content.decode()


def test_without_units_the_page_says_who_adds_them(
    info_request: InformationRequest, officer: User
) -> None:
    assert "todavía no tiene unidades" in _text(_as(officer), _of("ask_unit", info_request))


def test_a_step_out_of_turn_gives_back_what_was_typed(
    subtask: Subtask, liaison: User, officer: User
) -> None:
    actions.call_off(subtask, by=Actor.official(officer), at=at("2026-07-06"), reason="Ya no.")
    step = reverse("casework:subtask_step", args=[subtask.pk, "devolver"])
    answer = _as(liaison).post(step, {"reason": "Texto que no debe perderse"})
    assert answer.status_code == 409
    assert "Texto que no debe perderse" in answer.content.decode()
    assert _as(liaison).get(step).status_code == 302
    Post.objects.filter(holder=liaison).update(ends_on=date(2026, 7, 5))
    gone = _as(liaison).post(step, {"reason": "Texto que no debe perderse"})
    assert gone.status_code == 404
    assert "Texto que no debe perderse" in gone.content.decode()


def test_two_who_press_at_once_are_told_what_happened(
    subtask: Subtask, liaison: User, officer: User
) -> None:
    step = reverse("casework:subtask_step", args=[subtask.pk, "devolver"])
    assert _as(liaison).post(step, {"reason": ""}).status_code == 422
    assert _as(liaison).post(step, {"reason": "No es nuestro."}).status_code == 302
    answer = _as(officer).post(
        reverse("casework:subtask_step", args=[subtask.pk, "corregir"]),
        {"reason": "Sí es.", "days": "20"},
    )
    assert answer.status_code == 422
    assert "Sí es." in answer.content.decode()


def test_notes_stay_with_the_office_that_wrote_them(
    info_request: InformationRequest,
    officer: User,
    head: User,
    mec: Institution,
    other_officer: User,
    by_officer: Actor,
    monday: datetime,
) -> None:
    office = _as(officer)
    page = reverse("desk:request", args=[info_request.number])
    office.post(_of("note", info_request), {"text": "Llamar a Vialidad.", "for_people": [head.pk]})
    first = Note.objects.get()
    office.post(_of("note", info_request), {"text": "Era Obras.", "corrects": first.pk})
    shown = _text(office, page)
    assert "Llamar a Vialidad." in shown
    assert "corrige una nota de" in shown
    assert head.notices.get().subject.endswith("hay una nota interna para usted")
    assert "Llamar" not in head.notices.get().body
    acts.forward(info_request.number, by=by_officer, at=monday, to=mec, reason="Es del MEC.")
    assert "Llamar a Vialidad." in _text(office, page)
    received = _text(_as(other_officer), page)
    assert "Vialidad" not in received
    assert "Era Obras" not in received
    assert _as(other_officer).post(_of("note", info_request), {"text": " "}).status_code == 422


def test_who_has_a_request_is_chosen_on_its_page(
    info_request: InformationRequest, officer: User, colleague: User, works: Unit
) -> None:
    office = _as(officer)
    office.post(_of("assign", info_request), {"person": colleague.pk, "unit": works.pk})
    page = _text(office, reverse("desk:request", args=[info_request.number]))
    assert "Carlos Colega" in page
    assert "Dirección de Obras" in page
    assert colleague.notices.get().subject.endswith("quedó a su cargo")
    Post.objects.filter(holder=colleague).update(ends_on=date(2026, 7, 5))
    page = _text(office, reverse("desk:request", args=[info_request.number]))
    assert "Carlos Colega dejó el cargo" in page
    assert office.post(_of("assign", info_request), {"person": colleague.pk}).status_code == 422


def test_who_else_looks_is_told_for_as_long_as_they_do(
    info_request: InformationRequest, officer: User, colleague: User, monday: datetime
) -> None:
    page = reverse("desk:request", args=[info_request.number])
    with time_machine.travel(monday, tick=False) as clock:
        assert "También mira" not in _text(_as(officer), page)
        clock.shift(120)
        assert "lo tiene abierto desde hace 2 minutos" in _text(_as(colleague), page)
        clock.shift(60)
        told = _as(colleague).post(_of("presence", info_request))
        assert told.json()["html"].strip() == ""
        assert "Carlos Colega lo tiene abierto desde hace 1 minuto." in _text(_as(officer), page)
    assert Presence.objects.count() == 2
    assert _as(officer).get(_of("presence", info_request)).status_code == 404


def test_the_head_arranges_units_and_their_people(
    mopc: Institution, head: User, officer: User, works: Unit
) -> None:
    lead = _as(head)
    lead.post(reverse("casework:units"), {"name": "Vialidad"})
    unit = Unit.objects.get(name="Vialidad")
    page = reverse("casework:unit", args=[unit.pk])
    again = lead.post(reverse("casework:units"), {"name": "vialidad"})
    assert again.status_code == 422
    assert "Ya hay una unidad" in again.content.decode()
    lead.post(page, {"what": "liaison", "email": "Nueva@mopc.example", "full_name": "Nélida Nueva"})
    liaison = Liaison.objects.get(unit=unit)
    assert liaison.post.duty == Duty.LIAISON
    assert "nueva@mopc.example" in _text(lead, page)
    # Whose account an address is, is not told by naming it.
    assert "Nélida Nueva" not in _text(lead, reverse("casework:units"))
    taken = lead.post(
        reverse("casework:unit", args=[works.pk]),
        {"what": "liaison", "email": "nueva@mopc.example", "full_name": "Otra"},
    )
    assert taken.status_code == 422
    lead.post(page, {"what": "rename", "name": "Dirección de Vialidad"})
    unit.refresh_from_db()
    assert unit.name == "Dirección de Vialidad"
    lead.post(page, {"what": "end", "liaison": liaison.pk})
    liaison.post.refresh_from_db()
    assert liaison.post.ends_on == date(2026, 7, 6)
    assert lead.post(page, {"what": "nothing"}).status_code == 200
    assert lead.post(page, {"what": "end", "liaison": "x"}).status_code == 404
    lead.post(page, {"what": "close"})
    unit.refresh_from_db()
    assert not unit.is_active
    assert "Agregar una unidad" not in _text(_as(officer), reverse("casework:units"))
    assert _as(officer).get(reverse("casework:unit", args=[works.pk])).status_code == 404
    assert _as(officer).post(reverse("casework:units"), {"name": "Otra"}).status_code == 422


def test_a_unit_with_open_work_is_not_closed(subtask: Subtask, head: User) -> None:
    page = reverse("casework:unit", args=[subtask.unit_id])
    answer = _as(head).post(page, {"what": "close"}, follow=True)
    assert "tiene encargos abiertos" in answer.content.decode()
    assert Unit.objects.get(pk=subtask.unit_id).is_active


def test_a_liaison_lands_on_what_their_unit_was_asked_and_on_nothing_else(
    subtask: Subtask, liaison: User
) -> None:
    client = _as(liaison)
    assert client.get(reverse("desks")).headers["Location"] == reverse("casework:subtasks")
    assert (
        client.get(reverse("desk:request", args=[subtask.info_request.number])).status_code == 404
    )
    assert client.get(reverse("casework:office")).status_code == 302
    page = _text(client, reverse("casework:subtask", args=[subtask.pk]))
    assert "Volver a los encargos" in page


def test_an_absence_is_noted_and_taken_back_by_its_person(
    officer: User, colleague: User, mopc: Institution, head: User
) -> None:
    client = _as(officer)
    typed = {
        "person": officer.pk,
        "substitute": colleague.pk,
        "starts_on_day": "6",
        "starts_on_month": "7",
        "starts_on_year": "2026",
        "ends_on_day": "10",
        "ends_on_month": "7",
        "ends_on_year": "2026",
    }
    page = reverse("casework:note_away")
    wrong = client.post(page, {**typed, "ends_on_day": "1"})
    assert wrong.status_code == 422
    assert "no puede ser anterior al primero" in wrong.content.decode()
    assert client.post(page, {**typed, "person": colleague.pk}).status_code == 422
    assert client.post(page, typed).status_code == 302
    told = _text(client, reverse("casework:office"))
    assert "Ausente hoy" in told
    assert "Reemplaza Carlos Colega." in told
    absence = Absence.objects.get()
    ended = reverse("casework:end_away", args=[absence.pk])
    assert client.get(ended).status_code == 404
    refused = _as(colleague).post(ended, follow=True)
    assert "la propia persona" in refused.content.decode()
    client.post(ended)
    assert not Absence.objects.in_force(date(2026, 7, 6)).exists()


def test_the_head_sees_what_presses_and_hands_over_what_somebody_left(
    mopc: Institution,
    head: User,
    officer: User,
    colleague: User,
    by_officer: Actor,
    subtask: Subtask,
    monday: datetime,
) -> None:
    numbers = [subtask.info_request.number, file_one(mopc, when=monday).info_request.number]
    actions.assign(numbers[1], by=by_officer, at=monday, person=officer)
    Post.objects.filter(holder=officer).update(ends_on=date(2026, 7, 5))
    lead = _as(head)
    page = _text(lead, reverse("casework:head"))
    assert "dejó el cargo y tiene 1 pedido abierto" in page
    assert "Cargos vacantes" in page
    over = reverse("casework:hand_over", args=[officer.pk])
    shown = _text(lead, over)
    assert all(number in shown for number in numbers)
    assert "1 encargo abierto" in shown
    assert lead.post(over, {}).status_code == 422
    done = lead.post(over, {"to": colleague.pk}).content.decode()
    assert done.count("Pasó<") == 2
    assert set(Assignment.objects.in_force().values_list("person", flat=True)) == {colleague.pk}
    assert "No tiene pedidos abiertos" in _text(lead, over)


def test_only_who_leads_sees_the_leads_page_and_hands_over_for_others(
    mopc: Institution, officer: User, colleague: User, authority: User, mec: Institution
) -> None:
    assert _as(officer).get(reverse("casework:head")).status_code == 404
    assert "Para su firma" in _text(_as(authority), reverse("casework:head"))
    over = reverse("casework:hand_over", args=[colleague.pk])
    assert _as(officer).get(over).status_code == 404
    assert _as(colleague).get(over).status_code == 200
    stranger = make_user("nadie@mopc.example")
    assert _as(authority).get(reverse("casework:hand_over", args=[stranger.pk])).status_code == 404
    assert _as(authority).get(reverse("casework:head") + "?institucion=MEC").status_code == 404


def test_who_works_for_two_institutions_chooses_of_which_the_page_is(
    mopc: Institution, mec: Institution, head: User
) -> None:
    appoint(head, mec, Duty.HEAD)
    client = _as(head)
    assert "?institucion=MEC" in _text(client, reverse("casework:office"))
    client.post(reverse("casework:units") + "?institucion=MEC", {"name": "Docentes"})
    assert Unit.objects.get().institution == mec
    assert client.get(reverse("casework:units") + "?institucion=SET").status_code == 404
    assert "Docentes" in _text(client, reverse("casework:units") + "?institucion=MEC")


def test_what_a_hand_over_cannot_move_stays_and_says_why(
    mopc: Institution,
    info_request: InformationRequest,
    officer: User,
    colleague: User,
    other_officer: User,
    head: User,
    by_officer: Actor,
    monday: datetime,
) -> None:
    actions.assign(info_request.number, by=by_officer, at=monday, person=officer)
    today = date(2026, 7, 6)
    by_head, by_colleague = Actor.official(head), Actor.official(colleague)
    handed = hand_over(officer, mopc, to=other_officer, by=by_head, on=today, at=monday)
    assert [one.refusal for one in handed] == [NotOfThisDesk.message]
    assert Assignment.objects.in_force().get().person == officer
    with pytest.raises(NotYours):
        hand_over(officer, mopc, to=colleague, by=by_colleague, on=today, at=monday)
