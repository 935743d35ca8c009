"""Who asks too much too fast waits some seconds; nobody is stopped, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from pytest_django.fixtures import Settings

from offices.models import Institution
from requests_app import throttle
from requests_app.models import InformationRequest
from requests_app.throttle import FILINGS, UPLOADS, WRONG_CODES, Limit, network_of
from tests.factories import at, file_one
from tests.requests_app.pages.visitors import (
    WHAT,
    fill,
    hidden,
    sending,
    text_of,
)
from tests.requests_app.pages.visitors import (
    file_one as file_by_page,
)

pytestmark = pytest.mark.django_db(transaction=True)

MOMENT = datetime(2026, 7, 6, 13, 0, tzinfo=UTC)
HERE = network_of("127.0.0.1")
LATER = timedelta(seconds=21)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _quick_cache(settings: Settings) -> Iterator[None]:
    """Keep counts in memory: five thousand of them on a disk say nothing more."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()


def crowd(limit: Limit, times: int = 5000) -> None:
    for _time in range(times):
        throttle.count(limit, HERE, at=MOMENT)


def test_after_five_thousand_filings_from_its_network_a_person_waits_and_files(
    client: Client, mopc: Institution, clock: time_machine.Traveller
) -> None:
    crowd(FILINGS)
    fill(client, mopc)
    asked = client.post("/solicitar/revisar/", sending(client))
    assert asked.status_code == 429
    assert asked["Retry-After"] == "20"
    written = text_of(asked)
    assert "dentro de 20 segundos, a las 10:00:20" in written
    assert "Por correo electrónico, a la oficina" in written
    assert InformationRequest.objects.count() == 0
    button = {name: hidden(asked, name) for name in ("draft", "reviewed", "turn")}
    clock.shift(timedelta(seconds=5))
    early = client.post("/solicitar/revisar/", button)
    assert early.status_code == 429
    assert "dentro de 15 segundos" in text_of(early)
    clock.shift(timedelta(seconds=15))
    sent = client.post("/solicitar/revisar/", button)
    assert sent.status_code == 302
    assert InformationRequest.objects.get().description == WHAT["description"]
    again = client.post("/solicitar/revisar/", button)
    assert again["Location"] == sent["Location"]


def test_whoever_waits_needs_no_cookie(
    client: Client, mopc: Institution, clock: time_machine.Traveller
) -> None:
    crowd(FILINGS, FILINGS.most)
    fill(client, mopc)
    asked = client.post("/solicitar/revisar/", sending(client))
    button = {name: hidden(asked, name) for name in ("draft", "reviewed", "turn")}
    clock.shift(LATER)
    assert Client().post("/solicitar/revisar/", button).status_code == 302


def test_a_turn_serves_for_one_draft_only_and_cannot_be_made_up(
    client: Client, mopc: Institution, clock: time_machine.Traveller
) -> None:
    crowd(FILINGS, FILINGS.most)
    fill(client, mopc)
    turn = hidden(client.post("/solicitar/revisar/", sending(client)), "turn")
    other = Client()
    fill(other, mopc)
    clock.shift(LATER)
    for false_turn in (turn, "abc", "WyJmaWxpbmdzIl0:x"):
        sent = {**sending(other), "turn": false_turn}
        assert other.post("/solicitar/revisar/", sent).status_code == 429


def test_a_towns_worth_of_neighbours_files_without_waiting(
    mopc: Institution, clock: time_machine.Traveller
) -> None:
    for _person in range(5):
        file_by_page(Client(), mopc)
    crowd(FILINGS, FILINGS.most - 6)
    file_by_page(Client(), mopc)
    fill(neighbour := Client(), mopc)
    assert neighbour.post("/solicitar/revisar/", sending(neighbour)).status_code == 429
    elsewhere = Client(REMOTE_ADDR="190.128.4.7")
    file_by_page(elsewhere, mopc)
    clock.shift(timedelta(seconds=FILINGS.seconds))
    assert neighbour.post("/solicitar/revisar/", sending(neighbour)).status_code == 302


def test_a_cache_that_is_down_stops_nobody(client: Client, mopc: Institution) -> None:
    nobody_there = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
    with override_settings(CACHES={"default": nobody_there}):
        file_by_page(client, mopc)
    assert InformationRequest.objects.count() == 1


def test_no_address_is_kept_and_neighbours_are_one_network() -> None:
    assert network_of("190.128.4.7") == network_of("190.128.4.200")
    assert network_of("190.128.4.7") != network_of("190.128.5.7")
    assert network_of("2803:2a00:1:2a00::1") == network_of("2803:2a00:1:2aff::9")
    assert network_of("2803:2a00:1:2a00::1") != network_of("2803:2a00:1:2b00::1")
    assert network_of("") == network_of("no es una dirección")
    assert "190.128" not in network_of("190.128.4.7")


@pytest.mark.parametrize(("known", "status"), [("AIP-2026-000001", 302), ("AIP-2026-009999", 422)])
def test_many_wrong_codes_slow_down_and_stop_nobody(
    client: Client, mopc: Institution, clock: time_machine.Traveller, known: str, status: int
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    crowd(WRONG_CODES, WRONG_CODES.most)
    typed = {"number": known, "code": receipt.tracking_code}
    asked = client.post("/seguimiento/", typed)
    assert asked.status_code == 429
    assert "Espere 20 segundos" in text_of(asked)
    assert typed["code"] in text_of(asked)
    clock.shift(LATER)
    guess = {**typed, "code": "0000-0000-0000-0000", "turn": hidden(asked, "turn")}
    assert client.post("/seguimiento/", guess).status_code == 429
    answer = client.post("/seguimiento/", {**typed, "turn": hidden(asked, "turn")})
    assert answer.status_code == status


def test_wrong_code_and_unknown_number_are_slowed_down_in_the_same_words(
    mopc: Institution, clock: time_machine.Traveller
) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    crowd(WRONG_CODES, WRONG_CODES.most)
    pages = [
        Client().post("/seguimiento/", {"number": typed, "code": "0000-0000-0000-0000"})
        for typed in (number, "AIP-2026-009999")
    ]
    written = [
        text_of(page)
        .replace(hidden(page, "turn"), "")
        .replace(hidden(page, "csrfmiddlewaretoken"), "")
        .replace(number, "N")
        .replace("AIP-2026-009999", "N")
        for page in pages
    ]
    assert written[0] == written[1]


def test_who_lost_the_session_while_writing_is_slowed_down_without_losing_the_text(
    client: Client, mopc: Institution, clock: time_machine.Traveller
) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    number = receipt.info_request.number
    crowd(WRONG_CODES, WRONG_CODES.most)
    address = f"/seguimiento/{number}/retirar/"
    typed = {"reply": "Texto largo", "tracking_code": receipt.tracking_code}
    asked = client.post(address, typed)
    assert asked.status_code == 429
    assert "Texto largo" in text_of(asked)
    clock.shift(LATER)
    done = client.post(address, {**typed, "turn": hidden(asked, "turn")})
    assert done.status_code == 302


def test_many_files_wait_and_the_request_goes_without_them(
    client: Client, mopc: Institution, clock: time_machine.Traveller
) -> None:
    crowd(UPLOADS, UPLOADS.most)
    fill(client, mopc)
    chosen = SimpleUploadedFile("nota.txt", b"nota")
    page = client.post("/solicitar/archivos/", {"attachments": [chosen]})
    assert page.status_code == 422
    assert "presente ahora su pedido sin el archivo" in text_of(page)
    assert client.post("/solicitar/revisar/", sending(client)).status_code == 302
