"""Text that a page holds and does not show: covered by a box, of the colour of its background,
transparent, cut off, outside the page or too small to be read.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium_c
from PIL import Image

from release.pdf.ink import Ink, Pixels, manner_of
from release.pdf.pages import TEXT, Page, Piece, Rect
from release.pdf.words import Word, words_of
from release.report import FindingKind

# A word whose mark is lost in this part of its dots is not to be read.
_LOST = 0.7
# A piece that loses fewer dots than this part of them is whole: a line that crosses it takes some.
_WHOLE = 0.004
_TINY_POINTS = 2.5
_THIN_POINTS = 1.2
_WORD_LETTERS = 3
_COVERED = 0.5
_DARK = 90
# Letters drawn as boxes hide what is under them as any box does.
_BLOCKS = frozenset("█▇▆■◼⬛▉▊▓")
_MOST_ALONE = 60
_OUTSIDE = 0.2


@dataclass(frozen=True, slots=True)
class HiddenWord:
    """A word that is not seen, and why.

    `cut_from` is the whole text it belongs to if it is only cut off, at the edge of the page or of
    a cell: programs repeat a chart on each page it touches, or a title for its shadow.
    """

    text: str
    rect: Rect
    why: FindingKind
    cut_from: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a page tells: the words not seen, and which pieces they are of.

    The pieces, of which something may not be seen, are told by their place in drawing.
    """

    hidden: list[HiddenWord]
    pieces: frozenset[int] = frozenset()


def hidden_words(page: Page, *, known_unseen: Collection[int] = ()) -> Looked:
    """Return the words of a page that leave no mark on it, in order.

    `known_unseen` are places, in the order of drawing, of pieces told of elsewhere. It spoils the
    colours: the page must not be used for drawing afterwards.
    """
    quick = _Look(page, known_unseen, grey=True)
    if not quick.suspects:
        return Looked([])
    with page.again() as fresh:
        look = _Look(fresh, known_unseen, grey=False)
        orders = frozenset(piece.order for piece in look.suspects.values())
        return Looked(list(look.words()), orders)


def texts_shown(page: Page, *, unseen: Collection[int]) -> set[str]:
    """Return what the pieces of text of a page say, but for some, told by their place."""
    return {_text_of(piece, page) for piece in page.of_kind(TEXT) if piece.order not in unseen}


