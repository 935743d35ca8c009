"""Parts of a PDF struck out: drawn, named or marked, and proved gone from the copy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from answering import shelf, striking
from answering.models import AnswerFile
from answering.states import MadeBy
from release.redaction import spots
from requests_app.models import Document
from requests_app.release_gate import Need
from requests_app.states import Visibility
from tests.answering.on_shelf import address, answer, clean, need, pdf, put, text
from tests.release.pdf_files import said

pytestmark = pytest.mark.django_db


def test_words_are_struck_on_every_page_and_proved_gone(
    desk: Client, number: str, officer: User, monday: datetime
) -> None:
    pages = (said("Contrato de Juan Benitez"), said("Firma Juan Benitez"))
    (file,) = put(desk, number, pdf(*pages))
    here = address(number, "responder", str(file.key), "tachar")
    assert desk.post(here, {"step": "phrases", "phrases": "..."}).status_code == 422
    none = desk.post(here, {"step": "phrases", "phrases": "Pedro"})
    assert "No están en el texto" in text(none)
    desk.post(here, {"step": "phrases", "phrases": "Juan Benitez"})
    assert [box.page for box in file.boxes.all()] == [1, 2]
    page = text(desk.get(here))
    assert "Página 1 de 2" in page
    done = desk.post(here, {"step": "apply_although"}, follow=True)
    assert "ya no están en el texto" in text(done)
    copy = AnswerFile.objects.get(made_by=MadeBy.REDACTED)
    assert copy.made_from == file
    with shelf.on_disk(copy) as path:
        assert spots(path, phrases=["Juan"]) == []
    answer(desk, number)
    assert Document.objects.filter(visibility=Visibility.PARTIES).count() == 1
    assert Document.objects.filter(visibility=Visibility.INTERNAL).count() == 1


def test_what_can_be_read_elsewhere_is_said_before_the_copy_is_made(
    desk: Client, number: str
) -> None:
    pages = (said("Contrato de Benitez"), said("Firma Benitez"))
    (file,) = put(desk, number, pdf(*pages))
    desk.post(
        address(number, "responder", str(file.key), "tachar"),
        {"step": "phrases", "phrases": "Benitez"},
    )
    file.boxes.filter(page=2).delete()
    here = address(number, "responder", str(file.key), "tachar")
    sent = boxes_of(file, step="apply")
    told = desk.post(here, sent)
    assert "todavía se puede leer en otros lugares" in text(told)
    assert not file.copies.exists()
    desk.post(here, {"step": "apply_all"})
    assert {box.page for box in file.boxes.all()} == {1, 2}
    assert file.copies.get().proof["elsewhere"] == []


def test_boxes_are_numbers_and_each_wrong_one_is_said(desk: Client, number: str) -> None:
    (file,) = put(desk, number, pdf(said("Hola")))
    here = address(number, "responder", str(file.key), "tachar")
    box = {"left": "10", "top": "10", "width": "20", "height": "5", "ground": "personal"}
    for wrong in (
        {"width": ""},
        {"left": "x"},
        {"left": "101"},
        {"width": "0.1"},
        {"ground": "porque sí"},
        {"ground": "reserva"},
        {"note": "Decreto 4064/2015"},
    ):
        assert desk.post(here, typed({**box, **wrong})).status_code == 422
    assert not file.boxes.exists()
    desk.post(here, typed({**box, "left": "90", "width": "90"}))
    kept = file.boxes.get()
    assert (kept.left, kept.top, kept.width, kept.height) == (9000, 1000, 1000, 500)
    desk.post(here, typed({**box, "DELETE": "on"}))
    assert not file.boxes.exists()
    nothing = desk.post(here, typed({}, step="apply"), follow=True)
    assert "Dibuje al menos un recuadro" in text(nothing)


def test_a_page_is_drawn_for_who_prepares_the_answer(desk: Client, number: str) -> None:
    (file,) = put(desk, number, pdf(said("Hola")))
    here = address(number, "responder", str(file.key), "tachar")
    for _time in range(2):
        drawn: Any = desk.get(f"{here}1.png")
        assert b"".join(drawn.streaming_content).startswith(b"\x89PNG")
        assert drawn.headers["Cache-Control"] == "private, no-store"
    assert desk.get(f"{here}2.png").status_code == 404
    (_pdf, sheet) = put(desk, number, clean())
    there = address(number, "responder", str(sheet.key), "tachar")
    assert desk.get(there).status_code == 404
    assert desk.get(f"{there}1.png").status_code == 404


def test_a_pdf_that_cannot_be_read_cannot_be_drawn_on(desk: Client, number: str) -> None:
    (file,) = put(desk, number, SimpleUploadedFile("nota.pdf", b"%PDF-1.7\nroto"))
    here = address(number, "responder", str(file.key), "tachar")
    assert desk.get(here).status_code == 302
    assert desk.get(f"{here}1.png").status_code == 404


def test_personal_data_found_are_struck_by_marking_them(desk: Client, number: str) -> None:
    pages = (said("Cedula de identidad Nro. 1.234.567"), said("C.I. Nro. 1.234.567"))
    (file,) = put(desk, number, pdf(*pages))
    here = address(number, "responder", str(file.key), "tachar")
    found = striking.found_in(shelf.kept(file).standing.check)
    assert len(found) == 1
    assert desk.post(here, {"step": "found"}).status_code == 422
    desk.post(here, {"step": "found", "chosen": [found[0].key]})
    assert {box.page for box in file.boxes.all()} == {1, 2}
    desk.post(here, {"step": "apply_although"})
    assert need(file.copies.get()) is Need.NOTHING


def typed(box: dict[str, str], *, step: str = "save") -> dict[str, str]:
    """Return one box as the page sends it."""
    return {
        "step": step,
        "box-TOTAL_FORMS": "1",
        "box-INITIAL_FORMS": "0",
        **{f"box-0-{name}": value for name, value in box.items()},
    }


def boxes_of(file: AnswerFile, *, step: str) -> dict[str, str]:
    """Return the boxes of the first page as the page sends them."""
    (box,) = file.boxes.filter(page=1)
    sides = {name: str(getattr(box, name) / 100) for name in ("left", "top", "width", "height")}
    return typed({**sides, "ground": box.ground, "note": box.note}, step=step)
