"""A PDF's pages as they are drawn: their pieces in the order of drawing, and pictures of them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from release.report import Box

TEXT: int = pdfium_c.FPDF_PAGEOBJ_TEXT
PATH: int = pdfium_c.FPDF_PAGEOBJ_PATH
IMAGE: int = pdfium_c.FPDF_PAGEOBJ_IMAGE
SHADING: int = pdfium_c.FPDF_PAGEOBJ_SHADING
FORM: int = pdfium_c.FPDF_PAGEOBJ_FORM

_DEEPEST = 12
_MOST_PIECES = 60_000
# A page larger than a plan (A0) is looked at smaller: this many dots cost some 40 MB.
_MOST_PIXELS = 9_000_000
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]


class TooManyPieces(Exception):
    """The page is drawn of more pieces than can be looked at one by one."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points of the page, whose origin is at the bottom left."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Square points; 0 if it is empty."""
        return max(self.right - self.left, 0) * max(self.top - self.bottom, 0)

    def common(self, other: Rect) -> Rect:
        """Return what both cover; empty, with no area, if they do not meet."""
        return Rect(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def share_in(self, other: Rect) -> float:
        """Return which part of it lies in another, from 0 to 1."""
        return self.common(other).area / self.area if self.area else 0.0

    def joined(self, other: Rect) -> Rect:
        """Return the smallest rectangle around both."""
        return Rect(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing drawn: `order` counts from the first drawn, `scale` is that of its letters.

    `key` is the address by which the text says which piece a letter belongs to.
    """

    kind: int
    order: int
    key: int
    handle: Any
    rect: Rect
    scale: float


class Page:
    """One page with its text and its pieces, to be drawn with some of them left out.

    `place` counts from 0. To be closed, as by `with`. Its pieces raise TooManyPieces when they are
    first asked for.
    """

    def __init__(self, document: Any, place: int, *, scale: float = 1.0) -> None:
        self._document = document
        self.place = place
        self.raw = document[place]
        self.text = self.raw.get_textpage()
        width, height = self.raw.get_size()
        self.width = max(float(width), 1.0)
        self.height = max(float(height), 1.0)
        most = math.sqrt(_MOST_PIXELS / (self.width * self.height))
        self.scale = min(scale, most)
        self._to_device = _device_matrix(self.raw)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.text.close()
        self.raw.close()

    @cached_property
    def pieces(self) -> list[Piece]:
        """Everything that is drawn, in the order of drawing."""
        return list(_pieces_of(self.raw))

    def again(self) -> Page:
        """Return the page as it is in the file, whatever was done to the colours of this one."""
        return Page(self._document, self.place, scale=self.scale)

    def of_kind(self, *kinds: int) -> list[Piece]:
        """Return the pieces of some kinds, in the order they are drawn."""
        return [piece for piece in self.pieces if piece.kind in kinds]

    def picture(self, *, annotations: bool = True, grey: bool = False) -> Image.Image:
        """Return the page drawn without smoothing, so that a colour stays itself: RGB or L."""
        bitmap = self.raw.render(
            scale=self.scale,
            draw_annots=annotations,
            may_draw_forms=annotations,
            grayscale=grey,
            no_smoothtext=True,
            no_smoothimage=True,
            no_smoothpath=True,
        )
        try:
            # A grey picture uses the memory of the drawing, which is Python's and lives with it.
            picture: Image.Image = bitmap.to_pil()
            return picture
        finally:
            bitmap.close()

    def pixels(self, rect: Rect) -> tuple[int, int, int, int]:
        """Return where a rectangle is in the picture: left, upper, right and lower, cut to it."""
        box = self.box(rect)
        wide, high = self.width * self.scale, self.height * self.scale
        left, upper = int(box.x * wide), int(box.y * high)
        return (
            max(left, 0),
            max(upper, 0),
            min(max(math.ceil((box.x + box.width) * wide), left + 1), math.ceil(wide)),
            min(max(math.ceil((box.y + box.height) * high), upper + 1), math.ceil(high)),
        )

    def box(self, rect: Rect) -> Box:
        """Return a rectangle in fractions of the page as it is seen, turned if it is turned."""
        corners = [
            _moved(self._to_device, x, y)
            for x in (rect.left, rect.right)
            for y in (rect.bottom, rect.top)
        ]
        across, down = zip(*corners, strict=True)
        return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))

    def annotations(self) -> list[Rect]:
        """Return the rectangles of what is laid over the page."""
        return list(_annotations_of(self.raw))


