"""Words typed wrong are read as the closest published one, and the reader is told."""

from __future__ import annotations

import pytest

from accounts.actors import Actor
from offices.models import Institution
from requests_app.search.query import Correction
from requests_app.search.speller import slips_between, sound_of, understand
from tests.requests_app.search.published import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(mopc: Institution, by_officer: Actor) -> None:
    """Some words that public texts have."""
    publish(mopc, by_officer, "Licitación de vehículos", "Planilla de jubilaciones y viáticos.")
    publish(mopc, by_officer, "Contratación de hospitales", "Auditoría del ejercicio 2025.")


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("lisitasion", "licitación"),
        ("licitasiones", "licitación"),
        ("licitacon", "licitación"),
        ("lictiación", "licitación"),
        ("beiculos", "vehículos"),
        ("ospitales", "hospitales"),
        ("jubilasiones", "jubilaciones"),
        ("biaticos", "viáticos"),
        ("audtoria", "auditoría"),
        ("contratasion", "contratación"),
    ],
)
def test_a_slip_is_read_as_the_closest_published_word(library: None, typed: str, used: str) -> None:
    assert understand(typed).corrections == (Correction(typed, used),)


@pytest.mark.parametrize(
    "text", ["licitaciones", "xilofón", "sal", "2052", '"lisitasion"', "-lisitasion", "qzqzqzqz"]
)
def test_what_is_known_far_short_quoted_or_unwanted_stays(library: None, text: str) -> None:
    assert understand(text).corrections == ()


def test_the_rest_of_the_question_stays_as_it_was(library: None) -> None:
    query = understand('ospitales "vehículos" -viáticos auditoria')
    assert [word.spelling for word in query.loose] == ["hospitales", "auditoria"]
    assert len(query.phrases) == len(query.unwanted) == 1


def test_words_that_sound_alike_share_their_sound() -> None:
    assert sound_of("lisitasion") == sound_of("licitacion")
    assert sound_of("queso") == sound_of("keso")
    assert sound_of("guerrilla") == "geriya"
    assert sound_of("llave") == sound_of("yabe")


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("obra", "obra", 0),
        ("obra", "obr", 1),
        ("obra", "orba", 1),
        ("obra", "copia", 3),
        ("", "a", 1),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert slips_between(one, other) == slips == slips_between(other, one)
