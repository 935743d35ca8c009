"""The public pages and files of reports, and the Directorate's; who reaches which."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from offices.models import CalendarVersion, Duty, Institution
from reports import freezing, publishing
from reports.models import Snapshot, Stopped, YearReport
from requests_app.models import InformationRequest, Requester
from tests.factories import appoint, at, make_user
from tests.stats.rows import Shape, save

pytestmark = pytest.mark.django_db

NOW = at("2027-01-18")
DESK = "/direccion/informes/"
CANARY = "Nombre Que No Debe Verse"


@pytest.fixture(autouse=True)
def _january() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def frozen_year(history: list[InformationRequest]) -> None:
    """Every month of 2026, frozen; who asked has a name that no page may tell."""
    Requester.objects.update(name=CANARY, email="canario@correo.example", shows_name=False)
    InformationRequest.objects.update(subject=CANARY, description=CANARY)
    for month in range(1, 13):
        freezing.freeze_month(date(2026, month, 1), by=SYSTEM, at=NOW)


@pytest.fixture
def published(frozen_year: None, auditor: User, director: User) -> YearReport:
    """The report of 2026."""
    report = publishing.prepare_report(
        2026, by=Actor.official(auditor), at=NOW, text="<b>Así fue</b> el año."
    )
    return publishing.publish_report(report.pk, by=Actor.official(director), at=NOW)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


PUBLIC = {
    "index": "/informes/",
    "script": "/informes/recalcular.py",
    "month": "/informes/meses/2026-03/",
    "month_requests": "/informes/meses/2026-03/pedidos.csv",
    "month_figures": "/informes/meses/2026-03/cifras.csv",
    "month_json": "/informes/meses/2026-03/mes.json",
    "today_requests": "/informes/meses/2026-03/hoy/pedidos.csv",
    "today_json": "/informes/meses/2026-03/hoy/mes.json",
    "year": "/informes/2026/",
    "year_pdf": "/informes/2026.pdf",
    "year_csv": "/informes/2026.csv",
    "year_json": "/informes/2026.json",
    "year_of_body": "/informes/2026/MOPC/",
    "year_pdf_of_body": "/informes/2026/MOPC.pdf",
    "year_csv_of_body": "/informes/2026/MOPC.csv",
    "year_json_of_body": "/informes/2026/MOPC.json",
}


def names_under(prefix: str) -> set[str]:
    found: Any = next(
        entry for entry in get_resolver().url_patterns if str(entry.pattern) == prefix
    )
    return {entry.name for entry in found.url_patterns}


def test_every_public_address_is_read_and_tells_nothing_private(
    client: Client, published: YearReport
) -> None:
    assert set(PUBLIC) == names_under("informes/")
    for name, address in PUBLIC.items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        for secret in (CANARY.encode(), b"canario@"):
            assert secret not in answer.content, name
        is_file = "attachment" in answer.headers.get("Content-Disposition", "")
        assert is_file or b"<b>As" not in answer.content, name
        assert client.post(address).status_code == 405


NOWHERE = (
    "2025/", "2025.pdf", "2026/NADIE/", "2026/?edicion=2", f"2026/?edicion={'9' * 500}",
    f"{'9' * 30}/", "meses/2025-03/", "meses/2026-3/", "meses/9999-12/", "meses/x/",
    "meses/2026-03/?revision=2", "meses/2027-01/hoy/mes.json", "meses/9999-12/hoy/mes.json",
    "meses/0001-01/hoy/pedidos.csv",
)  # fmt: skip


@pytest.mark.usefixtures("published")
def test_what_is_not_published_is_not_found(client: Client) -> None:
    for address in NOWHERE:
        assert client.get(f"/informes/{address}").status_code == 404, address


def test_what_waits_for_a_second_person_is_nobody_elses(
    client: Client, frozen_year: None, auditor: User
) -> None:
    publishing.prepare_report(2026, by=Actor.official(auditor), at=NOW)
    assert client.get("/informes/2026/").status_code == 404
    assert "Informe 2026" not in client.get("/informes/").content.decode()


def test_page_paper_and_files_say_the_same(client: Client, published: YearReport) -> None:
    page = client.get(PUBLIC["year"]).content.decode()
    assert "La cuenta cierra" in page
    assert published.digest in page
    assert "&lt;b&gt;Así fue" in page
    text = client.get(PUBLIC["year_csv"]).content.decode("utf-8-sig")
    rows = {(row["institucion"], row["clave"]): row for row in csv.DictReader(io.StringIO(text))}
    assert rows["ESTADO", "recibidos"]["valor"] == str(published.figures["ESTADO"]["recibidos"])
    assert rows["MOPC", "diferencia_de_la_identidad"]["valor"] == "0"
    assert rows["MOPC", "recibidos"]["Huella"] == published.digest
    own = client.get(PUBLIC["year_csv_of_body"]).content.decode("utf-8-sig")
    assert {row["institucion"] for row in csv.DictReader(io.StringIO(own))} == {"MOPC"}
    told = client.get(PUBLIC["year_json"]).content
    assert hashlib.sha256(told).hexdigest() == published.digest
    paper = client.get(PUBLIC["year_pdf"]).content
    assert paper.startswith(b"%PDF-")
    assert b"/MarkInfo" in paper


def test_a_month_is_downloaded_as_it_was_hashed(client: Client, published: YearReport) -> None:
    snapshot = Snapshot.objects.get(month=date(2026, 3, 1))
    told = client.get(PUBLIC["month_json"]).content
    dataset = client.get(PUBLIC["month_requests"]).content
    assert hashlib.sha256(told).hexdigest() == snapshot.digest
    assert hashlib.sha256(dataset).hexdigest() == json.loads(told)["pedidos_sha256"]
    today = json.loads(client.get(PUBLIC["today_json"]).content)
    assert today["cifras"]["MOPC"]["recibidos"] == snapshot.figures["MOPC"]["recibidos"]
    assert client.get(PUBLIC["today_requests"]).content == dataset


def test_former_revisions_and_editions_stay_to_be_read(
    client: Client, published: YearReport, auditor: User, director: User, mopc: Institution
) -> None:
    version = CalendarVersion.objects.get()
    save(Shape(presented_on=date(2026, 3, 30), ends="silent"), mopc, mopc, version)
    desk = client_of(director)
    assert desk.post(f"{DESK}meses/2026-03/revisar/", {"reason": "Faltaba uno."}).status_code == 302
    newest = client.get("/informes/meses/2026-03/").content.decode()
    assert "Qué cambió con esta revisión" in newest
    assert "Faltaba uno." in newest
    former = client.get("/informes/meses/2026-03/?revision=1").content.decode()
    assert "Hay una revisión posterior" in former
    assert "se revisó algún mes" in desk.get(f"{DESK}2026/").content.decode()
    asked = {"reason": "Se revisó marzo.", "text": ""}
    assert client_of(auditor).post(f"{DESK}2026/preparar/", asked).status_code == 302
    assert desk.post(f"{DESK}2026/publicar/").status_code == 302
    assert "Fe de erratas:" in client.get("/informes/2026/").content.decode()
    old = client.get("/informes/2026/?edicion=1").content.decode()
    assert "Hay una edición posterior" in old
    assert 'href="/informes/2026.pdf?edicion=1"' in old
    assert "Edición anterior de 2026" in client.get("/informes/").content.decode()


def test_the_desk_tells_which_months_are_sound_and_freezes_the_missing(
    auditor: User, history: list[InformationRequest]
) -> None:
    desk = client_of(auditor)
    freezing.freeze_month(date(2026, 2, 1), by=SYSTEM, at=NOW)
    Stopped.objects.create(month=date(2026, 3, 1), stopped_at=NOW, why="MOPC: +1")
    page = desk.get(f"{DESK}?anio=2026").content.decode()
    assert "No se pudo congelar marzo" in page
    assert page.count("Congelar ahora") == 11
    assert desk.post(f"{DESK}meses/2026-03/congelar/").status_code == 302
    page = desk.get(f"{DESK}?anio=2026").content.decode()
    assert page.count("íntegra") == 2
    assert "No se pudo congelar" not in page
    for month in ("2026-03", "2027-01", "2027-12"):
        answer = desk.post(f"{DESK}meses/{month}/congelar/", follow=True)
        assert "govuk-notification-banner" in answer.content.decode()
    assert Snapshot.objects.count() == 2
    assert desk.post(f"{DESK}meses/9999-12/congelar/").status_code == 404


def test_a_month_altered_behind_everybodys_back_is_seen(
    auditor: User, frozen_year: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Snapshot, "is_whole", property(lambda row: row.month.month != 5))
    page = client_of(auditor).get(f"{DESK}?anio=2026").content.decode()
    assert page.count("no coincide") == 1


def test_what_changed_since_is_shown_to_the_directorate(
    auditor: User, frozen_year: None, mopc: Institution
) -> None:
    desk = client_of(auditor)
    assert "Nada: contado hoy" in desk.get(f"{DESK}meses/2026-03/").content.decode()
    version = CalendarVersion.objects.get()
    save(Shape(presented_on=date(2026, 3, 30), ends="silent"), mopc, mopc, version)
    page = desk.get(f"{DESK}meses/2026-03/").content.decode()
    assert "Lo que se supo después del corte" in page
    answer = desk.post(f"{DESK}meses/2026-03/revisar/", {"reason": "Faltaba uno."})
    assert answer.status_code == 409
    assert Snapshot.objects.filter(month=date(2026, 3, 1)).count() == 1


def test_what_is_typed_badly_is_told_and_kept(director: User, published: YearReport) -> None:
    desk = client_of(director)
    for reason in ("", "…", "x" * 4001, "\u202e"):
        for address in ("meses/2026-03/revisar/", "2026/preparar/"):
            answer = desk.post(DESK + address, {"reason": reason, "text": "Texto que queda"})
            assert answer.status_code == 422
            assert "Hay un problema" in answer.content.decode()
        assert "Texto que queda" in answer.content.decode()
    assert desk.post(f"{DESK}2026/preparar/", {"reason": "a\0b"}).status_code == 422
    assert Snapshot.objects.count() == 12


def test_from_the_auditors_draft_to_what_everybody_reads(
    client: Client, frozen_year: None, auditor: User, director: User
) -> None:
    audit, desk = client_of(auditor), client_of(director)
    assert audit.post(f"{DESK}2026/preparar/", {"text": "Hola a todos."}).status_code == 302
    own = audit.get(f"{DESK}2026/").content.decode()
    assert "debe publicarlo otra persona" in own
    assert audit.post(f"{DESK}2026/publicar/").status_code == 409
    read = desk.get(f"{DESK}2026/").content.decode()
    assert "Hola a todos." in read
    assert "Publicar este informe" in read
    assert desk.post(f"{DESK}2026/rechazar/", {"note": ""}).status_code == 422
    assert desk.post(f"{DESK}2026/rechazar/", {"note": "Falta todo."}).status_code == 302
    assert audit.post(f"{DESK}2026/preparar/", {"text": "Otra vez."}).status_code == 302
    assert desk.post(f"{DESK}2026/publicar/").status_code == 302
    assert "Otra vez." in client.get("/informes/2026/").content.decode()
    assert desk.post(f"{DESK}2026/publicar/").status_code == 404
    assert "Se prepara cuando" in desk.get(f"{DESK}2027/").content.decode()
    assert "Antes hay que congelar" in desk.get(f"{DESK}2025/").content.decode()
    assert desk.get(f"{DESK}2030/").status_code == 404


OF_THE_DESK = {
    "overview": DESK,
    "month": f"{DESK}meses/2026-03/",
    "freeze": f"{DESK}meses/2026-03/congelar/",
    "revise": f"{DESK}meses/2026-03/revisar/",
    "year": f"{DESK}2026/",
    "prepare": f"{DESK}2026/preparar/",
    "publish": f"{DESK}2026/publicar/",
    "reject": f"{DESK}2026/rechazar/",
}
READ = ("overview", "month", "year")


def test_every_address_of_the_desk_is_tried() -> None:
    assert names_under("direccion/informes/") == set(OF_THE_DESK)


def test_only_the_directorate_of_today_enters(
    mopc: Institution, ministry: Institution, frozen_year: None
) -> None:
    posts: dict[str, tuple[Institution, Duty, date | None]] = {
        "officer": (mopc, Duty.OFFICER, None),
        "authority": (mopc, Duty.HIGHEST_AUTHORITY, None),
        "former": (ministry, Duty.AUDITOR, date(2027, 1, 17)),
    }
    sent = {"reason": "Porque sí.", "note": "Porque no."}
    for who in ("citizen", *posts):
        user = make_user(f"{who}@aip.example")
        if who in posts:
            place, duty, ends_on = posts[who]
            appoint(user, place, duty, ends_on=ends_on)
        client = client_of(user)
        for name, address in OF_THE_DESK.items():
            method = client.get if name in READ else client.post
            assert method(address, sent).status_code == 404, (who, name)
    for address in OF_THE_DESK.values():
        assert Client().get(address, follow=False).status_code in {302, 405}
        assert Client().post(address, sent).status_code in {302, 405}
    assert Snapshot.objects.count() == 12
    assert not YearReport.objects.exists()


def test_both_read_and_looking_changes_nothing(
    frozen_year: None, auditor: User, director: User
) -> None:
    for user in (auditor, director):
        desk = client_of(user)
        for name, address in OF_THE_DESK.items():
            answers = {
                method: getattr(desk, method)(address).status_code
                for method in ("get", "put", "delete")
            }
            assert answers == {"get": 200 if name in READ else 405, "put": 405, "delete": 405}


def test_pages_cost_few_queries(
    client: Client,
    published: YearReport,
    director: User,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for name in ("index", "month", "year", "year_of_body"):
        with django_assert_max_num_queries(6):
            assert client.get(PUBLIC[name]).status_code == 200
    desk = client_of(director)
    for address in (f"{DESK}?anio=2026", f"{DESK}2026/"):
        with django_assert_max_num_queries(14):
            assert desk.get(address).status_code == 200
