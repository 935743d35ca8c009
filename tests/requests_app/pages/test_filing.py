"""Filing step by step: what is wrong is said beside its field, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from offices.models import Institution
from requests_app.models import FilingDraft, InformationRequest, TimelineEvent
from tests.factories import make_institution
from tests.requests_app.pages.visitors import (
    NOTIFY,
    WHAT,
    WHO,
    file_one,
    fill,
    sending,
    text_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = [
    ("pedido", WHAT, "subject", "", "Escriba el asunto de su pedido."),
    ("pedido", WHAT, "subject", "¿¡!?", "Escriba algo con letras o números."),
    ("pedido", WHAT, "subject", "a" * 201, "hasta 200 caracteres"),
    ("pedido", WHAT, "description", "  ", "Escriba qué información pide."),
    ("pedido", WHAT, "description", "a" * 20_001, "El texto tiene 20001 caracteres"),
    ("pedido", WHAT, "preferred_format", "tablet", "Escoja una opción válida"),
    ("persona", WHO, "name", "", "Escriba su nombre y apellido."),
    ("persona", WHO, "address", "", "Escriba su domicilio."),
    ("avisos", NOTIFY, "notify_by", "", "Elija cómo quiere que le avisemos."),
    ("avisos", NOTIFY, "email", "", "Escriba su correo, o elija otra forma"),
    ("avisos", NOTIFY, "email", "rosa@", "Escriba un correo completo"),
]


@pytest.mark.parametrize(("address", "fields", "field", "wrong", "says"), STEPS)
def test_a_step_says_beside_the_field_what_is_wrong_and_keeps_the_rest(
    client: Client,
    mopc: Institution,
    address: str,
    fields: dict[str, str],
    field: str,
    wrong: str,
    says: str,
) -> None:
    typed = {**fields, field: wrong}
    page = client.post(f"/solicitar/{address}/", typed)
    assert page.status_code == 422
    written = text_of(page)
    assert says in written
    assert f'id="id_{field}_error"' in written
    for name, value in typed.items():
        if value.strip() and name not in {"preferred_format", "language", "notify_by"}:
            assert value in written
    again = text_of(client.get(f"/solicitar/{address}/"))
    kept = [value for name, value in fields.items() if name != field and " " in value]
    assert all(value in again for value in kept)


def test_who_wants_no_letters_needs_no_address_for_them(client: Client, mopc: Institution) -> None:
    page = client.post("/solicitar/avisos/", {"notify_by": "here", "email": "", "phone": ""})
    assert page.status_code == 302


def test_the_institution_is_found_without_accents_and_chosen(
    client: Client, mopc: Institution
) -> None:
    page = client.get("/solicitar/", {"buscar": "obras publicas"})
    assert 'value="MOPC"' in text_of(page)
    nothing = client.post("/solicitar/?buscar=obras", {})
    assert nothing.status_code == 422
    assert "Elija una institución de la lista." in text_of(nothing)
    assert 'value="MOPC"' in text_of(nothing)
    unknown = client.post("/solicitar/", {"institution": "NADIE"})
    assert "no está en el registro" in text_of(unknown)


def test_a_link_from_an_institutions_page_comes_with_it_chosen(
    client: Client, mopc: Institution
) -> None:
    assert 'value="MOPC"' in text_of(client.get("/solicitar/", {"institucion": "MOPC"}))


def test_a_dissolved_institution_leads_to_its_successor(client: Client, mopc: Institution) -> None:
    make_institution("OLD", "Ministerio viejo", is_active=False, successor=mopc)
    number = file_one(client, Institution.objects.get(code="OLD"))
    assert InformationRequest.objects.get(number=number).institution == mopc


def test_the_review_page_sends_back_to_the_first_step_that_lacks_something(
    client: Client, mopc: Institution
) -> None:
    assert client.get("/solicitar/revisar/")["Location"] == "/solicitar/"
    client.post("/solicitar/avisos/", NOTIFY)
    assert client.get("/solicitar/revisar/")["Location"] == "/solicitar/"
    client.post("/solicitar/", {"institution": "MOPC"})
    assert client.get("/solicitar/revisar/")["Location"] == "/solicitar/pedido/"


def test_the_review_page_shows_everything_with_a_link_to_change_it(
    client: Client, mopc: Institution
) -> None:
    fill(client, mopc)
    written = text_of(client.get("/solicitar/revisar/"))
    for text in (WHAT["subject"], WHAT["description"], *WHO.values(), *NOTIFY.values()):
        if " " in text:
            assert text in written
    assert 'href="/solicitar/persona/?revisar=1"' in written
    changed = client.post("/solicitar/persona/?revisar=1", {**WHO, "name": "Otra Persona"})
    assert changed["Location"] == "/solicitar/revisar/"
    assert "Otra Persona" in text_of(client.get("/solicitar/revisar/"))


def test_filing_gives_a_number_a_code_and_the_day_by_day_count(
    client: Client, mopc: Institution
) -> None:
    number = file_one(client, mopc)
    page = client.get(f"/solicitar/listo/{number}/")
    written = text_of(page)
    filed = InformationRequest.objects.get(number=number)
    assert number in written
    assert "aip-secret" in written
    assert "Día hábil 15" in written
    assert filed.requester.name == WHO["name"]
    assert not filed.requester.shows_name
    assert FilingDraft.objects.count() == 0
    assert "no-store" in page["Cache-Control"]
    assert client.get(f"/solicitar/listo/{number}/").content.count(b"aip-secret") == 1


def test_sending_twice_makes_one_request_with_the_same_receipt(
    client: Client, mopc: Institution
) -> None:
    fill(client, mopc)
    sent = sending(client)
    first = client.post("/solicitar/revisar/", sent)
    again = client.post("/solicitar/revisar/", sent)
    assert first["Location"] == again["Location"]
    assert InformationRequest.objects.count() == 1
    assert TimelineEvent.objects.count() == 1


def test_after_filing_a_new_request_starts_empty(client: Client, mopc: Institution) -> None:
    file_one(client, mopc)
    assert WHAT["subject"] not in text_of(client.get("/solicitar/pedido/"))
    file_one(client, mopc, subject="Otro asunto")
    assert InformationRequest.objects.count() == 2


def test_what_changed_in_another_window_is_read_again_before_it_is_sent(
    client: Client, mopc: Institution
) -> None:
    fill(client, mopc)
    sent = sending(client)
    client.post("/solicitar/pedido/", {**WHAT, "subject": "Asunto nuevo"})
    page = client.post("/solicitar/revisar/", sent)
    assert page.status_code == 409
    assert "cambió en otra ventana" in text_of(page)
    assert "Asunto nuevo" in text_of(page)
    assert InformationRequest.objects.count() == 0


def test_a_forged_draft_files_nothing(client: Client, mopc: Institution) -> None:
    fill(client, mopc)
    page = client.post("/solicitar/revisar/", {"draft": "abc", "reviewed": "x"})
    assert page["Location"] == "/solicitar/revisar/"
    assert InformationRequest.objects.count() == 0


def test_the_receipt_is_shown_only_to_who_filed(client: Client, mopc: Institution) -> None:
    number = file_one(client, mopc)
    page = Client().get(f"/solicitar/listo/{number}/")
    assert page["Location"] == "/seguimiento/"
    client.post(f"/solicitar/listo/{number}/borrar/")
    assert client.get(f"/solicitar/listo/{number}/")["Location"] == "/seguimiento/"


def test_the_text_waits_thirty_days_and_no_more(client: Client, mopc: Institution) -> None:
    fill(client, mopc)
    FilingDraft.objects.update(updated_at=now() - timedelta(days=29))
    assert WHAT["subject"] in text_of(client.get("/solicitar/pedido/"))
    FilingDraft.objects.update(updated_at=now() - timedelta(days=31))
    assert WHAT["subject"] not in text_of(client.get("/solicitar/pedido/"))
    Client().post("/solicitar/pedido/", WHAT)
    assert FilingDraft.objects.count() == 1


def test_without_a_calendar_the_text_stays_and_the_reason_is_said(client: Client, db: None) -> None:
    somewhere = make_institution("XX", "Institución sin calendario")
    fill(client, somewhere)
    page = client.post("/solicitar/revisar/", sending(client))
    assert page.status_code == 409
    assert "calendario de días hábiles no está cargado" in text_of(page)
    assert WHAT["subject"] in text_of(page)
