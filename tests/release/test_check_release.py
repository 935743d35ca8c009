"""The command: what it prints for a person and for a program, and how it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from docx.document import Document

from release.report import FindingKind, FixKind, Scan, Verdict
from release.wording import FIXES, SCANS, VERDICTS, advice, counted, label
from tests.release.office_files import document, workbook


def check(*arguments: str, out: Any = None) -> int:
    try:
        call_command("check_release", *arguments, stdout=out)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_each_file_is_a_line_of_json_with_its_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def by_ana(letter: Document) -> None:
        letter.core_properties.author = "Ana Paz"

    clean, dirty = workbook(tmp_path / "a.xlsx"), document(tmp_path / "a.docx", by_ana)
    assert check(str(clean), str(dirty), "--json") == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {"file": str(clean), "type": "xlsx", "verdict": "clean", "findings": []}
    assert second == {
        "file": str(dirty),
        "type": "docx",
        "verdict": "hold",
        "findings": [
            {"kind": "author", "where": "propiedades: Autor", "detail": "«A•• P••»"},
        ],
    }


def test_a_person_reads_what_was_found_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = document(tmp_path / "a.docx", lambda letter: letter.add_paragraph("Rosa Canario"))
    assert check(str(path), "--name", "Rosa Canario") == 1
    said = capsys.readouterr().out
    assert "Retenido: mire cada hallazgo" in said
    assert "Datos de quien hizo la solicitud. Documento, párrafo 7: «R••• C••••••»" in said
    assert "Sin análisis antivirus" in said


def test_it_ends_well_when_all_are_clean(tmp_path: Path) -> None:
    assert check(str(workbook(tmp_path / "a.xlsx"))) == 0


def test_a_name_that_is_no_text_is_printed_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt"))
    path.write_text("hola")
    assert check(str(path), "--json") == 0
    assert json.loads(capsys.readouterr().out)["file"].endswith("a\ufffd.txt")


def test_everything_that_can_be_said_has_words() -> None:
    for kind in FindingKind:
        assert label(kind)
        assert advice(kind).endswith(".")
    assert set(VERDICTS) == set(Verdict)
    assert set(SCANS) == set(Scan)
    assert set(FIXES) == set(FixKind)
    assert (counted(1, "celda", "celdas"), counted(2, "celda", "celdas")) == ("1 celda", "2 celdas")
