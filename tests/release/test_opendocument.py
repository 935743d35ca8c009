"""What OpenDocument texts and spreadsheets hide, one thing at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from release.known import NOBODY
from release.limited import TaskFailed
from release.opendocument import inspect_opendocument
from release.opendocument_styles import points
from release.report import Finding, FindingKind
from tests.release.office_files import OFFICE, open_document, row, table

Kind = FindingKind
PLAIN = "<text:h>Respuesta</text:h><text:p>Por <text:span>₲ 4.235.718</text:span>.</text:p>"
EXPENSES = row("Concepto", "Monto") + row("Papel", "4.235.718")


def style(name: str, properties: str, *, said: str = "") -> str:
    return f'<style:style style:name="{name}" {said}>{properties}</style:style>'


HIDDEN = style("A", '<style:text-properties text:display="none"/>')
CLEAR = style("A", '<style:text-properties loext:opacity="0%" xmlns:loext="l"/>')
WHITE = style("A", '<style:text-properties fo:color="#ffffff"/>')
TINY = style("A", '<style:text-properties fo:font-size="1pt"/>')
BLACK = style("A", '<style:text-properties fo:color="#000000" fo:background-color="#000000"/>')
HEIR = style("B", "", said='style:parent-style-name="A"')
WORDS = '<text:p>a<text:span text:style-name="A">secreto</text:span></text:p>'
COMMENT = (
    "<office:annotation><dc:creator>Ana Paz</dc:creator><text:p>ojo</text:p></office:annotation>"
)
MAILTO = '<text:p><text:a xlink:href="mailto:ana@gmail.com">a</text:a></text:p>'
CHANGES = (
    "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
    "<dc:creator>Ana Paz</dc:creator></office:change-info><text:p>C.I. 4.123.987</text:p>"
    "</text:deletion></text:changed-region></text:tracked-changes>"
)

FIGURE = '<text:p><draw:rect draw:style-name="A">{}</draw:rect></text:p>'
DARK = style("A", '<style:graphic-properties draw:fill="solid" draw:fill-color="#000000"/>')
TITLE = FIGURE.format('<text:p><text:span text:style-name="B">Título</text:span></text:p>')
ON_DARK = DARK + style("B", '<style:text-properties fo:color="#ffffff"/>')

DIRTY_TEXTS = [
    (FIGURE.format(""), DARK, Kind.TEXT_UNDER_BOX),
    (WORDS, HIDDEN, Kind.HIDDEN_TEXT),
    (WORDS.replace('"A"', '"B"'), HIDDEN + HEIR, Kind.HIDDEN_TEXT),
    (WORDS, CLEAR, Kind.HIDDEN_TEXT),
    (WORDS, WHITE, Kind.WHITE_TEXT),
    (WORDS, TINY, Kind.TINY_TEXT),
    (WORDS, BLACK, Kind.TEXT_UNDER_BOX),
    (f"<text:p>a{COMMENT}</text:p>", "", Kind.COMMENT),
    (f"<text:p>a{COMMENT}</text:p>", "", Kind.AUTHOR),
    (CHANGES + PLAIN, "", Kind.TRACKED_CHANGE),
    (CHANGES + PLAIN, "", Kind.PERSONAL_CEDULA),
    (f'<text:section text:display="none">{PLAIN}</text:section>', "", Kind.HIDDEN_TEXT),
    ('<text:p><text:hidden-text text:string-value="x"/></text:p>', "", Kind.HIDDEN_TEXT),
    ("<text:p>Cel. 0981 777 666</text:p>", "", Kind.PERSONAL_PHONE),
    (table(row("C.I.") + row("4.123.987")), "", Kind.PERSONAL_CEDULA),
    (MAILTO, "", Kind.PERSONAL_EMAIL),
    ('<text:p><text:a xlink:href="file:///C:/Users/apaz/a">a</text:a></text:p>', "", Kind.METADATA),
    ('<text:p><draw:image xlink:href="http://x.py/a.png"/></text:p>', "", Kind.EXTERNAL_CONTENT),
    ('<text:p><draw:object xlink:href="otro.odt"/></text:p>', "", Kind.EXTERNAL_CONTENT),
    ("<text:p><draw:object-ole/></text:p>", "", Kind.EMBEDDED_FILE),
    ('<text:user-field-decl office:string-value="C.I. 4.123.987"/>', "", Kind.PERSONAL_CEDULA),
]

OFF = style("T", '<style:table-properties table:display="false"/>')
THIN = style("C", '<style:table-column-properties style:column-width="0.01cm"/>')
FLAT = style("R", '<style:table-row-properties style:row-height="0in"/>')
IN_CELL = 'table:style-name="A"'
DARK_CELL = style("A", '<style:table-cell-properties fo:background-color="#000000"/>')
SILENT = '<number:number-style xmlns:number="n" style:name="N1"/>' + style(
    "A", "", said='style:data-style-name="N1"'
)

COLUMN = "<table:table-column {}/>"
COLLAPSED = COLUMN.format("") + COLUMN.format('table:visibility="collapse"')
NUMBER = 'office:value-type="float" office:value="4123987"'
FORMULA = "table:formula=\"of:=['file:///C:/a.ods'#$Hoja.A1]\""

DIRTY_SHEETS = [
    (table(EXPENSES, style="T"), OFF, Kind.HIDDEN_SHEET),
    (table(row("a", said='table:visibility="collapse"')), "", Kind.HIDDEN_ROW),
    (table(row("a", said='table:visibility="filter"')), "", Kind.HIDDEN_ROW),
    (table(row("a", said='table:style-name="R"')), FLAT, Kind.HIDDEN_ROW),
    (table(EXPENSES, columns=COLLAPSED), "", Kind.HIDDEN_COLUMN),
    (table(EXPENSES, columns=COLUMN.format('table:style-name="C"')), THIN, Kind.HIDDEN_COLUMN),
    (table(row("a", cell=IN_CELL)), WHITE, Kind.WHITE_TEXT),
    (table(row("a", cell=IN_CELL)), DARK_CELL, Kind.TEXT_UNDER_BOX),
    (table(row("a", cell=IN_CELL)), SILENT, Kind.HIDDEN_CELL),
    (table(row("", cell='office:string-value="secreto"')), "", Kind.HIDDEN_CELL),
    (table(row("C.I.") + row("4123987", cell=NUMBER)), "", Kind.PERSONAL_CEDULA),
    (table(EXPENSES, name="Juan 4123987"), "", Kind.PERSONAL_CEDULA),
    (table(row(f"a{COMMENT}")), "", Kind.COMMENT),
    (table(row("1", cell=FORMULA)), "", Kind.EXTERNAL_LINK),
    (table('<table:table-source xlink:href="a.ods"/>' + EXPENSES), "", Kind.EXTERNAL_LINK),
    ('<table:named-range table:name="Secreto"/>' + table(EXPENSES), "", Kind.DEFINED_NAME),
    (
        '<table:content-validation table:condition="ana@gmail.com"/>' + table(EXPENSES),
        "",
        Kind.PERSONAL_EMAIL,
    ),
]


def kinds(path: Path) -> set[FindingKind]:
    return {finding.kind for finding in found(path)}


def found(path: Path) -> list[Finding]:
    return inspect_opendocument(path, NOBODY)


@pytest.mark.parametrize(("body", "styles", "kind"), DIRTY_TEXTS)
def test_what_a_text_hides_is_found(
    tmp_path: Path, body: str, styles: str, kind: FindingKind
) -> None:
    assert kind in kinds(open_document(tmp_path / "a.odt", body, styles=styles))


@pytest.mark.parametrize(("body", "styles", "kind"), DIRTY_SHEETS)
def test_what_a_spreadsheet_hides_is_found(
    tmp_path: Path, body: str, styles: str, kind: FindingKind
) -> None:
    assert kind in kinds(open_document(tmp_path / "a.ods", body, styles=styles))


@pytest.mark.parametrize(
    ("meta", "kind"),
    [
        ("<meta:initial-creator>Ana Paz</meta:initial-creator>", Kind.AUTHOR),
        ("<dc:creator>Ana Paz</dc:creator>", Kind.AUTHOR),
        ("<dc:description>borrador</dc:description>", Kind.METADATA),
        ("<dc:title>C.I. 4.123.987</dc:title>", Kind.PERSONAL_CEDULA),
        ('<meta:user-defined meta:name="Revisor">Ana</meta:user-defined>', Kind.CUSTOM_DATA),
        ('<meta:template xlink:href="file:///C:/Users/apaz/a.ott"/>', Kind.METADATA),
    ],
)
def test_what_it_says_of_itself_is_found(tmp_path: Path, meta: str, kind: FindingKind) -> None:
    assert kind in kinds(open_document(tmp_path / "a.odt", PLAIN, meta=meta))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Versions/Version1", "x", Kind.EARLIER_REVISION),
        ("Object 1", "x", Kind.EMBEDDED_FILE),
        ("Object 1/content.xml", "<office:text/>", Kind.EMBEDDED_FILE),
        ("Basic/Standard/Module1.xml", "x", Kind.MACRO),
        ("nomina.txt", "x", Kind.EMBEDDED_FILE),
        (
            "styles.xml",
            f"<a {OFFICE}><text:p>C.I. 4.123.987</text:p></a>",
            Kind.PERSONAL_CEDULA,
        ),
    ],
)
def test_a_part_that_tells_is_found(
    tmp_path: Path, name: str, content: str, kind: FindingKind
) -> None:
    parts = {name: content.encode()}
    assert kind in kinds(open_document(tmp_path / "a.odt", PLAIN, parts=parts))


@pytest.mark.parametrize(
    ("name", "body", "styles"),
    [
        ("a.odt", PLAIN, HIDDEN + WHITE),
        ("a.odt", TITLE, ON_DARK),
        ("a.ods", table(EXPENSES), ""),
        ("a.ods", table(EXPENSES, columns=COLUMN.format('table:number-columns-repeated="9"')), ""),
        ("a.ods", table(EXPENSES + row("", said='table:visibility="collapse"')), ""),
        ("a.ods", '<table:named-range table:name="_xlnm._FilterDatabase"/>' + table(EXPENSES), ""),
        (
            "a.ods",
            table(row("a", cell=IN_CELL)),
            style(
                "A",
                '<style:text-properties fo:color="#ffffff"/>'
                '<style:table-cell-properties fo:background-color="#1f4e78"/>',
            ),
        ),
    ],
)
def test_a_document_that_hides_nothing_is_clean(
    tmp_path: Path, name: str, body: str, styles: str
) -> None:
    chart = f"<a {OFFICE}><office:chart/></a>".encode()
    meta = '<meta:user-defined meta:name="AppVersion">15</meta:user-defined>'
    path = open_document(
        tmp_path / name,
        body,
        styles=styles,
        meta=meta,
        parts={"Object 1/content.xml": chart, "Thumbnails/thumbnail.png": b"x"},
    )
    assert found(path) == []


def test_a_document_with_a_password_is_not_passed(tmp_path: Path) -> None:
    manifest = {"META-INF/manifest.xml": b"<m><encryption-data/></m>"}
    with pytest.raises(TaskFailed) as refusal:
        found(open_document(tmp_path / "a.odt", PLAIN, parts=manifest))
    assert refusal.value.kind == Kind.ENCRYPTED


def test_lengths_are_read_in_points() -> None:
    assert points("1in") == 72
    assert points("120%") is None
