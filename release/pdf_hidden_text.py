"""Text that a page holds and does not show: each word must leave its mark on the picture of it.

The page is drawn whole, drawn without its text, and drawn with nothing but its text, each piece in
a colour of its own. Where a piece's colour falls and the first two pictures are alike, its letters
leave no mark: covered by a box, of the colour of their background, transparent or outside.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops

from release.pdf_pages import TEXT, Page, Piece, Rect, matrix_of, switch
from release.pdf_words import Word, words_of
from release.report import FindingKind

# A difference of colour below this, of 255, is not seen on paper or screen.
_SEEN = 24
# A word whose mark is lost in this part of its dots is not to be read.
_LOST = 0.7
# A piece that loses fewer dots than this part of them is whole: a line that crosses it takes some.
_WHOLE = 0.004
_TINY_POINTS = 2.5
_FAINT = 20
_COVERED = 0.5
_DARK = 90
_INVISIBLE_MODES = frozenset({3, 7})
# A piece is told by its red within a group and by its group's green; white is the paper.
_GROUP = 250
_WHITE = 255
# Letters drawn as boxes hide what is under them as any box does.
_BLOCKS = frozenset("█▇▆■◼⬛▉▊▓")
_MOST_ALONE = 60
_OUTSIDE = 0.2
_MOST_SHOWN = 800

Pixels = tuple[int, int, int, int]


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
    """What a look at a page's text tells: the words not seen, and the pieces seen whole."""

    hidden: list[HiddenWord]
    shown: frozenset[str] = frozenset()


def hidden_words(page: Page, text_page: Any, *, known_unseen: Collection[int] = ()) -> Looked:
    """Return the words of a page that leave no mark on it, in order, and what is seen whole.

    `known_unseen` are keys of pieces told of elsewhere. It spoils the colours: the page must not
    be used for drawing afterwards.
    """
    look = _Look(page, text_page, known_unseen)
    return Looked(list(look.words()), look.shown())


def is_invisible(piece: Piece) -> bool:
    """Say whether a piece of text is written in the manner that paints nothing."""
    return pdfium_c.FPDFTextObj_GetTextRenderMode(piece.handle) in _INVISIBLE_MODES


