"""What is offered for what was found, and that the new file hides nothing and says the same."""

from __future__ import annotations

import importlib
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from release.fix_inside import FIXES, fix_file
from release.fixes import FixFailed, fix, fixes_for
from release.known import NOBODY
from release.limited import TaskFailed
from release.look_inside import inspect_path
from release.report import Finding, FindingKind, FixKind, Report, Verdict
from tests.release.office_files import (
    PNG,
    document,
    open_document,
    replaced,
    row,
    table,
    with_parts,
    word,
    workbook,
)
from tests.release.test_documents import DELETED, FORMER, INSERTED

Kind = FindingKind


def looked(path: Path) -> Report:
    return inspect_path(path, name=path.name, known=NOBODY)


def fixed(path: Path, kind: FixKind) -> Path:
    target = path.with_name(f"fixed-{path.name}")
    fix_file(str(path), kind.value, str(target))
    return target


def kinds(path: Path) -> set[FindingKind]:
    return {finding.kind for finding in looked(path).findings}


def _hide(book: Workbook, sheet: Worksheet) -> None:
    book.properties.creator = "Ana Paz"
    book.create_sheet("Sueldos")["A1"] = "secreto"
    book["Sueldos"].sheet_state = "veryHidden"
    sheet.append(["oculta", 1, 2])
    sheet.append(["=texto", True, 2.5])
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["A"].width = 30
    sheet["D2"], sheet["E2"] = "blanco", "tapado"
    sheet["D2"].font = Font(color="FFFFFF")
    sheet["E2"].number_format = ";;;"
    sheet["B2"].number_format = "#,##0.00"
    sheet["A5"].data_type = "s"
    sheet["A2"].comment = Comment("ojo", "Ana Paz")


def test_only_the_visible_values_of_a_workbook_are_left(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", _hide)
    report = looked(path)
    assert fixes_for(report) == [FixKind.VALUES_ONLY, FixKind.WITHOUT_METADATA]
    result = fixed(path, FixKind.VALUES_ONLY)
    assert kinds(result) == set()
    book = openpyxl.load_workbook(result)
    assert book.sheetnames == ["Gastos"]
    assert list(book["Gastos"].values) == [
        ("Concepto", "Monto (Gs.)"),
        ("Combustible", 4_235_718),
        ("Papel", "1.500.000"),
        ("=texto", True),
    ]
    assert book["Gastos"]["B2"].number_format == "#,##0.00"
    assert book["Gastos"].column_dimensions["A"].width == 30


def test_a_workbook_that_keeps_no_results_is_left_as_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", lambda _book, sheet: sheet.append(["=1+1"]))
    with pytest.raises(FixFailed, match="no guarda los resultados"):
        fix(path, FixKind.VALUES_ONLY, tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()


def test_a_workbook_with_nothing_to_see_is_left_as_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    replaced(path, "xl/workbook.xml", 'state="visible"', 'state="hidden"')
    with pytest.raises(TaskFailed, match="ninguna hoja visible"):
        fixed(path, FixKind.VALUES_ONLY)


def _change(letter: docx.document.Document) -> None:
    paragraph = letter.add_paragraph("Se informa. ")
    for piece in (INSERTED, DELETED, FORMER):
        paragraph._p.append(word(piece))  # noqa: SLF001
    letter.add_comment(paragraph.runs[0], "ojo", "Ana Paz", "AP")
    hidden = letter.add_paragraph().add_run("secreto")
    hidden.font.hidden = True
    styled = letter.styles.add_style("Oculta", 2)
    styled.font.hidden = True
    letter.add_paragraph().add_run("oculto", style="Oculta")
    gone = letter.add_table(rows=1, cols=1).rows[0]
    gone._tr.get_or_add_trPr().append(word("<w:del w:author='Ana Paz'/>"))  # noqa: SLF001
    letter.core_properties.author = "Ana Paz"


def test_the_changes_of_a_document_are_accepted_and_its_remarks_gone(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", _change)
    assert FixKind.ACCEPTED_CHANGES in fixes_for(looked(path))
    result = fixed(path, FixKind.ACCEPTED_CHANGES)
    assert kinds(result) == set()
    letter = docx.Document(str(result))
    assert [one.text for one in letter.paragraphs if one.text] == [
        "Respuesta",
        "Consta en la Resolución N.º 1.234.567 por ₲ 4.235.718.",
        "Se informa. nuevox",
    ]
    assert len(letter.tables[1].rows) == 0


def test_what_files_say_of_themselves_is_taken_out(tmp_path: Path) -> None:
    said = {
        "docProps/custom.xml": b"<Properties><property name='a'><b>c</b></property></Properties>",
        "customXml/item2.xml": b"<a>secreto</a>",
        "word/media/a.png": PNG,
    }
    author = "<dc:creator>Ana Paz</dc:creator>"
    files = [
        with_parts(document(tmp_path / "a.docx", _by_ana), said),
        workbook(
            tmp_path / "a.xlsx", lambda book, _s: setattr(book.properties, "creator", "Ana Paz")
        ),
        open_document(tmp_path / "a.ods", table(row("a")), meta=author),
    ]
    for path in files:
        assert FixKind.WITHOUT_METADATA in fixes_for(looked(path))
        result = fixed(path, FixKind.WITHOUT_METADATA)
        assert kinds(result) == set()
    with zipfile.ZipFile(tmp_path / "fixed-a.docx") as archive:
        assert not {"docProps/custom.xml", "customXml/item2.xml"} & set(archive.namelist())
        assert b"custom.xml" not in archive.read("[Content_Types].xml")
    assert docx.Document(str(tmp_path / "fixed-a.docx")).paragraphs[0].text == "Respuesta"


def _workbook_by_ana(book: Workbook, _sheet: Worksheet) -> None:
    book.properties.creator = "Ana Paz"


def _by_ana(letter: docx.document.Document) -> None:
    letter.core_properties.author = "Ana Paz"


def test_a_fix_for_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TaskFailed) as failure:
        fixed(workbook(tmp_path / "a.xlsx"), FixKind.RERENDERED)
    assert failure.value.kind == Kind.TYPE_NOT_ACCEPTED


def test_every_fix_that_is_offered_has_a_maker() -> None:
    for makers in FIXES.values():
        for maker in makers.values():
            module, _, function = maker.partition(":")
            assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.parametrize(
    ("file_type", "kind", "offered"),
    [
        ("pdf", Kind.TEXT_UNDER_BOX, [FixKind.RERENDERED]),
        ("pdf", Kind.AUTHOR, [FixKind.WITHOUT_METADATA, FixKind.RERENDERED]),
        ("jpg", Kind.GPS, [FixKind.WITHOUT_METADATA]),
        ("docx", Kind.COMMENT, [FixKind.ACCEPTED_CHANGES]),
        ("docx", Kind.PERSONAL_CEDULA, []),
        ("xlsx", Kind.MACRO, []),
        ("pdf", Kind.ENCRYPTED, []),
    ],
)
def test_only_what_would_help_is_offered(
    file_type: str, kind: FindingKind, offered: list[FixKind]
) -> None:
    report = Report(file_type, (Finding(kind, "", ""),))
    assert fixes_for(report) == offered
    assert report.verdict != Verdict.CLEAN
