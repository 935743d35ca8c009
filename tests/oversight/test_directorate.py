"""The Directorate's desk: every figure is a list, every request its proof, and nothing to press."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.actors import Actor
from accounts.models import User
from look.figures.tables import Cell
from offices.models import CalendarVersion, Duty, Institution
from oversight import evidence
from oversight.catalogue import LISTS
from oversight.overview.today import COLUMNS
from oversight.paging import BY_DAYS, PAGE, Place
from requests_app import actions
from requests_app.actions import Receipt, Reply
from requests_app.models import InformationRequest, Term, TimelineEvent
from requests_app.states import Outcome
from tests.factories import appoint, at, file_one, make_user, requester_of
from tests.stats.rows import Shape, save

OVERVIEW = "/direccion/"
LIST = "/direccion/pedidos/"
# Golden case G01 is due on Monday 27 July 2026.
DUE_DAY = at("2026-07-27", 12)


@pytest.fixture
def desk(client: Client, director: User) -> Client:
    client.force_login(director)
    return client


def silent_one(mopc: Institution, filed: str, *, swept: str) -> Receipt:
    receipt = file_one(mopc, when=at(filed))
    actions.declare_tacit_denials(on=date.fromisoformat(swept), at=at(swept))
    return receipt


@pytest.fixture
def history(mopc: Institution, mec: Institution, by_officer: Actor, ministry: Institution) -> None:
    """One request of each kind, as they stand on DUE_DAY."""
    appealed = silent_one(mopc, "2026-05-04", swept="2026-06-20")
    actions.file_reconsideration(
        appealed.info_request.number,
        by=requester_of(appealed),
        at=at("2026-06-22"),
        text="No respondieron.",
    )
    late = silent_one(mopc, "2026-06-08", swept="2026-07-06")
    actions.answer(
        late.info_request.number,
        by=by_officer,
        at=at("2026-07-10"),
        reply=Reply(outcome=Outcome.GRANTED, text="Aquí está."),
    )
    silent_one(mec, "2026-06-30", swept="2026-07-25")
    file_one(mopc, when=at("2026-07-06"))
    file_one(mec, when=at("2026-07-01"))
    forwarded = file_one(mopc, when=at("2026-07-20"))
    actions.forward(
        forwarded.info_request.number, by=by_officer, at=at("2026-07-21"), to=mec, reason="Suya."
    )
    withdrawn = file_one(mopc, when=at("2026-07-20"))
    actions.withdraw(withdrawn.info_request.number, by=requester_of(withdrawn), at=at("2026-07-21"))


def figures_on(page: str) -> list[tuple[str, int]]:
    """Return every link to a list, with the figure it shows."""
    found = re.findall(rf'<a [^>]*href="({LIST}\?[^"]+)"[^>]*>([\d.]+)', page)
    return [(unescape(url), int(figure.replace(".", ""))) for url, figure in found]


def rows_behind(desk: Client, url: str) -> list[str]:
    """Walk a list from its first page to its last and return the numbers seen."""
    seen: list[str] = []
    while url:
        page = desk.get(url)
        assert page.status_code == 200
        seen += re.findall(r'href="/direccion/pedidos/([^"?/]+)/"', page.content.decode())
        url = f"{LIST}{page.context['following']}" if page.context["following"] else ""
    return seen


def table_of_today(desk: Client, order: str = "") -> list[list[Cell]]:
    """Return the rows of the table of institutions."""
    rows: list[list[Cell]] = desk.get(f"{OVERVIEW}?orden={order}").context["today"].table.rows
    return rows


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("history")
@time_machine.travel(DUE_DAY, tick=False)
def test_every_figure_is_as_long_as_the_list_behind_it(desk: Client) -> None:
    page = desk.get(OVERVIEW)
    figures = figures_on(page.content.decode())
    assert len(figures) > 10
    for url, figure in figures:
        rows = rows_behind(desk, url)
        assert len(rows) == len(set(rows)) == figure, url


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("history")
@time_machine.travel(DUE_DAY, tick=False)
def test_the_national_clock_counts_what_it_says(desk: Client) -> None:
    counts = {found.key: count for found, count, _url in desk.get(OVERVIEW).context["national"]}
    assert counts == {
        "hoy": 1,
        "tarde": 3,
        "silencio-semana": 1,
        "silencio-mes": 2,
        "reconsideraciones": 1,
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("history")
@time_machine.travel(DUE_DAY, tick=False)
def test_an_institution_answers_for_what_it_holds(desk: Client) -> None:
    lines = {row[0].text: [cell.value for cell in row[1:]] for row in table_of_today(desk)}
    # Open, due today, late, denied by silence in 30 days, appeals to decide.
    assert lines == {
        "Ministerio de Obras Públicas y Comunicaciones": [1, 1, 1, 1, 1],
        "Ministerio de Educación y Ciencias": [2, 0, 2, 1, 0],
    }


@pytest.mark.django_db(transaction=True)
@time_machine.travel(DUE_DAY, tick=False)
def test_an_answer_that_overtook_the_sweep_is_in_the_list_of_tacit_denials(
    desk: Client, mopc: Institution, by_officer: Actor
) -> None:
    receipt = file_one(mopc, when=at("2026-07-02"))
    actions.answer(
        receipt.info_request.number,
        by=by_officer,
        at=at("2026-07-24"),
        reply=Reply(outcome=Outcome.GRANTED, text="Aquí está."),
    )
    assert rows_behind(desk, f"{LIST}?lista=silencio-semana") == [receipt.info_request.number]


@pytest.mark.django_db
@time_machine.travel(DUE_DAY, tick=False)
def test_the_table_is_sorted_by_a_link_and_turned_round_by_the_same(
    desk: Client, mopc: Institution, mec: Institution
) -> None:
    version = CalendarVersion.objects.get()
    for index in range(12):
        body = mopc if index < 11 else mec
        ends = "answered" if index % 2 and body == mopc else "silent"
        save(Shape(presented_on=date(2026, 5, 4), ends=ends, after_days=3), body, body, version)
    for column in COLUMNS:
        up = [row[0].text for row in table_of_today(desk, column.key)]
        down = [row[0].text for row in table_of_today(desk, f"-{column.key}")]
        assert len(up) == 2
        assert sorted(up) == sorted(down)
    assert [row[3].text for row in table_of_today(desk, "-tarde")] == ["6", "1"]
    page = desk.get(f"{OVERVIEW}?orden=-tarde").content.decode()
    assert 'aria-sort="descending"><a class="govuk-link" href="?orden=tarde#' in page
    assert desk.get(f"{OVERVIEW}?orden=';DROP").status_code == 200


@pytest.mark.django_db
@time_machine.travel(DUE_DAY, tick=False)
def test_a_long_list_has_pages_both_ways(desk: Client, mopc: Institution) -> None:
    version = CalendarVersion.objects.get()
    for index in range(2 * PAGE + 5):
        day = date(2026, 3, 2) + timedelta(days=index // 10)
        save(Shape(presented_on=day, ends="silent"), mopc, mopc, version)
    url = f"{LIST}?lista=tarde&institucion=MOPC"
    assert len(set(rows_behind(desk, url))) == 2 * PAGE + 5
    first = desk.get(url)
    second = desk.get(f"{LIST}{first.context['following']}")
    back = desk.get(f"{LIST}{second.context['previous']}")
    assert first.context["previous"] == ""
    assert back.context["rows"] == first.context["rows"]
    assert back.context["previous"] == ""
    third = desk.get(f"{LIST}{second.context['following']}")
    assert third.context["following"] == ""
    assert len(third.context["rows"]) == 5
    middle = desk.get(f"{LIST}{third.context['previous']}")
    assert middle.context["rows"] == second.context["rows"]
    assert middle.context["previous"] != ""


@pytest.mark.parametrize("text", ["", "x", "2026-07-27", "2026-07-27.-1", f"2026-07-27.{2**70}"])
def test_a_place_that_is_no_place_is_the_beginning(text: str) -> None:
    assert Place.read(text) is None
    assert Place.read(text, BY_DAYS) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "lista=nada",
        "lista=hoy&institucion=NADIE",
        "lista=hoy&poder=real",
        "lista=hoy&inciso=z",
        "lista=silencio&desde=2026-13&hasta=2026-13",
        "lista=silencio&desde=0000-01&hasta=9999-12",
        "lista=silencio&desde=2026-05&hasta=2026-04",
        "lista=silencio&desde=2026-05",
    ],
)
def test_an_unknown_list_or_institution_is_not_found(desk: Client, query: str) -> None:
    assert desk.get(f"{LIST}?{query}").status_code == 404


@pytest.mark.django_db
def test_an_empty_list_says_so(desk: Client) -> None:
    assert "No hay pedidos en esta lista" in desk.get(f"{LIST}?lista=hoy").content.decode()
    assert "Todavía no hay pedidos" in desk.get(OVERVIEW).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("history")
@time_machine.travel(DUE_DAY, tick=False)
def test_a_request_is_shown_with_terms_ledger_and_chained_events(desk: Client) -> None:
    for row in InformationRequest.objects.all():
        page = desk.get(f"{LIST}{row.number}/")
        text = unescape(page.content.decode())
        assert "Cadena íntegra" in text
        for event in row.timeline.all():
            assert event.payload in text
            assert event.hash in text
        for told in page.context["terms"]:
            assert told.agrees, told.row
            assert told.ledger
        assert "Ana Solicitante" not in text
        assert "ana@correo.example" not in text


@pytest.mark.django_db(transaction=True)
@time_machine.travel(DUE_DAY, tick=False)
def test_a_broken_chain_and_a_moved_date_are_shown(
    desk: Client, mopc: Institution, by_officer: Actor
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    number = receipt.info_request.number
    actions.take_in_charge(number, by=by_officer, at=at("2026-07-07"))
    InformationRequest.objects.filter(number=number).update(chain_head="0" * 64)
    Term.objects.update(due_on=date(2026, 7, 30))
    text = desk.get(f"{LIST}{number}/").content.decode()
    assert "La cadena no coincide" in text
    assert "no es la que da contar de nuevo" in text


@pytest.mark.django_db
def test_an_event_that_does_not_follow_is_found(mopc: Institution) -> None:
    row = save(
        Shape(presented_on=date(2026, 7, 6), ends="open"),
        mopc,
        mopc,
        CalendarVersion.objects.get(),
    )
    for sequence, payload in ((1, "{}"), (3, "{}")):
        TimelineEvent.objects.create(
            info_request=row,
            institution=mopc,
            sequence=sequence,
            kind="filed",
            actor_kind="system",
            happened_on=date(2026, 7, 6),
            recorded_at=DUE_DAY,
            payload=payload,
            hash="0" * 64,
        )
    proofs = evidence.chain_of(row)
    assert [proof.holds for proof in proofs] == [False, False]
    assert not evidence.is_whole(row, proofs)


ADDRESSES = (OVERVIEW, LIST, f"{LIST}AIP-2026-000001/")


@pytest.mark.django_db(transaction=True)
@time_machine.travel(DUE_DAY, tick=False)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302),
        ("citizen", 404),
        ("officer", 404),
        ("authority", 404),
        ("superuser", 404),
        ("former auditor", 404),
        ("auditor", 200),
        ("director", 200),
    ],
)
def test_only_who_holds_a_post_in_the_directorate_today_enters(
    client: Client, mopc: Institution, ministry: Institution, address: str, who: str, status: int
) -> None:
    file_one(mopc, when=at("2026-07-06"))
    user = make_user("persona@aip.example", is_superuser=who == "superuser")
    ends_on = date(2026, 7, 26) if who == "former auditor" else None
    posts = {
        "officer": (mopc, Duty.OFFICER),
        "authority": (mopc, Duty.HIGHEST_AUTHORITY),
        "former auditor": (ministry, Duty.AUDITOR),
        "auditor": (ministry, Duty.AUDITOR),
        "director": (ministry, Duty.DIRECTOR),
    }
    if who in posts:
        appoint(user, *posts[who], ends_on=ends_on)
    if who != "anonymous":
        client.force_login(user)
    page = client.get(address)
    assert page.status_code == status
    if status == 302:
        assert page["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_directorate_can_only_look(desk: Client, address: str, method: str) -> None:
    assert getattr(desk, method)(address).status_code == 405


def test_every_address_of_the_directorate_is_tried_above() -> None:
    resolver = next(
        entry for entry in get_resolver().url_patterns if str(entry.pattern) == "direccion/"
    )
    patterns = {str(found.pattern) for found in resolver.url_patterns}  # type: ignore[union-attr]
    # Competence, alerts, delays, the calendar, events and figures are tried in their own files.
    elsewhere = (
        "competencia/", "calendario/", "alertas/", "atrasos/", "pedidos/<str:number>/h",
        "verificar.py", "instituciones", "departamentos", "comparacion", "hoy", "tendencia",
        "pedidos.csv", "reglas/",
    )  # fmt: skip
    looked_at = {"", "pedidos/", "pedidos/<str:number>/"}
    assert {name for name in patterns if not name.startswith(elsewhere)} == looked_at


def test_every_list_of_the_overview_exists_and_says_what_it_means() -> None:
    assert all(found.title and found.meaning for found in LISTS.values())


@pytest.mark.django_db
@time_machine.travel(DUE_DAY, tick=False)
def test_pages_cost_the_same_at_ten_and_at_a_thousand(
    desk: Client,
    mopc: Institution,
    mec: Institution,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    version = CalendarVersion.objects.get()
    for many in (10, 990):
        for index in range(many):
            day = date(2026, 3, 2) + timedelta(days=index % 90)
            row = save(Shape(presented_on=day, ends="silent"), mopc, mec, version)
        with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
            assert desk.get(OVERVIEW).status_code == 200
        with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
            assert desk.get(f"{LIST}?lista=tarde").status_code == 200
        with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
            assert desk.get(f"{LIST}{row.number}/").status_code == 200
