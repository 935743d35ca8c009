"""With the person at the counter: what opens, to whom, and what they take home."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from counter.models import MOST_MISSES, LookUp
from offices.models import Duty, Institution, Office
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.standing import is_code_of
from requests_app.states import Channel, EventKind, Visibility
from tests.counter.test_in_person import in_part
from tests.factories import appoint, at, file_one, filing, make_institution, make_user
from tests.requests_app.desk.conftest import pdf, signed_in

pytestmark = pytest.mark.django_db

SHOWN = {"document": "1234567", "how": "Cédula a la vista"}
HANDED = {**SHOWN, "received_by": "Ana Solicitante", "copies": "paper"}
SECRET = re.compile(r'class="aip-secret">([^<]+)<')


def text(answer: Any) -> str:
    return str(answer.content.decode())


def place(number: str, rest: str = "") -> str:
    return f"/mesa/pedido/{number}/{rest}"


def identify(client: Client, number: str, **shown: str) -> Any:
    return client.post("/mesa/buscar/", {"number": number, **shown})


@pytest.fixture
def number(in_person: Receipt, by_officer: Actor) -> str:
    """A request answered in part this morning, to be notified at the office."""
    return in_part(in_person, by_officer, day="2026-07-06")


def test_an_office_finds_the_request_by_number_entry_number_or_document(
    office: Client, number: str
) -> None:
    for typed in (number, number[-6:], "1.234.567", "1234567"):
        found = office.post("/mesa/buscar/", {"q": typed})
        assert found.headers["Location"] == place(number)
    assert "No hay un pedido así" in text(office.post("/mesa/buscar/", {"q": "9.999.999"}))
    assert office.post("/mesa/buscar/", {"q": ""}).status_code == 422


def test_an_office_finds_nothing_of_another_institution(other_officer: User, number: str) -> None:
    client = signed_in(other_officer)
    for typed in (number, "1.234.567"):
        assert "No hay un pedido así" in text(client.post("/mesa/buscar/", {"q": typed}))
    assert client.get(place(number)).status_code == 404


@pytest.mark.parametrize("shown", ["document", "code"])
def test_in_a_centre_a_request_opens_with_what_the_person_shows(
    at_centre: Client, in_person: Receipt, number: str, shown: str
) -> None:
    assert at_centre.get(place(number)).status_code == 404
    what = {"document": "1 234 567"} if shown == "document" else {"code": in_person.tracking_code}
    assert identify(at_centre, number, **what).headers["Location"] == place(number)
    page = text(at_centre.get(place(number)))
    assert "Va una parte." in page
    assert "Notificarle en persona" in page
    assert LookUp.objects.get().was_found


def test_in_a_centre_it_closes_when_the_person_leaves_and_by_itself(
    at_centre: Client, number: str, clock: time_machine.Traveller, monday: datetime
) -> None:
    identify(at_centre, number, document="1234567")
    assert at_centre.post(place(number, "terminar/")).status_code == 302
    assert at_centre.get(place(number)).status_code == 404
    identify(at_centre, number, document="1234567")
    clock.move_to(monday + timedelta(minutes=31))
    assert at_centre.get(place(number)).status_code == 404


def test_in_a_centre_wrong_data_and_an_unknown_number_look_the_same(
    at_centre: Client, number: str
) -> None:
    pages = [
        text(identify(at_centre, asked, document=shown)).replace(asked, "N").replace(shown, "D")
        for asked, shown in ((number, "7654321"), ("AIP-2026-999999", "1234567"))
    ]
    first, second = (re.sub(r'name="csrf\w+" value="\w+"', "", page) for page in pages)
    assert first == second
    assert [row.was_found for row in LookUp.objects.all()] == [False, False]


def test_a_request_without_document_is_not_opened_by_an_empty_one(
    at_centre: Client, mopc: Institution, monday: datetime
) -> None:
    number = file_one(mopc, when=monday, identity_document="").info_request.number
    assert identify(at_centre, number, document="--").status_code == 422
    assert identify(at_centre, number).status_code == 422
    assert at_centre.get(place(number)).status_code == 404


def test_who_tries_many_times_in_vain_waits_and_can_still_register(
    at_centre: Client, number: str, clock: time_machine.Traveller, monday: datetime
) -> None:
    for attempt in range(MOST_MISSES):
        identify(at_centre, number, document=f"555000{attempt}")
    assert identify(at_centre, number, document="1234567").status_code == 429
    assert at_centre.get("/mesa/registrar/verbal/").status_code == 200
    clock.move_to(monday + timedelta(minutes=11))
    assert identify(at_centre, number, document="1234567").status_code == 302


def test_the_person_is_notified_and_the_slip_is_printed(office: Client, number: str) -> None:
    assert "Ana Solicitante" not in text(office.get("/mesa/"))
    assert number in text(office.get("/mesa/"))
    page = text(office.get(place(number, "notificar/")))
    assert "se cuentan desde hoy" in page
    assert office.post(place(number, "notificar/"), HANDED).status_code == 302
    notice = InformationRequest.objects.get(number=number).in_person_notices.get()
    assert (notice.received_by, notice.identity) == (
        "Ana Solicitante", "Cédula a la vista (1234567)",
    )  # fmt: skip
    slip = office.get(place(number, "papeles/notificacion.pdf"))
    assert slip.content.startswith(b"%PDF-")
    assert "no-store" in slip.headers["Cache-Control"]
    assert "Nadie espera una notificación aquí." in text(office.get("/mesa/"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"document": "7654321"}, "document"),
        ({"document": ""}, "document"),
        ({"how": ""}, "how"),
        ({"copies": ""}, "copies"),
        ({"received_by": "…"}, "received_by"),
    ],
)
def test_a_notification_lacking_something_is_refused_at_that_field(
    office: Client, number: str, changed: dict[str, str], field: str
) -> None:
    answer = office.post(place(number, "notificar/"), {**HANDED, **changed})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text(answer)
    assert not TimelineEvent.objects.filter(kind=EventKind.NOTIFIED_IN_PERSON).exists()


def test_somebody_who_comes_in_their_name_shows_a_document_of_their_own(
    office: Client, number: str
) -> None:
    sent = {**HANDED, "received_by": "Luz Hija", "document": "5.555.555", "note": "Autorizada."}
    assert office.post(place(number, "notificar/"), sent).status_code == 302


def test_notified_twice_the_second_is_told_so_and_keeps_what_was_typed(
    office: Client, number: str
) -> None:
    office.post(place(number, "notificar/"), HANDED)
    again = office.post(place(number, "notificar/"), {**HANDED, "note": "Volvió a venir"})
    assert again.status_code == 409
    assert "Volvió a venir" in text(again)


def test_in_a_centre_the_person_is_notified_for_any_institution(
    at_centre: Client, number: str, centre: Office
) -> None:
    identify(at_centre, number, document="1234567")
    assert at_centre.post(place(number, "notificar/"), HANDED).status_code == 302
    assert InformationRequest.objects.get(number=number).in_person_notices.get().office == centre
    assert at_centre.get(place(number, "papeles/notificacion.pdf")).status_code == 200
    at_centre.post(place(number, "terminar/"))
    assert at_centre.get(place(number, "papeles/notificacion.pdf")).status_code == 404


def test_another_code_is_shown_once_and_printed_only_from_its_page(
    office: Client, in_person: Receipt
) -> None:
    number = in_person.info_request.number
    page = text(office.get(place(number, "codigo/")))
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    sent = {**SHOWN, "token": token[1]}
    shown = SECRET.search(text(office.post(place(number, "codigo/"), sent)))
    assert shown
    assert is_code_of(shown[1], number)
    assert SECRET.search(text(office.post(place(number, "codigo/"), sent)))
    paper = place(number, "papeles/constancia-con-codigo.pdf")
    assert office.post(paper, {"token": token[1]}).content.startswith(b"%PDF-")
    assert office.post(paper, {"token": "x" * 43}).status_code == 404
    assert office.get(paper).status_code == 405
    assert office.post(place(number, "codigo/"), {**sent, "document": "9"}).status_code == 422


def test_a_signed_copy_is_filed_and_only_the_institution_reads_it(
    office: Client, number: str
) -> None:
    address = place(number, "firmado/")
    assert office.get(address).status_code == 200
    sent = {"paper": "notice", "attachments": [pdf("firmada.pdf")]}
    assert office.post(address, sent).status_code == 302
    kept = InformationRequest.objects.get(number=number).documents.get()
    assert kept.visibility == Visibility.INTERNAL
    assert office.get(place(number, f"archivo/{kept.key}/")).status_code == 404
    assert office.post(address, {"paper": "notice"}).status_code == 422


def test_the_files_of_the_answer_are_handed_over(office: Client, number: str) -> None:
    info_request = InformationRequest.objects.get(number=number)
    given = info_request.answers.get()
    kept = info_request.documents.create(
        institution=info_request.institution, answer=given, content=pdf(), name="datos.pdf",
        media_type="application/pdf", size=50, digest="1" * 64, visibility=Visibility.PARTIES,
        uploaded_at=at("2026-07-06"),
    )  # fmt: skip
    assert "datos.pdf" in text(office.get(place(number)))
    answer: Any = office.get(place(number, f"archivo/{kept.key}/"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_the_figures_count_what_the_counter_did(
    at_centre: Client, clerk: User, centre: Office, mopc: Institution, mec: Institution
) -> None:
    for token, (receiver, channel, minutes) in enumerate(
        ((mopc, Channel.VERBAL, 2), (mopc, Channel.COUNTER, 4), (mec, Channel.VERBAL, 90))
    ):
        intake = actions.Intake(
            channel=channel, presented_on=date(2026, 7, 6), verbal_record="Pide.", centre=centre,
            started_at=at("2026-07-06", 9) - timedelta(minutes=minutes),
        )  # fmt: skip
        actions.register(
            filing(receiver), intake, token=f"{token}" * 43, by=Actor.official(clerk),
            at=at("2026-07-06", 9),
        )  # fmt: skip
    page = text(at_centre.get("/mesa/cifras/"))
    assert (
        "<strong>3,0</strong> minutos" in page
    )  # the form left open for an hour and a half is not
    rows = list(csv.reader(io.StringIO(text(at_centre.get("/mesa/cifras.csv")).lstrip("\ufeff"))))
    assert rows[1] == ["2026-07", "1", "0", "0", "2", "3", "0", "3.0"]
    assert ["Ministerio de Obras Públicas y Comunicaciones", "2"] in rows


def test_an_office_reads_its_own_figures_and_the_directorate_every_centres(
    office: Client, centre: Office, mopc: Institution, by_officer: Actor
) -> None:
    intake = actions.Intake(channel=Channel.COUNTER, presented_on=date(2026, 7, 6))
    actions.register(filing(mopc), intake, token="o" * 43, by=by_officer, at=at("2026-07-06"))
    assert "se registraron <strong>1</strong>" in text(office.get("/mesa/cifras/"))
    auditor = appoint(make_user("auditora@mj.example"), centre.institution, Duty.AUDITOR)
    client = signed_in(auditor)
    page = text(client.get("/mesa/cifras/"))
    assert centre.name in page
    assert "se registraron <strong>0</strong>" in page
    assert client.get("/mesa/cifras/", {"centro": centre.pk}).status_code == 200
    assert client.get("/mesa/cifras/", {"centro": "x"}).status_code == 404
    assert client.get("/mesa/").status_code == 404


def test_a_centre_lists_the_towns_whose_municipality_attends_nobody(
    at_centre: Client, office: Client, officer: User
) -> None:
    place = {"category": "g", "branch": "municipality", "is_executive": False}
    make_institution("MUN-1", "Municipalidad de Itacurubí", department="San Pedro", **place)
    attended = make_institution("MUN-2", "Municipalidad de Lima", department="San Pedro", **place)
    make_institution("MUN-3", "Municipalidad de Itá", department="Central", **place)
    appoint(officer, attended, Duty.OFFICER)
    page = text(at_centre.get("/mesa/centro/"))
    assert "Municipalidad de Itacurubí" in page
    assert "Municipalidad de Lima" not in page
    assert "Municipalidad de Itá<" not in page
    assert office.get("/mesa/centro/").status_code == 404


def test_the_home_asks_as_many_questions_for_many_rows_as_for_one(
    office: Client, mopc: Institution, by_officer: Actor, django_assert_max_num_queries: Any
) -> None:
    intake = actions.Intake(channel=Channel.COUNTER, presented_on=date(2026, 7, 6))
    for place in range(12):
        actions.register(
            filing(mopc), intake, token=f"{place:043}", by=by_officer, at=at("2026-07-06")
        )
    with django_assert_max_num_queries(16):
        office.get("/mesa/")


def test_a_clerk_is_sent_to_the_counter_and_to_nothing_else(at_centre: Client) -> None:
    assert at_centre.get("/escritorio/").headers["Location"] == "/mesa/"
    home = text(at_centre.get("/mesa/"))
    assert "Mesa de entrada" in home
    assert "Bandeja" not in home


def test_the_gap_to_the_true_date_is_seen_on_the_desk_and_by_the_auditor(
    office: Client, mopc: Institution, by_officer: Actor, centre: Office
) -> None:
    numbers = {}
    for gap in (2, 3):
        intake = actions.Intake(
            channel=Channel.WRITTEN, presented_on=date(2026, 7, 6 - gap), evidence="Sello N.º 7",
        )  # fmt: skip
        receipt = actions.register(
            filing(mopc), intake, token=f"{gap}" * 43, by=by_officer, at=at("2026-07-06")
        )
        numbers[gap] = receipt.info_request.number
    assert "3 días después de presentado" in text(office.get(f"/bandeja/{numbers[3]}/"))
    client = signed_in(appoint(make_user("auditora@mj.example"), centre.institution, Duty.AUDITOR))
    evidence = text(client.get(f"/direccion/pedidos/{numbers[3]}/"))
    assert "3 días después de presentado" in evidence
    assert "con constancia escrita de la fecha" in evidence
    listed = text(client.get("/direccion/pedidos/", {"lista": "registrados-tarde"}))
    assert numbers[3] in listed
    assert numbers[2] not in listed
