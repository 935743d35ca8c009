"""The page of one request, and what an office does with it besides deciding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.models import Clarification, CourtCase, InformationRequest, Leg
from requests_app.states import Outcome, Screening, Stage, Visibility
from tests.factories import (
    at,
    file_of,
    file_one,
    inspected,
    make_institution,
    requester_of,
)
from tests.requests_app.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_page_shows_clock_ledger_person_and_history(desk: Client, number: str) -> None:
    page = text(desk.get(f"/bandeja/{number}/"))
    for told in (
        "Todavía no corrió ningún día hábil del plazo.",
        "Una sola vez, hasta el <time",
        "lunes 27 de julio de 2026",
        "Ana Solicitante",
        "ana@correo.example",
        "Ley 5282/2014, art. 16",
        "Solicitud presentada",
        "Día hábil 15",
    ):
        assert told in page


def test_the_day_a_reply_would_fall_on_is_counted_by_the_calendar(
    number: str, clock: time_machine.Traveller, officer: User
) -> None:
    clock.move_to(at("2026-07-24"))
    page = text(signed_in(officer).get(f"/bandeja/{number}/"))
    assert "Si responde hoy: día hábil 14 de 15" in page
    assert "falta 1 día hábil" in page


def test_after_the_term_the_page_says_that_both_dates_stay(
    number: str, clock: time_machine.Traveller, officer: User
) -> None:
    clock.move_to(at("2026-07-29"))
    page = text(signed_in(officer).get(f"/bandeja/{number}/responder/granted/"))
    assert "2 días hábiles de atraso" in page
    assert "La denegación tácita del" in page
    assert "martes 28 de julio de 2026" in page
    assert "las dos fechas quedan" in page


def test_taking_in_charge_is_one_button(desk: Client, number: str) -> None:
    answer = desk.post(f"/bandeja/{number}/tomar/", follow=True)
    assert "Tomó el pedido" in text(answer)
    assert "En trámite" in text(answer)
    assert desk.get(f"/bandeja/{number}/tomar/").status_code == 302
    again = desk.post(f"/bandeja/{number}/tomar/")
    assert again.status_code == 409


@pytest.mark.parametrize("screening", [Screening.SHOWN, Screening.WITHHELD])
def test_the_text_is_published_only_when_somebody_says_so(
    desk: Client, number: str, screening: Screening
) -> None:
    address = f"/bandeja/{number}/publicacion/"
    assert "Copia de los contratos" in text(desk.get(address))
    assert desk.post(address, {}).status_code == 422
    assert desk.post(address, {"screening": "pending"}).status_code == 422
    desk.post(address, {"screening": screening})
    assert InformationRequest.objects.get(number=number).screening == screening


def test_a_clarification_is_asked_once_and_in_the_first_days(desk: Client, number: str) -> None:
    address = f"/bandeja/{number}/aclaracion/"
    page = desk.get(address)
    assert "jueves 9 de julio de 2026" in text(page)
    empty = desk.post(address, {"question": "  "})
    assert (empty.status_code, "Escriba qué necesita saber" in text(empty)) == (422, True)
    asked = desk.post(address, {"question": "¿De qué año?"}, follow=True)
    assert "¿De qué año?" in text(asked)
    assert Clarification.objects.get().question == "¿De qué año?"
    assert "una sola vez" in text(desk.get(address, follow=True))
    again = desk.post(address, {"question": "¿Y de qué obra?"})
    assert again.status_code == 409
    assert "¿Y de qué obra?" in text(again)


def test_a_clarification_is_not_offered_after_its_days(
    number: str, clock: time_machine.Traveller, officer: User
) -> None:
    clock.move_to(at("2026-07-10"))
    assert "Pedir una aclaración" not in text(signed_in(officer).get(f"/bandeja/{number}/"))


def test_forwarding_searches_reviews_both_dates_and_confirms(
    desk: Client, number: str, mec: Institution
) -> None:
    address = f"/bandeja/{number}/derivar/"
    found = desk.post(address, {"search": "educacion", "reason": "Es suyo.", "step": "search"})
    assert "Ministerio de Educación y Ciencias" in text(found)
    assert "Es suyo." in text(found)
    typed = {"search": "educacion", "reason": "Es suyo.", "institution": "MEC"}
    review = text(desk.post(address, {**typed, "step": "preview"}))
    assert "lunes 27 de julio de 2026" in review
    assert "Fecha que podría alegar quien recibe" in review
    assert Leg.objects.count() == 0
    done = desk.post(address, {**typed, "step": "confirm"}, follow=True)
    assert "mismo número" in text(done)
    assert "Ana Solicitante" not in text(done)
    assert InformationRequest.objects.get(number=number).institution == mec


def test_forwarding_says_what_is_missing_beside_each_field(
    desk: Client, number: str, mec: Institution
) -> None:
    address = f"/bandeja/{number}/derivar/"
    answer = desk.post(address, {"search": "xyzzy", "reason": "", "step": "preview"})
    assert answer.status_code == 422
    assert "Busque y elija la institución competente" in text(answer)
    assert "Escriba por qué es competente" in text(answer)
    nothing = desk.post(address, {"search": "xyzzy", "step": "search"})
    assert "No se encontró «xyzzy»" in text(nothing)
    altered = desk.post(address, {"institution": "NADA", "reason": "x", "step": "confirm"})
    assert altered.status_code == 422


def test_a_request_is_not_forwarded_to_where_it_already_is(desk: Client, number: str) -> None:
    sent = {"institution": "MOPC", "reason": "Nuestro.", "step": "confirm"}
    answer = desk.post(f"/bandeja/{number}/derivar/", sent)
    assert answer.status_code == 409
    assert "ya está en esa institución" in text(answer)


def test_a_dissolved_institution_leads_to_its_successor_before_confirming(
    desk: Client, number: str, mec: Institution
) -> None:
    make_institution("VIEJO", "Ministerio Viejo", is_active=False, successor=mec)
    sent = {"institution": "VIEJO", "reason": "Lo tenía.", "step": "preview"}
    review = text(desk.post(f"/bandeja/{number}/derivar/", sent))
    assert "Sucede a Ministerio Viejo" in review


def test_the_office_notes_court_filing_and_ruling_and_complies(
    clock: time_machine.Traveller, officer: User, number: str
) -> None:
    clock.move_to(at("2026-07-28"))
    actions.declare_tacit_denials(on=at("2026-07-28").date(), at=at("2026-07-28"))
    desk = signed_in(officer)
    filed = {"court": "Juzgado Civil 3", "case_number": "", **day("filed_on", 28, 7, 2026)}
    late = desk.post(f"/bandeja/{number}/juicio/", {**filed, **day("filed_on", 29, 7, 2026)})
    assert late.status_code == 409
    assert "Juzgado Civil 3" in text(late)
    assert desk.post(f"/bandeja/{number}/juicio/", {"court": ""}).status_code == 422
    desk.post(f"/bandeja/{number}/juicio/", filed)
    ruling = {"orders_delivery": "yes", "ruling": "Hágase lugar.", **day("ruled_on", 28, 7, 2026)}
    assert desk.post(f"/bandeja/{number}/sentencia/", {}).status_code == 422
    desk.post(f"/bandeja/{number}/sentencia/", ruling)
    assert CourtCase.objects.get().stage == "ordered"
    assert "Orden judicial por cumplir" in text(desk.get("/bandeja/"))
    chosen = desk.post(f"/bandeja/{number}/cumplir/", {"outcome": "granted"})
    assert chosen.headers["Location"].endswith("/cumplir/granted/")
    sent = {"text": "Se entrega por orden judicial.", "visibility": "parties", "step": "confirm"}
    desk.post(f"/bandeja/{number}/cumplir/granted/", sent)
    fresh = InformationRequest.objects.get(number=number)
    assert (fresh.stage, fresh.tacitly_denied_on is not None) == (Stage.ANSWERED, True)


def test_a_file_is_handed_over_only_as_a_download(
    desk: Client, by_officer: Actor, number: str, monday: datetime, other_officer: User
) -> None:
    checked = inspected(number, file_of("nota.txt", b"Va la nota."))
    reply = actions.Reply(outcome=Outcome.GRANTED, text="Va la nota.", files=(checked,))
    actions.answer(number, by=by_officer, at=monday, reply=reply)
    key = InformationRequest.objects.get(number=number).documents.get().key
    answer = desk.get(f"/bandeja/{number}/archivo/{key}/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nota.txt"'
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"".join(answer) == b"Va la nota."


@pytest.mark.parametrize(
    ("visibility", "status"), [(Visibility.PARTIES, 404), (Visibility.PUBLIC, 200)]
)
def test_a_former_holder_downloads_only_what_is_public(
    desk: Client, number: str, mec: Institution, monday: datetime, other_officer: User,
    visibility: Visibility, status: int,
) -> None:  # fmt: skip
    sent = {"search": "MEC", "institution": "MEC", "reason": "Es del MEC.", "step": "confirm"}
    desk.post(f"/bandeja/{number}/derivar/", sent)
    checked = inspected(number, file_of("nota.txt", b"Va."), looked_by=other_officer)
    reply = actions.Reply(
        outcome=Outcome.GRANTED, text="Va.", files=(checked,), files_visibility=visibility
    )
    actions.answer(number, by=Actor.official(other_officer), at=monday, reply=reply)
    key = InformationRequest.objects.get(number=number).documents.get().key
    answer = desk.get(f"/bandeja/{number}/archivo/{key}/")
    assert answer.status_code == status
    assert (b"".join(answer) == b"Va.") is (status == 200)


@pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.ALREADY_PUBLIC])
def test_the_page_asks_the_same_few_questions_however_long_the_story(
    desk: Client, receipt: Receipt, monday: datetime, outcome: Outcome, by_officer: Actor,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:  # fmt: skip
    number = receipt.info_request.number
    actions.ask_clarification(number, by=by_officer, at=monday, question="¿Cuál?")
    actions.clarify(number, by=requester_of(receipt), at=monday, reply="Esa.")
    reply = actions.Reply(
        outcome=outcome, text="Va.", source="Sitio", place="https://x.example", form="Libre"
    )
    actions.answer(number, by=by_officer, at=monday, reply=reply)
    with django_assert_max_num_queries(30):
        desk.get(f"/bandeja/{number}/")


def test_text_with_markup_is_shown_as_text(
    desk: Client, mopc: Institution, monday: datetime
) -> None:
    evil = "<script>alert(1)</script>{{ 7|add:7 }}"
    number = file_one(mopc, when=monday, subject=evil, description=evil).info_request.number
    for address in ("/bandeja/", f"/bandeja/{number}/", f"/bandeja/{number}/responder/granted/"):
        page = text(desk.get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page


def day(name: str, number: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}
