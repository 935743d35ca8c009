"""The pages: who enters, what they show, what they refuse, and that nothing typed is lost."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import User
from notifications.mail_in.addresses import office_address
from notifications.models import IncomingMail
from off_system.models import AddressChange, Sending
from off_system.sending import send_waiting
from offices.models import Duty, Institution, Office
from requests_app.actions import Receipt
from requests_app.models import Answer, AnswerArrival, InformationRequest
from requests_app.states import ArrivalWay, Outcome
from tests.factories import appoint, at, file_one, make_user
from tests.notifications.mail_in.letters import bring, letter
from tests.notifications.rounds import deliver_all
from tests.off_system.conftest import FILED, NEXT_DAY, TOWN_ADDRESS

pytestmark = pytest.mark.django_db

Desk = Callable[[User], Client]
ROOT = "/direccion/fuera-del-sistema/"
TODAY = at("2026-07-15")


@pytest.fixture
def replied(asked: InformationRequest) -> IncomingMail:
    """The town answered by e-mail on Tuesday 14, with a file."""
    send_waiting(at=FILED, most=10)
    deliver_all(at=FILED)
    said = letter("Van los contratos.", to=office_address(asked.number), From=TOWN_ADDRESS)
    said.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="contratos.csv")
    return bring(said, at=at("2026-07-14"), envelope_sender=TOWN_ADDRESS)


def typed(proof: str, **extra: str) -> dict[str, str]:
    return {
        "proof": proof,
        "evidence": "Correo de la Municipalidad",
        "text": "Van los contratos.",
        "sure": "on",
        **extra,
    }


def paper(**extra: str) -> dict[str, Any]:
    day = {"arrived_on_day": "14", "arrived_on_month": "7", "arrived_on_year": "2026"}
    sent = SimpleUploadedFile("nota.txt", b"Nota de la Municipalidad")
    return {**typed("papel", way="paper", **day, **extra), "paper": sent}


def routes(number: str, key: int = 1) -> dict[str, str]:
    """Return every address of this room with the method that does something there."""
    one = f"{ROOT}{number}/"
    uuid = "3f2b8c1e-0000-4000-8000-000000000000"
    return {
        ROOT: "get",
        f"{ROOT}pedidos.csv": "get",
        f"{ROOT}direcciones/": "get",
        f"{ROOT}direcciones/MUN-9/": "post",
        one: "get",
        f"{one}enviar/": "post",
        f"{one}constancia/": "get",
        f"{one}registrar/": "post",
        f"{one}registrar/granted/": "post",
        f"{one}registrar/granted/correo/{key}/archivos/": "post",
        f"{one}archivos/responder/": "post",
        f"{one}archivos/responder/{uuid}/": "post",
        f"{one}archivos/responder/{uuid}/contenido/": "get",
    }


def test_every_address_is_tried() -> None:
    resolver = next(
        entry for entry in get_resolver().url_patterns if str(entry.pattern) == ROOT.lstrip("/")
    )
    assert len(resolver.url_patterns) == len(routes("X"))  # type: ignore[union-attr]


@time_machine.travel(TODAY, tick=False)
def test_only_the_directorate_enters(
    asked: InformationRequest,
    desk_of: Desk,
    officer: User,
    other_officer: User,
    authority: User,
    auditor: User,
    director: User,
) -> None:
    plain = make_user("nadie@aip.example", is_superuser=True)
    for address, method in routes(asked.number).items():
        away = getattr(Client(), method)(address)
        assert away.status_code == 302
        assert away["Location"].startswith(reverse("account_login"))
        for user in (plain, officer, other_officer, authority):
            assert getattr(desk_of(user), method)(address).status_code == 404, address
        # A file that is not there is not there for anybody.
        is_absent = any(word in address for word in ("3f2b", "/correo/", "/constancia/"))
        expected = {404} if is_absent else {200, 302, 422}
        for user in (auditor, director):
            assert getattr(desk_of(user), method)(address).status_code in expected, address


@time_machine.travel(TODAY, tick=False)
def test_no_route_and_no_field_answers_for_an_institution_on_the_system(
    mopc: Institution, officer: User, director: User, auditor: User, desk_of: Desk
) -> None:
    number = file_one(mopc, when=FILED).info_request.number
    before = list(InformationRequest.objects.values())
    own = {
        f"/bandeja/{number}/responder/granted/": {"text": "Sí", "step": "confirm"},
        f"/bandeja/{number}/denegar/": {"text": "No", "step": "confirm"},
        f"/bandeja/{number}/tomar/": {},
    }
    for user in (director, auditor):
        desk = desk_of(user)
        for address, method in routes(number).items():
            if number not in address:
                continue
            sent = paper(number=number, institution="MUN-9", answered_on="2026-07-01")
            page = getattr(desk, method)(address, sent if method == "post" else {})
            assert page.status_code == 404, address
        for address, fields in own.items():
            assert desk.post(address, fields).status_code == 404, address
        # The address of who is here is not theirs to change either.
        fields = {"address": "x@y.example", "source": "web"}
        assert desk.post(f"{ROOT}direcciones/MOPC/", fields).status_code == 409
    assert not Answer.objects.exists()
    assert list(InformationRequest.objects.values()) == before
    assert Office.objects.get(institution=mopc).email == ""


@time_machine.travel(TODAY, tick=False)
def test_who_joined_meanwhile_answers_and_the_text_typed_comes_back(
    replied: IncomingMail, asked: InformationRequest, town: Institution, auditor: User,
    desk_of: Desk,
) -> None:  # fmt: skip
    appoint(make_user("e@muni.example"), town, Duty.OFFICER, starts_on=date(2026, 7, 15))
    address = f"{ROOT}{asked.number}/registrar/granted/"
    page = desk_of(auditor).post(address, typed(str(replied.pk)))
    assert page.status_code == 409
    assert "Van los contratos." in unescape(page.content.decode())
    shown = unescape(desk_of(auditor).get(f"{ROOT}{asked.number}/").content.decode())
    assert "está en su bandeja" in shown
    assert "Registrar la respuesta" not in shown


@time_machine.travel(TODAY, tick=False)
def test_a_reply_is_read_its_files_taken_and_it_is_registered(
    replied: IncomingMail, asked: InformationRequest, auditor: User, desk_of: Desk
) -> None:
    desk, one = desk_of(auditor), f"{ROOT}{asked.number}/"
    shown = unescape(desk.get(one).content.decode())
    for words in ("Van los contratos.", "contratos.csv", TOWN_ADDRESS, "aip-delivery-"):
        assert words in shown
    assert "Ana Solicitante" not in shown
    chosen = desk.post(f"{one}registrar/", {"outcome": "granted"})
    assert chosen["Location"] == f"{one}registrar/granted/"
    desk.post(f"{one}registrar/granted/correo/{replied.pk}/archivos/")
    assert "contratos.csv" in desk.get(f"{one}registrar/granted/").content.decode()
    assert desk.get(f"{one}archivos/responder/").status_code == 200
    done = desk.post(f"{one}registrar/granted/", typed(str(replied.pk)))
    assert done.status_code == 302, done.content.decode()
    given = Answer.objects.get()
    assert (given.outcome, given.answered_on) == (Outcome.GRANTED, date(2026, 7, 14))
    assert [document.name for document in given.documents.all()] == ["contratos.csv"]
    arrival = AnswerArrival.objects.get()
    assert (arrival.way, arrival.mail_key) == (ArrivalWay.EMAIL, replied.mail_key)
    assert len(arrival.mail_digest) == 64
    assert "Correo de la Municipalidad" in desk.get(one).content.decode()
    again = desk.post(f"{one}registrar/granted/", typed(str(replied.pk)))
    assert again.status_code == 409
    assert Answer.objects.count() == 1


@time_machine.travel(TODAY, tick=False)
def test_a_paper_is_registered_with_its_day_and_a_denial_with_its_resolution(
    asked: InformationRequest, director: User, desk_of: Desk
) -> None:
    address = f"{ROOT}{asked.number}/registrar/denied/"
    signed = {"resolution_on_day": "13", "resolution_on_month": "7", "resolution_on_year": "2026"}
    fields = {
        "resolution_number": "7/2026",
        "signatory": "Juan Pérez, intendente",
        "facts": "Es información de salud.",
        "legal_grounds": "La ley la reserva.",
        "reserve_law": "Ley 7593/2025",
        "reserve_article": "art. 5",
        **signed,
    }
    bare = desk_of(director).post(address, paper())
    assert bare.status_code == 422
    assert "Indique quién firma" in unescape(bare.content.decode())
    assert desk_of(director).post(address, paper(**fields)).status_code == 302
    given = Answer.objects.get()
    assert given.resolution.signature == "Juan Pérez, intendente"
    assert AnswerArrival.objects.get().way == ArrivalWay.PAPER
    one = f"{ROOT}{asked.number}/"
    assert "nota.txt" in desk_of(director).get(one).content.decode()
    kept = desk_of(director).get(f"{one}constancia/")
    assert kept.content == b"Nota de la Municipalidad"
    assert 'attachment; filename="nota.txt"' in kept["Content-Disposition"]


HOSTILE = ("", " ", "\0", "\u202egnp.exe", "<script>alert(1)</script>", "9" * 500, "x" * 60_000)


@time_machine.travel(TODAY, tick=False)
def test_bad_input_is_told_and_never_an_error(
    asked: InformationRequest, town: Institution, auditor: User, desk_of: Desk
) -> None:
    desk, one = desk_of(auditor), f"{ROOT}{asked.number}/"
    for bad in HOSTILE:
        for address, names in (
            (f"{ROOT}direcciones/MUN-9/", ("address", "source")),
            (f"{one}registrar/", ("outcome",)),
            (f"{one}registrar/granted/", ("proof", "way", "evidence", "text", "arrived_on_year")),
            (f"{one}registrar/denied/", ("resolution_number", "signatory", "resolution_on_year")),
        ):
            page = desk.post(address, dict.fromkeys(names, bad))
            assert page.status_code == 422, (address, bad)
            assert "<script>alert" not in page.content.decode()
    for query in ("estado=x", "plazo=x"):
        assert desk.get(f"{ROOT}?{query}").status_code == 404
    for query in ("institucion=NADIE", "despues=x", "antes=9999-99-99.1"):
        assert desk.get(f"{ROOT}?{query}").status_code == 200
    for year in ("0", "9999", "1"):
        day = {"arrived_on_day": "1", "arrived_on_month": "1", "arrived_on_year": year}
        assert desk.post(f"{one}registrar/granted/", {**paper(), **day}).status_code == 422
    assert not Answer.objects.exists()
    assert not AddressChange.objects.exists()


@time_machine.travel(TODAY, tick=False)
def test_the_list_has_filters_and_its_file_the_same_rows(
    replied: IncomingMail, asked: InformationRequest, town: Institution, auditor: User,
    desk_of: Desk,
) -> None:  # fmt: skip
    other = file_one(town, when=at("2026-06-01"), subject="=HYPERLINK(1)").info_request
    desk = desk_of(auditor)
    seen = {
        query: set(re.findall(r"AIP-\d{4}-\d{6}", desk.get(f"{ROOT}?{query}").content.decode()))
        for query in ("", "estado=por-registrar", "estado=sin-enviar", "plazo=vencido")
    }
    assert seen == {
        "": {asked.number, other.number},
        "estado=por-registrar": {asked.number},
        "estado=sin-enviar": {other.number},
        "plazo=vencido": {other.number},
    }
    file = desk.get(f"{ROOT}pedidos.csv?estado=por-registrar").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(file), delimiter=";"))
    assert [(row["numero"], row["direccion"]) for row in rows] == [(asked.number, TOWN_ADDRESS)]
    assert "Ana" not in file


@time_machine.travel(TODAY, tick=False)
def test_the_list_costs_the_same_however_long(
    town: Institution,
    auditor: User,
    desk_of: Desk,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    desk = desk_of(auditor)
    for many in (1, 12):
        for _turn in range(many):
            file_one(town, when=FILED)
        send_waiting(at=FILED, most=50)
        with django_assert_max_num_queries(12):
            assert desk.get(ROOT).status_code == 200


@time_machine.travel(NEXT_DAY, tick=False)
def test_who_asked_reads_how_the_institution_is_reached(town: Institution, client: Client) -> None:
    receipt: Receipt = file_one(town, when=FILED)
    number = receipt.info_request.number
    client.post("/seguimiento/", {"number": number, "code": receipt.tracking_code})
    page = f"/seguimiento/{number}/"
    assert "le envía su pedido por correo" in unescape(client.get(page).content.decode())
    send_waiting(at=FILED, most=10)
    deliver_all(at=FILED)
    assert Sending.objects.exists()
    assert "le envió su pedido por correo el" in unescape(client.get(page).content.decode())
