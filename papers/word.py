"""Writes a text as an editable document for word processors (DOCX), blanks highlighted."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from papers.writing import Block, BlockKind, Table
from typeset import qr

_LANGUAGE = "es-PY"
# XML 1.0 has no place for these; a change of direction makes one text read as another.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_NAVY = RGBColor(0x1D, 0x3C, 0x72)
_QR_WIDTH = Cm(2.8)


def docx(blocks: Sequence[Block], frame: dict[str, Any], *, at: datetime) -> bytes:
    """Return the document; `frame` gives its title, key and the address that verifies it."""
    document = Document()
    _set_up(document, frame, at=at)
    for block in blocks:
        _add(document, block)
    _add_verification(document, frame)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: DocumentType, frame: dict[str, Any], *, at: datetime) -> None:
    properties = document.core_properties
    properties.title = f"{frame['title']} {frame['number']}"
    properties.author = frame["issuer"]
    properties.language = _LANGUAGE
    properties.comments = ""
    properties.created = properties.modified = at.astimezone(UTC)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    for name, size in (("Normal", 11), ("Heading 1", 17), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
        if name != "Normal":
            style.font.color.rgb = _NAVY
    _set_language(document)
    if frame["demo"]:
        document.add_paragraph("Demostración. Los datos son ficticios: este papel no vale.")


def _set_language(document: DocumentType) -> None:
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGE)
    properties.append(language)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for known in defaults.iter(qn("w:lang")):
        known.set(qn("w:val"), _LANGUAGE)


def _add(document: DocumentType, block: Block) -> None:
    if block.kind == BlockKind.BREAK:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    if block.table is not None:
        _add_table(document, block.table)
        return
    paragraph = _paragraph(document, block.kind)
    if block.kind == BlockKind.NUMBERED:
        paragraph.add_run(f"{block.number}. ")
    for run in block.runs:
        written = paragraph.add_run(_writable(run.text))
        if run.is_blank:
            written.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if block.kind == BlockKind.NOTE:
            written.italic = True


def _paragraph(document: DocumentType, kind: BlockKind) -> Any:
    if kind == BlockKind.TITLE:
        return document.add_heading(level=1)
    if kind == BlockKind.HEADING:
        return document.add_heading(level=2)
    paragraph = document.add_paragraph(style="List Bullet" if kind == BlockKind.ITEM else None)
    if kind == BlockKind.CLOSING:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if kind == BlockKind.NUMBERED:
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.6)
    return paragraph


def _add_table(document: DocumentType, table: Table) -> None:
    if not table.rows:
        return
    grid = document.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    for cell, head in zip(grid.rows[0].cells, table.heads, strict=True):
        cell.paragraphs[0].add_run(head or "Fecha").bold = True
    # Word repeats and announces this row as the table's heads.
    heads = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(heads)  # noqa: SLF001
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = _writable(text)
    document.add_paragraph()


def _add_verification(document: DocumentType, frame: dict[str, Any]) -> None:
    document.add_heading("Origen de este borrador", level=2)
    picture = document.add_picture(io.BytesIO(qr.png(frame["verify_address"])), width=_QR_WIDTH)
    picture._inline.docPr.set("descr", f"Código QR que abre {frame['verify_address']}")  # noqa: SLF001
    document.add_paragraph(
        f"Los hechos de este escrito salen del registro. Verifíquelos en {frame['verify_address']} "
        f"(clave {frame['key']}). Emitido el {frame['issued_at']}. "
        f"Huella de los hechos (SHA-256): {frame['digest']}."
    )


def _writable(text: str) -> str:
    return _UNWRITABLE.sub(lambda sign: f"[U+{ord(sign.group()):04X}]", text)
