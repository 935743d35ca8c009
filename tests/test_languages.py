"""The citizen's path in every language: nothing breaks, and what has no words is in Spanish."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import formats, translation
from django.utils.translation import gettext, ngettext

from offices.models import Institution
from requests_app.models import InformationRequest, TimelineEvent
from tests.factories import file_one as filed
from tests.requests_app.pages import visitors
from tests.requests_app.pages.visitors import open_with_code, text_of
from tests.requests_app.story import silent_denial

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ("es", "gn", "en")
# address: its main heading in English and in Guaraní; None: Guaraní may lag behind.
OPEN_PAGES: dict[str, tuple[str, str | None]] = {
    "/": ("Ask the State for public information", "Ejerure Tetãme marandu opavavépe g̃uarã"),
    "/solicitar/": ("Which institution are you asking?", "Mba’e temimoĩmbýpepa rejerure?"),
    "/solicitar/pedido/": ("What information are you asking for?", "Mba’e marandúpa rejerure?"),
    "/solicitar/persona/": ("Who is asking?", "Mávapa ojerure?"),
    "/solicitar/avisos/": (
        "Notices about your request",
        "Momarandu nde mba’ejerure rehegua",
    ),
    "/solicitar/archivos/": ("Files of your request", "Nde mba’ejerure marandurenda (archivos)"),
    "/seguimiento/": ("Follow my request", "Che mba’ejerure"),
    "/respuestas/": ("Requests and answers", "Mba’ejerure ha mbohovái"),
    "/derechos/": ("Your rights when you ask for information", "Nde derecho rejerurévo marandu"),
    "/plazos/": ("Time limit calculator", "Arapa’ũ (plazo) papaha"),
    "/instituciones/": (
        "Institutions you can ask for information",
        "Temimoĩmby ikatuhápe rejerure marandu",
    ),
    "/estadisticas/": ("How the State answers", "Mba’éichapa Tetã ombohovái"),
    "/estadisticas/como-se-calcula/": ("How each figure is worked out", None),
    "/verificar/": ("Verify a document", "Emoañete peteĩ kuatia (verificar)"),
}
UNFILLED = re.compile(r"%\(\w+\)s|%%|[{}]")


def speak(client: Client, language: str) -> None:
    """Press the switch, as a person does."""
    pressed = client.post("/idioma/", {"language": language, "next": "/solicitar/"})
    assert pressed["Location"] == "/solicitar/"


def heading(written: str) -> str:
    """Return the words of the page's main heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", written, re.DOTALL)
    assert found, "the page has no main heading"
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def is_in(language: str, written: str) -> bool:
    """Whether the page says it is in `language` and left no placeholder unfilled."""
    body = re.sub(r"<script.*?</script>|data-i18n[^=]*=\"[^\"]*\"", "", written, flags=re.DOTALL)
    return f'lang="{language}">\n<head>' in written and not UNFILLED.search(body)


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_every_open_page_has_its_heading_in_english_and_guarani(
    client: Client, mopc: Institution, address: str
) -> None:
    english, guarani = OPEN_PAGES[address]
    for language, words in (("en", english), ("gn", guarani)):
        speak(client, language)
        page = client.get(address)
        assert page.status_code == 200
        assert is_in(language, text_of(page))
        assert words is None or heading(text_of(page)) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_is_filed_and_followed_in_one_language(
    client: Client, mopc: Institution, language: str
) -> None:
    speak(client, language)
    visitors.fill(client, mopc)
    review = client.get("/solicitar/revisar/")
    assert is_in(language, text_of(review))
    sent = client.post("/solicitar/revisar/", visitors.sending(client))
    receipt = client.get(sent["Location"])
    assert is_in(language, text_of(receipt))
    said = {"es": "Su pedido fue presentado", "en": "Your request was filed"}
    assert heading(text_of(receipt)).startswith(said.get(language, "Nde mba’ejerure oñemog̃uahẽma"))
    code = re.search(r'class="[^"]*aip-secret[^"]*"[^>]*>([^<]+)<', text_of(receipt))
    assert code
    number = InformationRequest.objects.get().number
    entered = client.post("/seguimiento/", {"number": number, "code": code[1].strip()})
    assert entered.status_code == 302
    assert is_in(language, text_of(client.get(f"/seguimiento/{number}/")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_said_in_the_language_of_the_page(
    client: Client, mopc: Institution, language: str
) -> None:
    speak(client, language)
    said = {
        "es": "Escriba el asunto de su pedido.",
        "gn": "Ehai mba’e reheguápa nde mba’ejerure.",
        "en": "Enter the subject of your request.",
    }
    page = client.post("/solicitar/pedido/", {"subject": "", "description": "Todo."})
    assert page.status_code == 422
    assert is_in(language, text_of(page))
    assert said[language] in text_of(page)
    assert "Todo." in text_of(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_silence_every_step_open_today_is_offered_in_the_language(
    client: Client, mopc: Institution, monday: datetime, language: str
) -> None:
    receipt = filed(mopc, when=monday)
    number = receipt.info_request.number
    silent_denial(number)
    speak(client, language)
    with time_machine.travel("2026-07-29T13:00:00Z", tick=False):
        followed = text_of(client.get(open_with_code(client, receipt)))
        assert is_in(language, followed)
        inside = f"/seguimiento/{number}/"
        steps = set(re.findall(f'href="({inside}[a-z-]+/)"', followed))
        assert {f"{inside}reconsideracion/", f"{inside}justicia/"} <= steps
        for address in steps:
            page = client.get(address)
            assert page.status_code == 200
            assert is_in(language, text_of(page))


def test_the_writ_to_the_authority_is_spanish_on_a_page_in_another_language(
    client: Client, mopc: Institution, monday: datetime
) -> None:
    receipt = filed(mopc, when=monday)
    silent_denial(receipt.info_request.number)
    for language in ("gn", "en"):
        speak(client, language)
        with time_machine.travel("2026-07-29T13:00:00Z", tick=False):
            address = open_with_code(client, receipt)
            written = text_of(client.get(f"{address}reconsideracion/"))
        assert "El 6 de julio de 2026 presenté el pedido" in written


def test_the_history_keeps_no_trace_of_the_language_of_the_page(
    client: Client, mopc: Institution
) -> None:
    speak(client, "gn")
    visitors.file_one(client, mopc)
    kept = TimelineEvent.objects.get()
    assert "jerure" not in kept.payload


def test_the_language_is_remembered_after_the_browser_is_closed(client: Client) -> None:
    speak(client, "gn")
    cookie = client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie["max-age"] == 365 * 24 * 60 * 60


@pytest.mark.parametrize(
    ("language", "words"),
    [("gn", "Eporavo peteĩ temimoĩmby"), ("en", "Choose an institution from the list.")],
)
def test_the_switch_returns_to_the_page_that_refused_a_form(
    client: Client, mopc: Institution, language: str, words: str
) -> None:
    refused = client.post("/solicitar/", {})
    assert refused.status_code == 422
    back = visitors.hidden(refused, "next")
    client.post("/idioma/", {"language": language, "next": back})
    assert client.get(back).status_code == 200
    assert words in text_of(client.post("/solicitar/", {}))


@pytest.mark.parametrize("language", ["gn", "en"])
def test_a_sentence_without_translation_is_said_in_spanish(language: str) -> None:
    with translation.override(language):
        assert gettext("Una frase que nadie tradujo.") == "Una frase que nadie tradujo."
        assert ngettext("%(n)s cosa", "%(n)s cosas", 2) == "%(n)s cosas"


def test_djangos_own_words_fall_back_to_spanish_before_english() -> None:
    with translation.override("gn"):
        assert gettext("This field is required.") == "Tekotevẽ remyanyhẽ."
        assert gettext("Enter a whole number.") == "Introduzca un número entero."


@pytest.mark.parametrize(
    ("month", "name"), [(1, "jasyteĩ"), (3, "jasyapy"), (7, "jasypokõi"), (12, "jasypakõi")]
)
def test_the_months_have_their_guarani_names(month: int, name: str) -> None:
    with translation.override("gn"):
        day = formats.date_format(date(2026, month, 23), "DATE_FORMAT")
    assert day == f"23 {name} 2026"
