"""The editable documents, the calendar files and the models of the texts."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX

from papers.calendar_file import ics, legal_days
from papers.editions import EDITIONS
from papers.kinds import Branch, Kind, PaperFormat
from papers.writing import BlockKind, Run, Table, sections_of, write
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.standing import standing_of
from requests_app.states import Outcome
from tests.factories import at, requester_of
from tests.papers.conftest import take

WHEN = at("2026-07-28")


def editable(receipt: Receipt, kind: Kind = Kind.COURT, branch: Branch = Branch.TACIT) -> bytes:
    return take(receipt, kind, branch, when=WHEN, paper_format=PaperFormat.DOCX).content


@pytest.mark.django_db(transaction=True)
def test_the_draft_can_be_edited_has_real_headings_and_marks_its_blanks(silent: Receipt) -> None:
    content = editable(silent)
    document = docx.Document(io.BytesIO(content))
    heads = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 2"]
    assert heads[:2] == ["Cuándo", "Dónde"]
    assert "VI. Petitorio" in heads
    blanks = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert "[número de su documento]" in blanks
    assert all(text.startswith("[") and text.endswith("]") for text in blanks)
    dates = document.tables[0]
    assert [cell.text for cell in dates.rows[1].cells][:2] == [
        "Fecha segura",
        "viernes 25 de septiembre de 2026",
    ]
    assert dates.rows[2].cells[1].text == "martes 20 de octubre de 2026"
    assert document.core_properties.language == "es-PY"
    assert silent.info_request.number in document.core_properties.title
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml").decode()
    assert 'w:lang w:val="es-PY"' in styles


@pytest.mark.django_db(transaction=True)
def test_the_appeal_can_be_edited_too(partial: Receipt) -> None:
    document = docx.Document(io.BytesIO(editable(partial, Kind.RECONSIDERATION, Branch.PARTIAL)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Datos de salud de terceros" in cells


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.django_db(transaction=True)
def test_libreoffice_opens_the_draft(silent: Receipt, tmp_path: Path) -> None:
    (tmp_path / "amparo.docx").write_bytes(editable(silent))
    command = ["soffice", "--headless", "--convert-to", "txt:Text", "amparo.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=120, capture_output=True)
    assert "acción de amparo" in (tmp_path / "amparo.txt").read_text(encoding="utf-8-sig")


@pytest.mark.django_db(transaction=True)
def test_the_calendar_of_an_open_request_holds_every_date_of_the_law(filed: Receipt) -> None:
    standing = standing_of(filed.info_request.number)
    days = [(told.name, told.day) for told in legal_days(standing, on=date(2026, 7, 6))]
    assert days == [
        ("vencimiento", date(2026, 7, 27)),
        ("denegacion-tacita", date(2026, 7, 28)),
        ("reconsideracion", date(2026, 8, 10)),
        ("justicia-segura", date(2026, 9, 25)),
        ("justicia-maxima", date(2026, 10, 20)),
    ]
    content = ics(standing, on=date(2026, 7, 6), at=at("2026-07-06"))
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    unfolded = content.replace(b"\r\n ", b"").decode()
    number = filed.info_request.number
    assert f"UID:{number}-vencimiento@localhost" in unfolded
    assert "DTSTART;VALUE=DATE:20260727\r\nDTEND;VALUE=DATE:20260728" in unfolded
    assert "DESCRIPTION;LANGUAGE=es:Ley 5282/2014\\, art. 20\\; Constitución\\, art. 40" in unfolded
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VALARM") == 5
    assert "Ana" not in unfolded


@pytest.mark.django_db(transaction=True)
def test_after_a_decision_only_what_is_still_ahead_is_in_the_calendar(
    silent: Receipt, answer: Callable[..., Receipt]
) -> None:
    standing = standing_of(silent.info_request.number)
    names = [told.name for told in legal_days(standing, on=date(2026, 8, 11))]
    assert names == ["justicia-segura", "justicia-maxima"]
    assert legal_days(standing, on=date(2026, 10, 21)) == []


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_request_has_no_dates(filed: Receipt) -> None:
    actions.withdraw(filed.info_request.number, by=requester_of(filed), at=at("2026-07-07"))
    standing = standing_of(filed.info_request.number)
    assert legal_days(standing, on=date(2026, 7, 7)) == []


@pytest.mark.django_db(transaction=True)
def test_an_appeal_left_in_silence_is_told_to_the_judge(silent: Receipt) -> None:
    number = silent.info_request.number
    actions.file_reconsideration(
        number, by=requester_of(silent), at=at("2026-08-03"), text="Insisto."
    )
    actions.lapse_reconsiderations(on=date(2026, 9, 15), at=at("2026-09-15"))
    when = at("2026-10-01")
    made = take(silent, Kind.COURT, Branch.TACIT, when=when, paper_format=PaperFormat.DOCX)
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(made.content)).paragraphs)
    assert "El lunes 3 de agosto de 2026 pedí la reconsideración" in text
    assert "No hubo decisión" in text
    assert "La fecha segura ya pasó" in text


def test_a_model_fills_facts_marks_blanks_and_never_reads_what_it_is_given() -> None:
    facts = {
        "number": "{name} [x] # + @facts",
        "name": "",
        "institution": "X",
    }
    blocks = write("_probe", "tacit", facts=facts, tables={"t": Table("t", ("A",), (("b",),))})
    assert [block.kind for block in blocks] == [
        BlockKind.HEADING,
        BlockKind.NUMBERED,
        BlockKind.NUMBERED,
        BlockKind.PARAGRAPH,
        BlockKind.TABLE,
        BlockKind.BREAK,
    ]
    assert [block.number for block in blocks[1:3]] == [1, 2]
    assert blocks[1].runs == (Run("Pedido "), Run("{name} [x] # + @facts"), Run("."))
    assert blocks[2].runs == (Run("[su nombre]", is_blank=True),)


@pytest.fixture(autouse=True)
def _probe_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A model beside the real ones, for the reader alone."""
    sections_of.cache_clear()
    for edition in EDITIONS:
        if edition.text:
            sections_of(edition.text)
    text = (
        "== body\n# Uno\n+ Pedido {number}.\n@facts\n?name Nunca\n?institution Siempre\n%t\n---\n"
        "== facts\n+ otro\n== tacit.facts\n+ {name|su nombre}\n"
    )
    (tmp_path / "_probe.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr("papers.writing.TEXT_FOLDER", tmp_path)


def test_every_branch_of_the_remedies_has_its_own_object() -> None:
    for model in ("court-2026-07", "reconsideration-2026-07"):
        sections = sections_of(model)
        for branch in (Branch.TACIT, Branch.EXPRESS, Branch.PARTIAL):
            for part in ("object", "facts", "grounds", "petition"):
                assert f"{branch.value}.{part}" in sections
    court = sections_of("court-2026-07")
    assert {"fee.object", "format.object", "fee.grounds", "format.grounds"} <= set(court)
    assert Outcome.NOT_HELD.value not in court
