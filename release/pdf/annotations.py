"""What is laid over the pages of a PDF: comments, marks, links and the fields of a form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from release.known import Known
from release.pdf.metadata import text_of
from release.personal import findings_of
from release.report import Finding, FindingKind

_FIELDS = "formulario"
# Nothing of these is somebody's remark: a window belongs to a remark counted by itself.
_SILENT = frozenset({"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet"})
_CALLED = {
    "/Text": "una nota",
    "/FreeText": "un texto agregado",
    "/Highlight": "un resaltado",
    "/Underline": "un subrayado",
    "/StrikeOut": "un tachado",
    "/Squiggly": "un subrayado",
    "/Ink": "un trazo a mano",
    "/Line": "una línea",
    "/Square": "un recuadro",
    "/Circle": "un círculo",
    "/Polygon": "una figura",
    "/PolyLine": "una línea",
    "/Stamp": "un sello",
    "/Caret": "una corrección",
    "/FileAttachment": "un archivo adjunto",
    "/Watermark": "una marca de agua",
}
_UNAPPLIED = (
    "Hay una marca de tachado sin aplicar: lo que señala sigue en el archivo y se puede copiar."
)
_A_FILE_OF_SOMEBODY = re.compile(r"^(?:file:|[a-z]:\\|\\\\)", re.IGNORECASE)
_A_PROGRAM = re.compile(r"^\s*(?:javascript|vbscript|data):", re.IGNORECASE)
_MOST = 20_000


def annotation_findings(pdf: pikepdf.Pdf, known: Known) -> list[Finding]:
    """Return what lies over the pages, page by page, and what the form's fields hold."""
    found: list[Finding] = []
    for number, page in enumerate(pdf.pages, start=1):
        notes = page.obj.get(Name.Annots)
        found += _on_page(_dictionaries(notes), number, known)
    return [*found, *_form(pdf, known)]


def _on_page(notes: list[pikepdf.Dictionary], number: int, known: Known) -> Iterator[Finding]:
    where = f"página {number}"
    kinds = Counter(str(note.get(Name.Subtype, "")) for note in notes)
    for kind, count in kinds.items():
        if kind not in _SILENT:
            yield Finding(FindingKind.ANNOTATION, where, _told(kind, count), page=number)
    for note in notes:
        said = "\n".join(text_of(note.get(key)) for key in (Name.Contents, Name.T, Name.RC))
        yield from findings_of(said, f"comentario en la {where}", known, page=number)
        yield from _of_link(note, where, number, known)


def _told(kind: str, count: int) -> str:
    if kind == "/Redact":
        return _UNAPPLIED
    called = _CALLED.get(kind, "una anotación")
    times = f" ({count} en la página)" if count > 1 else ""
    return f"Tiene {called} que no es parte del texto{times}."


def _of_link(note: pikepdf.Dictionary, where: str, number: int, known: Known) -> Iterator[Finding]:
    action = note.get(Name.A)
    if not isinstance(action, pikepdf.Dictionary):
        return
    address = text_of(action.get(Name.URI))
    if _A_PROGRAM.match(address):
        yield Finding(FindingKind.JAVASCRIPT, where, "Un enlace ejecuta un programa.", page=number)
    elif _A_FILE_OF_SOMEBODY.match(address):
        detail = "Un enlace lleva a un archivo de la computadora de quien lo hizo."
        yield Finding(FindingKind.EXTERNAL_LINK, where, detail, page=number)
    elif address.startswith(("mailto:", "tel:", "sms:", "https://wa.me/")):
        yield from findings_of(address, f"enlace en la {where}", known, page=number)


def _form(pdf: pikepdf.Pdf, known: Known) -> Iterator[Finding]:
    form = pdf.Root.get(Name.AcroForm)
    if not isinstance(form, pikepdf.Dictionary):
        return
    values = [value for value in _values(form.get(Name.Fields)) if value.strip()]
    if values:
        told = "un campo lleno" if len(values) == 1 else f"{len(values)} campos llenos"
        yield Finding(
            FindingKind.FORM_DATA, _FIELDS, f"Es un formulario con {told}, que se puede cambiar."
        )
        yield from findings_of("\n".join(values), _FIELDS, known)


def _values(fields: object) -> Iterator[str]:
    """Yield what was written or chosen; a field that holds itself is read once."""
    waiting = [fields]
    read: set[tuple[int, int]] = set()
    while waiting and len(read) < _MOST:
        for field in _dictionaries(waiting.pop()):
            if field.objgen in read or field.get(Name.FT) == Name.Sig:
                continue
            if field.is_indirect:
                read.add(field.objgen)
            if not _is_box(field):
                yield from (text_of(field.get(key)) for key in (Name.V, Name.RV))
            waiting.append(field.get(Name.Kids))


def _dictionaries(listed: object) -> list[pikepdf.Dictionary]:
    if not isinstance(listed, pikepdf.Array):
        return []
    return [one for one in listed.as_list()[:_MOST] if isinstance(one, pikepdf.Dictionary)]


def _is_box(field: pikepdf.Dictionary) -> bool:
    """Say whether a field is a box to tick: what it holds is on the page for anybody to see."""
    return field.get(Name.FT) == Name.Btn
