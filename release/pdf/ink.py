"""The text of a page drawn alone, each piece in a colour of its own, against what can be seen.

The page is drawn whole, drawn without its text, and drawn with nothing but its text. Where a
piece's colour falls and the first two pictures are alike, its letters leave no mark.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops

from release.pdf.pages import Page, Piece, matrix_of, switch

# A difference of colour below this, of 255, is not seen on paper or screen.
_SEEN = 24
_INVISIBLE_MODES = frozenset({3, 7})
_FAINT = 20
_OPAQUE = 255
# A piece is told by its shade within a group and by its group's green; white is the paper.
_GROUP = 250
_WHITE = 255

Pixels = tuple[int, int, int, int]
# By shade and group: how many dots there are, and how many of them are seen.
Dots = defaultdict[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a piece of text is drawn: points of its letters, opacity of 255."""

    mode: int
    opacity: int
    points: float

    @property
    def paints_nothing(self) -> bool:
        """Whether its letters leave no mark wherever they stand."""
        return self.mode in _INVISIBLE_MODES or self.opacity < _FAINT


def manner_of(piece: Piece) -> Manner:
    """Return how a piece of text is drawn."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    size = ctypes.c_float()
    known = pdfium_c.FPDFPageObj_GetFillColor(piece.handle, red, green, blue, opacity)
    pdfium_c.FPDFTextObj_GetFontSize(piece.handle, size)
    _a, _b, c, d, _e, _f = matrix_of(piece.handle)
    return Manner(
        mode=pdfium_c.FPDFTextObj_GetTextRenderMode(piece.handle),
        opacity=opacity.value if known else _OPAQUE,
        points=abs(size.value) * (c * c + d * d) ** 0.5 * piece.scale,
    )


def is_invisible(piece: Piece) -> bool:
    """Say whether a piece of text is written in the manner that paints nothing."""
    return pdfium_c.FPDFTextObj_GetTextRenderMode(piece.handle) in _INVISIBLE_MODES


class Ink:
    """Where each piece of text lays its dots and which of them make a difference to the page.

    It spoils the colours of the page. `grey` is quicker; it may take for unseen what differs from
    its background in colour only, and nothing unseen for seen.
    """

    def __init__(self, page: Page, texts: Sequence[Piece], *, grey: bool) -> None:
        self._page = page
        self._texts = texts
        self._grey = grey
        whole = page.picture(grey=grey)
        if len(texts) == len(page.pieces) and not page.annotations():
            self.bare = Image.new(whole.mode, whole.size, "white")
        else:
            switch(texts, on=False)
            self.bare = page.picture(grey=grey)
        self._seen = _difference(whole, self.bare)
        is_one_group = grey and len(texts) <= _GROUP
        self._sign = {piece.key: divmod(place, _GROUP)[::-1] for place, piece in enumerate(texts)}
        alone = self._drawn_alone(grey=is_one_group)
        self._shades = alone if is_one_group else alone.getchannel(0)
        self._groups = None if is_one_group else alone.getchannel(1)

    def dots(self, box: Pixels | None = None) -> Dots:
        """Return the dots of every piece, or of what lies in a box of the picture."""
        shades = self._shades.crop(box) if box else self._shades
        seen = self._seen.crop(box) if box else self._seen
        groups = self._groups.crop(box) if box and self._groups else self._groups
        counted: Dots = defaultdict(lambda: (0, 0))
        for group, mask in _masks(groups):
            marked = seen if mask is None else ImageChops.darker(mask, seen)
            pairs = zip(shades.histogram(mask), shades.histogram(marked), strict=True)
            for shade, (total, shown) in enumerate(pairs):
                if total and shade < _GROUP:
                    counted[shade, group] = (total, shown)
        return counted

    def of(self, piece: Piece, dots: Dots) -> tuple[int, int]:
        """Return how many of some dots are a piece's, and how many of those are seen."""
        return dots[self._sign[piece.key]]

    def leaves_a_mark(self, piece: Piece) -> bool:
        """Say whether a piece is seen when it is the only text drawn on the page."""
        switch(self._texts, on=False)
        switch([piece], on=True)
        seen = _difference(self._page.picture(grey=self._grey), self.bare).getbbox()
        switch(self._texts, on=True)
        return seen is not None

    def _drawn_alone(self, *, grey: bool) -> Image.Image:
        texts = {piece.key for piece in self._texts}
        others = [piece for piece in self._page.pieces if piece.key not in texts]
        switch(others, on=False)
        switch(self._texts, on=True)
        for piece in self._texts:
            shade, group = self._sign[piece.key]
            colour = (shade, shade, shade) if grey else (shade, group, 0)
            pdfium_c.FPDFPageObj_SetFillColor(piece.handle, *colour, _OPAQUE)
            pdfium_c.FPDFPageObj_SetStrokeColor(piece.handle, *colour, _OPAQUE)
            if is_invisible(piece):
                pdfium_c.FPDFTextObj_SetTextRenderMode(piece.handle, 0)
        picture = self._page.picture(annotations=False, grey=grey)
        switch(others, on=True)
        return picture


def _masks(groups: Image.Image | None) -> Iterator[tuple[int, Image.Image | None]]:
    if groups is None:
        yield 0, None
        return
    for group, present in enumerate(groups.histogram()[:_WHITE]):
        if present:
            yield group, groups.point([255 if value == group else 0 for value in range(256)])


def _difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return white where two pictures differ enough to be seen, and black where they do not."""
    most = ImageChops.difference(one, other)
    if most.mode != "L":
        red, green, blue = most.split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([255 if value >= _SEEN else 0 for value in range(256)])
