"""Boxes laid over a picture in a PDF: a scan painted over keeps, underneath, what was there.

Taking a box away must not show anything. Bars and panels of a design do lie over photographs, so a
box counts when it is dark, or when what it covers is the picture of a whole page.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium_c
from PIL import Image

from release.pdf_pages import IMAGE, PATH, TEXT, Page, Piece, Rect, switch

_SMALLEST_POINTS = 4.0
_LARGEST_SHARE = 0.4
# From this part of the page on, a picture is taken for the scan of it.
_WHOLE_PAGE = 0.6
_WITHIN = 0.6
_OPAQUE = 250
_DARK = 96
# Between the darkest and the lightest dot: below it is one colour, above it something is drawn.
_EVEN = 24
_DRAWN = 60
_MOST_BOXES = 400


def covered_pictures(page: Page) -> list[Rect]:
    """Return where a box hides part of a picture. It changes nothing of the page."""
    images = [image for image in page.of_kind(IMAGE) if image.rect.area]
    boxes = [box for box in page.of_kind(PATH, IMAGE) if _may_cover(page, box, images)]
    if not boxes:
        return []
    texts = page.of_kind(TEXT)
    switch(texts, on=False)
    above = page.picture(annotations=False).convert("L")
    switch(boxes, on=False)
    below = page.picture(annotations=False).convert("L")
    switch([*texts, *boxes], on=True)
    return [
        box.rect
        for box in boxes[:_MOST_BOXES]
        if _hides(above, below, page, box, is_scan=_lies_on_a_scan(page, box, images))
    ]


def scan_of(page: Page) -> Piece | None:
    """Return the picture that fills the page, if one does."""
    area = page.width * page.height
    return next(
        (image for image in page.of_kind(IMAGE) if image.rect.area >= area * _WHOLE_PAGE), None
    )


def _may_cover(page: Page, box: Piece, images: list[Piece]) -> bool:
    wide, high = box.rect.right - box.rect.left, box.rect.top - box.rect.bottom
    if min(wide, high) < _SMALLEST_POINTS or box.rect.area > _LARGEST_SHARE * _area(page):
        return False
    if box.kind == PATH and not _is_filled(box):
        return False
    return any(
        image.order < box.order and box.rect.share_in(image.rect) >= _WITHIN for image in images
    )


def _is_filled(path: Piece) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path.handle, mode, stroke)
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    known = pdfium_c.FPDFPageObj_GetFillColor(path.handle, red, green, blue, opacity)
    return bool(mode.value) and (not known or opacity.value >= _OPAQUE)


def _lies_on_a_scan(page: Page, box: Piece, images: list[Piece]) -> bool:
    return any(
        image.order < box.order and image.rect.area >= _WHOLE_PAGE * _area(page) for image in images
    )


def _hides(
    above: Image.Image, below: Image.Image, page: Page, box: Piece, *, is_scan: bool
) -> bool:
    left, upper, right, lower = page.pixels(box.rect)
    # The edge shares its dots with what is around.
    inner = (left + 1, upper + 1, right - 1, lower - 1)
    if inner[2] <= inner[0] or inner[3] <= inner[1]:
        return False
    darkest, lightest = _extremes(above.crop(inner))
    if lightest - darkest > _EVEN or not (is_scan or lightest < _DARK):
        return False
    darkest, lightest = _extremes(below.crop(inner))
    return lightest - darkest >= _DRAWN


def _extremes(picture: Image.Image) -> tuple[int, int]:
    present = [value for value, count in enumerate(picture.histogram()) if count]
    return present[0], present[-1]


def _area(page: Page) -> float:
    return page.width * page.height
