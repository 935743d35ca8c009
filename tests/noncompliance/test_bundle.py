"""The evidence bundle: complete, the same twice, checked outside the system, and nobody's name."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from accounts.actors import Actor
from accounts.models import User
from noncompliance import deciding
from noncompliance.evidence.case import bundle_of
from noncompliance.evidence.facts import Reader
from noncompliance.evidence.making import pdf_of, zip_of
from noncompliance.evidence.pack import manifest_of
from noncompliance.models import FileOpening, NonComplianceFile
from noncompliance.proposing import propose_by_hand, propose_by_rule
from noncompliance.states import OpeningOf
from notifications.fan_out import fan_out_next
from notifications.models import Delivery
from offices.models import Duty, Institution
from requests_app import actions, triggers
from requests_app.models import InformationRequest, TimelineEvent
from tests.factories import appoint, at, file_one, make_user, requester_of

pytestmark = pytest.mark.django_db

NOW = at("2026-08-20", 9)
# In every private field of a request, and in every text that somebody may write.
SECRET = {
    "name": "Zenaida Ñandutí Canario",
    "identity_document": "4.987.123",
    "address": "Calle Canario 1234",
    "email": "canario@correo.example",
    "phone": "0981 555 444",
}
TYPED = "Vive Zenaida Canario, cédula 4987123, canario@correo.example, tel. 0981555444."
CANARIES = ("Zenaida", "Ñandutí", "Canario", "canario", "4.987.123", "4987123", "0981")


@pytest.fixture
def file(
    mopc: Institution, mec: Institution, by_officer: Actor, head: User, authority: User,
    director: User, other_officer: User,
) -> NonComplianceFile:  # fmt: skip
    """A file on three silent requests: one went to court, one was forwarded, one was escalated."""
    receipts = [
        file_one(body, when=at(day), subject=TYPED, **SECRET)
        for body, day in ((mopc, "2026-07-06"), (mec, "2026-07-07"), (mopc, "2026-07-08"))
    ]
    numbers = [receipt.info_request.number for receipt in receipts]
    by_director, by_head = Actor.official(director), Actor.official(head)
    by_other = Actor.official(other_officer)
    actions.forward(numbers[1], by=by_other, at=at("2026-07-09"), to=mopc, reason=TYPED)
    actions.take_in_charge(numbers[1], by=by_officer, at=at("2026-07-10"))
    actions.declare_tacit_denials(on=date(2026, 7, 30), at=at("2026-07-30", 0))
    actions.escalate(numbers[2], by=by_director, at=at("2026-08-07"), text=f"Respondan. {TYPED}")
    actions.answer_escalation(numbers[2], by=by_head, at=at("2026-08-10"), text=f"Ya va. {TYPED}")
    who = requester_of(receipts[0])
    actions.file_reconsideration(numbers[0], by=who, at=at("2026-07-29"), text=TYPED)
    actions.record_court_filing(
        numbers[0], by=who, at=at("2026-08-03"), court=TYPED, filed_on=date(2026, 8, 3),
        case_number="Canario c/ MOPC",
    )  # fmt: skip
    actions.record_ruling(
        numbers[0], by=who, at=at("2026-08-06"), ruled_on=date(2026, 8, 6), orders_delivery=True,
        ruling=TYPED,
    )  # fmt: skip
    while fan_out_next(at=at("2026-08-11")) is not None:
        pass
    Delivery.objects.filter(notification__requester__isnull=False).update(
        state="bounced", attempts=1, last_error="550 <canario@correo.example> unknown"
    )
    propose_by_rule(on=date(2026, 7, 30), at=at("2026-07-30", 1))
    return NonComplianceFile.objects.select_related("institution").get()


def words_of(pdf: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def unpacked(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_judge_finds_in_the_pdf_what_they_would_ask(file: NonComplianceFile) -> None:
    text = words_of(pdf_of(file, at=NOW, demo=False))
    for said in (
        "Expediente de incumplimiento INC-2026-0001",
        "Ministerio de Obras Públicas y Comunicaciones",
        "Tercera denegación tácita en doce meses",
        "jueves 30 de julio de 2026",
        "Las historias de todos los pedidos y los pasos verifican",
        "Posible",
        "Ley 7445/2025, arts. 59–60, por confirmar",
        "no es una conclusión del sistema",
        "Día hábil 15",
        "Volvió sin entregarse",
        "La persona solicitante",
        "Ministerio de Educación y Ciencias lo derivó a Ministerio de Obras",
        "Otra institución",
        "debía cumplirse hasta el 11/08/2026",
        "Llamado de atención",
        "Contestó el lunes 10 de agosto de 2026",
        "Encargado/a de acceso: ",
        "python3 verificar.py",
        "No prueba nada de lo que nunca se registró",
        "la institución no fue oída",
        "Ya va. Vive [tachado]",
    ):
        assert said.lower() in text.lower(), said
    for request in InformationRequest.objects.all():
        assert request.number in text
        assert request.chain_head in text.replace(" ", "")


def test_the_zip_holds_every_file_the_same_twice(file: NonComplianceFile) -> None:
    packed = zip_of(file, at=NOW, demo=False)
    assert zip_of(file, at=NOW, demo=False) == packed
    files = unpacked(packed)
    numbers = list(InformationRequest.objects.order_by("pk").values_list("number", flat=True))
    tables = ("eventos.jsonl", "notificaciones.csv", "plazos.csv", "responsables.csv")
    assert set(files) == {
        "expediente.pdf", "hechos.json", "manifiesto.txt", "verificar.py",
        *(f"pedidos/{number}/{name}" for number in numbers for name in tables),
    }  # fmt: skip
    facts = json.loads(files["hechos.json"])
    assert [one["numero"] for one in facts["pedidos"]] == numbers
    assert facts["pedidos"][0]["denegado"] == "2026-07-28"
    for number in numbers:
        lines = files[f"pedidos/{number}/eventos.jsonl"].decode().splitlines()
        stored = TimelineEvent.objects.filter(info_request__number=number).order_by("sequence")
        assert [json.loads(line)["payload"] for line in lines] == [one.payload for one in stored]


def test_nobody_who_asked_is_in_it(file: NonComplianceFile) -> None:
    InformationRequest.objects.update(screening="shown", description=TYPED)
    packed = zip_of(file, at=NOW, demo=False)
    for name, content in unpacked(packed).items():
        text = words_of(content) if name.endswith(".pdf") else content.decode()
        found = [canary for canary in CANARIES if canary in text]
        assert not found, name


def test_the_people_of_another_body_are_not_named(
    file: NonComplianceFile, other_officer: User, officer: User
) -> None:
    requests = bundle_of(file, at=NOW, reader=Reader.DIRECTORATE).dossier.requests
    held = [one for request in requests for one in request.held]
    people = {post.person for one in held for post in one.posts}
    assert str(officer) in people
    assert str(other_officer) not in people
    assert "Ministerio de Educación y Ciencias" in {one.institution for one in held}


@pytest.fixture
def opened(file: NonComplianceFile, tmp_path: Path) -> Path:
    """The bundle, unpacked."""
    folder = tmp_path / "legajo"
    with zipfile.ZipFile(io.BytesIO(zip_of(file, at=NOW, demo=False))) as archive:
        archive.extractall(folder)
    return folder


def verdict(folder: Path) -> str:
    """Run the bundle's own program on it, as a judge's expert would; return what it says."""
    command = [sys.executable, "-I", "verificar.py"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert (run.returncode == 0) == ("VERDE" in run.stdout)
    return run.stdout


def resealed(folder: Path) -> None:
    """Write the manifest anew, as who tampers would."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifiesto.txt"
    }
    (folder / "manifiesto.txt").write_text(manifest_of(files.items()), encoding="utf-8")


