"""A person reads what was asked, sees what may be personal, and decides what anybody may read."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actors import Actor
from offices.models import Institution
from requests_app import actions
from requests_app.models import InformationRequest, KnownWord, TimelineEvent
from requests_app.models.search import SearchEntry
from requests_app.screening import STRUCK, Span, Struck
from requests_app.states import EventKind, Screening
from requests_app.verification import verify_log
from tests.factories import at, file_one
from tests.requests_app.pages.visitors import text_of as text

pytestmark = pytest.mark.django_db(transaction=True)

SUBJECT = "Pedido de Canario sobre limpieza"
DESCRIPTION = (
    "Soy Rosa Canario, C.I. 4.123.987, teléfono 0981 777 666.\n"
    "Pido los contratos de limpieza que firmó el licenciado Zacarías Benegas."
)
PRIVATE = ["Canario", "4.123.987", "0981 777 666", "Benegas"]


@pytest.fixture
def number(mopc: Institution) -> str:
    """A request whose text says who asks, and names somebody else."""
    receipt = file_one(
        mopc,
        when=at("2026-07-06"),
        name="Rosa Canario",
        identity_document="4123987",
        phone="0981777666",
        subject=SUBJECT,
        description=DESCRIPTION,
    )
    return receipt.info_request.number


@pytest.fixture
def address(number: str) -> str:
    return f"/bandeja/{number}/publicacion/"


def proposed(page: str) -> list[str]:
    boxes = page.split("<input")
    return [
        box.split('value="')[1].split('"')[0]
        for box in boxes
        if 'name="strike"' in box and " checked" in box.split(">")[0]
    ]


def public_bytes(number: str) -> str:
    stranger = Client()
    pages = [f"/s/{number}/", "/respuestas/", "/respuestas/?texto=limpieza", "/"]
    return "".join(text(stranger.get(page)) for page in pages)


def test_what_was_found_is_highlighted_and_striking_it_out_is_proposed(
    desk: Client, address: str
) -> None:
    page = text(desk.get(address))
    assert "<mark>Rosa Canario" in page
    assert "(posible documento de identidad)" in page
    assert len(proposed(page)) == 4
    assert 'value="with_bars"' in page
    assert "checked" in page.split('value="with_bars"')[1].split(">")[0]


def test_bars_hide_what_was_chosen_from_everybody_but_the_parties(
    desk: Client, address: str, number: str
) -> None:
    marked = proposed(text(desk.get(address)))
    typed = {"screening": "with_bars", "strike": marked, "others": "zacarias benegas"}
    assert desk.post(address, typed).status_code == 302
    filed = InformationRequest.objects.get(number=number)
    assert filed.screening == Screening.SHOWN
    assert (filed.subject, filed.description) == (SUBJECT, DESCRIPTION)
    assert filed.shown_subject == f"Pedido de {STRUCK} sobre limpieza"
    page = text(Client().get(f"/s/{number}/"))
    assert f"Soy {STRUCK}, C.I. {STRUCK}, teléfono {STRUCK}." in page
    assert "Las partes con ▇▇▇ son datos personales" in page
    assert "contratos de limpieza" in page
    assert not [word for word in PRIVATE if word in public_bytes(number)]
    assert DESCRIPTION in text(desk.get(f"/bandeja/{number}/"))


def test_what_was_struck_out_cannot_be_searched_even_if_it_was_published_before(
    number: str, by_officer: Actor
) -> None:
    actions.screen_text(number, by=by_officer, at=at("2026-07-07"), screening=Screening.SHOWN)
    assert "beneg" in SearchEntry.objects.get().words
    start = DESCRIPTION.index("Zacarías")
    struck = Struck(description=(Span(start, start + len("Zacarías Benegas")),))
    actions.screen_text(
        number, by=by_officer, at=at("2026-07-08"), screening=Screening.SHOWN, struck=struck
    )
    assert "beneg" not in SearchEntry.objects.get().words
    assert "limp" in SearchEntry.objects.get().words
    assert not KnownWord.objects.filter(spelling__icontains="benega").exists()


def test_the_history_tells_how_many_parts_and_none_of_them(number: str, by_officer: Actor) -> None:
    struck = Struck(subject=(Span(10, 17),))
    actions.screen_text(
        number, by=by_officer, at=at("2026-07-07"), screening=Screening.SHOWN, struck=struck
    )
    event = TimelineEvent.objects.get(kind=EventKind.TEXT_SCREENED)
    assert '"struck_parts":1' in event.payload.replace(" ", "")
    assert "Canario" not in event.payload
    assert verify_log().failed == 0


def test_bars_need_something_to_strike_and_words_that_are_there(desk: Client, address: str) -> None:
    page = desk.post(address, {"screening": "with_bars"})
    assert page.status_code == 422
    assert "Marque o escriba qué se tacha" in text(page)
    page = desk.post(address, {"screening": "with_bars", "others": "Fulano\nbenegas"})
    assert page.status_code == 422
    assert "No está en el texto: «Fulano»." in text(page)
    forged = desk.post(address, {"screening": "with_bars", "strike": ["description-0-9999"]})
    assert forged.status_code == 422


def test_publishing_it_whole_afterwards_takes_the_bars_away(
    desk: Client, address: str, number: str
) -> None:
    desk.post(address, {"screening": "with_bars", "others": "benegas"})
    assert "checked" in text(desk.get(address)).split('value="with_bars"')[1].split(">")[0]
    desk.post(address, {"screening": Screening.SHOWN})
    assert "Zacarías Benegas" in text(Client().get(f"/s/{number}/"))
    desk.post(address, {"screening": Screening.WITHHELD})
    assert "Zacarías" not in text(Client().get(f"/s/{number}/"))


def test_a_text_with_nothing_personal_proposes_nothing(desk: Client, mopc: Institution) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    page = text(desk.get(f"/bandeja/{number}/publicacion/"))
    assert "El sistema no encontró datos personales." in page
    assert 'name="strike"' not in page
    assert " checked" not in page


def test_who_agreed_to_show_the_name_finds_it_unmarked(desk: Client, mopc: Institution) -> None:
    receipt = file_one(
        mopc,
        when=at("2026-07-06"),
        name="Rosa Canario",
        shows_name=True,
        description="Soy Rosa Canario y pido los contratos.",
    )
    number = receipt.info_request.number
    assert "<mark>" not in text(desk.get(f"/bandeja/{number}/publicacion/"))
