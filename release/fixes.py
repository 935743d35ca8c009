"""The door to the fixes: a new file that hides less, made in a limited process."""

from __future__ import annotations

from pathlib import Path

from release.limited import TaskFailed, run
from release.report import FindingKind, FixKind, Report, Verdict

_SECONDS = 9.0
# A document drawn again takes about a tenth of a second a page.
_DRAWING_SECONDS = 45.0

_METADATA = frozenset(
    {
        FindingKind.AUTHOR,
        FindingKind.METADATA,
        FindingKind.CUSTOM_DATA,
        FindingKind.THUMBNAIL,
        FindingKind.GPS,
        FindingKind.TRAILING_DATA,
    }
)
_OF_WORKBOOKS = frozenset(
    {
        FindingKind.HIDDEN_SHEET,
        FindingKind.VERY_HIDDEN_SHEET,
        FindingKind.HIDDEN_ROW,
        FindingKind.HIDDEN_COLUMN,
        FindingKind.HIDDEN_CELL,
        FindingKind.PIVOT_CACHE,
        FindingKind.EXTERNAL_LINK,
        FindingKind.EXTERNAL_CONTENT,
        FindingKind.DEFINED_NAME,
        FindingKind.DATA_VALIDATION,
        FindingKind.CACHED_DATA,
        FindingKind.COMMENT,
        FindingKind.TRACKED_CHANGE,
        FindingKind.WHITE_TEXT,
        FindingKind.TINY_TEXT,
        FindingKind.TEXT_UNDER_BOX,
        FindingKind.EMBEDDED_FILE,
        *_METADATA,
    }
)
_OF_DOCUMENTS = frozenset(
    {FindingKind.TRACKED_CHANGE, FindingKind.COMMENT, FindingKind.HIDDEN_TEXT, FindingKind.AUTHOR}
)
_OF_PDF = frozenset(
    {
        FindingKind.TEXT_UNDER_BOX,
        FindingKind.INVISIBLE_TEXT,
        FindingKind.WHITE_TEXT,
        FindingKind.TINY_TEXT,
        FindingKind.OUTSIDE_PAGE,
        FindingKind.ATTACHMENT,
        FindingKind.EARLIER_REVISION,
        FindingKind.HIDDEN_LAYER,
        FindingKind.ANNOTATION,
        FindingKind.JAVASCRIPT,
        FindingKind.ACTION,
        FindingKind.FORM_DATA,
        FindingKind.UNREADABLE_TEXT,
        FindingKind.HIDDEN_TEXT,
        *_METADATA,
    }
)
# What a PDF written anew leaves behind while its text stays text.
_BESIDE_THE_PAGES = frozenset(
    {
        FindingKind.ATTACHMENT,
        FindingKind.EARLIER_REVISION,
        FindingKind.ANNOTATION,
        FindingKind.JAVASCRIPT,
        FindingKind.ACTION,
        FindingKind.EXTERNAL_LINK,
        FindingKind.FORM_DATA,
        *_METADATA,
    }
)
_OFFERED: tuple[tuple[frozenset[str], FixKind, frozenset[FindingKind]], ...] = (
    (frozenset({"xlsx"}), FixKind.VALUES_ONLY, _OF_WORKBOOKS),
    (frozenset({"docx"}), FixKind.ACCEPTED_CHANGES, _OF_DOCUMENTS),
    (
        frozenset({"xlsx", "docx", "odt", "ods", "jpg", "png"}),
        FixKind.WITHOUT_METADATA,
        _METADATA,
    ),
    (frozenset({"pdf"}), FixKind.WITHOUT_METADATA, _BESIDE_THE_PAGES),
    (frozenset({"pdf"}), FixKind.RERENDERED, _OF_PDF),
)


class FixFailed(Exception):
    """The fix could not be made; the file is as it was. `kind` says why, as a finding would."""

    def __init__(self, kind: FindingKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def fixes_for(report: Report) -> list[FixKind]:
    """Return what would take out something that was found; nothing for what was refused."""
    if report.verdict != Verdict.HOLD:
        return []
    found = {finding.kind for finding in report.findings}
    return [fix for types, fix, kinds in _OFFERED if report.file_type in types and found & kinds]


def fix(path: Path, kind: FixKind, target: Path) -> None:
    """Write at `target` the file at `path`, fixed; the caller inspects it again.

    Raises FixFailed; then there is nothing at `target`.
    """
    arguments = {"path": str(path.resolve()), "kind": kind.value, "target": str(target.resolve())}
    seconds = _DRAWING_SECONDS if kind == FixKind.RERENDERED else _SECONDS
    try:
        run("fix", arguments, seconds=seconds)
    except TaskFailed as failure:
        target.unlink(missing_ok=True)
        raise FixFailed(failure.kind, str(failure)) from failure
