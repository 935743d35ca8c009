"""Answering, denying and deciding appeals: what each asks, what is refused, what is never lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from answering.models import AnswerFile
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.models import Answer, Document, InformationRequest, Reconsideration
from requests_app.states import Outcome, Stage, Visibility
from tests.factories import appoint, at, make_user, requester_of
from tests.requests_app.desk.conftest import pdf, signed_in

pytestmark = pytest.mark.django_db

COMPLETE = {
    "granted": {"text": "Se entrega."},
    "partly_granted": {"text": "En parte.", "item_0": "Anexo", "ground_0": "Ley 6534/2020, art. 4"},
    "already_public": {"text": "Está.", "source": "Sitio", "place": "x.example", "form": "Libre"},
    "not_held": {"text": "No la tenemos.", "search_made": "Se buscó en el archivo."},
}
DENIAL = {
    "resolution_number": "123/2026",
    "resolution_on_day": "6",
    "resolution_on_month": "7",
    "resolution_on_year": "2026",
    "facts": "El expediente sigue en sumario.",
    "legal_grounds": "La ley lo reserva.",
    "reserve_law": "Ley 1160/1997",
    "reserve_article": "322",
}


def csv(name: str = "datos.csv", content: str = "año,monto") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode(), content_type="text/csv")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def stage(number: str) -> str:
    return str(InformationRequest.objects.get(number=number).stage)


@pytest.fixture
def signed(authority: User) -> dict[str, str]:
    """A complete denial, signed by the authority in office."""
    return {**DENIAL, "signatory": str(Post.objects.get(holder=authority).pk)}


def test_the_outcome_is_asked_first(desk: Client, number: str) -> None:
    address = f"/bandeja/{number}/responder/"
    assert "¿Qué responde la institución?" in text(desk.get(address))
    nothing = desk.post(address, {})
    assert (nothing.status_code, "Elija qué responde" in text(nothing)) == (422, True)
    assert desk.post(address, {"outcome": "reject"}).status_code == 422
    for outcome, leads_to in (
        ("granted", "responder/granted/"),
        ("not_held", "responder/not_held/"),
        ("denied", "denegar/"),
    ):
        chosen = desk.post(address, {"outcome": outcome})
        assert chosen.headers["Location"].endswith(leads_to)


@pytest.mark.parametrize("outcome", COMPLETE)
def test_each_outcome_asks_for_its_parts_shows_them_and_delivers(
    desk: Client, number: str, outcome: str
) -> None:
    address = f"/bandeja/{number}/responder/{outcome}/"
    typed = {**COMPLETE[outcome], "rows": "2"}
    preview = text(desk.post(address, {**typed, "step": "preview"}))
    assert "Así lo verá la persona" in preview
    assert all(value in preview for value in COMPLETE[outcome].values())
    assert stage(number) == Stage.RECEIVED
    sent = {**typed, "visibility": "parties", "step": "confirm"}
    done = desk.post(address, sent, follow=True)
    assert "La respuesta fue entregada" in text(done)
    assert Answer.objects.get().outcome == outcome


@pytest.mark.parametrize(
    ("outcome", "missing"),
    [(outcome, part) for outcome, parts in COMPLETE.items() for part in parts],
)
def test_each_missing_part_is_said_beside_its_field_and_the_rest_is_kept(
    desk: Client, number: str, outcome: str, missing: str
) -> None:
    kept = {name: value for name, value in COMPLETE[outcome].items() if name != missing}
    for step in ("preview", "confirm"):
        sent = {**kept, "step": step, "visibility": "parties", "rows": "2"}
        answer = desk.post(f"/bandeja/{number}/responder/{outcome}/", sent)
        page = text(answer)
        assert answer.status_code == 422
        assert f'id="id_{missing}_error"' in page
        assert all(value in page for value in kept.values())
        assert stage(number) == Stage.RECEIVED


def test_more_rows_are_added_without_losing_any(desk: Client, number: str) -> None:
    typed = {**COMPLETE["partly_granted"], "item_1": "Otro", "rows": "2", "step": "more"}
    page = desk.post(f"/bandeja/{number}/responder/partly_granted/", typed)
    assert page.status_code == 200
    assert all(value in text(page) for value in ("En parte.", "Anexo", "Otro", 'name="item_4"'))


@pytest.mark.parametrize("rows", ["-1", "999999", "x", "", "99"])
def test_an_altered_number_of_rows_is_read_as_few(desk: Client, number: str, rows: str) -> None:
    sent = {**COMPLETE["partly_granted"], "rows": rows, "step": "preview"}
    assert desk.post(f"/bandeja/{number}/responder/partly_granted/", sent).status_code == 200


def test_going_back_to_edit_keeps_what_was_typed(desk: Client, number: str) -> None:
    sent = {**COMPLETE["not_held"], "step": "edit"}
    page = desk.post(f"/bandeja/{number}/responder/not_held/", sent)
    assert (page.status_code, "Se buscó en el archivo." in text(page)) == (200, True)


def test_an_outcome_that_does_not_exist_is_404(desk: Client, number: str) -> None:
    for outcome in ("denied", "x", "granted'"):
        assert desk.get(f"/bandeja/{number}/responder/{outcome}/").status_code == 404


def test_several_files_go_with_the_answer_to_who_asked(desk: Client, number: str) -> None:
    sent = {**COMPLETE["granted"], "step": "confirm"}
    files = [csv("uno.csv", "a,b"), csv("dos.csv", "c,d")]
    desk.post(f"/bandeja/{number}/responder/granted/", {**sent, "attachments": files})
    stored = Document.objects.order_by("pk").values_list("name", "visibility")
    assert list(stored) == [("uno.csv", "parties"), ("dos.csv", "parties")]
    assert not AnswerFile.objects.exists()


def test_a_refused_file_is_said_and_the_text_is_kept(desk: Client, number: str) -> None:
    bad = [SimpleUploadedFile("programa.exe", b"MZ"), SimpleUploadedFile("vacio.pdf", b"")]
    sent = {**COMPLETE["granted"], "visibility": "parties", "step": "confirm"}
    answer = desk.post(
        f"/bandeja/{number}/responder/granted/", {**sent, "attachments": [*bad, csv()]}
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "«programa.exe» no es un archivo de los tipos aceptados" in page
    assert "«vacio.pdf» está vacío" in page
    assert "datos.csv" in page
    assert 'value="Se entrega."' in page
    assert stage(number) == Stage.RECEIVED


def test_too_many_files_are_said(desk: Client, number: str) -> None:
    sent = {**COMPLETE["granted"], "step": "confirm"}
    many = [csv(f"{row}.csv", f"a,{row}") for row in range(11)]
    answer = desk.post(f"/bandeja/{number}/responder/granted/", {**sent, "attachments": many})
    assert (answer.status_code, "hasta 10 archivos" in text(answer)) == (422, True)


def test_a_colleague_who_answers_second_gets_the_text_back(
    desk: Client, number: str, mopc: Institution
) -> None:
    colleague = signed_in(appoint(make_user("colega@mopc.example"), mopc, Duty.HEAD))
    address = f"/bandeja/{number}/responder/granted/"
    sent = {"text": "La primera.", "visibility": "parties", "step": "confirm"}
    desk.post(address, sent)
    second = colleague.post(address, {**sent, "text": "La segunda.", "attachments": [pdf()]})
    page = text(second)
    assert second.status_code == 409
    assert "cambió de estado" in page
    assert "La segunda." in page
    assert "nota.pdf" in page
    assert Answer.objects.get().text == "La primera."


def test_a_late_answer_keeps_the_tacit_denial_on_the_page(
    clock: time_machine.Traveller, number: str, officer: User
) -> None:
    clock.move_to(at("2026-07-30"))
    actions.declare_tacit_denials(on=date(2026, 7, 30), at=at("2026-07-30"))
    sent = {"text": "Perdón por la demora.", "visibility": "parties", "step": "confirm"}
    desk = signed_in(officer)
    page = text(desk.post(f"/bandeja/{number}/responder/granted/", sent, follow=True))
    assert "Fuera de plazo" in page
    assert "martes 28 de julio de 2026" in page
    assert "jueves 30 de julio de 2026" in page


def test_a_denial_is_looked_at_and_confirmed(
    desk: Client, number: str, signed: dict[str, str]
) -> None:
    address = f"/bandeja/{number}/denegar/"
    assert "máxima autoridad" in text(desk.get(address))
    preview = text(desk.post(address, {**signed, "step": "preview"}))
    assert "Ley 1160/1997, 322" in preview
    assert stage(number) == Stage.RECEIVED
    desk.post(address, {**signed, "step": "confirm", "attachments": [csv("res.csv")]})
    assert stage(number) == Stage.DENIED
    assert Document.objects.get().visibility == Visibility.PARTIES


@pytest.mark.parametrize(
    ("part", "value", "field"),
    [
        ("resolution_number", "", "resolution_number"),
        ("resolution_on_day", "31", "resolution_on"),
        ("resolution_on_month", "13", "resolution_on"),
        ("resolution_on_year", "26", "resolution_on"),
        ("signatory", "", "signatory"),
        ("signatory", "999999", "signatory"),
        ("facts", "...", "facts"),
        ("legal_grounds", "", "legal_grounds"),
        ("reserve_law", "Decreto 4064/2015", "reserve_law"),
        ("reserve_article", "", "reserve_article"),
    ],
)
def test_a_denial_that_lacks_a_part_says_where_and_leaves_the_request_open(
    desk: Client, number: str, signed: dict[str, str], part: str, value: str, field: str
) -> None:
    answer = desk.post(f"/bandeja/{number}/denegar/", {**signed, part: value, "step": "confirm"})
    page = text(answer)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert "sigue abierto" in page
    assert stage(number) == Stage.RECEIVED


def test_the_signatory_must_have_been_the_authority_on_that_day(
    desk: Client, number: str, signed: dict[str, str], authority: User
) -> None:
    Post.objects.filter(holder=authority).update(starts_on=date(2026, 7, 1))
    sent = {**signed, "resolution_on_day": "30", "resolution_on_month": "6", "step": "confirm"}
    answer = desk.post(f"/bandeja/{number}/denegar/", {**sent, "attachments": [csv()]})
    page = text(answer)
    assert answer.status_code == 422
    assert "máxima autoridad de la institución en la fecha" in page
    assert "El expediente sigue en sumario." in page
    assert "datos.csv" in page


def test_without_a_registered_authority_the_page_says_why_nothing_can_be_denied(
    desk: Client, number: str
) -> None:
    assert "no tiene registrada a su máxima autoridad" in text(
        desk.get(f"/bandeja/{number}/denegar/")
    )


@pytest.fixture
def appealed(receipt: Receipt, by_officer: Actor, signed: dict[str, str], desk: Client) -> str:
    """A request denied and appealed this morning."""
    number = receipt.info_request.number
    desk.post(f"/bandeja/{number}/denegar/", {**signed, "step": "confirm"})
    actions.file_reconsideration(
        number, by=requester_of(receipt), at=at("2026-07-06", 11), text="La ley no reserva esto."
    )
    return number


def test_an_appeal_waits_on_top_of_the_list(desk: Client, appealed: str) -> None:
    page = text(desk.get("/bandeja/"))
    assert "Recurso por decidir" in page
    assert appealed in page


def test_only_the_highest_authority_decides_an_appeal(
    desk: Client, appealed: str, authority: User
) -> None:
    assert "Lo decide la máxima autoridad" in text(desk.get(f"/bandeja/{appealed}/"))
    address = f"/bandeja/{appealed}/recurso/rechazar/"
    assert "Enviar para firma" in text(desk.post(address, {"decision": "No procede."}))
    refused = desk.post(address, {"decision": "No procede.", "step": "confirm"})
    assert (refused.status_code, "No procede." in text(refused)) == (409, True)
    assert Reconsideration.objects.get().stage == "filed"


def test_the_authority_rejects_with_reasons(appealed: str, authority: User) -> None:
    client = signed_in(authority)
    chosen = client.post(f"/bandeja/{appealed}/recurso/", {"outcome": "reject"})
    address = chosen.headers["Location"]
    assert client.post(address, {"decision": "", "step": "preview"}).status_code == 422
    preview = text(client.post(address, {"decision": "Se mantiene.", "step": "preview"}))
    assert "Rechazado" in preview
    assert "Se mantiene." in preview
    client.post(address, {"decision": "Se mantiene.", "step": "confirm"})
    assert Reconsideration.objects.get().stage == "rejected"
    assert stage(appealed) == Stage.DENIED


def test_the_authority_upholds_and_gives(appealed: str, authority: User) -> None:
    client = signed_in(authority)
    chosen = client.post(f"/bandeja/{appealed}/recurso/", {"outcome": "granted"})
    address = chosen.headers["Location"]
    sent = {"decision": "Tiene razón.", "text": "Se entrega.", "visibility": "parties"}
    assert client.post(address, {**sent, "decision": "", "step": "preview"}).status_code == 422
    preview = text(client.post(address, {**sent, "step": "preview"}))
    assert "Tiene razón." in preview
    client.post(address, {**sent, "step": "confirm", "attachments": [csv()]})
    assert Reconsideration.objects.get().stage == "upheld"
    assert stage(appealed) == Stage.ANSWERED
    assert InformationRequest.objects.get(number=appealed).outcome == Outcome.GRANTED


@pytest.mark.parametrize("hostile", ["\x00", "a" * 50_001, "\u202eoculto", "\ud800"])
def test_hostile_text_is_refused_or_neutralised_never_an_error(
    desk: Client, number: str, hostile: str
) -> None:
    sent = {"text": hostile.encode("utf-8", "replace").decode(), "step": "preview"}
    answer = desk.post(f"/bandeja/{number}/responder/granted/", sent)
    assert answer.status_code in {200, 400, 422}
    assert "\u202e" not in text(answer)
