"""Personal data in the text of a PDF, each with the place on its page where it stands."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from release.known import Known
from release.pdf.pages import Page, Rect
from release.personal import find_personal
from release.report import Finding, FindingKind

# A word broken at the end of its line has this sign instead of its hyphen.
_BROKEN = str.maketrans({"\ufffe": None, "\x02": None})
_MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class Datum:
    """A personal datum of a page, masked, and every place where it stands, in points."""

    kind: FindingKind
    masked: str
    places: tuple[Rect, ...]


def read(page: Page) -> str:
    """Return the text of a page, shown or not."""
    text: str = page.text.get_text_range()
    return text.translate(_BROKEN)


def data_of(page: Page, text: str, known: Known) -> list[Datum]:
    """Return the personal data of a page, each once with all its places."""
    found: dict[tuple[FindingKind, str], dict[str, None]] = {}
    for hit in find_personal(text, known):
        found.setdefault((hit.kind, hit.masked), {})[text[hit.start : hit.end]] = None
    return [
        Datum(kind, masked, tuple(rect for one in said for rect in places_of(page, one)))
        for (kind, masked), said in found.items()
    ]


def personal_findings(data: list[Datum], page: Page, number: int) -> Iterator[Finding]:
    """Yield one finding for each datum of page `number`, with its first place."""
    for datum in data:
        count = len(datum.places)
        yield Finding(
            datum.kind,
            f"página {number}",
            f"«{datum.masked}»" + (f" ({count} veces)" if count > 1 else ""),
            page=number,
            box=page.box(datum.places[0]) if datum.places else None,
        )


def places_of(page: Page, phrase: str) -> Iterator[Rect]:
    """Yield the rectangles of each place where a phrase stands, one for each line it takes."""
    # The library wants the text in its own coding, closed by a zero.
    coded = (phrase + "\0").encode("utf-16-le", "ignore")
    letters = (ctypes.c_ushort * (len(coded) // 2)).from_buffer_copy(coded)
    search = pdfium_c.FPDFText_FindStart(page.text, letters, 0, 0)
    try:
        for _ in range(_MOST_PLACES):
            if not pdfium_c.FPDFText_FindNext(search):
                return
            start = pdfium_c.FPDFText_GetSchResultIndex(search)
            yield from _rectangles(page.text, start, pdfium_c.FPDFText_GetSchCount(search))
    finally:
        pdfium_c.FPDFText_FindClose(search)


def _rectangles(text_page: Any, start: int, count: int) -> Iterator[Rect]:
    for place in range(pdfium_c.FPDFText_CountRects(text_page, start, count)):
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        if pdfium_c.FPDFText_GetRect(text_page, place, left, top, right, bottom):
            yield Rect(left.value, bottom.value, right.value, top.value)
