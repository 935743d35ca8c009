"""Complaining and following, the Directorate's desk, the institution's report: page by page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from law.complaints import standard_on
from offices.models import Duty, Institution
from oversight.complaints import deciding, figures, reports, views_public
from oversight.complaints.lists import LISTS, Chosen, members
from oversight.complaints.models import Complaint
from oversight.complaints.states import Disclosure, Ground, Result
from requests_app import actions, throttle
from requests_app.models import InformationRequest
from tests.factories import appoint, at, file_one, make_user
from tests.oversight.complaints.conftest import MONDAY, Complain

pytestmark = pytest.mark.django_db

DESK = "/direccion/quejas/"
TUESDAY = at("2026-07-07")
TYPED = {"ground": "mistreated", "text": "Me gritaron.", "disclosure": "reserved"}


@pytest.fixture(autouse=True)
def _tuesday() -> Any:
    with time_machine.travel(TUESDAY, tick=False):
        yield


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def token_on(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found[1]


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_anybody_complains_of_an_institution_and_reads_the_answer_with_the_code(
    client: Client, mopc: Institution, director: User
) -> None:
    assert "/quejas/sobre/MOPC/" in text_of(client, "/quejas/?buscar=obras")
    assert "/quejas/sobre/MOPC/" in text_of(client, "/instituciones/MOPC/")
    page = text_of(client, "/quejas/sobre/MOPC/")
    assert "no detiene ni alarga ningún plazo" in page
    assert "por confirmar" in page
    sent = {**TYPED, "token": token_on(page), "email": ""}
    answer = client.post("/quejas/sobre/MOPC/", sent)
    assert answer.headers["Location"] == "/quejas/ver/QUE-2026-000001/"
    own = text_of(client, answer.headers["Location"])
    code = re.search(r'class="aip-secret">([0-9A-Z-]{19})<', own)
    assert code
    # Sent again, the same complaint comes back with the same code.
    client.post("/quejas/sobre/MOPC/", sent)
    assert Complaint.objects.count() == 1

    deciding.not_admit("QUE-2026-000001", by=Actor.official(director), at=TUESDAY, text="Porque.")
    other = Client()
    assert (
        other.get("/quejas/ver/QUE-2026-000001/").headers["Location"].startswith("/quejas/seguir/")
    )
    typed = {"number": "que 2026-1", "code": code[1].lower()}
    assert other.post("/quejas/seguir/", typed).status_code == 302
    shown = text_of(other, "/quejas/ver/QUE-2026-000001/")
    assert "Porque." in shown
    # The code itself is shown only where it was made.
    assert code[1] not in shown
    other.post("/quejas/ver/QUE-2026-000001/cerrar/")
    assert other.get("/quejas/ver/QUE-2026-000001/").status_code == 302


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(
    client: Client, complain: Complain, info_request: InformationRequest
) -> None:
    complain()
    of_request = complain(info_request=info_request).complaint
    said = set()
    for number in ("QUE-2026-000001", of_request.number, "QUE-2026-999999"):
        page = client.post("/quejas/seguir/", {"number": number, "code": "0000-0000-0000-0000"})
        assert page.status_code == 422
        assert "no coinciden" in page.content.decode()
        said.add(page.content.decode().count(number))
    assert len(said) == 1
    for number in ("QUE-2026-000001", of_request.number):
        assert client.get(f"/quejas/ver/{number}/").status_code == 302


BAD = [
    ("text", ""),
    ("text", "x" * 10_001),
    ("text", "!!!"),
    ("ground", ""),
    ("ground", "9" * 500),
    ("disclosure", "<script>"),
    ("email", "no es un correo"),
    ("email", "a" * 300 + "@correo.example"),
]


def test_a_refused_form_says_why_and_keeps_what_was_typed(
    client: Client, mopc: Institution
) -> None:
    for name, bad in BAD:
        sent = {**TYPED, "email": "ana@correo.example", name: bad}
        page = client.post("/quejas/sobre/MOPC/", sent)
        assert page.status_code == 422, (name, bad[:20])
        text = page.content.decode()
        assert "govuk-error-summary" in text
        assert name == "text" or "Me gritaron." in text
    assert not Complaint.objects.exists()


def test_hidden_characters_and_a_forged_token_do_no_harm(client: Client, mopc: Institution) -> None:
    text = "Abc\u202edef <script>alert(1)</script>"
    answer = client.post("/quejas/sobre/MOPC/", {**TYPED, "text": text, "token": "mío"})
    assert answer.status_code == 302
    assert Complaint.objects.get().text == "Abcdef <script>alert(1)</script>"
    assert "<script>alert" not in text_of(client, answer.headers["Location"])


def test_many_complaints_from_one_network_wait_and_go_on(
    client: Client, mopc: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = throttle.Limit("complaints", most=1, seconds=600, wait_seconds=20)
    monkeypatch.setattr(views_public, "COMPLAINTS", few)
    sent = {**TYPED, "token": token_on(text_of(client, "/quejas/sobre/MOPC/"))}
    assert client.post("/quejas/sobre/MOPC/", TYPED).status_code == 302
    waiting = client.post("/quejas/sobre/MOPC/", sent)
    assert waiting.status_code == 429
    page = waiting.content.decode()
    assert "Me gritaron." in page
    turn = re.search(r'name="turn" value="([^"]+)"', page)
    assert turn
    with time_machine.travel(at("2026-07-07", 10, 1), tick=False):
        assert client.post("/quejas/sobre/MOPC/", {**sent, "turn": turn[1]}).status_code == 302


def test_who_asked_complains_from_the_follow_page_and_sees_the_remedies(
    client: Client, mopc: Institution, director: User
) -> None:
    receipt = file_one(mopc, when=at("2026-06-01"))
    number = receipt.info_request.number
    actions.declare_tacit_denials(on=TUESDAY.date(), at=TUESDAY)
    address = f"/seguimiento/{number}/queja/"
    assert client.get(address).status_code == 302
    # What was typed is carried while the code is asked for.
    asked = client.post(address, {**TYPED, "ground": "no_answer"})
    assert asked.status_code == 403
    assert "Me gritaron." in asked.content.decode()
    client.post("/seguimiento/", {"number": number, "code": receipt.tracking_code})
    assert address in text_of(client, f"/seguimiento/{number}/")
    page = text_of(client, address)
    assert f"/seguimiento/{number}/justicia/" in page
    assert "Fecha segura" in page
    assert client.post(address, {**TYPED, "text": ""}).status_code == 422
    sent = {**TYPED, "ground": "no_answer"}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent)
    assert again.status_code == 409
    assert "Ya hay una queja suya" in again.content.decode()

    by = Actor.official(director)
    deciding.admit("QUE-2026-000001", by=by, at=TUESDAY)
    deciding.note("QUE-2026-000001", by=by, at=TUESDAY, text="Frase interna.")
    reports.ask_report("QUE-2026-000001", by=by, at=TUESDAY, text="Pregunta interna.")
    deciding.resolve(
        "QUE-2026-000001", by=by, at=TUESDAY, result=Result.FOUNDED, text="Tiene razón."
    )
    own = text_of(client, f"{address}QUE-2026-000001/")
    follow = text_of(client, f"/seguimiento/{number}/")
    for page in (own, follow):
        assert "Tiene razón." in page
        assert "interna." not in page
    assert "Informe pedido a la institución" in own
    assert client.get(f"{address}QUE-2026-000002/").status_code == 404
    assert "Tiene razón." not in text_of(client, f"/s/{number}/")


@pytest.mark.parametrize("disclosure", Disclosure)
def test_the_institution_reads_what_it_was_asked_and_no_more_than_was_allowed(
    complain: Complain,
    info_request: InformationRequest,
    director: User,
    head: User,
    disclosure: Disclosure,
) -> None:
    number = complain(info_request=info_request, disclosure=disclosure).complaint.number
    office, address = client_of(head), f"/bandeja/quejas/{number}/"
    assert office.get(address).status_code == 404
    by = Actor.official(director)
    deciding.admit(number, by=by, at=TUESDAY)
    assert office.get(address).status_code == 404
    reports.ask_report(number, by=by, at=TUESDAY, text="¿Qué pasó el lunes?")
    deciding.note(number, by=by, at=TUESDAY, text="Frase interna.")

    assert "pide 1 informe" in text_of(office, "/bandeja/jefatura/")
    assert address in text_of(office, "/bandeja/quejas/")
    page = text_of(office, address)
    assert "¿Qué pasó el lunes?" in page
    assert "Frase interna." not in page
    is_told = disclosure == Disclosure.TEXT
    assert ("Me gritaron" in page) == is_told
    assert (info_request.number in page) == is_told
    assert "Ana Solicitante" not in page
    assert "ana@correo.example" not in page

    assert office.post(address, {"text": ""}).status_code == 422
    assert office.post(address, {"text": "Se habló con la persona."}).status_code == 302
    assert office.post(address, {"text": "Otra vez."}).status_code == 409
    desk = client_of(director)
    assert "Se habló con la persona." in text_of(desk, f"{DESK}{number}/")


def test_the_directorate_works_a_complaint_from_the_overview_to_the_answer(
    complain: Complain, director: User, auditor: User, ministry: Institution
) -> None:
    number = complain(email="ana@correo.example").complaint.number
    desk, helper = client_of(director), client_of(auditor)
    waiting = 'href="/direccion/quejas/">1<'
    assert waiting in text_of(desk, "/direccion/")
    assert number in text_of(desk, f"{DESK}?lista=por-admitir")
    one = f"{DESK}{number}/"
    page = text_of(desk, one)
    assert "ana@correo.example" not in page
    assert "Admitir la queja" in page
    assert "Admitir la queja" not in text_of(helper, one)
    assert helper.post(f"{one}admitir/").status_code == 409
    assert desk.post(f"{one}admitir/").status_code == 302
    assert desk.post(f"{one}admitir/").status_code == 409
    refused = desk.post(f"{one}informe/", {"text": ""})
    assert refused.status_code == 422
    assert 'href="#id_informe_text"' in refused.content.decode()
    assert desk.post(f"{one}informe/", {"text": "¿Qué pasó?"}).status_code == 302
    assert "no hay jefatura ni máxima autoridad" in page or "Debe informar" in text_of(desk, one)
    typed = {"received_by": "Nota 1", "text": "Nada."}
    assert helper.post(f"{one}informe-recibido/", {"text": "Nada."}).status_code == 422
    assert helper.post(f"{one}informe-recibido/", typed).status_code == 302
    assert helper.post(f"{one}nota/", {"text": "Una nota."}).status_code == 302
    assert helper.post(f"{one}borrador/", {"text": "Borrador."}).status_code == 302
    assert "Borrador." in text_of(desk, one)
    assert desk.post(f"{one}responder/", {"text": "Tiene razón."}).status_code == 422
    sent = {"text": "Tiene razón.", "result": "founded"}
    assert desk.post(f"{one}responder/", sent).status_code == 302
    assert "Responder a la persona" not in text_of(desk, one)
    assert number in text_of(desk, f"{DESK}?lista=fundadas")
    assert waiting not in text_of(desk, "/direccion/")


def test_every_figure_is_as_long_as_its_list(
    complain: Complain, director: User, mec: Institution, mopc: Institution
) -> None:
    by = Actor.official(director)
    for turn in range(6):
        ground = Ground.CHARGED if turn % 2 else Ground.MISTREATED
        number = complain(ground=ground).complaint.number
        if turn < 5:
            deciding.admit(number, by=by, at=TUESDAY)
            deciding.resolve(
                number, by=by, at=TUESDAY, result=list(Result)[turn % 4], text="Respuesta."
            )
    late = complain(when=at("2026-06-01"), institution=mec).complaint
    desk = client_of(director)
    page = text_of(desk, f"{DESK}cifras/?ano=2026")
    links = re.findall(rf'href="({DESK}\?[^"]+)" aria-label="(\d+) ', page)
    assert len(links) > 10
    for address, figure in links:
        rows = text_of(desk, address.replace("&amp;", "&"))
        assert len(re.findall(r'class="govuk-link aip-number"', rows)) == int(figure), address
    on = TUESDAY.date()
    tables = figures.tables(None, on=on)
    by_code = {row[0].value: row[-1].value for row in tables["institucion"].rows}
    assert by_code == {mopc.name: 1, mec.name: None}
    assert members(Chosen(key="tarde"), on=on).get() == late
    csv = desk.get(f"{DESK}cifras/motivo.csv?ano=2026")
    lines = csv.content.decode().splitlines()
    assert lines[1].startswith("Me trataron mal o me discriminaron,4,1,1,2,0,1,0,0,0,,2026,")
    assert desk.get(f"{DESK}cifras/nada.csv").status_code == 404


def test_a_list_nobody_has_is_not_found(director: User) -> None:
    desk = client_of(director)
    for query in ("lista=nada", "motivo=nada", "ano=dos", f"ano={'9' * 500}", "institucion=NO"):
        assert desk.get(f"{DESK}?{query}").status_code == 404
    assert desk.get(f"{DESK}cifras/?ano=0000").status_code == 404


def test_lists_cost_the_same_for_many_and_have_pages(
    complain: Complain, director: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    first = complain().complaint
    rows = [
        Complaint(
            number=f"QUE-2026-{place:06}",
            token_digest=f"{place:064}",
            code_hash="x",
            institution=first.institution,
            ground=Ground.values[place % 7],
            text="Texto.",
            filed_on=first.filed_on,
            filed_at=first.filed_at,
            due_on=first.due_on,
            standard=first.standard,
            calendar_version=first.calendar_version,
        )
        for place in range(2, 62)
    ]
    Complaint.objects.bulk_create(rows)
    desk = client_of(director)
    for key in LISTS:
        with django_assert_max_num_queries(9):
            assert desk.get(f"{DESK}?lista={key}").status_code == 200
    with django_assert_max_num_queries(11):
        assert desk.get(f"{DESK}cifras/").status_code == 200
    with django_assert_max_num_queries(14):
        assert desk.get(f"{DESK}{first.number}/").status_code == 200
    page = text_of(desk, DESK)
    following = re.search(r'href="(\?lista=abiertas&amp;despues=[^"]+)"', page)
    assert following
    rest = text_of(desk, DESK + following[1].replace("&amp;", "&"))
    assert rest.count("aip-number") == 11


def test_the_standard_of_the_page_is_the_one_of_the_day(client: Client, mopc: Institution) -> None:
    days = standard_on(MONDAY.date()).answer.value
    assert f"responderle en {days} días hábiles" in text_of(client, "/quejas/")


@pytest.mark.parametrize("who", ["officer", "other head"])
def test_only_who_leads_the_institution_reads_what_is_asked(
    complain: Complain, director: User, officer: User, mec: Institution, who: str
) -> None:
    number = complain().complaint.number
    by = Actor.official(director)
    deciding.admit(number, by=by, at=TUESDAY)
    reports.ask_report(number, by=by, at=TUESDAY, text="¿Qué pasó?")
    stranger = officer if who == "officer" else _head_of(mec)
    for method in ("get", "post"):
        client = client_of(stranger)
        sent = getattr(client, method)(f"/bandeja/quejas/{number}/", {"text": "Nada."})
        assert sent.status_code == 404
    assert number not in text_of(client_of(stranger), "/bandeja/quejas/")


def _head_of(institution: Institution) -> User:
    return appoint(make_user("jefe@mec.example"), institution, Duty.HEAD)
