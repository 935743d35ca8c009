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
from release.pdf.revisions import revision_findings
from release.pdf.text import pages_findings
from release.pdf.things import things_findings
from release.report import Finding, FindingKind

_DOCUMENT = "documento"
_MOST_PAGES = 1_500
_MOST_OBJECTS = 150_000
_NOT_BEGUN = frozenset({FindingKind.TOO_LARGE, FindingKind.NOT_READABLE})


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
        return sorted([*found, *pages_findings(path, known)], key=lambda one: one.page or 0)
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


def _unreadable(detail: str) -> Finding:
    return Finding(FindingKind.NOT_READABLE, _DOCUMENT, detail)
