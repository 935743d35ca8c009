"""The month of due dates, the calendar files and the load of each person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from casework import actions
from casework.agenda.month import next_month, previous_month, read_month
from casework.models import CalendarFeed, Unit
from offices.models import CalendarVersion, ClosedDay, Institution
from tests.casework.lists.conftest import fill, signed_in
from tests.factories import at, file_one

pytestmark = pytest.mark.django_db

CANARY = "Canario que nadie debe leer"


def test_a_month_counts_what_ends_on_each_day_and_says_why_a_day_is_closed(
    desk: Client, mopc: Institution
) -> None:
    fill(mopc, 5, days=("2026-08-14",))
    page = desk.get("/bandeja/calendario/", {"mes": "2026-08"})
    days = {day.on: day for day in page.context["month"].days}
    assert (days[date(2026, 8, 14)].count, days[date(2026, 8, 14)].more) == (5, 2)
    assert len(page.context["month"].week_days) == 7
    text = page.content.decode()
    assert "vence=2026-08-14" in text
    assert "5 vencen" in text
    assert days[date(2026, 8, 15)].closed
    assert "?mes=2026-07" in text
    assert "?mes=2026-09" in text


@pytest.mark.parametrize("month", ["", "ayer", "2026-13", "1800-01", "2041-01", "9999-12"])
def test_a_month_that_is_none_shows_this_one(desk: Client, mopc: Institution, month: str) -> None:
    shown = desk.get("/bandeja/calendario/", {"mes": month}).context["month"]
    assert shown.first_on == date(2026, 7, 1)
    assert shown.total == 0


def test_months_follow_each_other() -> None:
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert previous_month(date(2027, 1, 1)) == date(2026, 12, 1)
    assert read_month("2014-01") == date(2014, 1, 1)


def test_the_month_asks_the_same_few_questions_however_much_is_due(
    desk: Client, mopc: Institution, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    fill(mopc, 200, days=("2026-07-24", "2026-07-27", "2026-07-29"))
    with django_assert_max_num_queries(15):
        desk.get("/bandeja/calendario/")


def test_a_calendar_file_says_number_institution_and_days_and_nothing_else(
    officer: User, mopc: Institution, clock: time_machine.Traveller
) -> None:
    for presented in ("2026-07-02", "2026-07-06", "2026-07-08"):
        file_one(mopc, when=at(presented), subject=CANARY, description=CANARY, name=CANARY)
    clock.move_to(at("2026-07-27"))
    answer = signed_in(officer).get("/bandeja/calendario/vencimientos.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20260727" in text
    assert "(Ministerio de Obras Públicas y Comunicaciones): vence el plazo" in text
    for words in ("Vence hoy", "faltan 2 días hábiles", "venció hace 2 días hábiles"):
        assert words in text
    assert CANARY not in text
    assert "ana@correo.example" not in text


def test_an_address_is_given_changed_and_taken_back(
    desk: Client, mopc: Institution, officer: User, by_officer: Actor, monday: datetime
) -> None:
    mine = file_one(mopc, when=monday).info_request.number
    other = file_one(mopc, when=monday).info_request.number
    actions.assign(mine, by=by_officer, at=monday, person=officer)
    assert "Crear mi dirección" in desk.get("/bandeja/calendario/suscripcion/").content.decode()
    desk.post("/bandeja/calendario/suscripcion/", {"step": "make", "only_own": "1"})
    address = desk.get("/bandeja/calendario/suscripcion/").context["address"]
    path = address.partition("://")[2].partition("/")[2]
    read = Client().get(f"/{path}")
    assert mine in read.content.decode()
    assert other not in read.content.decode()
    assert "X-WR-CALNAME" in read.content.decode()
    desk.post("/bandeja/calendario/suscripcion/", {"step": "revoke"})
    assert Client().get(f"/{path}").status_code == 404
    assert not CalendarFeed.objects.in_use().exists()


def test_without_a_calendar_the_feed_says_so(
    desk: Client, mopc: Institution, clock: time_machine.Traveller
) -> None:
    desk.post("/bandeja/calendario/suscripcion/", {"step": "make"})
    address = desk.get("/bandeja/calendario/suscripcion/").context["address"]
    ClosedDay.objects.all().delete()
    CalendarVersion.objects.all().delete()
    assert Client().get(address.partition("8000")[2]).status_code == 503


def test_the_load_is_told_for_each_person_and_unit_and_for_nobody(
    desk: Client,
    mopc: Institution,
    officer: User,
    colleague: User,
    works: Unit,
    by_officer: Actor,
    monday: datetime,
    clock: time_machine.Traveller,
) -> None:
    rows = fill(mopc, 6, days=("2026-07-04", "2026-07-10", "2026-07-27"))
    for row in rows[:4]:
        actions.assign(row.number, by=by_officer, at=monday, person=officer)
    actions.assign(rows[4].number, by=by_officer, at=monday, unit=works)
    page = desk.get("/bandeja/carga/")
    people = {line.key: (line.open, line.late, line.this_week) for line in page.context["people"]}
    assert people[str(officer.pk)] == (4, 2, 1)
    assert people[str(colleague.pk)] == (0, 0, 0)
    assert people["nadie"] == (2, 0, 1)
    units = {line.key: line.open for line in page.context["units"]}
    assert units == {str(works.pk): 1, "ninguna": 5}
    assert f"persona={officer.pk}" in page.content.decode()


def test_the_keys_are_told_and_switched_off_in_this_browser(
    desk: Client, mopc: Institution, monday: datetime
) -> None:
    file_one(mopc, when=monday)
    assert "data-keys>" in desk.get("/bandeja/").content.decode()
    assert "Apagar" in desk.get("/bandeja/teclas/").content.decode()
    desk.post("/bandeja/teclas/", {"keys": "off"})
    assert "data-keys>" not in desk.get("/bandeja/").content.decode()
    assert "Encender" in desk.get("/bandeja/teclas/").content.decode()
    desk.post("/bandeja/teclas/", {"keys": "on"})
    assert "data-keys>" in desk.get("/bandeja/").content.decode()
