"""What a text document hides, one thing at a time, and a plain one that hides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt, RGBColor

from release.docx import inspect_docx
from release.known import NOBODY
from release.report import Finding, FindingKind
from tests.release.office_files import OnDocument, document, replaced, with_parts, word

Kind = FindingKind
WHITE, BLACK = RGBColor(255, 255, 255), RGBColor(0, 0, 0)
DRAWN = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="wp" xmlns:a="a" xmlns:wps="wps"><wp:docPr id="9" {said}/>'
    '<wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill></wps:spPr>'
    "<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing>"
    "</w:r>"
)
WHITE_WORDS = '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Tapa</w:t></w:r></w:p>'
TEMPLATE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="x/attachedTemplate" Target="file:///C:/a.dotm" '
    'TargetMode="External"/></Relationships>'
)


def found(path: Path) -> list[Finding]:
    return inspect_docx(path, NOBODY)


def kinds(path: Path) -> set[FindingKind]:
    return {finding.kind for finding in found(path)}


def run(text: str = "secreto", **looks: Any) -> OnDocument:
    def change(letter: Document) -> None:
        font = letter.add_paragraph().add_run(text).font
        for name, look in looks.items():
            target = font.color if name == "rgb" else font
            setattr(target, name, look)

    return change


def styled(kind: WD_STYLE_TYPE) -> OnDocument:
    def change(letter: Document) -> None:
        style: Any = letter.styles.add_style("Base", kind)
        style.font.hidden = True
        above: Any = letter.styles.add_style("Oculta", kind)
        above.base_style = style
        if kind == WD_STYLE_TYPE.PARAGRAPH:
            letter.add_paragraph("secreto", style="Oculta")
        else:
            letter.add_paragraph().add_run("secreto", style="Oculta")

    return change


def xml(piece: str) -> OnDocument:
    return lambda letter: letter.add_paragraph()._p.append(word(piece))  # noqa: SLF001


def shaded(xml_of_cell: str, colour: RGBColor = WHITE) -> OnDocument:
    def change(letter: Document) -> None:
        cell = letter.add_table(rows=1, cols=1).cell(0, 0)
        cell.paragraphs[0].add_run("Título").font.color.rgb = colour
        cell._tc.get_or_add_tcPr().append(word(xml_of_cell))  # noqa: SLF001

    return change


def comment(letter: Document) -> None:
    paragraph = letter.add_paragraph("hola")
    letter.add_comment(paragraph.runs[0], "ojo", "Ana Paz", "AP")


def table_of_people(letter: Document) -> None:
    table = letter.add_table(rows=2, cols=2)
    for place, text in enumerate(("Nombre", "C.I.", "Ana", "4123987")):
        table.cell(place // 2, place % 2).text = text


def heading(letter: Document) -> None:
    letter.sections[0].header.paragraphs[0].text = "Cel. 0981777666"


INSERTED = '<w:ins w:author="Ana Paz" w:id="1"><w:r><w:t>nuevo</w:t></w:r></w:ins>'
DELETED = (
    INSERTED.replace("ins", "del").replace("w:t>", "w:delText>").replace("nuevo", "C.I. 4.123.987")
)
BLACKENED = '<w:r><w:rPr><w:shd w:val="clear" w:fill="000000"/></w:rPr><w:t>x</w:t></w:r>'
DESCRIBED = DRAWN.format(said='descr="C.I. 4.123.987"', fill="FF0000", text="")
FORMER = "<w:r><w:rPr><w:b/><w:rPrChange w:author='Ana Paz' w:id='1'/></w:rPr><w:t>x</w:t></w:r>"

CLEAR = "<w:r><w:rPr><textFill>{}</textFill></w:rPr><w:t>x</w:t></w:r>"
OF_THEME = '<w:r><w:rPr><w:color w:themeColor="background1"/></w:rPr><w:t>x</w:t></w:r>'

DIRTY: list[tuple[OnDocument, FindingKind]] = [
    (xml(INSERTED), Kind.TRACKED_CHANGE),
    (xml(INSERTED), Kind.AUTHOR),
    (xml(DELETED), Kind.TRACKED_CHANGE),
    (xml(DELETED), Kind.PERSONAL_CEDULA),
    (xml(FORMER), Kind.TRACKED_CHANGE),
    (comment, Kind.COMMENT),
    (run(hidden=True), Kind.HIDDEN_TEXT),
    (styled(WD_STYLE_TYPE.CHARACTER), Kind.HIDDEN_TEXT),
    (styled(WD_STYLE_TYPE.PARAGRAPH), Kind.HIDDEN_TEXT),
    (run(rgb=WHITE), Kind.WHITE_TEXT),
    (run(rgb=RGBColor(254, 254, 254)), Kind.WHITE_TEXT),
    (xml(OF_THEME), Kind.WHITE_TEXT),
    (xml(CLEAR.format("<noFill/>")), Kind.HIDDEN_TEXT),
    (xml(CLEAR.format('<alpha val="100000"/>')), Kind.HIDDEN_TEXT),
    (run(size=Pt(1)), Kind.TINY_TEXT),
    (run(highlight_color=WD_COLOR_INDEX.BLACK), Kind.TEXT_UNDER_BOX),
    (run(highlight_color=WD_COLOR_INDEX.BLACK, rgb=BLACK), Kind.TEXT_UNDER_BOX),
    (xml(BLACKENED), Kind.TEXT_UNDER_BOX),
    (shaded('<w:shd w:val="clear" w:fill="000000"/>', BLACK), Kind.TEXT_UNDER_BOX),
    (shaded('<w:shd w:val="solid"/>', BLACK), Kind.TEXT_UNDER_BOX),
    (xml(DRAWN.format(said="", fill="000000", text="")), Kind.TEXT_UNDER_BOX),
    (xml(DRAWN.format(said='hidden="1"', fill="FF0000", text="")), Kind.HIDDEN_TEXT),
    (xml(DESCRIBED), Kind.PERSONAL_CEDULA),
    (xml(DRAWN.format(said="", fill="FFFFFF", text=WHITE_WORDS)), Kind.WHITE_TEXT),
    (xml("<w:r><w:instrText>INCLUDETEXT otro.docx</w:instrText></w:r>"), Kind.EXTERNAL_CONTENT),
    (xml("<w:r><w:instrText>HYPERLINK mailto:ana@x.com</w:instrText></w:r>"), Kind.PERSONAL_EMAIL),
    (xml("<w:altChunk/>"), Kind.EMBEDDED_FILE),
    (lambda d: setattr(d.core_properties, "author", "Ana Paz"), Kind.AUTHOR),
    (lambda d: setattr(d.core_properties, "last_modified_by", "Ana Paz"), Kind.AUTHOR),
    (lambda d: setattr(d.core_properties, "keywords", "borrador"), Kind.METADATA),
    (lambda d: setattr(d.core_properties, "title", "C.I. 4.123.987"), Kind.PERSONAL_CEDULA),
    (run("Juan Pérez, con cédula 4.123.987"), Kind.PERSONAL_CEDULA),
    (heading, Kind.PERSONAL_PHONE),
    (table_of_people, Kind.PERSONAL_CEDULA),
]


@pytest.mark.parametrize(("change", "kind"), DIRTY)
def test_what_a_document_hides_is_found(
    tmp_path: Path, change: OnDocument, kind: FindingKind
) -> None:
    assert kind in kinds(document(tmp_path / "a.docx", change))


CLEAN: list[OnDocument | None] = [
    None,
    run(web_hidden=True),
    run("negrita", bold=True, rgb=RGBColor(200, 0, 0)),
    run("marcado", highlight_color=WD_COLOR_INDEX.YELLOW),
    run("blanco", highlight_color=WD_COLOR_INDEX.BLACK, rgb=WHITE),
    run(" ", hidden=True),
    xml(CLEAR.format('<alpha val="40000"/>')),
    run("", size=Pt(1)),
    shaded('<w:shd w:val="clear" w:fill="1F4E78"/>'),
    xml("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"),
    xml("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>visible</w:t></w:r>"),
    xml("<w:r><w:instrText>PAGEREF _Toc41239871</w:instrText></w:r>"),
    xml(DRAWN.format(said='descr="Escudo"', fill="1F4E78", text=WHITE_WORDS)),
]


@pytest.mark.parametrize("change", CLEAN)
def test_a_document_that_hides_nothing_is_clean(tmp_path: Path, change: OnDocument | None) -> None:
    assert found(document(tmp_path / "a.docx", change)) == []


def test_white_words_on_a_table_whose_style_is_dark_are_seen(tmp_path: Path) -> None:
    def change(letter: Document) -> None:
        table = letter.add_table(rows=1, cols=1, style="Dark List")
        table.cell(0, 0).paragraphs[0].add_run("Título").font.color.rgb = WHITE

    assert found(document(tmp_path / "a.docx", change)) == []


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        ("word/embeddings/Libro1.xlsx", "PK", Kind.EMBEDDED_FILE),
        ("word/activeX/activeX1.xml", "<a/>", Kind.EMBEDDED_FILE),
        ("word/vbaProject.bin", "x", Kind.MACRO),
        ("word/otro.exe", "x", Kind.NESTED_ARCHIVE),
        ("nota.txt", "x", Kind.EMBEDDED_FILE),
        ("customXml/item2.xml", "<a>secreto</a>", Kind.CUSTOM_DATA),
        ("word/people.xml", '<p><person author="Ana Paz"/></p>', Kind.AUTHOR),
        ("word/charts/chart1.xml", "<c><v>ana@gmail.com</v></c>", Kind.PERSONAL_EMAIL),
        (
            "word/_rels/settings.xml.rels",
            TEMPLATE,
            Kind.EXTERNAL_CONTENT,
        ),
        (
            "word/glossary/document.xml",
            '<a><docPart><types><type val="autoTxt"/></types><p><r><t>x</t></r></p></docPart></a>',
            Kind.HIDDEN_TEXT,
        ),
    ],
)
def test_a_part_that_tells_is_found(
    tmp_path: Path, part: str, content: str, kind: FindingKind
) -> None:
    path = with_parts(document(tmp_path / "a.docx"), {part: content.encode()})
    assert kind in kinds(path)


@pytest.mark.parametrize(
    ("setting", "kind"),
    [
        ('<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>', Kind.CUSTOM_DATA),
        ("<w:mailMerge/>", Kind.EXTERNAL_CONTENT),
    ],
)
def test_settings_that_carry_data_are_found(
    tmp_path: Path, setting: str, kind: FindingKind
) -> None:
    end = "</w:settings>"
    path = replaced(document(tmp_path / "a.docx"), "word/settings.xml", end, setting + end)
    assert kind in kinds(path)


def test_findings_say_their_part_and_paragraph(tmp_path: Path) -> None:
    (one,) = found(document(tmp_path / "a.docx", run("Celular 0981 777 666")))
    assert (one.where, one.detail) == ("Documento, párrafo 7", "«0••• ••• •66»")
