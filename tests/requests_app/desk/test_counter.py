"""The counter: a request on paper, by e-mail or by word of mouth, with its true date."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from offices.models import Duty, Institution
from requests_app.models import InformationRequest, Registration
from requests_app.tracking import matches
from tests.factories import appoint, make_institution
from tests.requests_app.desk.conftest import pdf, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "/bandeja/registrar/"
NOTE = {
    "institution": "MOPC",
    "channel": "written",
    "presented_on_day": "6",
    "presented_on_month": "7",
    "presented_on_year": "2026",
    "subject": "Obras en Luque",
    "description": "Lista de obras en Luque.",
    "preferred_format": "any",
    "language": "es",
    "name": "Juan Pérez",
    "notify_by": "office",
}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def token_of(page: Any) -> str:
    found = re.search(r'name="token" value="([^"]+)"', text(page))
    assert found
    return found[1]


@pytest.fixture
def opened(desk: Client) -> dict[str, str]:
    """A form as it was opened: complete, with its token."""
    return {**NOTE, "token": token_of(desk.get(ADDRESS))}


def test_it_is_read_back_then_registered_with_number_code_and_due_date(
    desk: Client, opened: dict[str, str]
) -> None:
    review = text(desk.post(ADDRESS, {**opened, "step": "preview"}))
    assert "Lista de obras en Luque." in review
    assert "lunes 6 de julio de 2026" in review
    assert InformationRequest.objects.count() == 0
    receipt = desk.post(ADDRESS, {**opened, "step": "confirm", "attachments": [pdf()]})
    info_request = InformationRequest.objects.get()
    page = text(receipt)
    assert info_request.number in page
    assert "lunes 27 de julio de 2026" in page
    code = re.search(r'class="aip-secret">([^<]+)<', page)
    assert code
    assert matches(code[1], info_request.tracking_code_hash)
    assert info_request.documents.get().name == "nota.pdf"


def test_sent_twice_it_is_one_request_with_the_same_receipt(
    desk: Client, opened: dict[str, str]
) -> None:
    first, second = (desk.post(ADDRESS, {**opened, "step": "confirm"}) for _ in range(2))
    assert InformationRequest.objects.count() == 1
    secret = re.compile(r'class="aip-secret">([^<]+)<')
    assert secret.findall(text(first)) == secret.findall(text(second))


def test_another_request_written_over_a_used_form_is_not_lost(
    desk: Client, opened: dict[str, str]
) -> None:
    desk.post(ADDRESS, {**opened, "step": "confirm"})
    other = {**opened, "name": "Otra Persona", "subject": "Otra cosa", "step": "confirm"}
    answer = desk.post(ADDRESS, other)
    assert answer.status_code == 422
    assert "ya se usó para registrar" in text(answer)
    assert "Otra Persona" in text(answer)
    desk.post(ADDRESS, {**other, "token": token_of(answer)})
    assert InformationRequest.objects.count() == 2


def test_an_earlier_date_needs_its_evidence(desk: Client, opened: dict[str, str]) -> None:
    earlier = {**opened, "presented_on_day": "2", "step": "preview"}
    answer = desk.post(ADDRESS, earlier)
    assert answer.status_code == 422
    assert 'id="id_evidence_error"' in text(answer)
    assert "Lista de obras en Luque." in text(answer)
    proved = {**earlier, "evidence": "Sello N° 77", "step": "confirm"}
    assert "jueves 2 de julio de 2026" in text(desk.post(ADDRESS, proved))
    assert InformationRequest.objects.get().presented_on == date(2026, 7, 2)
    assert Registration.objects.get().evidence == "Sello N° 77"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"presented_on_day": "7"}, "presented_on"),
        ({"presented_on_day": "31", "presented_on_month": "6"}, "presented_on"),
        ({"presented_on_year": ""}, "presented_on"),
        ({"presented_on_year": "0000"}, "presented_on"),
        ({"channel": "verbal"}, "verbal_record"),
        ({"channel": "web"}, "channel"),
        ({"channel": ""}, "channel"),
        ({"subject": ""}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"description": "…"}, "description"),
        ({"name": ""}, "name"),
        ({"notify_by": "email"}, "email"),
        ({"notify_by": "email", "email": "no es"}, "email"),
        ({"notify_by": "paloma"}, "notify_by"),
        ({"language": "xx"}, "language"),
        ({"preferred_format": "x"}, "preferred_format"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(
    desk: Client, opened: dict[str, str], changed: dict[str, str], field: str
) -> None:
    answer = desk.post(ADDRESS, {**opened, **changed, "step": "confirm"})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text(answer)
    assert token_of(answer) == opened["token"]
    assert InformationRequest.objects.count() == 0


@pytest.mark.parametrize("year", ["1990", "2013", "9999"])
def test_a_year_no_calendar_covers_is_refused_in_words(
    desk: Client, opened: dict[str, str], year: str
) -> None:
    sent = {**opened, "presented_on_year": year, "evidence": "Sello", "step": "confirm"}
    answer = desk.post(ADDRESS, sent)
    assert answer.status_code == 422
    assert 'id="id_presented_on_error"' in text(answer)


def test_a_verbal_request_keeps_its_record(desk: Client, opened: dict[str, str]) -> None:
    said = {**opened, "channel": "verbal", "verbal_record": "Pide la lista de obras."}
    desk.post(ADDRESS, {**said, "step": "confirm"})
    assert Registration.objects.get().verbal_record == "Pide la lista de obras."


def test_nobody_registers_for_an_institution_that_is_not_theirs(
    desk: Client, opened: dict[str, str], mec: Institution
) -> None:
    answer = desk.post(ADDRESS, {**opened, "institution": "MEC", "step": "confirm"})
    assert answer.status_code == 422
    assert InformationRequest.objects.count() == 0


def test_who_works_in_two_institutions_chooses_which_receives(
    officer: User, opened: dict[str, str]
) -> None:
    luque = make_institution("MUN-1103", "Municipalidad de Luque", category="g")
    appoint(officer, luque, Duty.OFFICER)
    client = signed_in(officer)
    assert "Institución que recibe" in text(client.get(ADDRESS))
    client.post(ADDRESS, {**opened, "institution": "MUN-1103", "step": "confirm"})
    assert InformationRequest.objects.get().institution == luque


@pytest.mark.parametrize("token", ["", "corto", "x" * 5000, "../../etc"])
def test_an_altered_token_is_replaced(desk: Client, opened: dict[str, str], token: str) -> None:
    page = desk.post(ADDRESS, {**opened, "token": token, "step": "preview"})
    assert len(token_of(page)) == 43
