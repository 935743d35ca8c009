"""What a workbook hides, one thing at a time, and a plain one that hides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, GradientFill, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from release.known import NOBODY
from release.limited import TaskFailed
from release.report import Finding, FindingKind
from release.xlsx import inspect_xlsx
from release.xlsx_styles import shows_nothing
from tests.release.office_files import OnWorkbook, replaced, with_parts, workbook

Kind = FindingKind
DRAWING = (
    '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col>'
    "<xdr:row>0</xdr:row></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:row>3</xdr:row></xdr:to>"
    '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="a" {said}/></xdr:nvSpPr>'
    "<xdr:spPr>{fill}</xdr:spPr><xdr:txBody><a:t>{text}</a:t></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)
FILLED = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'


def found(path: Path) -> list[Finding]:
    return inspect_xlsx(path, NOBODY)


def kinds(path: Path) -> set[FindingKind]:
    return {finding.kind for finding in found(path)}


def write(sheet: Worksheet, place: str, value: Any, **looks: Any) -> None:
    sheet[place] = value
    for name, look in looks.items():
        setattr(sheet[place], name, look)


def new_sheet(state: str) -> OnWorkbook:
    def change(book: Workbook, _sheet: Worksheet) -> None:
        book.create_sheet("Sueldos").sheet_state = state

    return change


def listed(values: str) -> OnWorkbook:
    def change(_book: Workbook, sheet: Worksheet) -> None:
        rule = DataValidation(type="list", formula1=values)
        sheet.add_data_validation(rule)
        rule.add("C2")

    return change


def dressed(value: str | CellRichText = "secreto", **looks: Any) -> OnWorkbook:
    return lambda _book, sheet: write(sheet, "A9", value, **looks)


def condition(**looks: Any) -> OnWorkbook:
    rule = CellIsRule(operator="greaterThan", formula=["0"], **looks)
    return lambda _book, sheet: sheet.conditional_formatting.add("A1:A9", rule)


def named(**said: Any) -> OnWorkbook:
    return lambda book, _sheet: book.defined_names.add(DefinedName("X", **said))


WHITE = Font(color="FFFFFF")

DIRTY: list[tuple[OnWorkbook, FindingKind]] = [
    (new_sheet("hidden"), Kind.HIDDEN_SHEET),
    (new_sheet("veryHidden"), Kind.VERY_HIDDEN_SHEET),
    (lambda _b, s: setattr(s.row_dimensions[3], "hidden", True), Kind.HIDDEN_ROW),
    (lambda _b, s: setattr(s.row_dimensions[3], "height", 0.5), Kind.HIDDEN_ROW),
    (lambda _b, s: setattr(s.sheet_format, "zeroHeight", True), Kind.HIDDEN_ROW),
    (lambda _b, s: setattr(s.column_dimensions["B"], "hidden", True), Kind.HIDDEN_COLUMN),
    (lambda _b, s: setattr(s.column_dimensions["B"], "width", 0.1), Kind.HIDDEN_COLUMN),
    (lambda _b, s: setattr(s["A2"], "comment", Comment("ojo", "Ana Paz")), Kind.COMMENT),
    (
        lambda b, _s: b.defined_names.add(DefinedName("X", attr_text="Gastos!$A$1")),
        Kind.DEFINED_NAME,
    ),
    (
        lambda b, _s: b.defined_names.add(DefinedName("X", attr_text="7", hidden=True)),
        Kind.DEFINED_NAME,
    ),
    (lambda b, _s: setattr(b.properties, "creator", "Juan Pérez"), Kind.AUTHOR),
    (lambda b, _s: setattr(b.properties, "lastModifiedBy", "jperez"), Kind.AUTHOR),
    (lambda b, _s: setattr(b.properties, "keywords", "borrador"), Kind.METADATA),
    (dressed(font=WHITE), Kind.WHITE_TEXT),
    (dressed(font=Font(color=Color(theme=0))), Kind.WHITE_TEXT),
    (dressed(CellRichText("hola ", TextBlock(InlineFont(color="FFFFFF"), "x"))), Kind.WHITE_TEXT),
    (dressed(font=Font(color=Color(theme=1, tint=0.99))), Kind.WHITE_TEXT),
    (dressed(font=Font(color=Color(indexed=9))), Kind.WHITE_TEXT),
    (dressed(fill=PatternFill("solid", fgColor="000000")), Kind.TEXT_UNDER_BOX),
    (dressed(fill=PatternFill("solid", fgColor="010101")), Kind.TEXT_UNDER_BOX),
    (dressed(font=Font(sz=1)), Kind.TINY_TEXT),
    (dressed(number_format=";;;"), Kind.HIDDEN_CELL),
    (condition(font=WHITE), Kind.WHITE_TEXT),
    (listed('"Juan Pérez,Ana Paz"'), Kind.DATA_VALIDATION),
    (dressed("='[otro.xlsx]Hoja1'!A1"), Kind.EXTERNAL_LINK),
    (dressed('=IF(1,"","juan@gmail.com")'), Kind.PERSONAL_EMAIL),
    (dressed("juan@gmail.com"), Kind.PERSONAL_EMAIL),
    (lambda _b, s: setattr(s, "title", "Juan 4123987"), Kind.PERSONAL_CEDULA),
    (lambda _b, s: setattr(s.oddHeader.left, "text", "C.I. 4.123.987"), Kind.PERSONAL_CEDULA),
    (lambda _b, s: setattr(s["A2"], "hyperlink", "mailto:juan@gmail.com"), Kind.PERSONAL_EMAIL),
    (lambda _b, s: setattr(s["A2"], "hyperlink", "file:///C:/x.xlsx"), Kind.EXTERNAL_LINK),
]


@pytest.mark.parametrize(("change", "kind"), DIRTY)
def test_what_a_workbook_hides_is_found(
    tmp_path: Path, change: OnWorkbook, kind: FindingKind
) -> None:
    assert kind in kinds(workbook(tmp_path / "a.xlsx", change))


def _chart(_book: Workbook, sheet: Worksheet) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "E2")


CLEAN: list[OnWorkbook | None] = [
    None,
    _chart,
    listed('"Sí,No"'),
    dressed("Título", font=WHITE, fill=PatternFill("solid", fgColor="1F4E78")),
    dressed("Título", font=WHITE, fill=PatternFill("darkGray")),
    dressed("Título", font=WHITE, fill=GradientFill(stop=("000000", "FFFFFF"))),
    dressed("Título", alignment=Alignment(wrap_text=True)),
    condition(font=WHITE, fill=PatternFill(bgColor="FF0000")),
    lambda _b, s: setattr(s.column_dimensions["H"], "hidden", True),
    lambda _b, s: setattr(s.row_dimensions[9], "hidden", True),
    lambda _b, s: setattr(s["A2"], "hyperlink", "https://www.mopc.gov.py"),
    lambda b, _s: setattr(b.properties, "creator", "Ministerio de Hacienda"),
]


@pytest.mark.parametrize("change", CLEAN)
def test_a_workbook_that_hides_nothing_is_clean(tmp_path: Path, change: OnWorkbook | None) -> None:
    assert found(workbook(tmp_path / "a.xlsx", change)) == []


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        ("xl/pivotCache/pivotCacheDefinition1.xml", "<a/>", Kind.PIVOT_CACHE),
        ("xl/model/item.data", "x", Kind.PIVOT_CACHE),
        ("xl/slicerCaches/slicerCache1.xml", "<a/>", Kind.CACHED_DATA),
        ("xl/externalLinks/externalLink1.xml", "<a/>", Kind.EXTERNAL_LINK),
        ("xl/connections.xml", "<a/>", Kind.EXTERNAL_LINK),
        ("xl/embeddings/oleObject1.bin", "x", Kind.EMBEDDED_FILE),
        ("xl/revisions/revisionLog1.xml", "<a/>", Kind.TRACKED_CHANGE),
        ("xl/worksheets/sheet9.xml", "<worksheet/>", Kind.HIDDEN_SHEET),
        ("xl/persons/person.xml", '<p><person displayName="Ana Paz"/></p>', Kind.AUTHOR),
        (
            "xl/threadedComments/threadedComment1.xml",
            '<a><threadedComment ref="B2"><text>C.I. 4.123.987</text></threadedComment></a>',
            Kind.PERSONAL_CEDULA,
        ),
        ("xl/vbaProject.bin", "x", Kind.MACRO),
        ("xl/media/otro.zip", "x", Kind.NESTED_ARCHIVE),
        ("nomina.txt", "x", Kind.EMBEDDED_FILE),
        ("xl/tables/table1.xml", "<a b='ana@gmail.com'/>", Kind.PERSONAL_EMAIL),
        ("customXml/item1.xml", "<a>secreto</a>", Kind.CUSTOM_DATA),
        ("docProps/thumbnail.jpeg", "x", Kind.THUMBNAIL),
        (
            "docProps/custom.xml",
            "<Properties><property name='Revisor'><lpwstr>Ana</lpwstr></property></Properties>",
            Kind.CUSTOM_DATA,
        ),
        (
            "docProps/app.xml",
            "<Properties><Company>Juan Pérez y Cía</Company></Properties>",
            Kind.METADATA,
        ),
        ("docProps/app.xml", "<Properties><Manager>Ana Paz</Manager></Properties>", Kind.AUTHOR),
        (
            "docProps/app.xml",
            r"<Properties><Template>C:\Users\apaz\x.dotx</Template></Properties>",
            Kind.METADATA,
        ),
    ],
)
def test_a_part_that_tells_is_found(
    tmp_path: Path, part: str, content: str, kind: FindingKind
) -> None:
    path = with_parts(workbook(tmp_path / "a.xlsx"), {part: content.encode()})
    assert kind in kinds(path)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<bookViews>", r'<x:absPath url="C:\Users\apaz\Documents\"/><bookViews>', Kind.METADATA),
        ("<bookViews>", '<fileSharing userName="Ana Paz"/><bookViews>', Kind.AUTHOR),
    ],
)
def test_the_workbook_says_whose_it_is(
    tmp_path: Path, old: str, new: str, kind: FindingKind
) -> None:
    assert kind in kinds(replaced(workbook(tmp_path / "a.xlsx"), "xl/workbook.xml", old, new))


def test_texts_are_read_wherever_the_workbook_says_they_are(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    texts = b"<sst><si><t>ana@gmail.com</t></si></sst>"
    sheet = b'<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>'
    with_parts(path, {"xl/textos.xml": texts, "xl/worksheets/sheet1.xml": sheet})
    pointer = '<Relationship Id="t" Type="x/sharedStrings" Target="textos.xml"/></Relationships>'
    replaced(path, "xl/_rels/workbook.xml.rels", "</Relationships>", pointer)
    assert Kind.PERSONAL_EMAIL in kinds(path)


def test_sheets_without_tabs_are_hidden(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", new_sheet("visible"))
    assert found(path) == []
    replaced(path, "xl/workbook.xml", 'showSheetTabs="1"', 'showSheetTabs="0"')
    assert Kind.HIDDEN_SHEET in kinds(path)


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        ('<scenarios><scenario name="a"/></scenarios>', Kind.CACHED_DATA),
        ('<hyperlinks><hyperlink tooltip="ana@gmail.com"/></hyperlinks>', Kind.PERSONAL_EMAIL),
    ],
)
def test_what_a_sheet_keeps_beside_its_cells_is_found(
    tmp_path: Path, piece: str, kind: FindingKind
) -> None:
    path = workbook(tmp_path / "a.xlsx")
    end = "</sheetData>"
    assert kind in kinds(replaced(path, "xl/worksheets/sheet1.xml", end, end + piece))


def test_macros_are_told_by_the_list_of_types_too(tmp_path: Path) -> None:
    path = replaced(
        workbook(tmp_path / "a.xlsx"),
        "[Content_Types].xml",
        "sheet.main",
        "sheet.macroEnabled.main",
    )
    assert Kind.MACRO in kinds(path)


@pytest.mark.parametrize(
    ("fill", "text", "said", "kind"),
    [
        (FILLED, "", "", Kind.TEXT_UNDER_BOX),
        ("", "C.I. 4.123.987", "", Kind.PERSONAL_CEDULA),
        ("", "", 'hidden="1"', Kind.HIDDEN_TEXT),
        ("", "", r'descr="C:\Users\apaz\foto.png"', Kind.METADATA),
    ],
)
def test_what_is_drawn_over_the_cells_is_seen(
    tmp_path: Path, fill: str, text: str, said: str, kind: FindingKind
) -> None:
    path = workbook(tmp_path / "a.xlsx", _chart)
    drawing = DRAWING.format(fill=fill, text=text, said=said)
    assert kind in kinds(with_parts(path, {"xl/drawings/drawing1.xml": drawing.encode()}))


def test_a_white_piece_of_a_text_is_seen(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    shared = '<sst><si><r><rPr><color rgb="FFFFFFFF"/></rPr><t>secreto</t></r></si></sst>'
    sheet = '<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>'
    parts = {"xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": sheet}
    dirty = with_parts(path, {name: content.encode() for name, content in parts.items()})
    assert Kind.WHITE_TEXT in kinds(dirty)


def test_findings_say_their_sheet_and_cell(tmp_path: Path) -> None:
    def change(_book: Workbook, sheet: Worksheet) -> None:
        sheet["D1"], sheet["D2"] = "C.I.", 4_123_987
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True

    said = {(one.kind, one.where) for one in found(workbook(tmp_path / "a.xlsx", change))}
    assert said == {
        (Kind.PERSONAL_CEDULA, "Hoja «Gastos», D2"),
        (Kind.HIDDEN_ROW, "Hoja «Gastos», filas 2–3"),
    }


@pytest.mark.parametrize("content", [b"<a", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_a_broken_or_hostile_sheet_is_not_passed(tmp_path: Path, content: bytes) -> None:
    path = with_parts(workbook(tmp_path / "a.xlsx"), {"xl/worksheets/sheet1.xml": content})
    with pytest.raises(Exception, match=r"unclosed|document type"):
        found(path)


def test_a_sheet_too_large_to_read_is_said_at_once(tmp_path: Path) -> None:
    path = with_parts(
        workbook(tmp_path / "a.xlsx"), {"xl/worksheets/sheet1.xml": b" " * (65 << 20)}
    )
    with pytest.raises(TaskFailed) as refusal:
        found(path)
    assert refusal.value.kind in {Kind.TOO_LARGE, Kind.ARCHIVE_BOMB}


@pytest.mark.parametrize(
    ("code", "hides"),
    [
        (";;;", True),
        ("[Red];;", True),
        ('"";"";""', True),
        ("General", False),
        ("0;-0;;@", False),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', False),
    ],
)
def test_a_format_that_shows_nothing_is_told_from_others(*, code: str, hides: bool) -> None:
    assert shows_nothing(code) is hides