def address_of(handle: Any) -> int:
    """Return the address a handle points to; 0 if to nothing."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def switch(pieces: Iterable[Piece], *, on: bool) -> None:
    """Draw, or leave out, some pieces from now on."""
    for piece in pieces:
        pdfium_c.FPDFPageObj_SetIsActive(piece.handle, on)


def _pieces_of(page: Any) -> Iterator[Piece]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for order, (kind, handle, matrix) in enumerate(_walk(page)):
        if order > _MOST_PIECES:
            raise TooManyPieces
        if kind != FORM and pdfium_c.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
            rect = _rect_moved(matrix, left.value, bottom.value, right.value, top.value)
            yield Piece(
                kind, order, address_of(handle), handle, rect, math.hypot(matrix[2], matrix[3])
            )


def _walk(page: Any) -> Iterator[tuple[int, Any, Matrix]]:
    """Yield every object in the order of drawing, those inside forms after the form itself."""
    top = (
        pdfium_c.FPDFPage_GetObject(page, place)
        for place in range(pdfium_c.FPDFPage_CountObjects(page))
    )
    waiting = [iter([(handle, _IDENTITY) for handle in top])]
    while waiting:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            continue
        handle, matrix = following
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        yield kind, handle, matrix
        if kind == FORM and len(waiting) < _DEEPEST:
            inner = _times(matrix_of(handle), matrix)
            count = pdfium_c.FPDFFormObj_CountObjects(handle)
            waiting.append(
                iter(
                    [
                        (pdfium_c.FPDFFormObj_GetObject(handle, place), inner)
                        for place in range(count)
                    ]
                )
            )


def matrix_of(handle: Any) -> Matrix:
    """Return how an object is moved, turned and grown inside what holds it."""
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, found):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _annotations_of(page: Any) -> Iterator[Rect]:
    for place in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        handle = pdfium_c.FPDFPage_GetAnnot(page, place)
        found = pdfium_c.FS_RECTF()
        if handle and pdfium_c.FPDFAnnot_GetRect(handle, found):
            yield Rect(found.left, found.bottom, found.right, found.top)
        if handle:
            pdfium_c.FPDFPage_CloseAnnot(handle)


def _device_matrix(page: Any) -> Matrix:
    """Return what takes points of the page to fractions of it as it is seen."""
    fine = 1_000_000
    span = 1000.0
    across, down = ctypes.c_int(), ctypes.c_int()
    seen = []
    for x, y in ((0.0, 0.0), (span, 0.0), (0.0, span)):
        # Whole numbers come back: a page of a million dots keeps the fractions.
        pdfium_c.FPDF_PageToDevice(page, 0, 0, fine, fine, 0, x, y, across, down)
        seen.append((across.value / fine, down.value / fine))
    origin, one, other = seen
    return (
        (one[0] - origin[0]) / span,
        (one[1] - origin[1]) / span,
        (other[0] - origin[0]) / span,
        (other[1] - origin[1]) / span,
        *origin,
    )


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        *_moved(outer, e, f),
    )


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _rect_moved(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Rect:
    if matrix is _IDENTITY:
        return Rect(left, bottom, right, top)
    corners = [_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    across, up = zip(*corners, strict=True)
    return Rect(min(across), min(up), max(across), max(up))


def open_pdf(path: str) -> Any:
    """Return the document for drawing. Raises pdfium.PdfiumError if it cannot be opened."""
    return pdfium.PdfDocument(path)
