"""The text a scanner lays, unseen, over the picture of a page so that it can be searched.

Such a layer is no secret when each of its words lies on what the picture shows. A word of it over
blank paper, or over a box painted on the picture, is one the picture does not show.
"""

from __future__ import annotations

from PIL import Image

from release.pdf.covers import is_scan
from release.pdf.hidden_text import HiddenWord
from release.pdf.ink import Pixels, is_invisible
from release.pdf.pages import TEXT, Page, Piece, switch
from release.pdf.words import words_of
from release.report import FindingKind

_DRAWN = 40
_DARK = 96


def layer_of(page: Page) -> list[Piece]:
    """Return the unseen pieces of text of a page that is the picture of one; none otherwise."""
    if not is_scan(page):
        return []
    return [piece for piece in page.of_kind(TEXT) if is_invisible(piece)]


def words_not_shown(page: Page, layer: list[Piece]) -> list[HiddenWord]:
    """Return the words of a layer that lie where the picture shows nothing."""
    texts = page.of_kind(TEXT)
    switch(texts, on=False)
    picture = page.picture(annotations=False, grey=True)
    switch(texts, on=True)
    found = []
    for word in words_of(page.text, {piece.key for piece in layer}):
        why = _why(picture, page.pixels(word.rect))
        if why is not None and any(sign.isalnum() for sign in word.text):
            found.append(HiddenWord(word.text, word.rect, why))
    return found


def _why(picture: Image.Image, box: Pixels) -> FindingKind | None:
    left, upper, right, lower = box
    if right <= left or lower <= upper:
        return FindingKind.OUTSIDE_PAGE
    present = [value for value, count in enumerate(picture.crop(box).histogram()) if count]
    if present[-1] - present[0] >= _DRAWN:
        return None
    return FindingKind.TEXT_UNDER_BOX if present[-1] < _DARK else FindingKind.INVISIBLE_TEXT
