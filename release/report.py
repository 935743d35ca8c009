"""What an inspection says of a file: its real type, what was found and where, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self


class FindingKind(StrEnum):
    """Everything an inspection can find; the Spanish of each is in `release.wording`."""

    # What the file is
    TYPE_MISMATCH = "type_mismatch"
    TYPE_NOT_ACCEPTED = "type_not_accepted"
    POLYGLOT = "polyglot"
    MACRO = "macro"
    NESTED_ARCHIVE = "nested_archive"
    INFECTED = "infected"
    # Why it could not be looked into
    ENCRYPTED = "encrypted"
    NOT_READABLE = "not_readable"
    TOO_LARGE = "too_large"
    ARCHIVE_BOMB = "archive_bomb"
    TIMED_OUT = "timed_out"
    SCANNER_DOWN = "scanner_down"
    # Spreadsheets
    HIDDEN_SHEET = "hidden_sheet"
    VERY_HIDDEN_SHEET = "very_hidden_sheet"
    HIDDEN_ROW = "hidden_row"
    HIDDEN_COLUMN = "hidden_column"
    HIDDEN_CELL = "hidden_cell"
    PIVOT_CACHE = "pivot_cache"
    EXTERNAL_LINK = "external_link"
    DEFINED_NAME = "defined_name"
    DATA_VALIDATION = "data_validation"
    CACHED_DATA = "cached_data"
    FORMULA_TEXT = "formula_text"
    # Documents and presentations
    TRACKED_CHANGE = "tracked_change"
    COMMENT = "comment"
    HIDDEN_TEXT = "hidden_text"
    WHITE_TEXT = "white_text"
    TINY_TEXT = "tiny_text"
    HIDDEN_SLIDE = "hidden_slide"
    SPEAKER_NOTES = "speaker_notes"
    # PDF
    TEXT_UNDER_BOX = "text_under_box"
    INVISIBLE_TEXT = "invisible_text"
    OUTSIDE_PAGE = "outside_page"
    ATTACHMENT = "attachment"
    EARLIER_REVISION = "earlier_revision"
    HIDDEN_LAYER = "hidden_layer"
    ANNOTATION = "annotation"
    JAVASCRIPT = "javascript"
    ACTION = "action"
    FORM_DATA = "form_data"
    UNREADABLE_TEXT = "unreadable_text"
    # Any of them
    EMBEDDED_FILE = "embedded_file"
    EXTERNAL_CONTENT = "external_content"
    AUTHOR = "author"
    METADATA = "metadata"
    CUSTOM_DATA = "custom_data"
    THUMBNAIL = "thumbnail"
    GPS = "gps"
    TRAILING_DATA = "trailing_data"
    # Personal data, in the text or in names
    PERSONAL_CEDULA = "personal_cedula"
    PERSONAL_RUC = "personal_ruc"
    PERSONAL_PHONE = "personal_phone"
    PERSONAL_EMAIL = "personal_email"
    PERSONAL_ACCOUNT = "personal_account"
    PERSONAL_REQUESTER = "personal_requester"


class Verdict(StrEnum):
    """What may be done with the file."""

    CLEAN = "clean"  # nothing was found
    HOLD = "hold"  # a person clears each finding, or the file is replaced
    REFUSED = "refused"  # never released
    UNINSPECTED = "uninspected"  # could not be looked into: held, and may be checked again


class Scan(StrEnum):
    """What the antivirus said, if there is one."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNAVAILABLE = "unavailable"
    NOT_CONFIGURED = "not_configured"


class FixKind(StrEnum):
    """What can be done to a file so that it hides less; the original is never touched."""

    VALUES_ONLY = "values_only_workbook"
    WITHOUT_METADATA = "without_metadata"
    ACCEPTED_CHANGES = "accepted_changes"
    RERENDERED = "rerendered_pdf"


REFUSING = frozenset(
    {
        FindingKind.TYPE_MISMATCH,
        FindingKind.TYPE_NOT_ACCEPTED,
        FindingKind.POLYGLOT,
        FindingKind.MACRO,
        FindingKind.NESTED_ARCHIVE,
        FindingKind.INFECTED,
    }
)
UNINSPECTABLE = frozenset(
    {
        FindingKind.ENCRYPTED,
        FindingKind.NOT_READABLE,
        FindingKind.TOO_LARGE,
        FindingKind.ARCHIVE_BOMB,
        FindingKind.TIMED_OUT,
        FindingKind.SCANNER_DOWN,
    }
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in fractions of its width and height from the top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: `where` is the page, cell or part in Spanish; `detail` never gives it away.

    `page` counts from 1.
    """

    kind: FindingKind
    where: str
    detail: str
    page: int | None = None
    box: Box | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON can carry it, without what it does not have."""
        said: dict[str, Any] = {"kind": self.kind.value, "where": self.where, "detail": self.detail}
        if self.page is not None:
            said["page"] = self.page
        if self.box is not None:
            said["box"] = [self.box.x, self.box.y, self.box.width, self.box.height]
        return said

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Self:
        """Return the finding that `as_dict` wrote. Raises KeyError or ValueError for another."""
        box = said.get("box")
        return cls(
            FindingKind(said["kind"]),
            str(said["where"]),
            str(said["detail"]),
            page=said.get("page"),
            box=Box(*map(float, box)) if box else None,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file; the verdict follows from the findings alone."""

    file_type: str
    findings: tuple[Finding, ...] = field(default=())
    scan: Scan = Scan.NOT_CONFIGURED

    @property
    def verdict(self) -> Verdict:
        """The gravest thing found decides."""
        return verdict_of(finding.kind for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON can carry it."""
        return {
            "type": self.file_type,
            "verdict": self.verdict.value,
            "findings": [finding.as_dict() for finding in self.findings],
            "scan": self.scan.value,
        }

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Self:
        """Return the report that `as_dict` wrote. Raises KeyError or ValueError for another."""
        return cls(
            str(said["type"]),
            tuple(Finding.from_dict(one) for one in said["findings"]),
            Scan(said.get("scan", Scan.NOT_CONFIGURED)),
        )


def verdict_of(kinds: Iterable[FindingKind]) -> Verdict:
    """Return what findings of these kinds lead to."""
    found = set(kinds)
    if found & REFUSING:
        return Verdict.REFUSED
    if found & UNINSPECTABLE:
        return Verdict.UNINSPECTED
    return Verdict.HOLD if found else Verdict.CLEAN