class _Look:
    """The three pictures of one page and what they tell of each piece of text."""

    def __init__(self, page: Page, text_page: Any, left_out: Collection[int]) -> None:
        self.page = page
        self.text_page = text_page
        self.blocks = _drawn_as_boxes(page, text_page)
        apart = {*self.blocks, *left_out}
        self.texts = [piece for piece in page.of_kind(TEXT) if piece.key not in apart]
        self.suspects: dict[int, Piece] = {}
        self.as_it_was = {piece.key: _manner(piece) for piece in self.texts}
        self.colours = {piece.key: _colour(place) for place, piece in enumerate(self.texts)}

    def words(self) -> Iterator[HiddenWord]:
        if not self.texts:
            return
        whole = self.page.picture()
        switch(self.texts, on=False)
        self.bare = self.page.picture()
        self.ink = _Ink(self._picture_of_text_alone(), _difference(whole, self.bare))
        self.suspects = {piece.key: piece for piece in self._find_suspects()}
        if not self.suspects:
            return
        self.page_rect = self._page_rect()
        self.over = self.page.annotations()
        for word in words_of(self.text_page, self.suspects):
            if any(sign.isalnum() for sign in word.text):
                piece = self.suspects[word.key]
                why = self._why(word, piece)
                if why is not None:
                    yield HiddenWord(word.text, word.rect, why, self._cut_from(piece, why))

    def shown(self) -> frozenset[str]:
        """Return the texts of the pieces of which nothing is lost; of very many, none."""
        seen = [piece for piece in self.texts if piece.key not in self.suspects]
        if len(seen) > _MOST_SHOWN:
            return frozenset()
        return frozenset(_text_of(piece, self.text_page) for piece in seen)

    def _cut_from(self, piece: Piece, why: FindingKind) -> str:
        manner = self.as_it_was[piece.key]
        is_drawn = manner.mode not in _INVISIBLE_MODES and manner.opacity >= _FAINT
        is_cut = why in {FindingKind.OUTSIDE_PAGE, FindingKind.INVISIBLE_TEXT}
        return _text_of(piece, self.text_page) if is_cut and is_drawn else ""

    def _picture_of_text_alone(self) -> Image.Image:
        others = [piece for piece in self.page.pieces if piece.key not in self.as_it_was]
        switch(others, on=False)
        switch(self.texts, on=True)
        for piece in self.texts:
            colour = self.colours[piece.key]
            pdfium_c.FPDFPageObj_SetFillColor(piece.handle, *colour, 255)
            pdfium_c.FPDFPageObj_SetStrokeColor(piece.handle, *colour, 255)
            if self.as_it_was[piece.key].mode in _INVISIBLE_MODES:
                pdfium_c.FPDFTextObj_SetTextRenderMode(piece.handle, 0)
        picture = self.page.picture(annotations=False)
        switch(others, on=True)
        return picture

    def _find_suspects(self) -> Iterator[Piece]:
        """Yield the pieces of which something may not be seen, and those too small to read."""
        alone = 0
        dots = self.ink.dots()
        for piece in self.texts:
            total, seen = dots[self.colours[piece.key]]
            if self._is_tiny(piece) or total - seen > max(2, total * _WHOLE):
                yield piece
            elif not total:
                alone += 1
                if alone > _MOST_ALONE or not self._leaves_a_mark(piece):
                    yield piece

    def _leaves_a_mark(self, piece: Piece) -> bool:
        """Say whether a piece that took no colour is seen when it is drawn alone on the page."""
        if self.as_it_was[piece.key].mode in _INVISIBLE_MODES:
            return False
        switch(self.texts, on=False)
        switch([piece], on=True)
        seen = _difference(self.page.picture(), self.bare).getbbox() is not None
        switch(self.texts, on=True)
        return seen

    def _is_tiny(self, piece: Piece) -> bool:
        return self.as_it_was[piece.key].points <= _TINY_POINTS

    def _why(self, word: Word, piece: Piece) -> FindingKind | None:
        """Return why a word is not seen; nothing if it is."""
        if word.rect.area and word.rect.share_in(self.page_rect) < _OUTSIDE:
            return FindingKind.OUTSIDE_PAGE
        if self._is_tiny(piece):
            return FindingKind.TINY_TEXT
        box = self.page.pixels(word.rect)
        total, seen = self.ink.dots(box)[self.colours[piece.key]]
        if total and total - seen < total * _LOST:
            return None
        return self._hidden_by(word, piece, box)

    def _hidden_by(self, word: Word, piece: Piece, box: tuple[int, int, int, int]) -> FindingKind:
        manner = self.as_it_was[piece.key]
        if _in_a_layer(piece):
            return FindingKind.HIDDEN_LAYER
        if manner.mode in _INVISIBLE_MODES or manner.opacity < _FAINT:
            return FindingKind.INVISIBLE_TEXT
        if self._is_covered(word, piece) or _is_dark(self.bare.crop(box)):
            return FindingKind.TEXT_UNDER_BOX
        # Letters that take no dot even alone are cut off: at the edge of their cell, for one.
        total, _seen = self.ink.dots(box)[self.colours[piece.key]]
        return FindingKind.WHITE_TEXT if total else FindingKind.INVISIBLE_TEXT

    def _is_covered(self, word: Word, piece: Piece) -> bool:
        later = (
            other.rect
            for other in self.page.pieces
            if other.order > piece.order and (other.kind != TEXT or other.key in self.blocks)
        )
        return any(word.rect.share_in(rect) > _COVERED for rect in (*later, *self.over))

    def _page_rect(self) -> Rect:
        left, bottom, right, top = self.page.raw.get_bbox()
        return Rect(left, bottom, right, top)


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a piece was to be drawn before it was coloured: points of its letters, opacity of 255."""

    mode: int
    opacity: int
    points: float


def _manner(piece: Piece) -> _Manner:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    size = ctypes.c_float()
    known = pdfium_c.FPDFPageObj_GetFillColor(piece.handle, red, green, blue, opacity)
    pdfium_c.FPDFTextObj_GetFontSize(piece.handle, size)
    _a, _b, c, d, _e, _f = matrix_of(piece.handle)
    return _Manner(
        mode=pdfium_c.FPDFTextObj_GetTextRenderMode(piece.handle),
        opacity=opacity.value if known else 255,
        points=abs(size.value) * (c * c + d * d) ** 0.5 * piece.scale,
    )


def _drawn_as_boxes(page: Page, text_page: Any) -> frozenset[int]:
    if not _BLOCKS & set(text_page.get_text_range()):
        return frozenset()
    texts = {piece.key for piece in page.of_kind(TEXT)}
    said: dict[int, str] = {}
    for word in words_of(text_page, texts):
        said[word.key] = said.get(word.key, "") + word.text
    return frozenset(key for key, text in said.items() if set(text) <= _BLOCKS)


def _text_of(piece: Piece, text_page: Any) -> str:
    size = pdfium_c.FPDFTextObj_GetText(piece.handle, text_page, None, 0)
    letters = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium_c.FPDFTextObj_GetText(piece.handle, text_page, letters, size)
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


def _colour(place: int) -> tuple[int, int, int]:
    group, member = divmod(place, _GROUP)
    return (member, group, 0)


class _Ink:
    """The picture of the text alone, each piece in its colour, and where it makes a difference."""

    def __init__(self, picture: Image.Image, seen: Image.Image) -> None:
        self.members, self.groups, _blue = picture.split()
        self.seen = seen

    def dots(self, box: Pixels | None = None) -> dict[tuple[int, int, int], tuple[int, int]]:
        """Return, by colour, how many dots there are and how many of them are seen."""
        members, groups, seen = (
            band.crop(box) if box else band for band in (self.members, self.groups, self.seen)
        )
        counted: defaultdict[tuple[int, int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
        for group, present in enumerate(groups.histogram()[:_WHITE]):
            if present:
                here = groups.point([255 if value == group else 0 for value in range(256)])
                total = members.histogram(here)
                marked = members.histogram(ImageChops.darker(here, seen))
                for member in range(_GROUP):
                    if total[member]:
                        counted[member, group, 0] = (total[member], marked[member])
        return counted


def _difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return white where two pictures differ enough to be seen, and black where they do not."""
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([255 if value >= _SEEN else 0 for value in range(256)])


def _is_dark(picture: Image.Image) -> bool:
    return not any(picture.convert("L").histogram()[_DARK:])
