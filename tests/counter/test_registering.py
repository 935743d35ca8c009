"""Taking in a request at a counter: written down, read back, registered with its true date."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import User
from counter.forms.register import SUBJECT_LENGTH
from offices.models import Duty, Institution, Office
from requests_app.models import InformationRequest, Registration
from requests_app.tracking import matches
from requests_app.views import parked
from tests.factories import appoint, make_institution
from tests.requests_app.desk.conftest import pdf, signed_in

pytestmark = pytest.mark.django_db

NOTE = {
    "institution": "MOPC",
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
SAID = {**NOTE, "signing": "signs"}
SECRET = re.compile(r'class="aip-secret">([^<]+)<')


def address(way: str) -> str:
    return f"/mesa/registrar/{way}/"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def hidden(page: Any, name: str) -> str:
    found = re.findall(rf'name="{name}" value="([^"]*)"', text(page))
    assert found, name
    return str(found[-1])


@pytest.fixture
def opened(office: Client) -> dict[str, str]:
    """A note as its form was opened: complete, with its token."""
    return {**NOTE, "token": hidden(office.get(address("nota")), "token")}


@pytest.fixture
def heard(office: Client) -> dict[str, str]:
    """A verbal request as its form was opened, at ten o'clock."""
    page = office.get(address("verbal"))
    return {**SAID, "token": hidden(page, "token"), "started": hidden(page, "started")}


def read_aloud(client: Client, said: dict[str, str], **how: str) -> Any:
    """Compose the record, read it, and register what was read."""
    page = client.post(address("verbal"), {**said, "step": "preview"})
    sent = {**said, "read": hidden(page, "read"), "agreed": "1", "step": "confirm", **how}
    return client.post(address("verbal"), {name: value for name, value in sent.items() if value})


def test_it_is_read_back_then_registered_with_number_code_and_due_date(
    office: Client, opened: dict[str, str]
) -> None:
    review = text(office.post(address("nota"), {**opened, "step": "preview"}))
    assert "Lista de obras en Luque." in review
    assert "lunes 6 de julio de 2026" in review
    assert InformationRequest.objects.count() == 0
    sent = {**opened, "step": "confirm", "attachments": [pdf()]}
    page = text(office.post(address("nota"), sent))
    info_request = InformationRequest.objects.get()
    assert info_request.number in page
    assert "lunes 27 de julio de 2026" in page
    code = SECRET.search(page)
    assert code
    assert matches(code[1], info_request.tracking_code_hash)
    assert info_request.documents.get().name == "nota.pdf"


def test_sent_twice_it_is_one_request_with_the_same_receipt(
    office: Client, opened: dict[str, str]
) -> None:
    pages = [office.post(address("nota"), {**opened, "step": "confirm"}) for _ in range(2)]
    assert InformationRequest.objects.count() == 1
    first, second = (SECRET.findall(text(page)) for page in pages)
    assert first == second


def test_another_request_written_over_a_used_form_is_not_lost(
    office: Client, opened: dict[str, str]
) -> None:
    office.post(address("nota"), {**opened, "step": "confirm"})
    other = {**opened, "name": "Otra Persona", "subject": "Otra cosa", "step": "confirm"}
    answer = office.post(address("nota"), other)
    assert answer.status_code == 422
    assert "ya se usó para registrar" in text(answer)
    assert "Otra Persona" in text(answer)
    office.post(address("nota"), {**other, "token": hidden(answer, "token")})
    assert InformationRequest.objects.count() == 2


