"""Verifying a paper: green while the record says the same, red with the reason when not."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
import segno
from django.db import connection
from django.test import Client

from offices.models import Institution
from papers.actions import issue
from papers.addresses import address_of
from papers.availability import Offer
from papers.kinds import Branch, Kind
from papers.models import IssuedPaper
from requests_app import triggers
from requests_app.actions import Receipt
from requests_app.models import InformationRequest, Requester, TimelineEvent
from requests_app.states import Outcome
from tests.factories import at, file_one, requester_of
from typeset import keys, qr

pytestmark = pytest.mark.django_db(transaction=True)

GREEN = "sus datos coinciden con el registro"
RED = "no coincide con el registro"


@pytest.fixture
def certificate(silent: Receipt) -> IssuedPaper:
    """The certificate of silence, just issued."""
    by = requester_of(silent)
    return issue(silent.info_request.number, Offer(Kind.TACIT_DENIAL), by=by, at=at("2026-07-28"))


def page_of(paper: IssuedPaper) -> str:
    """Return the page that the code of the paper opens."""
    return Client().get(f"/verificar/{paper.key}/").content.decode()


def test_a_true_paper_is_green_and_shows_what_to_compare(certificate: IssuedPaper) -> None:
    page = page_of(certificate)
    assert GREEN in page
    for shown in (
        certificate.info_request.number,
        "Constancia de denegación tácita",
        "Denegado por silencio desde",
        "Justicia, fecha segura",
        "Ministerio de Obras Públicas y Comunicaciones",
        "lunes 6 de julio de 2026",
        "martes 28 de julio de 2026",
        "viernes 25 de septiembre de 2026",
        certificate.digest,
        keys.printed(certificate.key),
    ):
        assert shown in page, shown


def test_the_page_tells_nothing_of_who_asked_or_what(mopc: Institution) -> None:
    private = {
        "name": "Canaria Privadísima",
        "identity_document": "7.654.321",
        "address": "Calle Secreta 9",
        "email": "canaria@correo.example",
        "phone": "0981 765 432",
        "subject": "Asunto reservado",
        "description": "Texto reservado",
    }
    receipt = file_one(mopc, when=at("2026-07-06"), **private)
    paper = issue(
        receipt.info_request.number,
        Offer(Kind.RECEIPT),
        by=requester_of(receipt),
        at=at("2026-07-06"),
    )
    page = page_of(paper)
    assert GREEN in page
    for text in (*private.values(), paper.salt, paper.claims["personal"]):
        assert text not in page


def test_the_key_is_read_however_it_was_copied(certificate: IssuedPaper, client: Client) -> None:
    typed = f" {keys.printed(certificate.key).lower().replace('-', ' - ')} "
    answered = client.post("/verificar/", {"key": typed})
    assert answered["Location"] == f"/verificar/{certificate.key}/"
    assert GREEN in client.get(f"/verificar/{keys.printed(certificate.key)}/").content.decode()


@pytest.mark.parametrize("typed", ["", "corta", "0OIL1" * 4, "x" * 61])
def test_a_key_that_cannot_be_one_is_explained_beside_its_field(client: Client, typed: str) -> None:
    answered = client.post("/verificar/", {"key": typed})
    assert answered.status_code == 422
    assert "govuk-error-message" in answered.content.decode()


def test_an_unknown_key_is_red(client: Client) -> None:
    assert client.get("/verificar/").status_code == 200
    for key in (keys.new_key(), "cualquier cosa"):
        answered = client.get(f"/verificar/{key}/")
        assert answered.status_code == 404
        assert "Ningún documento emitido" in answered.content.decode()


def test_a_later_answer_or_forwarding_leaves_a_paper_green(
    certificate: IssuedPaper, answer: Callable[..., Receipt]
) -> None:
    answer(Outcome.GRANTED, when=at("2026-08-03"))
    assert GREEN in page_of(certificate)


def test_a_changed_date_is_red_and_says_which(certificate: IssuedPaper) -> None:
    InformationRequest.objects.update(tacitly_denied_on=date(2026, 7, 30))
    page = page_of(certificate)
    assert RED in page
    assert "La denegación tácita no figura" in page


def test_a_recounted_term_is_red_and_says_so(certificate: IssuedPaper) -> None:
    certificate.info_request.terms.filter(kind="answer").update(due_on=date(2026, 7, 24))
    assert "La fecha de vencimiento cambió" in page_of(certificate)


def test_another_name_in_the_record_is_red_without_telling_it(certificate: IssuedPaper) -> None:
    Requester.objects.update(name="Otra Persona")
    page = page_of(certificate)
    assert "Los datos de la persona" in page
    assert "Otra Persona" not in page


def test_a_tampered_history_is_red(certificate: IssuedPaper) -> None:
    triggers.remove(connection)
    TimelineEvent.objects.filter(sequence=1).update(payload="{}", hash="0" * 64)
    page = page_of(certificate)
    assert "alguien cambió un hecho" in page
    assert "ya no está en el historial" in page


def test_an_altered_register_is_red_and_shows_none_of_it(certificate: IssuedPaper) -> None:
    IssuedPaper.objects.update(facts='{"number":"AIP-2026-999999"}')
    page = page_of(certificate)
    assert "El registro de este documento fue alterado" in page
    assert "AIP-2026-999999" not in page


def test_a_paper_against_a_resolution_answers_for_its_number(denied: Receipt) -> None:
    paper = issue(
        denied.info_request.number,
        Offer(Kind.COURT, Branch.EXPRESS),
        by=requester_of(denied),
        at=at("2026-07-21"),
    )
    assert GREEN in page_of(paper)
    resolution = denied.info_request.answers.get().resolution
    resolution.number = "999/2026"
    resolution.save()
    assert "La resolución no figura" in page_of(paper)


def test_the_code_on_the_paper_holds_the_address_of_that_very_paper(
    certificate: IssuedPaper,
) -> None:
    address = address_of(certificate.key)
    assert address == f"http://localhost:8000/verificar/{certificate.key}/"
    expected = io.BytesIO()
    segno.make(address, error="m", micro=False).save(expected, kind="svg", border=2, xmldecl=False)
    assert qr.svg(address) == expected.getvalue().decode()
    assert qr.png(address).startswith(b"\x89PNG")


def test_keys_cannot_be_guessed() -> None:
    drawn = {keys.new_key() for _ in range(200)}
    assert len(drawn) == 200
    assert all(keys.read(keys.printed(key)) == key for key in drawn)
