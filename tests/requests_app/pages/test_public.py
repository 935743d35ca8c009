"""What everybody sees: the public page, the list, and nothing that is private."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.actors import Actor
from offices.models import Institution, Post
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.models import Document, InformationRequest
from requests_app.states import Outcome, Screening, Visibility
from tests.factories import at, file_of, file_one, inspected
from tests.requests_app.pages.visitors import PRIVATE, text_of
from tests.requests_app.pages.visitors import file_one as file_by_hand
from tests.requests_app.story import reply, resolution, silent_denial

pytestmark = pytest.mark.django_db(transaction=True)


def publish(number: str, by: Actor, *, on: str = "2026-07-07") -> None:
    actions.screen_text(number, by=by, at=at(on), screening=Screening.SHOWN)


@pytest.fixture(autouse=True)
def wednesday() -> object:
    """Two days after the filing."""
    with time_machine.travel(at("2026-07-08"), tick=False) as traveller:
        yield traveller


def test_before_a_person_reads_it_only_facts_are_public(client: Client, number: str) -> None:
    written = text_of(client.get(f"/s/{number}/"))
    assert "El texto se publicará cuando una persona lo revise." in written
    assert "Contratos de obras viales" not in written
    assert "Copia de los contratos" not in written
    assert "lunes 27 de julio de 2026" in written
    assert "faltan 13 días hábiles" in written
    assert "Contratos de obras viales" not in text_of(client.get("/respuestas/"))


def test_once_cleared_the_text_is_public_and_a_withheld_one_never(
    client: Client, number: str, by_officer: Actor
) -> None:
    publish(number, by_officer)
    written = text_of(client.get(f"/s/{number}/"))
    assert "Contratos de obras viales" in written
    assert "Copia de los contratos firmados en 2025." in written
    assert "Contratos de obras viales" in text_of(client.get("/respuestas/"))
    actions.screen_text(number, by=by_officer, at=at("2026-07-08"), screening=Screening.WITHHELD)
    written = text_of(client.get(f"/s/{number}/"))
    assert "no se publica" in written
    assert "Contratos" not in written


@pytest.mark.parametrize(("says_yes", "expected"), [("on", 1), ("", 0)])
def test_the_name_is_public_only_if_its_owner_said_so(
    client: Client, mopc: Institution, by_officer: Actor, says_yes: str, expected: int
) -> None:
    number = file_by_hand(client, mopc, shows_name=says_yes)
    assert PRIVATE[0] not in text_of(Client().get(f"/s/{number}/"))
    publish(number, by_officer, on="2026-07-08")
    assert text_of(Client().get(f"/s/{number}/")).count(PRIVATE[0]) == expected


def test_nothing_private_reaches_a_public_byte(
    client: Client, mopc: Institution, mec: Institution, by_officer: Actor, seal: Post
) -> None:
    number = file_by_hand(client, mopc)
    publish(number, by_officer, on="2026-07-08")
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-08"), question=PRIVATE[2])
    by_requester = Actor.requester(number)
    actions.clarify(number, by=by_requester, at=at("2026-07-08"), reply=PRIVATE[0])
    actions.deny(number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal))
    actions.file_reconsideration(number, by=by_requester, at=at("2026-07-22"), text=PRIVATE[1])
    stranger = Client()
    addresses = [
        reverse("start"),
        reverse("requests:list"),
        f"{reverse('requests:list')}?q=limpieza",
        reverse("requests:public", args=[number]),
        reverse("requests:follow"),
        f"{reverse('requests:follow')}?numero={number}",
        reverse("offices:institutions"),
        reverse("offices:institution", args=["MOPC"]),
    ]
    for address in addresses:
        page = stranger.get(address)
        assert page.status_code == 200, address
        for secret in PRIVATE:
            assert secret not in text_of(page), address


def test_an_answer_and_its_public_files_are_shown_once_cleared(
    client: Client, number: str, by_officer: Actor
) -> None:
    checked = inspected(number, file_of(content=b"a,b"), looked_by=by_officer.user)
    given = reply(Outcome.PARTLY_GRANTED, files=(checked,), files_visibility=Visibility.PUBLIC)
    actions.answer(number, by=by_officer, at=at("2026-07-08"), reply=given)
    key = Document.objects.get().key
    assert "Se responde." not in text_of(client.get(f"/s/{number}/"))
    assert client.get(f"/s/{number}/archivo/{key}/").status_code == 404
    publish(number, by_officer, on="2026-07-08")
    written = text_of(client.get(f"/s/{number}/"))
    assert "Se responde." in written
    assert "Anexo III" in written
    assert "datos.csv" in written
    sent = client.get(f"/s/{number}/archivo/{key}/")
    assert b"".join(sent.streaming_content) == b"a,b"  # type: ignore[attr-defined]
    Document.objects.update(visibility=Visibility.PARTIES)
    assert "datos.csv" not in text_of(client.get(f"/s/{number}/"))
    assert client.get(f"/s/{number}/archivo/{key}/").status_code == 404


def test_an_unknown_number_is_not_found(client: Client, db: None) -> None:
    assert client.get("/s/AIP-2026-999999/").status_code == 404
    assert client.get("/s/<script>/").status_code == 404


def test_a_public_page_takes_at_most_six_queries(
    client: Client,
    filed: Receipt,
    by_officer: Actor,
    mec: Institution,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    number = filed.info_request.number
    client.get(f"/s/{number}/")
    with django_assert_max_num_queries(6):
        client.get(f"/s/{number}/")
    publish(number, by_officer)
    silent_denial(number)
    actions.answer(number, by=by_officer, at=at("2026-08-03"), reply=reply(Outcome.PARTLY_GRANTED))
    with django_assert_max_num_queries(6):
        written = text_of(client.get(f"/s/{number}/"))
    assert "Denegación tácita por silencio" in written
    assert "5 días hábiles de atraso" in written


def numbers_on(client: Client, query: str) -> list[str]:
    lines = client.get(f"/respuestas/{query}").context["page"].lines
    return [line.number[-6:] for line in lines]


@pytest.fixture
def sixty(mopc: Institution, mec: Institution) -> list[str]:
    """Sixty requests, every third to the MEC."""
    return [
        file_one(mec if place % 3 == 0 else mopc, when=at("2026-07-06")).info_request.number
        for place in range(60)
    ]


def test_the_list_goes_from_the_newest_to_the_oldest_and_back(
    client: Client, sixty: list[str]
) -> None:
    first = client.get("/respuestas/")
    assert [line.number for line in first.context["page"].lines] == sixty[:-26:-1]
    assert first.context["previous"] == ""
    second = client.get(f"/respuestas/{first.context['following']}")
    assert [line.number for line in second.context["page"].lines] == sixty[-26:-51:-1]
    third = client.get(f"/respuestas/{second.context['following']}")
    assert [line.number for line in third.context["page"].lines] == sixty[9::-1]
    assert third.context["following"] == ""
    back = client.get(f"/respuestas/{third.context['previous']}")
    assert [line.number for line in back.context["page"].lines] == sixty[-26:-51:-1]
    home = client.get(f"/respuestas/{second.context['previous']}")
    assert home.context["previous"] == ""


def test_the_list_is_filtered_and_keeps_its_filters_from_page_to_page(
    client: Client, sixty: list[str], by_officer: Actor
) -> None:
    asked = client.get("/respuestas/?institucion=MOPC&estado=received&desde=2026-07-06")
    assert len(asked.context["page"].lines) == 25
    assert {line.institution for line in asked.context["page"].lines} == {
        "Ministerio de Obras Públicas y Comunicaciones"
    }
    assert "institucion=MOPC" in asked.context["following"]
    assert numbers_on(client, "?desde=2026-07-07") == []
    assert numbers_on(client, "?hasta=05/07/2026") == []
    assert numbers_on(client, "?resultado=granted") == []
    assert numbers_on(client, "?q=viales") == []
    publish(sixty[1], by_officer)
    assert numbers_on(client, "?q=VIALES") == [sixty[1][-6:]]


@pytest.mark.parametrize(
    "query",
    [
        "?desde=ayer",
        "?institucion=NADIE",
        "?estado=x'--",
        "?antes=abc",
        "?antes=99999999999999999999999",
        "?despues=-1",
        "?antes=²",
    ],
)
def test_a_filter_that_cannot_be_read_breaks_nothing(
    client: Client, number: str, query: str
) -> None:
    assert client.get(f"/respuestas/{query}").status_code == 200


def test_the_list_takes_two_queries_and_a_search_seven_however_many_rows(
    client: Client,
    sixty: list[str],
    by_officer: Actor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(2):
        client.get("/respuestas/")
    with django_assert_max_num_queries(2):
        client.get("/respuestas/?institucion=MEC")
    for number in sixty[1:]:
        if InformationRequest.objects.get(number=number).institution.code == "MOPC":
            publish(number, by_officer)
    for query in ("q=obras", "q=ovras+biales", "q=contratos&orden=nuevos&institucion=MOPC"):
        with django_assert_max_num_queries(7):
            assert len(numbers_on(client, f"?{query}")) == 25


def test_the_start_page_is_light(client: Client, number: str) -> None:
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert page.status_code == 200
    assert len(page.content) < 12_000
    assert "15 días hábiles" in text_of(client.get("/"))
