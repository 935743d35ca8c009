"""Office files made for the tests of the release check, each hiding one thing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)
MEDIA = "application/vnd.oasis.opendocument"

OnWorkbook = Callable[[Workbook, Worksheet], object]
OnDocument = Callable[[Document], object]


def workbook(path: Path, change: OnWorkbook | None = None) -> Path:
    """Write a plain table of expenses as xlsx, with what the test changes in it."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Gastos"
    for row in (
        ("Concepto", "Monto (Gs.)", "Fecha"),
        ("Combustible", 4_235_718, "2024-03-01"),
        ("Papel", "1.500.000", "12/03/2024"),
    ):
        sheet.append(row)
    sheet.auto_filter.ref = "A1:C3"
    sheet.print_area = "A1:C3"
    if change:
        change(book, sheet)
    book.save(path)
    return path


def document(path: Path, change: OnDocument | None = None) -> Path:
    """Write a short answer as docx, with what the test changes in it."""
    letter = docx.Document()
    letter.add_heading("Respuesta", 1)
    letter.add_paragraph("Consta en la Resolución N.º 1.234.567 por ₲ 4.235.718.")
    table = letter.add_table(rows=2, cols=2, style="Light Grid Accent 1")
    for place, text in enumerate(("Rubro", "Monto", "Papel", "3.456.789")):
        table.cell(place // 2, place % 2).text = text
    if change:
        change(letter)
    letter.save(str(path))
    return path


def open_document(
    path: Path,
    body: str,
    *,
    styles: str = "",
    meta: str = "",
    parts: Mapping[str, bytes] | None = None,
) -> Path:
    """Write an odt or ods, by the ending of the path, around a body of XML."""
    kind = "text" if path.suffix == ".odt" else "spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"{MEDIA}.{kind}", zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {OFFICE}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
            f"</office:body></office:document-content>",
        )
        archive.writestr(
            "meta.xml",
            f"<office:document-meta {OFFICE}><office:meta>{meta}</office:meta>"
            f"</office:document-meta>",
        )
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return path


def table(rows: str, *, name: str = "Gastos", style: str = "", columns: str = "") -> str:
    """Return a table of an OpenDocument file."""
    dress = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{dress}>{columns}{rows}</table:table>'


def row(*texts: str, said: str = "", cell: str = "") -> str:
    """Return a row of texts; `said` are attributes of the row and `cell` of its cells."""
    cells = "".join(
        f"<table:table-cell {cell}><text:p>{text}</text:p></table:table-cell>" for text in texts
    )
    return f"<table:table-row {said}>{cells}</table:table-row>"


def with_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Add parts to an office file, or put others in the place of those it has."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**kept, **parts}.items():
            archive.writestr(name, content)
    return path


def replaced(path: Path, part: str, old: str, new: str) -> Path:
    """Change a piece of one part of an office file."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read(part).decode()
    assert old in content
    return with_parts(path, {part: content.replace(old, new).encode()})


def word(xml: str) -> Any:
    """Return an element of a document, given without its namespace."""
    place = xml.index(">") - (xml[xml.index(">") - 1] == "/")
    return parse_xml(f"{xml[:place]} {W}{xml[place:]}")


def _png() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (2, 2)).save(written, "PNG")
    return written.getvalue()


PNG = _png()
