"""The door to redaction: pages to draw on, boxes to paint over, and the proof of what is gone.

Everything is done in the limited process; the file asked about is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from release.known import NOBODY, Known
from release.limited import TaskFailed, run
from release.report import Box, FindingKind

# A long document is painted page by page: some eighty milliseconds each.
_SECONDS: Final = 45.0


class RedactionFailed(Exception):
    """Nothing was written that could be released; `kind` says why as a finding would."""

    def __init__(self, kind: FindingKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Stroke:
    """A box to paint black on a page, counted from 1, with the short code of its reason."""

    page: int
    box: Box
    code: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return {"page": self.page, "box": list(asdict(self.box).values()), "code": self.code}


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page as it is seen, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where some words stand: `kind` is what datum they are, nothing for words asked for."""

    kind: FindingKind | None
    masked: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Words that were painted over and still stand on another page, or elsewhere on this one."""

    page: int
    masked: str
    box: Box


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked in the file written.

    `pages` hold no text any more; `words` were under the boxes; `elsewhere` they can be read still.
    """

    pages: tuple[int, ...]
    boxes: int
    words: int
    elsewhere: tuple[Elsewhere, ...] = ()


def page_sizes(source: Path) -> list[PageSize]:
    """Return the size of each page. Raises RedactionFailed for a file that cannot be read."""
    return [PageSize(*size) for size in _asked("pdf_pages", {"path": str(source.resolve())})]


def render_page(source: Path, *, page: int, width: int, target: Path) -> None:
    """Write page `page`, counted from 1, as a PNG `width` dots wide. Raises RedactionFailed."""
    _asked(
        "pdf_picture",
        {
            "path": str(source.resolve()),
            "page": page,
            "width": width,
            "target": str(target.resolve()),
        },
    )


def spots(source: Path, *, known: Known = NOBODY, phrases: Sequence[str] = ()) -> list[Spot]:
    """Return every place of the personal data of a PDF, and of some phrases, in page order.

    Raises RedactionFailed.
    """
    told = _asked(
        "pdf_spots",
        {"path": str(source.resolve()), "known": known.as_dict(), "phrases": list(phrases)},
    )
    return [_spot(one) for one in told]


def redact(source: Path, strokes: Iterable[Stroke], target: Path) -> Proof:
    """Write the PDF with its boxes painted for good, and prove that their words are gone.

    Pages with boxes become pictures of themselves, as do pages that hide something; the others
    stay as they are. Nothing else of the file is taken along: no properties, attachments,
    comments, layers, bookmarks or earlier states. Raises RedactionFailed, and leaves no target.
    """
    told = [stroke.as_dict() for stroke in strokes]
    arguments = {"path": str(source.resolve()), "strokes": told, "target": str(target.resolve())}
    try:
        proof = _asked("redact", arguments, seconds=_SECONDS)
    except RedactionFailed:
        target.unlink(missing_ok=True)
        raise
    return Proof(
        pages=tuple(proof["pages"]),
        boxes=proof["boxes"],
        words=proof["words"],
        elsewhere=tuple(
            Elsewhere(one["page"], one["masked"], Box(*one["box"])) for one in proof["elsewhere"]
        ),
    )


def _asked(task: str, arguments: Mapping[str, Any], *, seconds: float | None = None) -> Any:
    limit = {"seconds": seconds} if seconds else {}
    try:
        return run(task, arguments, **limit)
    except TaskFailed as failure:
        raise RedactionFailed(failure.kind, str(failure)) from failure


def _spot(said: Mapping[str, Any]) -> Spot:
    kind = FindingKind(said["kind"]) if said["kind"] else None
    return Spot(kind, said["masked"], said["page"], Box(*said["box"]))
