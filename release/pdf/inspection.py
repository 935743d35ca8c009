"""Looks into a PDF: its structure first, then page by page what it says and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from release.known import NOBODY, Known
from release.pdf.annotations import annotation_findings
from release.pdf.leftovers import leftover_findings
from release.pdf.metadata import metadata_findings
from release.pdf.pictures import picture_findings
from release.pdf.revisions import is_mended_one_way, revision_findings
from release.pdf.text import pages_findings
from release.pdf.things import things_findings
from release.report import Finding, FindingKind

_DOCUMENT = "documento"
_MOST_PAGES = 1_500
_MOST_OBJECTS = 150_000


def _unreadable(detail: str) -> Finding:
    return Finding(FindingKind.NOT_READABLE, _DOCUMENT, detail)


_DAMAGED = _unreadable("Está dañado o incompleto.")
_NO_PAGES = _unreadable("No tiene páginas.")


def inspect_pdf(path: Path, known: Known = NOBODY) -> list[Finding]:
    """Return all that a PDF hides or tells of somebody; nothing is raised for a bad file.

    Raises MemoryError past the process's limit.
    """
    try:
        found = _structure(path, known)
    except pikepdf.PasswordError:
        return [Finding(FindingKind.ENCRYPTED, _DOCUMENT, "Pide una contraseña para abrirse.")]
    except (pikepdf.PdfError, ValueError, RecursionError):
        return [_DAMAGED]
    if any(finding.kind == FindingKind.TOO_LARGE or finding == _NO_PAGES for finding in found):
        return found
    try:
        return sorted([*found, *pages_findings(path, known)], key=lambda one: one.page or 0)
    except pdfium.PdfiumError:
        if _DAMAGED in found:
            return found
        return [*found, _unreadable("No se pueden dibujar sus páginas.")]


def _structure(path: Path, known: Known) -> list[Finding]:
    """Return what the structure tells, also of a file whose table of parts is wrong.

    Many programs write that table wrong. A file with each part once is mended in one way only; of
    any other, two readers may see two documents.
    """
    try:
        with pikepdf.open(path, attempt_recovery=False) as pdf:
            return list(_in_structure(path, pdf, known))
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        with pikepdf.open(path) as pdf:
            found = list(_in_structure(path, pdf, known))
        return found if is_mended_one_way(path) else [*found, _DAMAGED]


def _in_structure(path: Path, pdf: pikepdf.Pdf, known: Known) -> Iterator[Finding]:
    count = len(pdf.pages)
    if not count:
        yield _NO_PAGES
        return
    if count > _MOST_PAGES:
        detail = f"Tiene {count} páginas y se revisan hasta {_MOST_PAGES}: divídalo en partes."
        yield Finding(FindingKind.TOO_LARGE, _DOCUMENT, detail)
        return
    if len(pdf.objects) > _MOST_OBJECTS:
        detail = "Está hecho de demasiadas partes para revisarlo: divídalo o genérelo de nuevo."
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
    yield from leftover_findings(pdf)
