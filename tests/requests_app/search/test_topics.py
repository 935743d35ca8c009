"""Whom to ask, found by what others asked."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actors import Actor
from offices.models import Institution
from requests_app.search.topics import asked_about
from tests.requests_app.search.published import ask, publish

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_topic_leads_to_whom_others_asked(mopc: Institution, by_officer: Actor) -> None:
    publish(mopc, by_officer, subject="Becas universitarias de 2025")
    assert asked_about("beca") == [(mopc, 1)]
    assert asked_about("vekas") == [(mopc, 1)]
    assert asked_about("pesca") == []
    assert asked_about("") == []


def test_the_first_step_offers_them_when_no_name_fits(
    client: Client, mopc: Institution, by_officer: Actor
) -> None:
    publish(mopc, by_officer, subject="Becas universitarias de 2025")
    page = client.get("/solicitar/?buscar=becas")
    assert "Tiene 1 pedido publicado sobre eso." in page.text
    assert "Ministerio de Obras Públicas" in page.text


def test_what_nobody_cleared_leads_nowhere(mopc: Institution, by_officer: Actor) -> None:
    ask(mopc, subject="Becas reservadas")
    assert asked_about("becas") == []
