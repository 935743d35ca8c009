"""Following a request: who gets in, what is told, and each act from its page."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.base import File
from django.test import Client

from accounts.actors import Actor
from offices.models import Institution, Post
from requests_app import actions, documents
from requests_app.actions import Receipt
from requests_app.models import Document
from requests_app.states import Outcome, Visibility
from tests.factories import at, file_one, inspected
from tests.requests_app.pages.visitors import hidden, open_with_code, text_of
from tests.requests_app.story import kinds, reload, reply, resolution, silent_denial

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def some_file(name: str = "respuesta.txt") -> documents.CheckedFile:
    return documents.check(File(BytesIO(b"uno,dos"), name=name), name)


@pytest.fixture(autouse=True)
def wednesday() -> object:
    """Two days after the filing."""
    with time_machine.travel(at("2026-07-08"), tick=False) as traveller:
        yield traveller


def test_a_wrong_code_and_an_unknown_number_get_the_same_bytes(
    client: Client, filed: Receipt
) -> None:
    number, unknown = filed.info_request.number, "AIP-2026-999999"
    known, other = (
        client.post("/seguimiento/", {"number": asked, "code": "0000-0000-0000-0000"})
        for asked in (number, unknown)
    )
    assert known.status_code == other.status_code == 422
    assert "no coinciden" in text_of(known)
    bare = [TOKEN.sub(b"", page.content) for page in (known, other)]
    assert bare[0] == bare[1].replace(unknown.encode(), number.encode())
    assert client.get(f"/seguimiento/{number}/")["Location"] == f"/seguimiento/?numero={number}"
    assert client.get(f"/seguimiento/{unknown}/")["Location"].endswith(unknown)


@pytest.mark.parametrize("typed", ["{}", " {} ", "aip 2026 1", "2026-1"])
def test_the_number_and_the_code_are_read_as_people_write_them(
    client: Client, filed: Receipt, typed: str
) -> None:
    number = typed.format(filed.info_request.number)
    code = filed.tracking_code.lower().replace("-", " ")
    page = client.post("/seguimiento/", {"number": number, "code": code})
    assert page["Location"] == f"/seguimiento/{filed.info_request.number}/"
    assert filed.tracking_code not in page["Location"]


def test_the_page_says_in_one_sentence_where_it_stands(client: Client, filed: Receipt) -> None:
    page = client.get(open_with_code(client, filed))
    written = text_of(page)
    assert "recibió su pedido y debe responderle hasta el" in written
    assert "lunes 27 de julio de 2026" in written
    assert "faltan 13 días hábiles" in written
    assert "Día hábil 15" in written
    assert "Retirar el pedido" in written
    assert "no-store" in page["Cache-Control"]


def test_one_code_opens_no_other_request(client: Client, filed: Receipt, mopc: Institution) -> None:
    other = file_one(mopc, when=at("2026-07-06")).info_request.number
    open_with_code(client, filed)
    assert client.get(f"/seguimiento/{other}/").status_code == 302
    page = client.post(f"/seguimiento/{other}/retirar/")
    assert page.status_code == 403
    assert reload(other).withdrawn_on is None


def test_closing_the_request_leaves_nothing_in_this_browser(client: Client, filed: Receipt) -> None:
    address = open_with_code(client, filed)
    client.post(f"{address}cerrar/")
    assert client.get(address).status_code == 302


def test_a_clarification_is_answered_from_its_page_once(
    client: Client, filed: Receipt, by_officer: Actor
) -> None:
    number = filed.info_request.number
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Qué <obra>?")
    address = open_with_code(client, filed)
    assert "¿Qué <obra>?" in text_of(client.get(address))
    empty = client.post(f"{address}aclarar/", {"reply": " "})
    assert empty.status_code == 422
    assert "Escriba su aclaración." in text_of(empty)
    for _sent in range(2):
        done = client.post(f"{address}aclarar/", {"reply": "La ruta PY02."})
        assert done["Location"] == address
    other = client.post(f"{address}aclarar/", {"reply": "Mejor la PY01."})
    assert other.status_code == 409
    assert "Mejor la PY01." in text_of(other)
    assert kinds(number).count("clarified") == 1


def test_withdrawing_asks_to_be_sure_and_is_done_once(client: Client, filed: Receipt) -> None:
    address = open_with_code(client, filed)
    assert "¿Seguro" in text_of(client.get(f"{address}retirar/"))
    for _sent in range(2):
        assert client.post(f"{address}retirar/")["Location"] == address
    assert "Usted retiró este pedido" in text_of(client.get(address))
    assert kinds(filed.info_request.number).count("withdrawn") == 1


def test_a_verdict_is_given_and_may_change(
    client: Client, filed: Receipt, by_officer: Actor
) -> None:
    number = filed.info_request.number
    actions.answer(number, by=by_officer, at=at("2026-07-08"), reply=reply())
    address = open_with_code(client, filed)
    assert client.post(f"{address}valorar/", {}).status_code == 422
    for verdict in ("partial", "partial", "complete"):
        client.post(f"{address}valorar/", {"verdict": verdict, "reason": "Faltó el anexo."})
    assert reload(number).verdict == "complete"
    assert kinds(number).count("verdict_given") == 2


def test_an_appeal_comes_with_its_facts_written(client: Client, filed: Receipt) -> None:
    number = filed.info_request.number
    silent_denial(number)
    with time_machine.travel(at("2026-08-12"), tick=False):
        address = open_with_code(client, filed)
        page = text_of(client.get(f"{address}reconsideracion/"))
        assert "El plazo para responder venció el 27 de julio de 2026 sin respuesta" in page
        assert "Los días previstos ya terminaron" in page
        done = client.post(f"{address}reconsideracion/", {"text": "Insisto."})
        assert done["Location"] == address
        written = text_of(client.get(address))
    assert "debe decidir hasta el" in written
    assert "Se presentó después de los días previstos y se aceptó." in written


def test_an_appeal_out_of_its_days_is_refused_with_the_text_still_there(
    client: Client, filed: Receipt, by_officer: Actor, seal: Post
) -> None:
    number = filed.info_request.number
    actions.deny(number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal))
    with time_machine.travel(at("2026-08-05"), tick=False):
        address = open_with_code(client, filed)
        assert client.get(f"{address}reconsideracion/")["Location"] == address
        late = client.post(f"{address}reconsideracion/", {"text": "Mis razones largas."})
    assert late.status_code == 409
    assert "Mis razones largas." in text_of(late)
    assert "ya terminó" in text_of(late)


def test_the_way_to_court_shows_the_safe_day_first(client: Client, filed: Receipt) -> None:
    number = filed.info_request.number
    silent_denial(number)
    with time_machine.travel(at("2026-07-28"), tick=False):
        address = open_with_code(client, filed)
        written = text_of(client.get(f"{address}justicia/"))
        assert written.index("25 de septiembre de 2026") < written.index("20 de octubre de 2026")
        filing = {"court": "Juzgado Civil 3", "filed_on_day": "28", "filed_on_month": "7"}
        wrong = client.post(f"{address}justicia-presentada/", filing)
        assert wrong.status_code == 422
        assert "Complete la fecha" in text_of(wrong)
        assert "Juzgado Civil 3" in text_of(wrong)
        ahead = client.post(f"{address}justicia-presentada/", {**filing, "filed_on_year": "2027"})
        assert ahead.status_code == 422
        assert 'id="id_filed_on_error"' in text_of(ahead)
        client.post(f"{address}justicia-presentada/", {**filing, "filed_on_year": "2026"})
        assert "decide Juzgado Civil 3" in text_of(client.get(address))
        ruled = {"ruled_on_day": "28", "ruled_on_month": "7", "ruled_on_year": "2026"}
        client.post(
            f"{address}justicia-sentencia/",
            {**ruled, "orders_delivery": "yes", "ruling": "Ordena entregar."},
        )
        assert "La justicia ordenó entregarle" in text_of(client.get(address))
    assert kinds(number)[-2:] == ["court_filed", "court_ordered"]


@time_machine.travel(at("2026-07-29"), tick=False)
def test_a_session_that_ended_loses_no_text(client: Client, filed: Receipt) -> None:
    silent_denial(filed.info_request.number)
    address = f"/seguimiento/{filed.info_request.number}/"
    asked = client.post(f"{address}reconsideracion/", {"text": "Razones «largas» & más."})
    assert asked.status_code == 403
    carried = hidden(asked, "text")
    assert carried == "Razones «largas» & más."
    wrong = client.post(f"{address}reconsideracion/", {"text": carried, "tracking_code": "0000"})
    assert "no coinciden" in text_of(wrong)
    done = client.post(
        f"{address}reconsideracion/", {"text": carried, "tracking_code": filed.tracking_code}
    )
    assert done["Location"] == address
    assert reload(filed.info_request.number).reconsiderations.get().text == carried


def test_the_answer_and_its_files_are_handed_over_and_inner_ones_are_not(
    client: Client, filed: Receipt, by_officer: Actor
) -> None:
    number = filed.info_request.number
    given = reply(Outcome.PARTLY_GRANTED, files=(inspected(number, some_file("ñandutí «1».txt")),))
    actions.answer(number, by=by_officer, at=at("2026-07-08"), reply=given)
    inner = documents.attach(
        filed.info_request, [some_file()], visibility=Visibility.INTERNAL, at=at("2026-07-08")
    )[0]
    paper = Document.objects.get(answer__isnull=False)
    address = open_with_code(client, filed)
    written = text_of(client.get(address))
    assert "Se responde." in written
    assert "Ley 6534/2020, art. 4" in written
    sent = client.get(f"{address}archivo/{paper.key}/")
    assert b"".join(sent.streaming_content) == b"uno,dos"  # type: ignore[attr-defined]
    assert sent["Content-Disposition"].startswith("attachment")
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in sent["Content-Security-Policy"]
    assert {"private", "no-store"} <= set(sent["Cache-Control"].split(", "))
    assert client.get(f"{address}archivo/{inner.key}/").status_code == 404
    assert Client().get(f"{address}archivo/{paper.key}/").status_code == 302
    assert client.get(f"/s/{number}/archivo/{paper.key}/").status_code == 404


def test_a_denial_shows_its_resolution_whole(
    client: Client, filed: Receipt, by_officer: Actor, seal: Post
) -> None:
    actions.deny(
        filed.info_request.number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal)
    )
    with time_machine.travel(at("2026-07-22"), tick=False):
        written = text_of(client.get(open_with_code(client, filed)))
    assert "Resolución fundada N° 412/2026" in written
    assert "El sumario es reservado hasta su cierre." in written
    assert "denegó su pedido el" in written


def test_a_forwarding_is_told_with_its_reason_and_the_same_date(
    client: Client, filed: Receipt, by_officer: Actor, mec: Institution
) -> None:
    actions.forward(
        filed.info_request.number, by=by_officer, at=at("2026-07-08"), to=mec, reason="Es de ellos."
    )
    written = text_of(client.get(open_with_code(client, filed)))
    assert "El plazo no empieza de nuevo." in written
    assert "Es de ellos." in written
    assert "Ministerio de Educación y Ciencias recibió su pedido" in written


@pytest.mark.parametrize("step", ["nada", "justicia-presentada", "aclarar", "valorar"])
def test_what_is_not_open_today_leads_back_to_the_request(
    client: Client, filed: Receipt, step: str
) -> None:
    address = open_with_code(client, filed)
    page = client.get(f"{address}{step}/")
    assert page.status_code in {302, 404}


def test_the_receipts_own_day_is_the_local_one(client: Client, mopc: Institution) -> None:
    late = file_one(mopc, when=at("2026-07-06", 23, 50))
    assert late.info_request.presented_on == date(2026, 7, 6)
    assert "lunes 6 de julio de 2026" in text_of(client.get(open_with_code(client, late)))
