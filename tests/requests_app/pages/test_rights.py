"""The page of rights says what the law says today, with its dates, and is found from the others."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from django.test import Client

from offices.models import Institution
from tests.factories import file_one
from tests.requests_app.pages.visitors import open_with_code, text_of

pytestmark = pytest.mark.django_db

SAID = [
    "Solo lo que una ley declara reservado de manera expresa",
    "Nada. Pedir es gratis",
    "En 15 días hábiles como máximo",
    "dentro de 10 días hábiles",
    "en un acta, se la lee",
    "antes de 60 días corridos",
]


def test_it_says_what_can_be_asked_what_it_costs_and_what_silence_means(
    client: Client, mopc: Institution, monday: datetime
) -> None:
    with time_machine.travel(monday, tick=False):
        written = text_of(client.get("/derechos/"))
    assert [text for text in SAID if text not in written] == []


def test_the_dates_of_the_example_are_those_of_the_law(
    client: Client, mopc: Institution, monday: datetime
) -> None:
    with time_machine.travel(monday, tick=False):
        written = text_of(client.get("/derechos/"))
    for day in ("lunes 27 de julio de 2026", "martes 28 de julio de 2026"):
        assert day in written
    assert written.index("fecha segura") < written.index("Juzgado, máximo")


def test_without_a_calendar_the_rights_are_told_all_the_same(client: Client, db: None) -> None:
    written = text_of(client.get("/derechos/"))
    assert "En 15 días hábiles como máximo" in written
    assert "Si usted pide hoy" not in written


def test_it_is_linked_from_the_start_and_from_a_request_being_followed(
    client: Client, mopc: Institution, monday: datetime
) -> None:
    receipt = file_one(mopc, when=monday)
    with time_machine.travel(monday, tick=False):
        assert 'href="/derechos/"' in text_of(client.get("/"))
        followed = text_of(client.get(open_with_code(client, receipt)))
    assert 'href="/derechos/#silencio"' in followed
