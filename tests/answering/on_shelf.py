"""Files as an officer puts them on the shelf of an answer, and where they stand."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from answering import shelf
from answering.models import AnswerFile
from answering.states import Shelf
from requests_app.models import InformationRequest
from requests_app.release_gate import Need
from tests.release.pdf_files import made


def clean(name: str = "datos.csv", text: str = "año,monto\n2025,10\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def dirty(name: str = "sueldos.xlsx") -> SimpleUploadedFile:
    """Return a workbook with a sheet nobody sees."""
    book = openpyxl.Workbook()
    book.active.append(["Contrato", "Monto"])
    hidden = book.create_sheet("Notas")
    hidden.append(["Borrador interno"])
    hidden.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return SimpleUploadedFile(name, written.getvalue())


def pdf(*pages: str, name: str = "nota.pdf") -> SimpleUploadedFile:
    written = io.BytesIO()
    made(*pages).save(written, fix_metadata_version=False)
    return SimpleUploadedFile(name, written.getvalue())


def text(answer: Any) -> str:
    return str(answer.content.decode())


def address(number: str, shelf_name: str = "responder", *rest: str) -> str:
    return "/".join(["/bandeja", number, "archivos", shelf_name, *rest, ""])


def put(desk: Client, number: str, *files: SimpleUploadedFile) -> list[AnswerFile]:
    """Put files on the shelf of the answer, through the page."""
    desk.post(address(number), {"step": "add", "attachments": list(files)})
    return list(AnswerFile.objects.order_by("pk"))


def need(file: AnswerFile) -> Need:
    return shelf.kept(file).standing.need


def answer(desk: Client, number: str, *, seal: str | None = None) -> Any:
    """Confirm the answer as a page that shows the files as they are now does."""
    info_request = InformationRequest.objects.get(number=number)
    shown = shelf.seal_of(shelf.kept_on(info_request, Shelf.ANSWER)) if seal is None else seal
    sent = {"text": "Va lo pedido.", "step": "confirm", "seal": shown, "version": "0"}
    return desk.post(f"/bandeja/{number}/responder/granted/", sent, follow=True)
