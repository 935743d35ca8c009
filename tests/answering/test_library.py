"""Texts to answer with: a closed list of places, versions, and who may change which."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from answering import library, placeholders
from answering.library import Written
from answering.models import AnswerDraft, LibraryChange, LibraryText
from offices.models import Duty, Institution
from requests_app.errors import NotYours
from tests.factories import appoint, file_one, make_institution, make_user
from tests.requests_app.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

ON = date(2026, 7, 6)
TYPED = {
    "name": "Entrega",
    "part": "text",
    "outcome": "granted",
    "text": "Pedido {numero}, hasta el {vence}. Llaves: { x } {{numero}} {% if %}",
}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def written(name: str = "Entrega", said: str = "Va {numero}.", **more: str) -> Written:
    return Written(**{"name": name, "part": "text", "outcome": "", "text": said, **more})


@pytest.fixture
def director(mopc: Institution) -> User:
    ministry = make_institution("MJ", "Ministerio de Justicia")
    return appoint(make_user("directora@mj.example"), ministry, Duty.DIRECTOR)


@pytest.fixture
def own(mopc: Institution, officer: User, monday: datetime) -> LibraryText:
    return library.add(mopc, written(), by=officer, on=ON, at=monday)


def test_the_places_of_the_list_are_filled_in_and_everything_else_stays_as_written(
    mopc: Institution, monday: datetime
) -> None:
    row = file_one(mopc, when=monday, subject="Sobre {hoy}").info_request
    values = placeholders.values_for(row, due_on=date(2026, 7, 27), on=ON)
    assert set(values) == set(placeholders.MEANINGS)
    said = placeholders.fill("{numero} {asunto} {vence} {otro} { hoy } {{hoy}} {% x %}", values)
    assert said == (
        f"{row.number} Sobre {{hoy}} lunes 27 de julio de 2026 {{otro}} {{ hoy }} "
        "{lunes 6 de julio de 2026} {% x %}"
    )


@pytest.mark.parametrize(
    ("said", "unknown"),
    [
        ("Hola {numero} y { espacio }", []),
        ("Hola {persona}, {nombre} {persona}", ["{persona}", "{nombre}"]),
        ("{numero.__class__} {0} {}", ["{numero.__class__}", "{0}", "{}"]),
        ("{Numero}", ["{Numero}"]),
    ],
)
def test_a_place_that_is_not_of_the_list_is_named(said: str, unknown: list[str]) -> None:
    assert placeholders.unknown_in(said) == unknown


def test_a_text_with_another_place_is_refused_at_its_field(desk: Client) -> None:
    bad = desk.post("/bandeja/plantillas/nueva/", {**TYPED, "text": "Hola {persona}"})
    page = text(bad)
    assert bad.status_code == 422
    assert 'id="id_text_error"' in page
    assert "No existe {persona}" in page
    assert "Hola {persona}" in page
    assert not LibraryText.objects.exists()


def test_an_officer_keeps_the_offices_texts_with_every_version(
    desk: Client, mopc: Institution
) -> None:
    desk.post("/bandeja/plantillas/nueva/?de=MOPC", TYPED)
    kept = LibraryText.objects.get()
    assert (kept.institution, kept.version) == (mopc, 1)
    change = f"/bandeja/plantillas/{kept.pk}/cambiar/"
    assert "{numero}" in text(desk.get(change))
    desk.post(change, {**TYPED, "text": "Otro texto.", "version": "1"})
    stale = desk.post(change, {**TYPED, "text": "Desde la página vieja.", "version": "1"})
    assert stale.status_code == 422
    assert all(said in text(stale) for said in ("Otro texto.", "Desde la página vieja."))
    one = f"/bandeja/plantillas/{kept.pk}/"
    desk.post(one, {"step": "away"})
    assert "1 archivada" in text(desk.get("/bandeja/plantillas/"))
    desk.post(one, {"step": "back"})
    numbers = LibraryChange.objects.order_by("number").values_list("number", "is_archived")
    assert list(numbers) == [(1, False), (2, False), (3, True), (4, False)]
    assert "Versión 2" in text(desk.get(one))


def test_a_name_is_of_one_text_in_use(
    desk: Client, own: LibraryText, officer: User, mopc: Institution, monday: datetime
) -> None:
    page = desk.post("/bandeja/plantillas/nueva/", TYPED)
    assert (page.status_code, 'id="id_name_error"' in text(page)) == (422, True)
    library.put_away(own.pk, by=officer, on=ON, at=monday)
    library.put_away(own.pk, by=officer, on=ON, at=monday)
    assert desk.post("/bandeja/plantillas/nueva/", TYPED).status_code == 302
    back = desk.post(f"/bandeja/plantillas/{own.pk}/", {"step": "back"}, follow=True)
    assert "Ya hay una plantilla con ese nombre" in text(back)
    other = library.add(mopc, written("Otra"), by=officer, on=ON, at=monday)
    with pytest.raises(library.NameTaken):
        library.change(other.pk, written(), version=1, by=officer, on=ON, at=monday)
    assert library.bring_back(other.pk, by=officer, on=ON, at=monday).version == 1


def test_the_director_shares_texts_with_every_office(
    desk: Client, director: User, officer: User, monday: datetime
) -> None:
    shares = signed_in(director)
    shares.post("/bandeja/plantillas/nueva/", {**TYPED, "name": "Compartida"})
    shared = LibraryText.objects.get()
    assert shared.is_shared
    assert "Compartida" in text(desk.get("/bandeja/plantillas/"))
    for act in (library.put_away, library.bring_back):
        with pytest.raises(NotYours):
            act(shared.pk, by=officer, on=ON, at=monday)
    with pytest.raises(NotYours):
        library.put_away(shared.pk + 100, by=director, on=ON, at=monday)


def test_a_library_of_another_office_cannot_be_named(desk: Client, mec: Institution) -> None:
    assert desk.get("/bandeja/plantillas/nueva/?de=MEC").status_code == 404
    assert desk.post("/bandeja/plantillas/nueva/?de=MEC", TYPED).status_code == 404


def test_a_text_goes_after_what_is_typed_and_nothing_is_lost(
    desk: Client, number: str, own: LibraryText
) -> None:
    address = f"/bandeja/{number}/responder/granted/"
    assert f"Va {number}." in text(desk.get(address))
    sent = {"text": "Ya escribí esto.", "version": "0", "insert": f"text:{own.pk}"}
    assert desk.post(address, sent).status_code == 302
    assert AnswerDraft.objects.get().fields["text"] == f"Ya escribí esto.\n\nVa {number}."
    again = desk.post(address, {"text": "", "version": "2", "insert": f"text:{own.pk}"})
    assert again.status_code == 302
    assert AnswerDraft.objects.get().fields["text"] == f"Va {number}."


@pytest.mark.parametrize("key", ["text:999999", "text:x", "answer:own-1", "cite:public-x", "?"])
def test_a_text_that_is_not_there_is_said_and_what_was_typed_stays(
    desk: Client, number: str, key: str
) -> None:
    address = f"/bandeja/{number}/responder/granted/"
    said = desk.post(address, {"text": "Lo mío.", "version": "0", "insert": key}, follow=True)
    assert "ya no está disponible" in text(said)
    assert "Lo mío." in text(said)


def test_only_texts_that_fit_the_form_are_offered_and_never_another_offices(
    desk: Client,
    number: str,
    mec: Institution,
    mopc: Institution,
    other_officer: User,
    officer: User,
    monday: datetime,
) -> None:
    theirs = library.add(mec, written("Del MEC"), by=other_officer, on=ON, at=monday)
    for name, more in (
        ("Hechos", {"part": "facts"}),
        ("De no tenencia", {"outcome": "not_held"}),
        ("De entrega", {"outcome": "granted"}),
    ):
        library.add(mopc, written(name, **more), by=officer, on=ON, at=monday)
    address = f"/bandeja/{number}/responder/granted/"
    page = text(desk.get(address))
    assert "De entrega" in page
    assert all(name not in page for name in ("Hechos", "De no tenencia", "Del MEC"))
    assert "Hechos" in text(desk.get(f"/bandeja/{number}/denegar/"))
    desk.post(address, {"text": "Lo mío.", "version": "0", "insert": f"text:{theirs.pk}"})
    assert AnswerDraft.objects.get().fields["text"] == "Lo mío."
