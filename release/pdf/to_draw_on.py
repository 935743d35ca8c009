"""What the page for drawing boxes needs of a PDF; runs inside the limited process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from release.known import Known
from release.limited import TaskFailed
from release.pdf.drawing import draw, open_to_draw
from release.pdf.pages import Page, Rect
from release.pdf.personal import data_of, places_of, read
from release.personal import masked
from release.report import FindingKind

_MOST_WIDE = 2_400
_MOST_SPOTS = 2_000


def page_sizes(path: str) -> list[tuple[float, float]]:
    """Return the width and height of each page as it is seen, in points."""
    document = open_to_draw(path)
    return [document.get_page_size(place) for place in range(len(document))]


def picture(path: str, page: int, width: int, target: str) -> None:
    """Write a page, counted from 1, as a PNG. Raises TaskFailed for a page there is not."""
    document = open_to_draw(path)
    if not 1 <= page <= len(document):
        raise TaskFailed(FindingKind.NOT_READABLE, "No existe esa página.")
    draw(document[page - 1], width=min(max(width, 1), _MOST_WIDE)).save(target, "PNG")


def spots(path: str, known: Mapping[str, str], phrases: Sequence[str]) -> list[dict[str, Any]]:
    """Return every place of personal data and of some phrases, in page order, at most 2,000."""
    document = open_to_draw(path)
    whose = Known(**known)
    found: list[dict[str, Any]] = []
    for place in range(len(document)):
        with Page(document, place) as page:
            found += [
                _spot(datum.kind.value, datum.masked, page, place + 1, rect)
                for datum in data_of(page, read(page), whose)
                for rect in datum.places
            ]
            found += [
                _spot("", masked(phrase), page, place + 1, rect)
                for phrase in map(str.strip, filter(str.strip, phrases))
                for rect in places_of(page, phrase)
            ]
        if len(found) >= _MOST_SPOTS:
            break
    return found[:_MOST_SPOTS]


def _spot(kind: str, said: str, page: Page, number: int, rect: Rect) -> dict[str, Any]:
    sides = list(asdict(page.box(rect)).values())
    return {"kind": kind, "masked": said, "page": number, "box": sides}
