"""The list of work: what is late, what is due, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from casework.worklist.buckets import Bucket
from casework.worklist.pages import page_of
from casework.worklist.wanted import Place, Shelf, Wanted
from offices.calendars import calendar_for
from offices.models import Duty, Institution
from requests_app import actions
from requests_app.desks import days_left
from requests_app.models import InformationRequest
from requests_app.states import Outcome
from tests.casework.lists.conftest import docket, fill, signed_in
from tests.factories import appoint, at, file_one, make_institution, make_user

pytestmark = pytest.mark.django_db

# Presented on these days, the term to answer ends 0, 3, 4, 7, 8 business days after 27 July.
ON = "2026-07-27"


def listed(page: Any) -> list[str]:
    return [line["info_request"].subject for line in page.context["lines"]]


@pytest.fixture
def spread(mopc: Institution, clock: time_machine.Traveller) -> None:
    """One request in each bucket as of Monday 27 July 2026, filed out of order."""
    for presented, subject in (
        ("2026-07-16", "mas"),
        ("2026-07-15", "siete"),
        ("2026-07-06", "hoy"),
        ("2026-07-10", "cuatro"),
        ("2026-07-09", "tres"),
        ("2026-07-03", "vencida"),
    ):
        file_one(mopc, when=at(presented), subject=subject)
    clock.move_to(at(ON))


def test_each_request_falls_in_the_bucket_of_its_business_days_left(
    spread: None, desk: Client
) -> None:
    page = desk.get("/bandeja/")
    counts = {str(bucket["label"]): bucket["count"] for bucket in page.context["buckets"]}
    assert list(counts.values()) == [1, 1, 1, 2, 1]
    assert listed(page) == ["vencida", "hoy", "tres", "cuatro", "siete", "mas"]


@pytest.mark.parametrize(
    ("bucket", "subjects"),
    [
        ("vencidas", ["vencida"]),
        ("hoy", ["hoy"]),
        ("1-3", ["tres"]),
        ("4-7", ["cuatro", "siete"]),
        ("mas", ["mas"]),
    ],
)
def test_a_bucket_lists_what_it_counts(
    spread: None, desk: Client, bucket: str, subjects: list[str]
) -> None:
    assert listed(desk.get("/bandeja/", {"plazo": bucket})) == subjects


def test_days_left_are_said_in_words_beside_the_date(spread: None, desk: Client) -> None:
    page = desk.get("/bandeja/").content.decode()
    assert "lunes 27 de julio de 2026" in page
    assert "vence hoy" in page
    assert "faltan 3 días hábiles" in page
    assert "venció hace 1 día hábil" in page


def test_what_was_denied_by_silence_still_waits_as_late(spread: None, desk: Client) -> None:
    actions.declare_tacit_denials(on=date.fromisoformat(ON), at=at(ON))
    page = desk.get("/bandeja/", {"plazo": "vencidas"})
    assert listed(page) == ["vencida"]
    assert "Denegación tácita" in page.content.decode()


def test_an_answered_request_leaves_the_list_and_stays_among_the_closed(
    desk: Client, by_officer: Actor, number: str, monday: datetime
) -> None:
    reply = actions.Reply(outcome=Outcome.GRANTED, text="Se entrega.")
    actions.answer(number, by=by_officer, at=monday, reply=reply)
    assert listed(desk.get("/bandeja/")) == []
    assert listed(desk.get("/bandeja/", {"estado": "cerradas"})) == ["Contratos de obras viales"]
    assert listed(desk.get("/bandeja/", {"estado": "todas"})) == ["Contratos de obras viales"]


def test_the_search_finds_a_number_or_a_word_of_the_subject(spread: None, desk: Client) -> None:
    number = InformationRequest.objects.get(subject="tres").number
    assert listed(desk.get("/bandeja/", {"q": number.lower()})) == ["tres"]
    assert listed(desk.get("/bandeja/", {"q": "SIET"})) == ["siete"]
    assert "Ningún pedido coincide" in desk.get("/bandeja/", {"q": "%"}).content.decode()


def test_other_institutions_requests_are_not_listed(
    desk: Client, mec: Institution, monday: datetime
) -> None:
    file_one(mec, when=monday)
    page = desk.get("/bandeja/")
    assert listed(page) == []
    assert "No hay pedidos por responder" in page.content.decode()


def test_who_has_posts_in_two_institutions_sees_both_each_by_its_own_days(
    officer: User, desk: Client, mopc: Institution, monday: datetime
) -> None:
    luque = make_institution("MUN-1103", "Municipalidad de Luque", category="g", district="Luque")
    appoint(officer, luque, Duty.OFFICER)
    file_one(mopc, when=monday, subject="uno")
    file_one(luque, when=monday, subject="dos")
    page = desk.get("/bandeja/")
    assert listed(page) == ["uno", "dos"]
    assert "Municipalidad de Luque" in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"plazo": "nunca"},
        {"estado": "x' OR 1=1"},
        {"despues": "2026-99-99_1_1"},
        {"despues": "2026-07-27_0_99999999999999999999999"},
        {"despues": "2026-07-27_99999999999999999999999_1"},
        {"persona": "0"},
        {"persona": "99999999999999999999999"},
        {"unidad": "-1"},
        {"tema": "todos"},
        {"vence": "2026-02-31"},
        {"vence": "0001-01-01"},
        {"medio": "paloma"},
        {"vista": "x"},
        {"antes": "ayer"},
        {"q": "x" * 5000},
        {"q": "' OR 1=1 --"},
    ],
)
def test_an_altered_address_never_breaks_the_list(
    desk: Client, number: str, query: dict[str, str]
) -> None:
    assert desk.get("/bandeja/", query).status_code == 200


def test_who_has_no_desk_is_sent_to_their_own_place(mopc: Institution) -> None:
    auditor = appoint(make_user("auditora@mj.example"), mopc, Duty.AUDITOR)
    assert signed_in(auditor).get("/bandeja/").headers["Location"] == "/escritorio/"
    assert signed_in(make_user("nadie@x.example")).get("/bandeja/").status_code == 302


def test_pages_go_forth_and_back_over_the_same_lines(
    officer: User, mopc: Institution, monday: datetime
) -> None:
    fill(mopc, 12, days=("2026-07-27", "2026-07-28"))
    mine = docket(officer, monday.date())
    every = [item.info_request.number for item in page_of(mine, Wanted(), size=50).items]
    first = page_of(mine, Wanted(), size=5)
    second = page_of(mine, Wanted(after=first.following), size=5)
    third = page_of(mine, Wanted(after=second.following), size=5)
    assert numbers(first) + numbers(second) + numbers(third) == every
    assert (first.previous, third.following) == (None, None)
    back = page_of(mine, Wanted(before=third.previous), size=5)
    assert numbers(back) == numbers(second)
    start = page_of(mine, Wanted(before=back.previous), size=5)
    assert numbers(start) == numbers(first)
    assert start.previous is None


def test_what_is_closed_comes_newest_first(
    officer: User, mopc: Institution, monday: datetime
) -> None:
    fill(mopc, 4, days=("2026-07-27", "2026-07-28"), stage="withdrawn")
    mine = docket(officer, monday.date())
    wanted = Wanted(shelf=Shelf.CLOSED)
    due = [item.due_on for item in page_of(mine, wanted).items]
    assert due == sorted(due, reverse=True)
    first = page_of(mine, wanted, size=3)
    rest = page_of(mine, Wanted(shelf=Shelf.CLOSED, after=first.following), size=3)
    assert len(numbers(first) + numbers(rest)) == 4


@pytest.mark.parametrize("rows", [10, 1000])
def test_the_list_asks_the_same_few_questions_however_long_it_is(
    desk: Client, mopc: Institution, rows: int, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    fill(mopc, rows, days=("2026-07-24", "2026-07-27", "2026-08-05"))
    desk.get("/bandeja/")
    with django_assert_max_num_queries(15) as asked:
        page = desk.get("/bandeja/")
    assert len(page.context["lines"]) == min(rows, 25)
    assert len(asked) == len({query["sql"] for query in asked}), "the same question twice"


def test_a_term_that_ended_on_friday_is_late_on_saturday(mopc: Institution) -> None:
    days = calendar_for(mopc).days
    friday, saturday = date(2026, 7, 24), date(2026, 7, 25)
    assert days_left(days, friday, on=friday) == 0
    assert days_left(days, friday, on=saturday) == -1
    assert days_left(days, date(2026, 7, 27), on=saturday) == 1


def test_a_place_survives_its_own_address() -> None:
    place = Place(date(2026, 7, 27), 12, 7)
    assert Place.read(str(place)) == place
    assert Place.read("") is None


def test_every_bucket_has_words() -> None:
    assert all(bucket.label for bucket in Bucket)


def numbers(page: Any) -> list[str]:
    return [item.info_request.number for item in page.items]