def test_an_earlier_date_needs_its_evidence_in_words_or_in_a_file(
    office: Client, opened: dict[str, str]
) -> None:
    earlier = {**opened, "presented_on_day": "2"}
    answer = office.post(address("nota"), {**earlier, "step": "preview"})
    assert answer.status_code == 422
    assert 'id="id_evidence_error"' in text(answer)
    in_file = {**earlier, "evidence_in_file": "on", "step": "confirm"}
    assert office.post(address("nota"), in_file).status_code == 422
    page = text(office.post(address("nota"), {**in_file, "attachments": [pdf("sello.pdf")]}))
    assert "jueves 2 de julio de 2026" in page
    assert "Registrado 4 días después." in page
    info_request = InformationRequest.objects.get()
    assert info_request.presented_on == date(2026, 7, 2)
    assert info_request.registration.gap_days == 4


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"presented_on_day": "7"}, "presented_on"),
        ({"presented_on_day": "31", "presented_on_month": "6"}, "presented_on"),
        ({"presented_on_year": "0000"}, "presented_on"),
        ({"subject": "x" * 201}, "subject"),
        ({"description": "…"}, "description"),
        ({"name": ""}, "name"),
        ({"notify_by": "email"}, "email"),
        ({"notify_by": "email", "email": "no es"}, "email"),
        ({"notify_by": "paloma"}, "notify_by"),
        ({"language": "xx"}, "language"),
        ({"preferred_format": "x"}, "preferred_format"),
        ({"signing": "does_not_sign"}, "signer"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(
    office: Client, heard: dict[str, str], changed: dict[str, str], field: str
) -> None:
    answer = office.post(address("verbal"), {**heard, **changed, "step": "confirm"})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text(answer)
    assert hidden(answer, "token") == heard["token"]
    assert InformationRequest.objects.count() == 0


@pytest.mark.parametrize("year", ["1990", "2013", "9999"])
def test_a_year_no_calendar_covers_is_refused_in_words(
    office: Client, opened: dict[str, str], year: str
) -> None:
    sent = {**opened, "presented_on_year": year, "evidence": "Sello", "step": "confirm"}
    answer = office.post(address("nota"), sent)
    assert answer.status_code == 422
    assert 'id="id_presented_on_error"' in text(answer)


@pytest.mark.parametrize("year", ["1990", "2013"])
def test_a_record_of_a_year_no_calendar_covers_is_refused_in_words(
    office: Client, heard: dict[str, str], year: str
) -> None:
    sent = {**heard, "presented_on_year": year, "evidence": "Acta en papel", "step": "preview"}
    answer = office.post(address("verbal"), sent)
    assert answer.status_code == 422
    assert 'id="id_presented_on_error"' in text(answer)


def test_the_record_is_composed_read_aloud_and_registered_word_for_word(
    office: Client, heard: dict[str, str]
) -> None:
    said = {**heard, "identity_document": "1.234.567", "address": "Itauguá Guasu 12"}
    answer = read_aloud(office, said)
    assert answer.status_code == 200
    record = Registration.objects.get().verbal_record
    for words in (
        "el lunes 6 de julio de 2026, a las 10:00",
        "quien dijo llamarse Juan Pérez, con documento 1.234.567",
        "con domicilio real en Itauguá Guasu 12",
        "«Lista de obras en Luque.»",
        "Pidió ser notificada en persona, en la oficina.",
        "hasta el lunes 27 de julio de 2026",
        "Firma al pie y recibe una copia.",
    ):
        assert words in record
    assert "nacionalidad" not in record


def test_who_cannot_sign_leaves_a_thumb_and_somebody_signs_for_them(
    office: Client, heard: dict[str, str]
) -> None:
    signer = "María Pérez, documento 2.345.678"
    read_aloud(office, {**heard, "signing": "does_not_sign", "signer": signer})
    assert f"firma a su ruego {signer}" in Registration.objects.get().verbal_record


def test_nothing_is_registered_that_was_not_read_aloud(
    office: Client, heard: dict[str, str]
) -> None:
    answer = read_aloud(office, heard, agreed="")
    assert answer.status_code == 422
    assert "Marque que leyó el acta" in text(answer)
    changed = read_aloud(office, heard, description="Otra cosa, que nadie leyó.")
    assert changed.status_code == 422
    assert "léala de nuevo" in text(changed)
    assert InformationRequest.objects.count() == 0


def test_a_request_without_a_subject_is_headed_by_its_first_words(
    office: Client, heard: dict[str, str]
) -> None:
    long = "Quiero saber " + "cuánto se gastó en " * 40
    read_aloud(office, {**heard, "subject": "", "description": long})
    subject = InformationRequest.objects.get().subject
    assert subject.startswith("Quiero saber cuánto se gastó")
    assert subject.endswith("…")
    assert len(subject) <= SUBJECT_LENGTH


def test_the_minutes_at_the_counter_are_measured_and_nobody_can_write_them(
    office: Client, heard: dict[str, str], clock: time_machine.Traveller, monday: datetime
) -> None:
    clock.move_to(monday + timedelta(minutes=2, seconds=30))
    read_aloud(office, heard)
    registration = Registration.objects.select_related("info_request").get()
    assert registration.started_at == monday
    assert registration.info_request.filed_at == monday + timedelta(minutes=2, seconds=30)
    read_aloud(office, {**heard, "token": "z" * 43, "started": "2026-07-06T00:00:00+00:00"})
    forged = Registration.objects.order_by("pk").last()
    assert forged is not None
    assert forged.started_at == monday + timedelta(minutes=2, seconds=30)


def test_no_address_no_mail_no_document_no_reason_is_needed(
    office: Client, heard: dict[str, str]
) -> None:
    assert read_aloud(office, heard).status_code == 200
    requester = InformationRequest.objects.get().requester
    assert (requester.email, requester.identity_document, requester.address) == ("", "", "")
    assert not mail.outbox if hasattr(mail, "outbox") else True


def test_nobody_registers_for_an_institution_that_is_not_theirs(
    office: Client, opened: dict[str, str], mec: Institution
) -> None:
    answer = office.post(address("nota"), {**opened, "institution": "MEC", "step": "confirm"})
    assert answer.status_code == 422
    assert InformationRequest.objects.count() == 0


def test_who_works_in_two_institutions_chooses_which_receives(
    officer: User, opened: dict[str, str]
) -> None:
    luque = make_institution("MUN-1103", "Municipalidad de Luque", category="g")
    appoint(officer, luque, Duty.OFFICER)
    client = signed_in(officer)
    assert "¿A qué institución le pide?" in text(client.get(address("nota")))
    sent = {**opened, "institution": "MUN-1103", "step": "confirm"}
    client.post(address("nota"), sent)
    assert InformationRequest.objects.get().institution == luque


def test_a_clerk_finds_the_institution_however_it_is_typed_and_registers_for_it(
    at_centre: Client, mopc: Institution, centre: Office
) -> None:
    found = at_centre.get(address("persona"), {"q": "obras publicas"})
    assert f"?institucion={mopc.code}" in text(found)
    page = at_centre.get(address("persona"), {"institucion": mopc.code})
    sent = {**NOTE, "token": hidden(page, "token"), "step": "confirm"}
    receipt = at_centre.post(address("persona"), sent)
    assert SECRET.search(text(receipt))
    assert Registration.objects.get().centre == centre
    home = text(at_centre.get("/mesa/"))
    assert InformationRequest.objects.get().number in home
    assert "Juan Pérez" not in home


@pytest.mark.parametrize("token", ["", "corto", "x" * 5000, "../../etc"])
def test_an_altered_token_is_replaced(office: Client, opened: dict[str, str], token: str) -> None:
    page = office.post(address("nota"), {**opened, "token": token, "step": "preview"})
    assert len(hidden(page, "token")) == 43


def test_what_was_typed_when_the_session_ended_comes_back_after_signing_in(
    officer: User, heard: dict[str, str]
) -> None:
    client = Client()
    sent = client.post(address("verbal"), {**heard, "step": "preview"})
    assert sent.headers["Location"].startswith("/cuenta/login/")
    assert parked.KEY in client.session
    client.force_login(officer)
    page = client.get(address("verbal"))
    assert "Lista de obras en Luque." in text(page)
    assert hidden(page, "token") == heard["token"]
    assert parked.KEY not in client.session


def test_a_form_whose_page_is_from_an_earlier_session_is_given_back_to_be_read_again(
    officer: User, heard: dict[str, str]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    sent = {**heard, "read": "0" * 64, "agreed": "1", "step": "confirm"}
    answer = client.post(address("verbal"), sent, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert "Lista de obras en Luque." in text(answer)
    assert 'name="step"' not in text(answer)
    assert InformationRequest.objects.count() == 0


def test_the_old_address_leads_to_the_counter(office: Client) -> None:
    assert office.get("/bandeja/registrar/").headers["Location"] == "/mesa/"


def test_an_unknown_way_is_not_found(office: Client) -> None:
    assert office.get(address("paloma")).status_code == 404
