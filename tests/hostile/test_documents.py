"""Files sent to do harm, or merely wrong: refused in plain words, or stored under a safe name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import pytest
from django.core.files.base import ContentFile

from requests_app.documents import ACCEPTED, MAX_BYTES, NAME_LENGTH, check, shown_name
from requests_app.errors import DocumentRefused

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 40
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def archive(names: Iterable[str], *, mimetype: str = "", before: bytes = b"") -> bytes:
    """Return a zip archive with those entries, after a declared media type if there is one."""
    packed = io.BytesIO()
    packed.write(before)
    with zipfile.ZipFile(packed, "a") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "<x/>")
    return packed.getvalue()


def office(folder: str, *more: str) -> bytes:
    """Return the least that is an OOXML document."""
    return archive(["[Content_Types].xml", "_rels/.rels", f"{folder}/document.xml", *more])


DOCX, XLSX = office("word"), office("xl")
ODT = archive(["content.xml"], mimetype=ACCEPTED["odt"])
ODS = archive(["content.xml"], mimetype=ACCEPTED["ods"])
GOOD = {
    "informe.pdf": PDF,
    "informe.docx": DOCX,
    "planilla.xlsx": XLSX,
    "informe.odt": ODT,
    "planilla.ods": ODS,
    "datos.csv": "año;monto\n2025;1.000\n".encode(),
    "nota.txt": "Ñandutí, g̃".encode(),
    "foto.jpg": JPG,
    "foto.jpeg": JPG,
    "captura.png": PNG,
    "MAYUSCULAS.PDF": PDF,
}
# Twenty thousand entries of nothing: small to send, and a list that fills whoever reads it.
MANY = archive(["[Content_Types].xml", *(f"xl/{'n' * 40}{place}" for place in range(20_000))])
HARMFUL = {
    "a list of entries without end": ("planilla.xlsx", MANY),
    "html named pdf": ("página.pdf", HTML),
    "html before a pdf": ("informe.pdf", HTML + PDF),
    "html": ("página.html", HTML),
    "svg": ("dibujo.svg", SVG),
    "svg named png": ("dibujo.png", SVG),
    "a program": ("programa.exe", EXE),
    "a program named pdf": ("factura.pdf", EXE),
    "a program named txt": ("leame.txt", EXE),
    "a program with two extensions": ("factura.pdf.exe", EXE),
    "a picture named pdf": ("foto.pdf", PNG),
    "a pdf named csv": ("datos.csv", PDF),
    "binary named txt": ("nota.txt", b"hola\x00mundo"),
    "a bare archive": ("todo.zip", archive(["a.txt"])),
    "an archive named docx": ("informe.docx", archive(["a.txt"])),
    "a sheet named docx": ("informe.docx", XLSX),
    "a document without its list of types": ("informe.docx", archive(["word/document.xml"])),
    "a text named ods": ("planilla.ods", ODT),
    "an archive named odt": ("informe.odt", archive(["content.xml"])),
    "macros": ("informe.docx", office("word", "word/vbaProject.bin")),
    "macros in capitals": ("planilla.xlsx", office("xl", "xl/VBAPROJECT.BIN")),
    "macros of OpenDocument": (
        "informe.odt",
        archive(["Basic/Standard/Module1.xml"], mimetype=ACCEPTED["odt"]),
    ),
    "scripts of OpenDocument": (
        "informe.odt",
        archive(["Scripts/python/x.py"], mimetype=ACCEPTED["odt"]),
    ),
    "macros by extension": ("informe.docm", office("word", "word/vbaProject.bin")),
    "a page that carries a document": (
        "informe.docx",
        archive(["[Content_Types].xml", "word/document.xml"], before=HTML),
    ),
    "an old or encrypted document": ("informe.docx", OLE),
    "a cut archive": ("informe.docx", DOCX[: len(DOCX) // 2]),
    "an archive that says it ends elsewhere": ("informe.docx", DOCX[:-8] + b"\xff" * 8),
    "a media type that is not text": (
        "informe.odt",
        archive(["content.xml"], mimetype="application/ñ"),
    ),
    "no extension": ("informe", PDF),
    "only an extension": (".pdf", PDF),
    "an endless extension": ("a." + "b" * 300, PDF),
}
NAMES = [
    ("../../etc/passwd.pdf", "passwd.pdf"),
    ("C:\\Users\\ana\\informe.pdf", "informe.pdf"),
    ("/", "archivo"),
    ("..", "archivo"),
    ("", "archivo"),
    ("CON.pdf", "archivo.pdf"),
    ("con.informe.pdf", "archivo.pdf"),
    ("LPT1.txt", "archivo.txt"),
    ("contrato.pdf", "contrato.pdf"),
    ("infor\x00me.pdf", "informe.pdf"),
    ("informe\r\nSet-Cookie: a=b.pdf", "informeSet-Cookie: a=b.pdf"),
    ("informe\u2028.pdf", "informe.pdf"),
    ("factura\u202efdp.exe", "facturafdp.exe"),
    ("in\u200bfor\ufeffme.pdf", "informe.pdf"),
    ("mal\ud800o.pdf", "malo.pdf"),
    ("Solicitud n.º 3 — Ñemby g̃.pdf", "Solicitud n.º 3 — Ñemby g̃.pdf"),
    ("  informe .pdf. ", "informe .pdf"),
]


@pytest.mark.parametrize("name", GOOD)
def test_every_accepted_type_is_taken_for_what_it_is(name: str) -> None:
    content = GOOD[name]
    checked = check(ContentFile(content), name)
    assert checked.media_type == ACCEPTED[name.lower().rpartition(".")[2]]
    assert (checked.size, len(checked.digest)) == (len(content), 64)
    assert checked.content.read() == content


@pytest.mark.parametrize("what", HARMFUL)
def test_what_is_not_an_accepted_type_is_refused(what: str) -> None:
    name, content = HARMFUL[what]
    with pytest.raises(DocumentRefused, match="tipos aceptados"):
        check(ContentFile(content), name)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="está vacío"):
        check(ContentFile(b""), "informe.pdf")


def test_the_largest_file_is_taken_and_one_byte_more_is_not() -> None:
    largest = PDF + b"\n" * (MAX_BYTES - len(PDF))
    assert check(ContentFile(largest), "informe.pdf").size == MAX_BYTES
    with pytest.raises(DocumentRefused, match="20 MB"):
        check(ContentFile(largest + b"\n"), "informe.pdf")


@pytest.mark.parametrize(("given", "shown"), NAMES)
def test_a_name_is_shown_without_what_deceives(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_a_long_name_keeps_its_extension() -> None:
    shown = shown_name("á" * 300 + ".pdf")
    assert (len(shown), shown[-5:]) == (NAME_LENGTH, "á.pdf")


def test_the_refusal_names_the_file_as_it_would_be_shown() -> None:
    with pytest.raises(DocumentRefused) as refusal:
        check(ContentFile(HTML), "../p\u202eágina.html")
    assert str(refusal.value).startswith("«página.html»")


def test_an_archive_is_listed_and_never_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "")
        made.writestr("word/document.xml", b"\x00" * 50_000_000)
    bomb = packed.getvalue()
    assert len(bomb) < MAX_BYTES // 100
    assert check(ContentFile(bomb), "bomba.docx").size == len(bomb)
