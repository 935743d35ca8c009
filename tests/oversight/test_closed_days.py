"""The calendar's pages: an act written down, what it moves seen, approved by another person."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from accounts.models import User
from law.terms import TermKind
from offices.models import CalendarChange, ChangeState, ClosedDay, Duty, Institution
from requests_app import actions
from requests_app.models import DenialReview, InformationRequest, Term
from tests.factories import appoint, at, file_one, make_user

pytestmark = pytest.mark.django_db

CALENDAR = "/direccion/calendario/"
PROPOSE = f"{CALENDAR}proponer/"
NOW = at("2026-07-16", 20)
ACT = {
    "reason": "Asueto por la final",
    "instrument": "Decreto 9.999/2026",
    "source": "Gaceta Oficial 133",
    "published_on_day": "16",
    "published_on_month": "7",
    "published_on_year": "2026",
    "days-TOTAL_FORMS": "2",
    "days-INITIAL_FORMS": "0",
}


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def row(at_place: int, day: str, kind: str = "feriado", **extra: str) -> dict[str, str]:
    """Return one filled row as a browser sends it; `day` is written 23/7/2026."""
    fields = {"change": "add", "kind": kind, "reach": "national", "place": "", "name": "Final"}
    parts = zip(("day", "month", "year"), day.split("/"), strict=True)
    boxes = {f"day_{box}": part for box, part in parts}
    return {
        f"days-{at_place}-{name}": value for name, value in {**fields, **boxes, **extra}.items()
    }


def proposed(auditor: User, *rows: dict[str, str]) -> CalendarChange:
    sent = {**ACT, **{name: value for one in rows for name, value in one.items()}}
    answer = client_of(auditor).post(PROPOSE, sent)
    assert answer.status_code == 302, answer.content.decode()
    return CalendarChange.objects.latest("pk")


def seen_on(client: Client, change: CalendarChange) -> str:
    page = client.get(f"{CALENDAR}cambios/{change.pk}/").content.decode()
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_from_the_act_to_the_moved_terms(mopc: Institution, auditor: User, director: User) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    change = proposed(auditor, row(0, "23/7/2026"))

    own = client_of(auditor).get(f"{CALENDAR}cambios/{change.pk}/").content.decode()
    assert "debe decidir otra persona" in own
    assert 'name="seen"' not in own

    desk = client_of(director)
    page = desk.get(f"{CALENDAR}cambios/{change.pk}/").content.decode()
    assert number in page
    assert "lunes 27 de julio de 2026" in page
    assert "martes 28 de julio de 2026" in page
    foretold = desk.get(f"{CALENDAR}cambios/{change.pk}/plazos.csv").content

    approve = f"{CALENDAR}cambios/{change.pk}/aprobar/"
    assert desk.post(approve, {"seen": seen_on(desk, change)}).status_code == 302
    actions.recount_terms(at=NOW)

    after = desk.get(f"{CALENDAR}cambios/{change.pk}/").content.decode()
    assert "El resultado es igual a lo previsto" in after
    assert desk.get(f"{CALENDAR}cambios/{change.pk}/plazos.csv").content == foretold
    lines = list(csv.DictReader(io.StringIO(foretold.decode("utf-8-sig")), delimiter=";"))
    assert [(line["numero"], line["vencia"], line["vence"]) for line in lines] == [
        (number, "2026-07-27", "2026-07-28")
    ]


def test_who_would_approve_another_list_is_shown_it(
    mopc: Institution, auditor: User, director: User
) -> None:
    change = proposed(auditor, row(0, "23/7/2026"))
    desk = client_of(director)
    seen = seen_on(desk, change)
    number = file_one(mopc, when=at("2026-07-16", 15)).info_request.number
    answer = desk.post(f"{CALENDAR}cambios/{change.pk}/aprobar/", {"seen": seen})
    assert answer.status_code == 409
    assert number in answer.content.decode()
    change.refresh_from_db()
    assert change.state == ChangeState.PROPOSED


@pytest.mark.parametrize("who", ["auditor", "proposer"])
def test_neither_an_auditor_nor_the_proposer_approves(
    auditor: User, director: User, ministry: Institution, who: str
) -> None:
    change = proposed(director if who == "proposer" else auditor, row(0, "23/7/2026"))
    other = appoint(make_user("otra@mj.example"), ministry, Duty.AUDITOR)
    desk = client_of(director if who == "proposer" else other)
    for act, sent in (("aprobar", {"seen": "0" * 64}), ("rechazar", {"note": "No."})):
        answer = desk.post(f"{CALENDAR}cambios/{change.pk}/{act}/", sent)
        assert answer.status_code == 409
    change.refresh_from_db()
    assert change.state == ChangeState.PROPOSED


def test_several_days_in_a_row_leave_weekends_out(auditor: User) -> None:
    change = proposed(
        auditor,
        row(0, "17/7/2026", "suspension", until_day="21", until_month="7", until_year="2026"),
    )
    days = list(change.days.values_list("day", flat=True))
    assert days == [date(2026, 7, 17), date(2026, 7, 20), date(2026, 7, 21)]


@pytest.mark.parametrize(
    ("reach", "typed", "scope"),
    [
        ("institution", "mopc", "institution:MOPC"),
        ("department", "itapua", "department:Itapúa"),
        ("public-sector", "", "public-sector"),
    ],
)
def test_a_place_is_found_however_it_is_written(
    mopc: Institution, auditor: User, reach: str, typed: str, scope: str
) -> None:
    Institution.objects.filter(pk=mopc.pk).update(department="Itapúa")
    change = proposed(auditor, row(0, "23/7/2026", reach=reach, place=typed))
    assert change.days.get().scope == scope


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"reason": ""}, "Escriba el motivo del cambio"),
        ({"published_on_year": "26"}, "cuatro cifras"),
        (row(0, "31/2/2026"), "Esa fecha no existe"),
        (row(0, "23/7/2026", reach="district", place="Ninguna"), "No encontramos ese lugar"),
        (
            row(0, "23/7/2026", until_day="1", until_month="7", until_year="2026"),
            "después del primero",
        ),
        (row(0, "1/5/2026"), "ya figura en el calendario"),
        (row(0, "23/7/2026", change="remove"), "no figura en el calendario"),
        ({}, "Agregue por lo menos un día"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    auditor: User, sent: dict[str, str], told: str
) -> None:
    filled = {} if sent == {} else row(0, "23/7/2026")
    answer = client_of(auditor).post(PROPOSE, {**ACT, **filled, **sent})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "Decreto 9.999/2026" in page
    assert not CalendarChange.objects.exists()


def test_more_rows_keep_what_was_typed(auditor: User) -> None:
    sent = {**ACT, **row(0, "99/7/2026"), "more": "1"}
    page = client_of(auditor).post(PROPOSE, sent).content.decode()
    assert 'value="99"' in page
    assert 'name="days-TOTAL_FORMS" value="5"' in page
    assert "Hay un problema" not in page


def test_a_day_can_be_taken_from_the_calendar(
    mopc: Institution, auditor: User, director: User
) -> None:
    standing = ClosedDay.objects.get(day=date(2026, 8, 15), removed_in=None)
    page = client_of(auditor).get(f"{PROPOSE}?quitar={standing.pk}").content.decode()
    assert standing.name in page
    change = proposed(auditor, row(0, "15/8/2026", change="remove"))
    assert change.days.get().is_removal


def test_a_rejected_proposal_says_why(auditor: User, director: User) -> None:
    change = proposed(auditor, row(0, "23/7/2026"))
    desk = client_of(director)
    address = f"{CALENDAR}cambios/{change.pk}/rechazar/"
    assert desk.post(address, {"note": ""}).status_code == 422
    assert desk.post(address, {"note": "Es de otro día."}).status_code == 302
    assert "Es de otro día." in desk.get(f"{CALENDAR}cambios/{change.pk}/").content.decode()


def test_a_denial_in_question_is_reviewed_and_stays(
    mopc: Institution, auditor: User, director: User
) -> None:
    with time_machine.travel(at("2026-07-29"), tick=False):
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
        change = proposed(auditor, row(0, "21/7/2026"))
        desk = client_of(director)
        sent = {"seen": seen_on(desk, change)}
        desk.post(f"{CALENDAR}cambios/{change.pk}/aprobar/", sent)
        review = DenialReview.objects.get()
        address = f"{CALENDAR}revision/{review.pk}/"
        assert number in desk.get(f"{CALENDAR}revision/").content.decode()
        assert number in desk.get(address).content.decode()
        assert desk.post(address, {"decision": "stands", "note": ""}).status_code == 422
        decided = {"decision": "stands", "note": "Nadie respondió tampoco el 28."}
        assert desk.post(address, decided).status_code == 302
        assert desk.get(address).status_code == 302
        assert "Nadie respondió tampoco el 28." in desk.get(f"{CALENDAR}revision/").content.decode()
    assert InformationRequest.objects.get(number=number).tacitly_denied_on == date(2026, 7, 28)


@pytest.mark.parametrize(("day", "warnings"), [("2028-09-30", 0), ("2028-10-01", 1)])
def test_from_october_a_missing_calendar_is_told(
    auditor: User, director: User, day: str, warnings: int
) -> None:
    ClosedDay.objects.filter(day__year=2029).delete()
    with time_machine.travel(at(day), tick=False):
        page = client_of(director).get(CALENDAR).content.decode()
    assert page.count("Falta el calendario de 2029") == warnings


@pytest.mark.parametrize("query", ["", "?anio=2025", "?anio=9999", "?anio=x"])
def test_any_year_can_be_asked_for(auditor: User, query: str) -> None:
    assert client_of(auditor).get(f"{CALENDAR}{query}").status_code == 200


def addresses(change: CalendarChange) -> dict[str, str]:
    """Return every address of the calendar by its name in the resolver."""
    here = f"{CALENDAR}cambios/{change.pk}/"
    return {
        "calendar": CALENDAR,
        "propose_change": PROPOSE,
        "calendar_change": here,
        "approve_change": f"{here}aprobar/",
        "reject_change": f"{here}rechazar/",
        "change_terms": f"{here}plazos.csv",
        "denial_reviews": f"{CALENDAR}revision/",
        "denial_review": f"{CALENDAR}revision/1/",
    }


def test_every_address_of_the_calendar_is_tried(auditor: User) -> None:
    found: Any = next(
        entry for entry in get_resolver().url_patterns if str(entry.pattern) == "direccion/"
    )
    names = {
        entry.name for entry in found.url_patterns if str(entry.pattern).startswith("calendario/")
    }
    assert names == set(addresses(CalendarChange(pk=1)))


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
@pytest.mark.parametrize("who", ["anonymous", "officer", "authority", "former auditor"])
def test_only_the_directorate_of_today_enters(
    mopc: Institution, ministry: Institution, auditor: User, who: str, method: str
) -> None:
    change = proposed(auditor, row(0, "23/7/2026"))
    user = make_user("persona@aip.example")
    posts: dict[str, tuple[Institution, Duty, date | None]] = {
        "officer": (mopc, Duty.OFFICER, None),
        "authority": (mopc, Duty.HIGHEST_AUTHORITY, None),
        "former auditor": (ministry, Duty.AUDITOR, date(2026, 7, 15)),
    }
    client = Client()
    if who in posts:
        place, duty, ends_on = posts[who]
        client = client_of(appoint(user, place, duty, ends_on=ends_on))
    for address in addresses(change).values():
        status = getattr(client, method)(address).status_code
        assert status in ({302, 405} if who == "anonymous" else {404, 405})
    assert not Term.objects.running(TermKind.ANSWER).exists()
