"""From a request to each of its events and their proof, checked again without the system."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from notifications.fan_out import fan_out_next
from notifications.models import Delivery
from notifications.told import told_of
from offices.models import Duty, Institution
from oversight import verifier
from oversight.event_fields import in_words
from requests_app import actions, triggers
from requests_app.actions import Reply
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.states import Outcome
from tests.factories import appoint, at, file_one, make_user

pytestmark = pytest.mark.django_db

TODAY = at("2026-07-31", 12)


@pytest.fixture
def number(mopc: Institution, by_officer: Actor) -> str:
    """A request that silence denied and that was answered late; told to everybody."""
    found = file_one(mopc, when=at("2026-07-06")).info_request.number
    actions.take_in_charge(found, by=by_officer, at=at("2026-07-07"))
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    reply = Reply(outcome=Outcome.GRANTED, text="Aquí está.")
    actions.answer(found, by=by_officer, at=at("2026-07-30"), reply=reply)
    while fan_out_next(at=at("2026-07-30")) is not None:
        pass
    return found


@pytest.fixture
def desk(client: Client, auditor: User) -> Client:
    client.force_login(auditor)
    return client


def page_of(number: str, end: str = "") -> str:
    return f"/direccion/pedidos/{number}/{end}"


@time_machine.travel(TODAY, tick=False)
def test_four_clicks_lead_from_a_figure_to_the_proof(desk: Client, number: str) -> None:
    page = desk.get("/direccion/")
    figure = re.search(r'href="(/direccion/pedidos/\?[^"]+)"[^>]*>1', page.content.decode())
    assert figure is not None
    listed = desk.get(unescape(figure[1])).content.decode()
    assert page_of(number) in listed
    shown = desk.get(page_of(number)).content.decode()
    for event in TimelineEvent.objects.all():
        address = page_of(number, f"hechos/{event.sequence}/")
        assert address in shown
        text = unescape(desk.get(address).content.decode())
        assert event.payload in text
        # Stored, and worked out again.
        assert text.count(event.hash) == 2
        assert "La huella coincide" in text
        assert "Ana Solicitante" not in text
        assert "ana@correo.example" not in text


@time_machine.travel(TODAY, tick=False)
def test_an_event_tells_who_was_told_and_how_it_left(desk: Client, number: str) -> None:
    Delivery.objects.filter(notification__requester__isnull=False).update(
        state="bounced", attempts=1, last_error="550 <ana@correo.example> unknown"
    )
    silence = TimelineEvent.objects.get(kind="tacitly_denied")
    text = unescape(desk.get(page_of(number, f"hechos/{silence.sequence}/")).content.decode())
    assert "La persona solicitante" in text
    assert "Volvió sin entregarse" in text
    assert "Encargado/a de acceso, Ministerio de Obras Públicas y Comunicaciones" in text
    assert "Hasta cuándo pedir reconsideración" in text
    assert "lunes 10 de agosto de 2026" in text
    assert "ana@correo.example" not in text
    request = InformationRequest.objects.get()
    assert {notice.to for notice in told_of([request.pk])} == {
        "La persona solicitante",
        "Encargado/a de acceso, Ministerio de Obras Públicas y Comunicaciones",
    }


@time_machine.travel(TODAY, tick=False)
def test_a_changed_event_is_red_on_its_page_and_for_its_neighbour(
    desk: Client, number: str
) -> None:
    triggers.remove(connection)
    changed = TimelineEvent.objects.get(kind="tacitly_denied")
    TimelineEvent.objects.filter(pk=changed.pk).update(payload="{", previous_hash="xyz")
    for sequence in (changed.sequence - 1, changed.sequence):
        page = desk.get(page_of(number, f"hechos/{sequence}/"))
        assert page.status_code == 200
        assert "La huella no coincide" in page.content.decode()


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("sequence", ["0", "99", "9" * 30, "9" * 5000])
def test_an_event_that_is_none_is_not_found(desk: Client, number: str, sequence: str) -> None:
    assert desk.get(page_of(number, f"hechos/{sequence}/")).status_code == 404


@time_machine.travel(TODAY, tick=False)
def test_the_history_verifies_outside_and_no_edit_does(
    desk: Client, number: str, tmp_path: Path
) -> None:
    answer = desk.get(page_of(number, "historia.jsonl"))
    program = desk.get("/direccion/verificar.py")
    for file in (answer, program):
        assert file["Content-Disposition"].startswith("attachment")
        assert file["X-Content-Type-Options"] == "nosniff"
    (tmp_path / "verificar.py").write_bytes(program.content)
    history = tmp_path / "historia.jsonl"
    history.write_bytes(answer.content)

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "verificar.py", "historia.jsonl"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    whole = run()
    assert (whole.returncode, "VERDE" in whole.stdout) == (0, True)
    history.write_bytes(answer.content.replace(b"2026-07-28", b"2026-08-28"))
    changed = run()
    assert (changed.returncode, "ROJO" in changed.stdout) == (1, True)


def test_the_verifier_names_the_first_broken_event(number: str) -> None:
    events = list(TimelineEvent.objects.order_by("sequence"))
    lines = [
        {"hash": one.hash, "payload": one.payload, "previous_hash": one.previous_hash}
        for one in events
    ]

    def fault(changed: list[dict[str, str]]) -> list[str]:
        content = "\n".join(json.dumps(line) for line in changed).encode()
        return verifier.check({"eventos.jsonl": content})

    assert fault(lines) == []
    assert fault([lines[0], *lines[2:]])[0].startswith("eventos.jsonl: hecho 2: en su lugar")
    assert "hecho 2" in fault([lines[0], lines[2], lines[1], *lines[3:]])[0]
    edited = {**lines[1], "payload": lines[1]["payload"].replace("2026-07-07", "2026-07-06")}
    assert "hecho 2: su texto" in fault([lines[0], edited, *lines[2:]])[0]
    resealed = {**edited, "hash": hashlib.sha256(
        bytes.fromhex(edited["previous_hash"]) + edited["payload"].encode()
    ).hexdigest()}  # fmt: skip
    assert "hecho 3: no lleva la huella" in fault([lines[0], resealed, *lines[2:]])[0]


ROUTES = ("hechos/1/", "historia.jsonl")


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("who", ["anonymous", "citizen", "officer", "authority", "other"])
def test_only_the_directorate_reads_events(
    client: Client, number: str, mopc: Institution, mec: Institution, who: str
) -> None:
    posts = {
        "officer": (mopc, Duty.OFFICER),
        "authority": (mopc, Duty.HIGHEST_AUTHORITY),
        "other": (mec, Duty.HEAD),
    }
    user = make_user("persona@aip.example")
    if who in posts:
        appoint(user, *posts[who])
    if who != "anonymous":
        client.force_login(user)
    for address in (*(page_of(number, end) for end in ROUTES), "/direccion/verificar.py"):
        assert client.get(address).status_code == (302 if who == "anonymous" else 404)


@time_machine.travel(TODAY, tick=False)
def test_events_are_for_reading_and_cost_the_same_however_many(
    desk: Client, number: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for address in (*(page_of(number, end) for end in ROUTES), "/direccion/verificar.py"):
        assert desk.post(address).status_code == 405
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        assert desk.get(page_of(number, "hechos/3/")).status_code == 200


def test_no_field_of_an_event_is_left_out_of_its_words() -> None:
    fields = {"term": "answer", "outcome": "nada", "due_on": "2026-13-45", "new": {"a": [1, 2]}}
    assert list(in_words({**fields, "is_late": True})) == [
        ("Plazo", "Responder"),
        ("Qué se respondió", "nada"),
        ("Vence", "2026-13-45"),
        ("new.a", "1, 2"),
        ("Fuera de los días", "Sí"),
    ]
    assert list(in_words("{")) == []
