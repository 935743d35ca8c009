"""The public list as a search, and the answers offered to who is about to ask."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution
from requests_app.models import InformationRequest, SuggestionDay
from requests_app.search.suggestions import Help, Step, count, helped, similar
from requests_app.states import Screening
from tests.factories import at
from tests.requests_app.pages.visitors import WHAT, WHO, fill, text_of
from tests.requests_app.search.published import answer, ask, clear, publish

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 7, 9)


@pytest.fixture(autouse=True)
def thursday() -> object:
    """Some days after everything was asked, cleared and answered."""
    with time_machine.travel(at("2026-07-09"), tick=False) as traveller:
        yield traveller


def found(client: Client, query: str) -> list[str]:
    page = client.get(f"/respuestas/?{query}")
    assert page.status_code == 200
    return [line.subject for line in page.context["page"].lines]


def test_the_words_found_are_marked_in_what_was_asked_and_answered(
    client: Client, mopc: Institution, by_officer: Actor
) -> None:
    number = publish(mopc, by_officer, "Contratos de <b>puentes</b>", "Desde 2020. " * 30)
    answer(number, by_officer, f"{'Antes. ' * 40}El puente se licitó <i>dos</i> veces.")
    written = client.get("/respuestas/?q=puente+veces").content.decode()
    assert "Contratos de &lt;b&gt;<mark>puentes</mark>&lt;/b&gt;" in written
    assert "El <mark>puente</mark> se licitó &lt;i&gt;dos&lt;/i&gt; <mark>veces</mark>." in written
    assert "… " in written


def test_a_word_typed_wrong_is_replaced_and_can_be_kept(
    client: Client, mopc: Institution, by_officer: Actor
) -> None:
    publish(mopc, by_officer, "Licitación de caminos")
    page = client.get("/respuestas/?q=lisitaciones")
    assert "mostramos resultados de «licitación»" in text_of(page)
    assert found(client, "q=lisitaciones") == ["Licitación de caminos"]
    assert found(client, page.context["literally"][1:]) == []
    assert "mostramos" not in text_of(client.get(f"/respuestas/{page.context['literally']}"))


def test_a_search_keeps_to_its_filters_and_its_order(
    client: Client, mopc: Institution, mec: Institution, by_officer: Actor, other_officer: object
) -> None:
    number = publish(mopc, by_officer, "Puente viejo", "Un puente, el puente.")
    answer(number, by_officer)
    publish(mopc, by_officer, "Camino nuevo", "Con puente.")
    assert found(client, "q=puentes") == ["Puente viejo", "Camino nuevo"]
    assert found(client, "q=puentes&orden=nuevos") == ["Camino nuevo", "Puente viejo"]
    assert found(client, "q=puentes&resultado=granted") == ["Puente viejo"]
    assert found(client, "q=puentes&institucion=MEC") == []
    assert len(found(client, "q=puentes&poder=executive&desde=2026-07-06")) == 2
    assert found(client, "q=puentes&poder=judicial") == []
    assert found(client, "q=puentes&hasta=2026-07-05&orden=nuevos") == []


@pytest.mark.parametrize("order", ["", "&orden=nuevos"])
def test_pages_follow_each_other_and_none_is_lost(
    client: Client, mopc: Institution, by_officer: Actor, order: str
) -> None:
    for place in range(60):
        publish(mopc, by_officer, f"Puente {place}")
    address, seen = f"?q=puentes&institucion=MOPC{order}", []
    for _page in range(3):
        page = client.get(f"/respuestas/{address}")
        seen += [line.subject for line in page.context["page"].lines]
        previous, address = page.context["previous"], page.context["following"]
    assert seen == [f"Puente {place}" for place in range(59, -1, -1)]
    assert address == ""
    back = client.get(f"/respuestas/{previous}")
    assert [line.subject for line in back.context["page"].lines] == seen[25:50]
    assert client.get("/respuestas/?q=puentes&pagina=999").status_code == 200


def test_a_text_nobody_cleared_is_not_found(
    client: Client, mopc: Institution, by_officer: Actor
) -> None:
    ask(mopc, "Secreto")
    for order in ("", "&orden=nuevos"):
        assert found(client, f"q=secreto{order}") == []
    assert "Nadie preguntó eso todavía" in text_of(client.get("/respuestas/?q=secreto"))
    assert "casi todos los textos" in text_of(client.get("/respuestas/?q=de+la"))
    assert "letras o números" in text_of(client.get("/respuestas/?q=%C2%BF%3F"))


@pytest.mark.parametrize(
    "text", ["a" * 10_000, '"', "-x", "NOT", "puente*", "'", "%", "\u202e", "(((", "😀", "AND AND"]
)
def test_no_text_breaks_the_page(
    client: Client, mopc: Institution, by_officer: Actor, text: str
) -> None:
    publish(mopc, by_officer, "Puente")
    for order in ("", "nuevos"):
        page = client.get("/respuestas/", {"q": text, "orden": order})
        assert page.status_code == 200
    assert client.get("/respuestas/", {"q": "a\x00b"}).status_code == 400


def test_the_start_page_searches_the_list(client: Client, mopc: Institution) -> None:
    assert 'name="q"' in text_of(client.get("/"))


def test_answers_alike_are_those_that_say_most_of_the_subject(
    mopc: Institution, by_officer: Actor
) -> None:
    for subject in ("Contratos de limpieza", "Limpieza de calles", "Contrato de obras"):
        answer(publish(mopc, by_officer, subject), by_officer)
    publish(mopc, by_officer, "Contratos de limpieza sin responder")
    answer(ask(mopc, "Contratos de limpieza sin publicar"), by_officer)
    numbers = [found.number for found in similar("Contrato de limpieza 2025")]
    subjects = InformationRequest.objects.filter(number__in=numbers)
    assert list(subjects.values_list("subject", flat=True)) == ["Contratos de limpieza"]
    assert len(similar("limpiezas")) == 2
    assert similar("de la") == []
    assert similar("contrato de alquiler de vehículos") == []


def test_the_answers_of_the_institution_asked_come_first(
    mopc: Institution, mec: Institution, by_officer: Actor, other_officer: User
) -> None:
    by_other = Actor.official(other_officer)
    mine, other = publish(mec, by_other, "Sueldos pagados"), publish(mopc, by_officer, "Sueldos")
    answer(mine, by_other)
    answer(other, by_officer)
    assert [found.number for found in similar("sueldo pagado")] == [mine]
    assert [found.number for found in similar("sueldo", institution="MOPC")] == [other, mine]
    assert [found.number for found in similar("sueldo", institution="MEC")] == [mine, other]


def test_who_is_about_to_ask_sees_them_once_and_goes_on(
    client: Client, mopc: Institution, by_officer: Actor
) -> None:
    number = publish(mopc, by_officer, WHAT["subject"], "Los de 2024.")
    answer(number, by_officer, "Se entregan los contratos.")
    client.post("/solicitar/", {"institution": "MOPC"})
    sent = client.post("/solicitar/pedido/", WHAT)
    assert sent["Location"] == "/solicitar/parecidos/"
    written = text_of(client.get("/solicitar/parecidos/"))
    assert "No me sirve, seguir" in written
    assert f"/solicitar/parecidos/{number}/" in written
    opened = client.get(f"/solicitar/parecidos/{number}/")
    assert opened["Location"] == f"/s/{number}/"
    assert client.post("/solicitar/parecidos/")["Location"] == "/solicitar/persona/"
    assert WHAT["subject"] in text_of(client.get("/solicitar/pedido/"))
    assert client.post("/solicitar/persona/", WHO)["Location"] == "/solicitar/avisos/"
    assert helped(since=TODAY, until=TODAY) == Help(shown=1, opened=1, continued=1)
    corrected = client.post("/solicitar/pedido/?revisar=1", WHAT)
    assert corrected["Location"] == "/solicitar/revisar/"


def test_without_good_matches_nothing_stands_in_the_way(
    client: Client, mopc: Institution, by_officer: Actor
) -> None:
    number = publish(mopc, by_officer, "Sueldos de funcionarios")
    answer(number, by_officer)
    fill(client, mopc)
    assert client.post("/solicitar/pedido/", WHAT)["Location"] == "/solicitar/persona/"
    assert client.get("/solicitar/parecidos/")["Location"] == "/solicitar/persona/"
    assert Client().get("/solicitar/parecidos/")["Location"] == "/solicitar/persona/"
    Client().get(f"/solicitar/parecidos/{number}/")
    assert not SuggestionDay.objects.exists()


def test_an_answer_taken_back_is_no_longer_offered(mopc: Institution, by_officer: Actor) -> None:
    number = publish(mopc, by_officer, "Contratos de limpieza")
    answer(number, by_officer)
    assert len(similar("contratos de limpieza")) == 1
    clear(number, by_officer, Screening.WITHHELD)
    assert similar("contratos de limpieza") == []


def test_uses_are_added_up_by_day() -> None:
    for _time in range(3):
        count(Step.SHOWN, on=TODAY)
    count(Step.OPENED, on=date(2026, 7, 1))
    assert helped(since=date(2026, 7, 1), until=TODAY) == Help(shown=3, opened=1, continued=0)
    assert helped(since=TODAY, until=TODAY) == Help(shown=3, opened=0, continued=0)
    assert helped(since=date(2020, 1, 1), until=date(2020, 1, 1)) == Help(0, 0, 0)
