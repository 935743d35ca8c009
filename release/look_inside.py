"""Inspects one file of any accepted type; runs inside the limited process."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from release.file_type import file_type
from release.known import Known
from release.limited import TaskFailed
from release.markup import HostileMarkup
from release.personal import findings_in_name
from release.plain_text import UNSEEN
from release.report import Finding, FindingKind, Report, Verdict, verdict_of

Inspector = Callable[[Path, Known], list[Finding]]

# By real type, who inspects it; loaded only when such a file comes.
INSPECTORS = {
    "pdf": "release.pdf.inspection:inspect_pdf",
    "jpg": "release.images:inspect_image",
    "png": "release.images:inspect_image",
    "xlsx": "release.xlsx:inspect_xlsx",
    "docx": "release.docx:inspect_docx",
    "odt": "release.opendocument:inspect_opendocument",
    "ods": "release.opendocument:inspect_opendocument",
    "csv": "release.plain_text:inspect_csv",
    "txt": "release.plain_text:inspect_text",
}
_NAME = "nombre del archivo"
# Of one kind, so many are listed; the rest only counted.
_MOST_OF_A_KIND = 40


def inspect_file(path: str, name: str, known: Mapping[str, str]) -> dict[str, Any]:
    """Return the report on a file, as JSON can carry it."""
    return inspect_path(Path(path), name=name, known=Known(**known)).as_dict()


def inspect_path(path: Path, *, name: str, known: Known) -> Report:
    """Return what the file hides, in this very process: only for tests and for `inspect_file`."""
    found = file_type(path, name=name)
    findings = list(found.findings)
    findings += findings_in_name(name, _NAME, known)
    if UNSEEN.search(name):
        findings.append(Finding(FindingKind.HIDDEN_TEXT, _NAME, "Lleva caracteres que no se ven."))
    can_look = verdict_of(one.kind for one in found.findings) != Verdict.UNINSPECTED
    if found.name in INSPECTORS and can_look:
        findings += _looked_into(found.name, path, known)
    return Report(found.name, tuple(_bounded(findings)))


def _looked_into(kind: str, path: Path, known: Known) -> list[Finding]:
    try:
        return _inspector(kind)(path, known)
    except MemoryError:
        raise
    except TaskFailed as failure:
        return [Finding(failure.kind, "archivo", str(failure))]
    except HostileMarkup:
        return [Finding(FindingKind.ARCHIVE_BOMB, "archivo", "Su XML está hecho para confundir.")]
    except Exception as error:
        # Nobody foresees all that a broken file can make a parser say: held, never passed.
        detail = f"Está dañado o no es del todo un «{kind}» ({type(error).__name__})."
        return [Finding(FindingKind.NOT_READABLE, "archivo", detail)]


def _inspector(kind: str) -> Inspector:
    module, _, function = INSPECTORS[kind].partition(":")
    inspector: Inspector = getattr(importlib.import_module(module), function)
    return inspector


def _bounded(findings: list[Finding]) -> list[Finding]:
    """Drop repeated findings, and of each kind all but the first forty, which are counted."""
    counts: dict[FindingKind, int] = {}
    kept: list[Finding] = []
    for finding in dict.fromkeys(findings):
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
        if counts[finding.kind] <= _MOST_OF_A_KIND:
            kept.append(finding)
    for kind, count in counts.items():
        if count > _MOST_OF_A_KIND:
            rest = count - _MOST_OF_A_KIND
            kept.append(Finding(kind, "archivo", f"Y otros {rest} hallazgos de este tipo."))
    return kept
