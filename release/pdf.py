"""Looks into a PDF: its structure first, then page by page what it says and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from release.known import NOBODY, Known
from release.pdf_annotations import annotation_findings
from release.pdf_covers import covered_pictures
from release.pdf_hidden_text import HiddenWord, hidden_words
from release.pdf_metadata import metadata_findings
from release.pdf_pages import Page, Rect, TooManyPieces, open_pdf
from release.pdf_personal import data_of, personal_findings, read
from release.pdf_pictures import picture_findings
from release.pdf_revisions import revision_findings
from release.pdf_scans import layer_of, words_not_shown
from release.pdf_things import things_findings
from release.pdf_words import unreadable_share
from release.personal import masked
from release.report import Finding, FindingKind

_DOCUMENT = "documento"
_MOST_PAGES = 1_500
# Short documents are looked at finer; at one dot a point nothing that is printed gets lost.
_FINE = 1.5
_COARSE = 1.0
_SHORT_PAGES = 60
# The picture of a scan is slow to draw: so many are compared with their layer, word by word.
_MOST_SCANS = 40
_UNREADABLE = 0.3
_NOT_BEGUN = frozenset({FindingKind.TOO_LARGE, FindingKind.NOT_READABLE})
_MOST_TOLD = 6
_WHY = {
    FindingKind.TEXT_UNDER_BOX: "sigue debajo de un recuadro o una imagen y se puede copiar",
    FindingKind.WHITE_TEXT: "tiene el color de su fondo y no se ve",
    FindingKind.INVISIBLE_TEXT: "no se ve, pero se puede copiar",
    FindingKind.OUTSIDE_PAGE: "está fuera de la parte visible de la página",
    FindingKind.TINY_TEXT: "es demasiado pequeño para verse",
    FindingKind.HIDDEN_LAYER: "está en una capa apagada",
}


def inspect_pdf(path: Path, known: Known = NOBODY) -> list[Finding]:
    """Return all that a PDF hides or tells of somebody; nothing is raised for a bad file.

    Raises MemoryError past the process's limit.
    """
    try:
        with pikepdf.open(path, attempt_recovery=False) as pdf:
            found = list(_in_structure(path, pdf, known))
    except pikepdf.PasswordError:
        return [Finding(FindingKind.ENCRYPTED, _DOCUMENT, "Pide una contraseña para abrirse.")]
    except (pikepdf.PdfError, ValueError, RecursionError):
        return [_unreadable("Está dañado o incompleto.")]
    if any(finding.kind in _NOT_BEGUN for finding in found):
        return found
    try:
        return [*found, *_on_pages(path, known)]
    except pdfium.PdfiumError:
        return [*found, _unreadable("No se pueden dibujar sus páginas.")]


def _in_structure(path: Path, pdf: pikepdf.Pdf, known: Known) -> Iterator[Finding]:
    count = len(pdf.pages)
    if not count:
        yield _unreadable("No tiene páginas.")
        return
    if count > _MOST_PAGES:
        detail = f"Tiene {count} páginas y se revisan hasta {_MOST_PAGES}: divídalo en partes."
        yield Finding(FindingKind.TOO_LARGE, _DOCUMENT, detail)
        return
    if pdf.is_encrypted:
        detail = "Está protegido contra la copia: guárdelo sin protección."
        yield Finding(FindingKind.ENCRYPTED, _DOCUMENT, detail)
    yield from metadata_findings(pdf, known)
    yield from things_findings(pdf, known)
    yield from annotation_findings(pdf, known)
    yield from picture_findings(pdf, known)
    yield from revision_findings(path, pdf)


def _on_pages(path: Path, known: Known) -> Iterator[Finding]:
    document = open_pdf(str(path))
    layered: list[int] = []
    scale = _FINE if len(document) <= _SHORT_PAGES else _COARSE
    try:
        for place in range(len(document)):
            yield from _on_page(document, place, scale, known, layered)
    finally:
        document.close()
    if layered:
        yield Finding(
            FindingKind.INVISIBLE_TEXT,
            _pages_told(layered),
            "Es un escaneo con su texto reconocido en una capa que no se ve: compruebe que dice lo "
            "mismo que la imagen, o genere el PDF de nuevo sin ella.",
            page=layered[0],
        )


def _on_page(
    document: Any, place: int, scale: float, known: Known, layered: list[int]
) -> Iterator[Finding]:
    raw = document[place]
    text_page = raw.get_textpage()
    try:
        yield from _of_text(text_page, raw, place + 1, scale, known, layered)
    except TooManyPieces:
        detail = "Tiene demasiados trazos para revisarla."
        yield Finding(FindingKind.TOO_LARGE, f"página {place + 1}", detail, page=place + 1)
    finally:
        text_page.close()
        raw.close()


def _of_text(
    text_page: Any, raw: Any, number: int, scale: float, known: Known, layered: list[int]
) -> Iterator[Finding]:
    page = Page(raw, scale=scale)
    where = f"página {number}"
    text = read(text_page)
    yield from personal_findings(data_of(text_page, text, known), page, number)
    if unreadable_share(text) > _UNREADABLE:
        detail = "Su texto no se puede leer ni buscar: mírela usted."
        yield Finding(FindingKind.UNREADABLE_TEXT, where, detail, page=number)
    for rect in covered_pictures(page):
        detail = "Un recuadro tapa parte de una imagen, que sigue entera en el archivo."
        yield Finding(FindingKind.TEXT_UNDER_BOX, where, detail, page=number, box=page.box(rect))
    layer = layer_of(page)
    hidden: list[HiddenWord] = []
    if layer:
        layered.append(number)
        if len(layered) <= _MOST_SCANS:
            hidden += words_not_shown(page, text_page, layer)
    hidden += hidden_words(page, text_page, known_unseen={piece.key for piece in layer})
    yield from _told(hidden, page, number)


def _told(hidden: list[HiddenWord], page: Page, number: int) -> Iterator[Finding]:
    """Yield one finding for each reason why words of a page are not seen."""
    for why in dict.fromkeys(word.why for word in hidden):
        words = [word for word in hidden if word.why == why]
        rect = _around([word.rect for word in words])
        yield Finding(
            why,
            f"página {number}",
            f"Hay texto que {_WHY[why]}: {_named(words)}.",
            page=number,
            box=page.box(rect),
        )


def _named(words: list[HiddenWord]) -> str:
    """Return how many words there are and the first of them, so that they can be recognised."""
    first = " ".join(masked(word.text) for word in words[:_MOST_TOLD])
    more = "…" if len(words) > _MOST_TOLD else ""
    told = "una palabra" if len(words) == 1 else f"{len(words)} palabras"
    return f"{told}, «{first}{more}»"


def _around(rects: list[Rect]) -> Rect:
    whole = rects[0]
    for rect in rects[1:]:
        whole = whole.joined(rect)
    return whole


def _pages_told(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"página {numbers[0]}"
    return f"{len(numbers)} páginas, desde la {numbers[0]} hasta la {numbers[-1]}"


def _unreadable(detail: str) -> Finding:
    return Finding(FindingKind.NOT_READABLE, _DOCUMENT, detail)
