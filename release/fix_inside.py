"""Makes a fix of any kind; runs inside the limited process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from release import image_fixes, office_fixes, xlsx_fixes
from release.file_type import real_type
from release.limited import TaskFailed
from release.pdf import fixes as pdf_fixes
from release.report import FindingKind, FixKind

Fix = Callable[[Path, Path], None]

_FIXES: dict[tuple[FixKind, str], Fix] = {
    (FixKind.VALUES_ONLY, "xlsx"): xlsx_fixes.values_only,
    (FixKind.ACCEPTED_CHANGES, "docx"): office_fixes.accepted_changes,
    (FixKind.WITHOUT_METADATA, "xlsx"): office_fixes.without_metadata,
    (FixKind.WITHOUT_METADATA, "docx"): office_fixes.without_metadata,
    (FixKind.WITHOUT_METADATA, "odt"): office_fixes.without_metadata,
    (FixKind.WITHOUT_METADATA, "ods"): office_fixes.without_metadata,
    (FixKind.WITHOUT_METADATA, "pdf"): pdf_fixes.without_metadata,
    (FixKind.WITHOUT_METADATA, "jpg"): image_fixes.without_metadata,
    (FixKind.WITHOUT_METADATA, "png"): image_fixes.without_metadata,
    (FixKind.RERENDERED, "pdf"): pdf_fixes.rerendered,
}


def fix_file(path: str, kind: str, target: str) -> str:
    """Write the fixed file at `target` and return its real type.

    Raises TaskFailed if there is no such fix for such a file, or it cannot be made.
    """
    real = real_type(Path(path))
    fix = _FIXES.get((FixKind(kind), real))
    if fix is None:
        raise TaskFailed(FindingKind.TYPE_NOT_ACCEPTED, "Este arreglo no es para este archivo.")
    fix(Path(path), Path(target))
    return real
