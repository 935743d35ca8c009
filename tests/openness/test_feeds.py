"""Feeds that any reader understands, of public facts alone, sent only when they change."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.actors import Actor
from offices.models import Institution
from requests_app import actions
from requests_app.models import InformationRequest
from requests_app.states import Outcome, Screening
from tests.factories import at, file_one
from tests.requests_app.story import reply

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _public_address(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://acceso.example"


def addresses(number: str) -> dict[str, str]:
    return {
        "request": reverse("openness:request_feed", args=[number]),
        "institution": reverse("openness:institution_feed", args=["MOPC"]),
        "search": reverse("openness:search_feed"),
    }


def read(address: str) -> ET.Element:
    """Fetch a feed and check what RFC 4287 demands of it, section 4.1."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)  # noqa: S314  our own output
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert (element.findtext(f"{ATOM}id") or "").startswith("tag:acceso.example,2026:")
        updated = datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")
        assert updated.tzinfo is not None
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    (own,) = feed.findall(f"{ATOM}link[@rel='self']")
    assert own.get("href") == f"https://acceso.example{address}"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return feed


@pytest.mark.parametrize("kind", ["request", "institution", "search"])
def test_a_feed_has_what_the_standard_demands(published: InformationRequest, kind: str) -> None:
    feed = read(addresses(published.number)[kind])
    assert list(feed.iter(f"{ATOM}entry"))
    assert "Contratos de obras viales" in "".join(feed.itertext())


@pytest.mark.parametrize("kind", ["request", "institution", "search"])
def test_what_did_not_change_is_not_sent_again(
    published: InformationRequest, by_officer: Actor, kind: str
) -> None:
    address = addresses(published.number)[kind]
    first = Client().get(address)
    seen = {"If-None-Match": first.headers["ETag"]}
    again = Client().get(address, headers=seen)
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(address).content == first.content
    when = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert Client().get(address, headers=when).status_code == 304
    actions.answer(
        published.number, by=by_officer, at=at("2026-07-09"), reply=reply(Outcome.GRANTED)
    )
    assert Client().get(address, headers=seen).status_code == 200
    assert Client().get(address, headers=when).status_code == 200


def test_what_was_told_keeps_its_identifier(
    published: InformationRequest, by_officer: Actor
) -> None:
    address = addresses(published.number)["institution"]
    before = [entry.findtext(f"{ATOM}id") for entry in read(address).iter(f"{ATOM}entry")]
    actions.answer(
        published.number, by=by_officer, at=at("2026-07-09"), reply=reply(Outcome.GRANTED)
    )
    after = [entry.findtext(f"{ATOM}id") for entry in read(address).iter(f"{ATOM}entry")]
    assert after[1:] == before


def test_a_search_feed_takes_the_filters_of_the_list(
    published: InformationRequest, mec: Institution
) -> None:
    file_one(mec, when=at("2026-07-06"))
    address = addresses(published.number)["search"]
    assert len(list(read(address).iter(f"{ATOM}entry"))) == 2
    assert len(list(read(f"{address}?institucion=MEC").iter(f"{ATOM}entry"))) == 1
    assert not list(read(f"{address}?estado=denied").iter(f"{ATOM}entry"))


def test_a_feed_without_news_is_a_feed(mec: Institution) -> None:
    feed = read(reverse("openness:institution_feed", args=["MEC"]))
    assert not list(feed.iter(f"{ATOM}entry"))


def test_a_text_that_is_not_public_is_in_no_feed(
    published: InformationRequest, by_officer: Actor
) -> None:
    actions.screen_text(
        published.number, by=by_officer, at=at("2026-07-08"), screening=Screening.WITHHELD
    )
    for address in addresses(published.number).values():
        assert b"Contratos" not in Client().get(address).content


def test_what_is_not_there_is_404(db: None) -> None:
    for address in ("/s/AIP-2099-000001/atom.xml", "/instituciones/NADIE/atom.xml"):
        assert Client().get(address).status_code == 404
        assert Client().get(address.replace("atom.xml", "seguir/")).status_code == 404
    assert Client().post(reverse("openness:search_feed")).status_code == 405


def test_a_feed_speaks_spanish_to_whoever_reads(published: InformationRequest) -> None:
    client = Client()
    address = addresses(published.number)["request"]
    plain = client.get(address).content
    client.cookies["django_language"] = "en"
    assert client.get(address).content == plain
