"""Boxes laid over a picture in a PDF: a scan painted over keeps, underneath, what was there.

Taking a box away must not show anything. Bars and panels of a design do lie over photographs, so a
box counts when it is dark, or when it is black, white or grey over the picture of a whole page.
Words turned into shapes, as designers do, are pictures too.
"""

from __future__ import annotations

import ctypes
from itertools import accumulate, islice

import pypdfium2.raw as pdfium_c
from PIL import Image

from release.pdf.pages import IMAGE, PATH, TEXT, Page, Piece, Rect, switch

# A word of four letters in small print.
_SMALLEST_POINTS = 4.0
_SMALLEST_BOX = 60.0
_LARGEST_SHARE = 0.4
# From this part of the page on, a picture is taken for the scan of it.
_WHOLE_PAGE = 0.6
_WITHIN = 0.9
_OPAQUE = 250
_DARK = 96
# Between the darkest and the lightest dot: below it is one colour, above it something is drawn.
_EVEN = 24
_DRAWN = 60
# A box shares the dots of its edges with what is around it; a scan has specks.
_EDGE = 0.06
_SPECK = 0.003
_MOST_BOXES = 400
_SMALLEST_IMAGE = 1_000.0
_MOST_IMAGES = 50
# Letters in shapes: of at most 40 points, with more turns than a bar of a chart has.
_LETTER_POINTS = 40.0
_LETTER_TURNS = 6
_FEWEST_LETTERS = 4
_MOST_PATHS = 3_000


def covered_pictures(page: Page) -> list[Rect]:
    """Return where a box hides part of a picture. It changes nothing of the page."""
    images = _telling_images(page)
    boxes = [box for box in page.of_kind(PATH, IMAGE) if _is_a_box(page, box)]
    letters = _letters_in_shapes(page) if boxes else []
    boxes = [box for box in boxes if _lies_over(box, images, letters)][:_MOST_BOXES]
    if not boxes:
        return []
    texts = page.of_kind(TEXT)
    switch(texts, on=False)
    above = page.picture(annotations=False)
    switch(boxes, on=False)
    below = page.picture(annotations=False)
    switch([*texts, *boxes], on=True)
    return [
        box.rect
        for box in boxes
        if _hides(
            above,
            below,
            page,
            box,
            on_scan=_filled(page, [one for one in images if one.order < box.order]),
        )
    ]


def is_scan(page: Page) -> bool:
    """Say whether pictures fill the page, whole or in strips, as a scanner leaves it."""
    return _filled(page, page.of_kind(IMAGE))


def _telling_images(page: Page) -> list[Piece]:
    """Return the largest pictures: of a design drawn in a thousand slivers, none hides words."""
    images = [image for image in page.of_kind(IMAGE) if image.rect.area >= _SMALLEST_IMAGE]
    return sorted(images, key=lambda image: -image.rect.area)[:_MOST_IMAGES]


def _filled(page: Page, images: list[Piece]) -> bool:
    return sum(image.rect.area for image in images) >= _WHOLE_PAGE * page.width * page.height


def _letters_in_shapes(page: Page) -> list[Piece]:
    """Return what may be letters turned into shapes: small, filled and with many turns."""
    paths = page.of_kind(PATH)
    if len(paths) > _MOST_PATHS:
        return []
    return [
        path
        for path in paths
        if max(path.rect.right - path.rect.left, path.rect.top - path.rect.bottom) < _LETTER_POINTS
        and pdfium_c.FPDFPath_CountSegments(path.handle) >= _LETTER_TURNS
    ]


def _is_a_box(page: Page, box: Piece) -> bool:
    wide, high = box.rect.right - box.rect.left, box.rect.top - box.rect.bottom
    area = box.rect.area
    is_of_size = _SMALLEST_BOX <= area <= _LARGEST_SHARE * page.width * page.height
    if not is_of_size or min(wide, high) < _SMALLEST_POINTS:
        return False
    return box.kind == IMAGE or _is_painted(box)


def _lies_over(box: Piece, images: list[Piece], letters: list[Piece]) -> bool:
    if any(
        image.order < box.order and box.rect.share_in(image.rect) >= _WITHIN for image in images
    ):
        return True
    under = (
        one for one in letters if one.order < box.order and one.rect.share_in(box.rect) > _WITHIN
    )
    return len(list(islice(under, _FEWEST_LETTERS))) == _FEWEST_LETTERS


def _is_painted(path: Piece) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path.handle, mode, stroke)
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    known = pdfium_c.FPDFPageObj_GetFillColor(path.handle, red, green, blue, opacity)
    return bool(stroke.value) or (bool(mode.value) and (not known or opacity.value >= _OPAQUE))


def _without_margin(box: Piece) -> Rect:
    """Return what a box surely paints: a stroke is told with half its thickness around it, and
    ends, across, half a thickness earlier.
    """
    mode, stroke, thickness = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    rect = box.rect
    if box.kind != PATH or not pdfium_c.FPDFPath_GetDrawMode(box.handle, mode, stroke):
        return rect
    pdfium_c.FPDFPageObj_GetStrokeWidth(box.handle, thickness)
    aside = thickness.value / 2 if stroke.value else 0.0
    is_wide = rect.right - rect.left >= rect.top - rect.bottom
    across, along = (2 * aside, aside) if is_wide else (aside, 2 * aside)
    return Rect(rect.left + across, rect.bottom + along, rect.right - across, rect.top - along)


def _hides(
    above: Image.Image, below: Image.Image, page: Page, box: Piece, *, on_scan: bool
) -> bool:
    left, upper, right, lower = page.pixels(_without_margin(box))
    # The edge shares its dots with what is around.
    inner = (left + 1, upper + 1, right - 1, lower - 1)
    if inner[2] <= inner[0] or inner[3] <= inner[1]:
        return False
    painted = above.crop(inner)
    darkest, lightest = _range(painted.convert("L"), _EDGE)
    may_hide = lightest < _DARK or (on_scan and _is_neutral(painted))
    if lightest - darkest > _EVEN or not may_hide:
        return False
    darkest, lightest = _range(below.crop(inner).convert("L"), _SPECK)
    return lightest - darkest >= _DRAWN


def _range(picture: Image.Image, left_out: float) -> tuple[int, int]:
    """Return the darkest and the lightest shade, but for a part of the dots at either end."""
    counts = picture.histogram()
    most = sum(counts) * left_out
    return _beyond(counts, most), 255 - _beyond(counts[::-1], most)


def _beyond(counts: list[int], most: float) -> int:
    return next(place for place, total in enumerate(accumulate(counts)) if total > most)


def _is_neutral(picture: Image.Image) -> bool:
    shades = [shade for band in picture.split() for shade in _range(band, _EDGE)]
    return max(shades) - min(shades) <= _EVEN