def tampered(folder: Path) -> Iterator[tuple[str, Callable[[Path], None], str]]:
    """Each edit of one history, with a manifest to match, and what is said of it."""

    def lines(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
        def edit(history: Path) -> None:
            told = history.read_text(encoding="utf-8").splitlines()
            history.write_text("\n".join(change(told)) + "\n", encoding="utf-8")

        return edit

    yield "edited", lines(lambda told: [told[0].replace("web", "verbal"), *told[1:]]), "hecho 1: su"
    yield "removed", lines(lambda told: [told[0], *told[2:]]), "hecho 2: en su lugar"
    yield "swapped", lines(lambda told: [told[0], told[2], told[1], *told[3:]]), "hecho 2: en su"
    yield "broken", lines(lambda told: [told[0], "{", *told[2:]]), "hecho 2: no se puede leer"
    yield "cut", lines(lambda told: told[:-1]), "falta; el pedido tiene"
    yield "gone", Path.unlink, "falta su historia"


def test_no_edit_passes_the_verifier(opened: Path) -> None:
    assert "VERDE" in verdict(opened)
    # What else lies in the folder where somebody unpacked it is not the file's.
    (opened / "notas.txt").write_text("Mías.", encoding="utf-8")
    assert "VERDE" in verdict(opened)
    (opened / "notas.txt").unlink()
    history = next(opened.rglob("eventos.jsonl"))
    whole = history.read_bytes()
    for name, edit, said in tampered(opened):
        edit(history)
        assert "su contenido no es el del manifiesto" in verdict(opened) or name == "gone"
        resealed(opened)
        assert said in verdict(opened), name
        history.write_bytes(whole)
        resealed(opened)
    table = history.parent / "plazos.csv"
    table.write_bytes(table.read_bytes().replace(b"2026-07-2", b"2026-08-2"))
    assert "plazos.csv: su contenido no es el del manifiesto" in verdict(opened)
    manifest = opened / "manifiesto.txt"
    told = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    manifest.write_text("".join(line for line in told if table.parent.name not in line))
    assert "plazos.csv: no está en el manifiesto" in verdict(opened)
    resealed(opened)
    table.unlink()
    assert "plazos.csv: falta el archivo" in verdict(opened)


def test_dates_that_the_events_do_not_tell_are_found(opened: Path) -> None:
    facts = opened / "hechos.json"
    facts.write_bytes(facts.read_bytes().replace(b'"denegado":"2026-07-28"', b'"denegado":null'))
    resealed(opened)
    assert "hechos.json dice «denegado: None» y los hechos dicen «2026-07-28»" in verdict(opened)


def test_a_broken_history_is_said_and_not_hidden(file: NonComplianceFile) -> None:
    triggers.remove(connection)
    number = InformationRequest.objects.earliest("pk").number
    first = TimelineEvent.objects.filter(info_request__number=number, sequence=1)
    first.update(payload="{")
    text = words_of(pdf_of(file, at=NOW, demo=False))
    assert f"NO VERIFICA: {number}" in text
    assert "LA CADENA NO VERIFICA" in text
    bundle = bundle_of(file, at=NOW, reader=Reader.DIRECTORATE)
    assert [request.is_whole for request in bundle.dossier.requests] == [False, True, True]


def test_a_date_changed_in_the_rows_alone_is_said(file: NonComplianceFile) -> None:
    first, *others = InformationRequest.objects.order_by("pk")
    InformationRequest.objects.filter(pk=first.pk).update(tacitly_denied_on=date(2026, 8, 28))
    bundle = bundle_of(file, at=NOW, reader=Reader.DIRECTORATE)
    assert [one.verifies for one in bundle.dossier.requests] == [False, *(True for _o in others)]
    assert "LAS FECHAS NO COINCIDEN" in words_of(pdf_of(file, at=NOW, demo=False))


def test_who_owed_what_a_judge_ordered_is_told_beyond_the_answer(file: NonComplianceFile) -> None:
    number = InformationRequest.objects.earliest("pk").number
    InformationRequest.objects.filter(number=number).update(answered_on=date(2026, 7, 28))
    ordered = bundle_of(file, at=NOW, reader=Reader.DIRECTORATE).dossier.requests[0]
    assert (ordered.number, ordered.held[-1].to_on) == (number, date(2026, 8, 20))


def test_thirty_requests_cost_the_queries_of_one(
    mopc: Institution, auditor: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    numbers = [file_one(mopc, when=at("2026-07-06")).info_request.number for _one in range(6)]
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    by = Actor.official(auditor)
    for some in (numbers[:1], numbers):
        made = propose_by_hand(mopc, some, by=by, at=at("2026-08-03"), reason="Se repite.")
        with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
            assert len(bundle_of(made, at=NOW, reader=Reader.DIRECTORATE).dossier.requests) == len(
                some
            )


DESK, OFFICE = "/direccion/incumplimientos/", "/bandeja/incumplimientos/"
ROUTES = {
    "pdf": f"{DESK}INC-2026-0001/expediente.pdf",
    "zip": f"{DESK}INC-2026-0001/expediente.zip",
    "own": f"{OFFICE}INC-2026-0001/expediente.pdf",
}


def taken(user: User, route: str) -> Any:
    client = Client()
    client.force_login(user)
    with time_machine.travel(NOW, tick=False):
        return client.get(ROUTES[route])


def test_every_taking_is_logged_with_the_digest_of_what_was_given(
    notified: str, auditor: User, director: User, head: User
) -> None:
    given = {
        "pdf": taken(auditor, "pdf"), "zip": taken(director, "zip"), "own": taken(head, "own"),
    }  # fmt: skip
    names = {"pdf": "INC-2026-0001.pdf", "zip": "INC-2026-0001.zip", "own": "INC-2026-0001.pdf"}
    for route, answer in given.items():
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="{names[route]}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
    log = FileOpening.objects.order_by("pk").values_list("by__email", "what", "digest")
    assert list(log) == [
        (user.email, what, hashlib.sha256(given[route].content).hexdigest())
        for user, what, route in (
            (auditor, OpeningOf.BUNDLE_PDF, "pdf"),
            (director, OpeningOf.BUNDLE_ZIP, "zip"),
            (head, OpeningOf.BUNDLE_PDF, "own"),
        )
    ]
    client = Client()
    client.force_login(director)
    page = client.get(f"{DESK}{notified}/").content.decode()
    assert hashlib.sha256(given["zip"].content).hexdigest() in page
    assert ROUTES["zip"] in page


def test_the_institution_reads_what_is_charged_and_no_inner_reasons(
    notified: str, director: User, authority: User
) -> None:
    by = Actor.official(director)
    deciding.note_on(notified, by=by, at=at("2026-08-04"), text="Nota reservada.")
    own = words_of(taken(authority, "own").content)
    assert "Hechos que se le comunican." in own
    assert "Día hábil 15" in own
    full = words_of(taken(director, "pdf").content)
    assert "Tres pedidos sin respuesta." in full
    assert "Posible" in full
    for inner in ("Tres pedidos sin respuesta.", "Posible", "Ley 7445"):
        assert inner not in own
    for pdf in (own, full):
        assert "Nota reservada." not in pdf


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anonymous", {"pdf": 302, "zip": 302, "own": 302}),
        ("citizen", {"pdf": 404, "zip": 404, "own": 404}),
        ("officer", {"pdf": 404, "zip": 404, "own": 404}),
        ("head", {"pdf": 404, "zip": 404, "own": 200}),
        ("stranger", {"pdf": 404, "zip": 404, "own": 404}),
        ("auditor", {"pdf": 200, "zip": 200, "own": 404}),
        ("director", {"pdf": 200, "zip": 200, "own": 404}),
    ],
)
def test_who_may_take_a_bundle(
    notified: str,
    who: str,
    seen: dict[str, int],
    mec: Institution,
    request: pytest.FixtureRequest,
) -> None:
    client = Client()
    if who == "stranger":
        client.force_login(appoint(make_user("jefa@mec.example"), mec, Duty.HEAD))
    elif who == "citizen":
        client.force_login(make_user("persona@correo.example"))
    elif who != "anonymous":
        client.force_login(request.getfixturevalue(who))
    with time_machine.travel(NOW, tick=False):
        assert {route: client.get(url).status_code for route, url in ROUTES.items()} == seen
        assert client.post(ROUTES["zip"]).status_code in {302, 404, 405}


def test_before_the_notice_the_accused_takes_nothing(number: str, head: User) -> None:
    assert taken(head, "own").status_code == 404
    assert not FileOpening.objects.exists()
