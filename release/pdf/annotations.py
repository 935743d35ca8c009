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
# The choices of a list, what a field held at first and what it says when it is pointed at.
_UNSEEN_WORDS = (Name.Opt, Name.DV, Name.TU)


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
    fields = list(_every_field(form.get(Name.Fields)))
    values = [
        value
        for field in fields
        if field.get(Name.FT) != Name.Btn  # what is ticked is there for anybody to see
        for value in (_said(field, Name.V), _said(field, Name.RV))
        if value.strip()
    ]
    if values:
        told = "un campo lleno" if len(values) == 1 else f"{len(values)} campos llenos"
        yield Finding(
            FindingKind.FORM_DATA, _FIELDS, f"Es un formulario con {told}, que se puede cambiar."
        )
    offered = [_said(field, key) for field in fields for key in _UNSEEN_WORDS]
    yield from findings_of("\n".join([*values, *offered]), _FIELDS, known)


def _every_field(fields: object) -> Iterator[pikepdf.Dictionary]:
    """Yield the fields of a form but its signatures; one that holds itself is read once."""
    waiting = [fields]
    read: set[tuple[int, int]] = set()
    while waiting and len(read) < _MOST:
        for field in _dictionaries(waiting.pop()):
            if field.objgen in read or field.get(Name.FT) == Name.Sig:
                continue
            if field.is_indirect:
                read.add(field.objgen)
            yield field
            waiting.append(field.get(Name.Kids))


def _said(field: pikepdf.Dictionary, key: Name) -> str:
    """Return what is written or chosen, or every choice of a list."""
    value = field.get(key)
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("latin-1")
    if not isinstance(value, pikepdf.Array):
        return text_of(value)
    parts = value.as_list()[:_MOST]
    pairs = [one.as_list() if isinstance(one, pikepdf.Array) else [one] for one in parts]
    return "\n".join(text_of(part) for pair in pairs for part in pair)


def _dictionaries(listed: object) -> list[pikepdf.Dictionary]:
    if not isinstance(listed, pikepdf.Array):
        return []
    return [one for one in listed.as_list()[:_MOST] if isinstance(one, pikepdf.Dictionary)]
