"""Walks the desk as the offices' guide tells it, and takes its pictures when asked to.

AIP_GUIDE names the folder for the pictures (`make guide`); without it the walk only checks that
each page is there and is what the guide calls it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import time_machine
from PIL import Image
from playwright.sync_api import FilePayload, FloatRect, Page, expect

from accounts.actors import Actor
from accounts.models import User
from casework.models import StepsSeen, Unit
from offices.centres import open_centre
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.actions import Receipt
from tests.e2e.conftest import sign_in
from tests.factories import LONG_AGO, appoint, at, file_one, make_institution, make_user
from tests.guide_walk import AUTHORITY, CLERK, DIRECTOR, HEAD, OFFICER, STOPS, Stop
from tests.notifications.mail_in.letters import bring, letter
from tests.requests_app.story import resolution

WIDTH, TALLEST = 1000, 860
COLOURS = 48
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUBJECTS = (
    ("2026-06-15", "Contratos de señalización vial de 2025"),
    ("2026-06-22", "Plano de la ruta PY02"),
    ("2026-06-25", "Nómina de contratistas de la Costanera"),
)


@pytest.fixture(autouse=True)
def _morning(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=True):
        yield


@pytest.fixture
def people(mopc: Institution, officer: User, authority: User) -> dict[str, User]:
    """One person for each kind of desk."""
    ministry = make_institution("MJ", "Ministerio de Justicia")
    clerk = make_user("rosa@mj.example", full_name="Rosa Cáceres")
    centre = open_centre(
        ministry, "Centro de Atención de San Estanislao", district="San Estanislao",
        department="San Pedro", address="Avenida Mariscal López 120", hours="7:00 a 15:00",
    )  # fmt: skip
    Post.objects.create(office=centre, holder=clerk, duty=Duty.CLERK, starts_on=LONG_AGO)
    found = {
        OFFICER: officer,
        HEAD: appoint(make_user("julia@mopc.example", full_name="Julia Báez"), mopc, Duty.HEAD),
        AUTHORITY: authority,
        CLERK: clerk,
        DIRECTOR: appoint(
            make_user("d@mj.example", full_name="Lidia Ríos"), ministry, Duty.DIRECTOR
        ),
    }
    names = {OFFICER: "Ana Benítez", AUTHORITY: "Marta Giménez", DIRECTOR: "Lidia Ríos"}
    for who, name in names.items():
        User.objects.filter(pk=found[who].pk).update(full_name=name)
    # The panel of the first steps would stand on every picture.
    StepsSeen.objects.bulk_create(
        StepsSeen(user=user, at=at("2026-07-01")) for user in found.values()
    )
    return found


@pytest.fixture
def places(
    mopc: Institution, mec: Institution, people: dict[str, User], other_officer: User
) -> dict[str, object]:
    """A desk in the middle of its work; what the addresses of the walk name."""
    by, by_mec = Actor.official(people[OFFICER]), Actor.official(other_officer)
    Unit.objects.create(institution=mopc, name="Dirección de Vialidad")
    for day, subject in SUBJECTS:
        file_one(mopc, when=at(day), subject=subject)
    main = file_one(
        mopc,
        when=at("2026-06-30"),
        subject="Mantenimiento de la ruta PY02",
        description="Pagos por el mantenimiento de la ruta PY02 de 2023 a 2025, por empresa.",
    )
    sent = file_one(mopc, when=at("2026-06-29"), subject="Nómina de docentes rurales")
    actions.forward(
        sent.info_request.number, by=by, at=at("2026-06-30"), to=mec, reason="La lleva el MEC."
    )
    school = file_one(
        mopc, when=at("2026-07-03"), subject="Docentes rurales: nómina de 2025",
        description="La nómina del Ministerio de Educación y Ciencias.",
    )  # fmt: skip
    disputed = file_one(mopc, when=at("2026-07-01"), subject="Obras en escuelas de Itapúa")
    number = disputed.info_request.number
    actions.forward(number, by=by, at=at("2026-07-02"), to=mec, reason="Son escuelas.")
    actions.ask_competence(
        number, by=by_mec, at=at("2026-07-03"), proposed=mopc, reason="Las obras las hizo el MOPC."
    )
    mail = bring(
        letter(
            "Quisiera saber cuánto se pagó.", to="mopc@aip.example", Subject="Pagos de la ruta PY02"
        ),
        at=at("2026-07-06", 8),
    )
    return {
        "open": main.info_request.number,
        "school": school.info_request.number,
        "disputed": number,
        "appealed": _appealed(mopc, people[AUTHORITY]).info_request.number,
        "mail": mail.pk,
    }


def _appealed(mopc: Institution, authority: User) -> Receipt:
    receipt = file_one(mopc, when=at("2026-06-18"), subject="Sumario del puente Remanso")
    number = receipt.info_request.number
    signed = resolution(Post.objects.get(holder=authority), signed_on=at("2026-06-26").date())
    actions.deny(number, by=Actor.official(authority), at=at("2026-06-26"), resolution=signed)
    actions.file_reconsideration(
        number, by=Actor.requester(number), at=at("2026-07-01"), text="El sumario ya se cerró."
    )
    return receipt


def test_every_page_of_the_guide_is_there_and_is_what_it_is_called(
    page: Page, people: dict[str, User], places: dict[str, object]
) -> None:
    page.set_viewport_size({"width": WIDTH, "height": TALLEST})
    who = ""
    for stop in STOPS:
        if stop.who != who:
            sign_in(page, people[stop.who])
            who = stop.who
        answer = page.goto(stop.address.format(**places))
        assert answer is not None
        assert answer.status == 200, stop
        expect(page.get_by_role("heading", level=1)).to_contain_text(stop.heading)
        _fill(page, stop)
        _take(page, stop)


def _fill(page: Page, stop: Stop) -> None:
    for label, text in stop.fills:
        page.get_by_label(label, exact=True).fill(text)
    if stop.picture == "archivos":
        page.get_by_label("Agregar archivos").set_input_files([_workbook()])
        page.get_by_role("button", name="Agregar y revisar", exact=True).click()
        expect(page.get_by_text("retenido").first).to_be_visible()


def _workbook() -> FilePayload:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Empresa", "Monto"])
    hidden = book.create_sheet("Sueldos")
    hidden.append(["Nombre", "Cédula"])
    hidden.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return {"name": "pagos.xlsx", "mimeType": XLSX, "buffer": written.getvalue()}


def _take(page: Page, stop: Stop) -> None:
    """Keep the top of what the page is about as a small picture, in the folder AIP_GUIDE names."""
    folder = os.environ.get("AIP_GUIDE")
    if not folder:
        return
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
    shown = page.locator("main").bounding_box()
    assert shown is not None
    area = FloatRect(x=0, y=shown["y"], width=WIDTH, height=min(shown["height"], TALLEST))
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=area))).convert("RGB")
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    Path(folder).mkdir(parents=True, exist_ok=True)
    few.save(Path(folder) / f"{stop.picture}.png", optimize=True)
