"""Two files on a desk of the demonstration that say more than they show, so that it is seen how
the release check holds them."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import typst
from django.core.files.base import ContentFile

from answering import shelf
from answering.models import AnswerDraft, AnswerFile
from answering.states import Purpose, Shelf
from demo.texts import hidden as texts
from requests_app import documents


def fill(*, at: datetime) -> None:
    """Put a workbook with a hidden sheet and a report with a covered name beside the answer that
    is half written; harmless when they are there."""
    draft = AnswerDraft.objects.open().filter(purpose=Purpose.ANSWER).order_by("pk").first()
    if draft is None or AnswerFile.objects.exists():
        return
    for name, content in ((texts.WORKBOOK_NAME, _workbook()), (texts.REPORT_NAME, _report())):
        checked = documents.check(ContentFile(content), name)
        file = shelf.add(draft.info_request, Shelf.ANSWER, checked, by=draft.updated_by, at=at)
        shelf.look_into(file, at=at)


def _workbook() -> bytes:
    """Return a workbook whose second sheet nobody sees on opening it."""
    book = openpyxl.Workbook()
    shown, hidden = book.worksheets[0], book.create_sheet(texts.HIDDEN_SHEET)
    shown.title = texts.SHOWN_SHEET
    for row in texts.SHOWN_ROWS:
        shown.append(row)
    for row in texts.HIDDEN_ROWS:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _report() -> bytes:
    """Return a PDF with a black box drawn over a name that is still under it."""
    return bytes(typst.compile(texts.REPORT.encode()))
