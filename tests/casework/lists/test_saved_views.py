"""Saved views: kept, shared, opened first, called otherwise, dropped."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from casework.models import SavedView
from offices.models import Duty, Institution
from tests.casework.lists.conftest import signed_in
from tests.factories import appoint, at, file_one, make_institution

pytestmark = pytest.mark.django_db

SENT = {"name": "Lo urgente", "filtro": "plazo=hoy&q=puente&mal=1", "is_shared": "on"}


@pytest.fixture
def saved(desk: Client, mopc: Institution) -> SavedView:
    """A shared view of the MOPC's officer."""
    desk.post("/bandeja/vistas/nueva/", SENT)
    return SavedView.objects.get()


def test_a_view_keeps_the_filters_that_can_be_used(desk: Client, saved: SavedView) -> None:
    assert (saved.query, saved.is_shared) == ("q=puente&plazo=hoy", True)
    page = desk.get("/bandeja/").content.decode()
    assert "Lo urgente" in page
    assert f"?vista={saved.pk}&amp;q=puente&amp;plazo=hoy" in page
    assert "Vencen hoy" in desk.get(f"/bandeja/vistas/{saved.pk}/").content.decode()


def test_a_view_without_a_name_or_with_anothers_is_refused_and_what_was_typed_stays(
    desk: Client, saved: SavedView
) -> None:
    unnamed = desk.post("/bandeja/vistas/nueva/", {**SENT, "name": ""})
    assert unnamed.status_code == 422
    assert "plazo=hoy" in unnamed.content.decode()
    twice = desk.post("/bandeja/vistas/nueva/", SENT)
    assert twice.status_code == 422
    assert "ya tiene una vista" in twice.content.decode()
    other = SavedView.objects.create(institution=saved.institution, owner=saved.owner, name="B")
    renamed = desk.post(f"/bandeja/vistas/{other.pk}/", {"name": "Lo urgente"})
    assert renamed.status_code == 422


def test_the_list_opens_with_the_view_chosen_and_shows_all_when_asked(
    desk: Client, saved: SavedView, mopc: Institution
) -> None:
    file_one(mopc, when=at("2026-07-06"))
    address = f"/bandeja/vistas/{saved.pk}/"
    desk.post(address, {"name": "Lo urgente", "is_shared": "on", "opens_first": "on"})
    opened = desk.get("/bandeja/")
    assert opened.headers["Location"] == f"/bandeja/?vista={saved.pk}&{saved.query}"
    everything = desk.get("/bandeja/", {"vista": "0"})
    assert len(everything.context["lines"]) == 1
    assert all("vista=0" in bucket["url"] for bucket in everything.context["buckets"])
    desk.post(address, {"name": "Lo urgente"})
    assert desk.get("/bandeja/").status_code == 200


def test_a_new_view_may_open_first_at_once(desk: Client, mopc: Institution) -> None:
    desk.post("/bandeja/vistas/nueva/", {**SENT, "opens_first": "on"})
    assert desk.get("/bandeja/").status_code == 302
    desk.post(f"/bandeja/vistas/{SavedView.objects.get().pk}/", {"step": "drop"})
    assert not SavedView.objects.exists()
    assert desk.get("/bandeja/").status_code == 200


def test_colleagues_use_a_shared_view_and_the_head_keeps_it(
    saved: SavedView, colleague: User, head: User
) -> None:
    address = f"/bandeja/vistas/{saved.pk}/"
    mate = signed_in(colleague)
    assert mate.post(address, {"opens_first": "on", "name": "Mía"}).status_code == 302
    assert mate.get("/bandeja/").status_code == 302
    saved.refresh_from_db()
    assert saved.name == "Lo urgente"
    signed_in(head).post(address, {"name": "De la oficina", "is_shared": "on"})
    saved.refresh_from_db()
    assert saved.name == "De la oficina"


def test_who_works_in_two_institutions_says_for_which_a_view_is(
    officer: User, desk: Client, mopc: Institution
) -> None:
    luque = make_institution("MUN-1103", "Municipalidad de Luque", category="g", district="Luque")
    appoint(officer, luque, Duty.OFFICER)
    desk.post("/bandeja/vistas/nueva/", {**SENT, "institution": "MUN-1103"})
    assert SavedView.objects.get().institution == luque
    assert desk.post("/bandeja/vistas/nueva/", {**SENT, "institution": "MEC"}).status_code == 422
