"""Makes a fix of any kind; runs inside the limited process."""

from __future__ import annotations

import importlib
from pathlib import Path

from release.file_type import real_type
from release.limited import TaskFailed
from release.report import FindingKind, FixKind

# By kind of fix and real type, who makes it; loaded only when asked.
_WITHOUT_METADATA = {
    **dict.fromkeys(("xlsx", "docx", "odt", "ods"), "release.office_fixes:without_metadata"),
    **dict.fromkeys(("jpg", "png"), "release.image_fixes:without_metadata"),
    "pdf": "release.pdf.fixes:without_metadata",
}
FIXES = {
    FixKind.VALUES_ONLY: {"xlsx": "release.xlsx_fixes:values_only"},
    FixKind.ACCEPTED_CHANGES: {"docx": "release.office_fixes:accepted_changes"},
    FixKind.WITHOUT_METADATA: _WITHOUT_METADATA,
    FixKind.RERENDERED: {"pdf": "release.pdf.fixes:rerendered"},
}


def fix_file(path: str, kind: str, target: str) -> str:
    """Write the fixed file at `target` and return its real type.

    Raises TaskFailed if there is no such fix for such a file, or it cannot be made.
    """
    real = real_type(Path(path))
    maker = FIXES[FixKind(kind)].get(real)
    if maker is None:
        raise TaskFailed(FindingKind.TYPE_NOT_ACCEPTED, "Este arreglo no es para este archivo.")
    module, _, function = maker.partition(":")
    getattr(importlib.import_module(module), function)(Path(path), Path(target))
    return real
