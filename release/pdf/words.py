"""The words of a PDF's page: what a search or a copy finds, whether or not it can be seen."""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from release.pdf.pages import Rect, address_of

# The sign of a lost letter, private ones, and those that move a carriage.
_UNKNOWN = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1b]")
_HALVES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that stand together; `key` is the address of the piece of the first of them."""

    text: str
    rect: Rect
    key: int


def words_of(text_page: Any, keys: Collection[int] | None = None) -> Iterator[Word]:
    """Yield the words of a page in order.

    If keys are given, only those of these pieces, and no word goes on from one to the next.
    """
    letters: list[str] = []
    rect: Rect | None = None
    last = 0
    for place in range(text_page.count_chars()):
        key = address_of(pdfium_c.FPDFText_GetTextObject(text_page, place))
        letter = _letter(text_page, place) if keys is None or key in keys else ""
        if rect is not None and (not letter.strip() or (keys is not None and key != last)):
            yield Word("".join(letters), rect, last)
            letters, rect = [], None
        if letter.strip():
            box = _box(text_page, place)
            last = last if letters else key
            letters.append(letter)
            rect = box if rect is None else rect.joined(box)
    if rect is not None:
        yield Word("".join(letters), rect, last)


def unreadable_share(text: str) -> float:
    """Return which part of a text are signs that stand for no known letter, from 0 to 1."""
    letters = sum(map(len, text.split()))
    return len(_UNKNOWN.findall(text)) / letters if letters else 0.0


def _letter(text_page: Any, place: int) -> str:
    code = pdfium_c.FPDFText_GetUnicode(text_page, place)
    return "" if code in _HALVES or code > sys.maxunicode else chr(code)


def _box(text_page: Any, place: int) -> Rect:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium_c.FPDFText_GetCharBox(text_page, place, left, right, bottom, top)
    return Rect(left.value, bottom.value, right.value, top.value)