class _Look:
    """One look at the text of a page and the pieces of it of which something may not be seen."""

    def __init__(self, page: Page, left_out: Collection[int], *, grey: bool) -> None:
        self.page = page
        self.blocks = _drawn_as_boxes(page)
        self.texts = [
            piece
            for piece in page.of_kind(TEXT)
            if piece.key not in self.blocks and piece.order not in left_out
        ]
        self.manners = {piece.key: manner_of(piece) for piece in self.texts}
        self.suspects: dict[int, Piece] = {}
        if self.texts:
            self.ink = Ink(page, self.texts, grey=grey)
            self.suspects = {piece.key: piece for piece in self._find_suspects()}

    def words(self) -> Iterator[HiddenWord]:
        """Yield the words that are not seen."""
        if not self.suspects:
            return
        page_rect = Rect(*self.page.raw.get_bbox())
        over = self.page.annotations()
        for word in words_of(self.page.text, self.suspects):
            if any(sign.isalnum() for sign in word.text):
                piece = self.suspects[word.key]
                why = self._why(word, piece, page_rect, over)
                if why is not None:
                    yield HiddenWord(word.text, word.rect, why, self._cut_from(piece, why))

    def _cut_from(self, piece: Piece, why: FindingKind) -> str:
        is_cut = why in {FindingKind.OUTSIDE_PAGE, FindingKind.INVISIBLE_TEXT}
        is_drawn = not self.manners[piece.key].paints_nothing
        return _text_of(piece, self.page) if is_cut and is_drawn else ""

    def _find_suspects(self) -> Iterator[Piece]:
        """Yield the pieces of which something may not be seen, and those too small to read."""
        alone = 0
        dots = self.ink.dots()
        for piece in self.texts:
            total, seen = self.ink.of(piece, dots)
            if self._is_tiny(piece) or total - seen > max(2, total * _WHOLE):
                yield piece
            elif not total:
                # A blank, a letter painted in colours of its own, or one that is not there.
                alone += 1
                is_nothing = self.manners[piece.key].paints_nothing
                if is_nothing or alone > _MOST_ALONE or not self.ink.leaves_a_mark(piece):
                    yield piece

    def _is_tiny(self, piece: Piece) -> bool:
        sides = (piece.rect.right - piece.rect.left, piece.rect.top - piece.rect.bottom)
        return self.manners[piece.key].points <= _TINY_POINTS or min(sides) <= _THIN_POINTS

    def _is_too_small(self, word: Word, piece: Piece) -> bool:
        """Say whether a word is too low to be read, or its letters too narrow."""
        if self.manners[piece.key].points <= _TINY_POINTS:
            return True
        sides = (word.rect.right - word.rect.left, word.rect.top - word.rect.bottom)
        return len(word.text) >= _WORD_LETTERS and min(sides) < _THIN_POINTS

    def _why(
        self, word: Word, piece: Piece, page_rect: Rect, over: list[Rect]
    ) -> FindingKind | None:
        """Return why a word is not seen; nothing if it is."""
        if word.rect.area and word.rect.share_in(page_rect) < _OUTSIDE:
            return FindingKind.OUTSIDE_PAGE
        if self._is_too_small(word, piece):
            return FindingKind.TINY_TEXT
        box = self.page.pixels(word.rect)
        total, seen = self.ink.of(piece, self.ink.dots(box))
        if total and total - seen < total * _LOST:
            return None
        if _in_a_layer(piece):
            return FindingKind.HIDDEN_LAYER
        if self.manners[piece.key].paints_nothing:
            return FindingKind.INVISIBLE_TEXT
        return self._hidden_by(word, piece, box, over, has_dots=bool(total))

    def _hidden_by(
        self, word: Word, piece: Piece, box: Pixels, over: list[Rect], *, has_dots: bool
    ) -> FindingKind:
        if self._is_covered(word, piece, over) or _is_dark(self.ink.bare.crop(box)):
            return FindingKind.TEXT_UNDER_BOX
        # Letters that take no dot even alone are cut off: at the edge of their cell, for one.
        return FindingKind.WHITE_TEXT if has_dots else FindingKind.INVISIBLE_TEXT

    def _is_covered(self, word: Word, piece: Piece, over: list[Rect]) -> bool:
        later = (
            other.rect
            for other in self.page.pieces
            if other.order > piece.order and (other.kind != TEXT or other.key in self.blocks)
        )
        return any(word.rect.share_in(rect) > _COVERED for rect in (*later, *over))


def _drawn_as_boxes(page: Page) -> frozenset[int]:
    if not _BLOCKS & set(page.text.get_text_range()):
        return frozenset()
    said: dict[int, str] = {}
    for word in words_of(page.text, {piece.key for piece in page.of_kind(TEXT)}):
        said[word.key] = said.get(word.key, "") + word.text
    return frozenset(key for key, text in said.items() if set(text) <= _BLOCKS)


def _text_of(piece: Piece, page: Page) -> str:
    size = pdfium_c.FPDFTextObj_GetText(piece.handle, page.text, None, 0)
    letters = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium_c.FPDFTextObj_GetText(piece.handle, page.text, letters, size)
    return bytes(letters)[:size].decode("utf-16-le", "replace").strip("\0 \r\n")


def _in_a_layer(piece: Piece) -> bool:
    """Say whether the piece belongs to a layer; one that leaves no mark is in one turned off."""
    for place in range(pdfium_c.FPDFPageObj_CountMarks(piece.handle)):
        mark = pdfium_c.FPDFPageObj_GetMark(piece.handle, place)
        letters = (pdfium_c.FPDF_WCHAR * 3)()
        size = ctypes.c_ulong()
        pdfium_c.FPDFPageObjMark_GetName(mark, letters, 6, size)
        if bytes(letters).decode("utf-16-le").rstrip("\0") == "OC":
            return True
    return False


def _is_dark(picture: Image.Image) -> bool:
    return not any(picture.convert("L").histogram()[_DARK:])
