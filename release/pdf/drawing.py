"""Draws the pages of a PDF as a reader sees them and binds such pictures into a new PDF."""

from __future__ import annotations

import io
import math
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from release.pdf.pages import open_pdf

DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
# A plan is drawn coarser than a letter: ten million dots are 30 MB while they are worked on.
_MOST_PIXELS = 10_000_000
_QUALITY = 80
# Pages of letters are smaller and sharper in sixteen even shades; photographs are neither.
_FLAT_BYTES = 300_000
_SIXTEEN_SHADES = [value // 16 * 17 for value in range(256)]


def open_to_draw(path: str) -> Any:
    """Return a document whose form fields are drawn too. Raises pdfium.PdfiumError."""
    document = open_pdf(path)
    document.init_forms()
    return document


def draw(page: Any, *, width: int = 0) -> Image.Image:
    """Return a page as it is seen, `width` dots wide or at 200 dots an inch, in RGB or grey."""
    across, down = page.get_size()
    scale = width / across if width else DOTS_PER_INCH / _POINTS_PER_INCH
    scale = min(scale, math.sqrt(_MOST_PIXELS / max(across * down, 1)))
    bitmap = page.render(scale=scale)
    try:
        picture: Image.Image = bitmap.to_pil()
    finally:
        bitmap.close()
    red, green, blue = picture.split()
    is_grey = not ImageChops.difference(red, green).getbbox() and not (
        ImageChops.difference(green, blue).getbbox()
    )
    return red if is_grey else picture


def bind(pdf: pikepdf.Pdf, picture: Image.Image, *, width: float, height: float) -> None:
    """Add a page of that size, in points, that is nothing but the picture."""
    page = pdf.add_blank_page(page_size=(width, height))
    image = pdf.make_stream(*_packed(picture))
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = picture.size
    image.BitsPerComponent = 8
    image.ColorSpace = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
    page.obj.Resources = Dictionary(XObject=Dictionary(Page=image))
    page.obj.Contents = pdf.make_stream(b"%f 0 0 %f 0 0 cm /Page Do" % (width, height))
    page.obj.MediaBox = Array([0, 0, width, height])


def _packed(picture: Image.Image) -> tuple[bytes, Dictionary]:
    plain = picture.point(_SIXTEEN_SHADES) if picture.mode == "L" else picture
    flat = zlib.compress(plain.tobytes(), 6)
    if len(flat) <= _FLAT_BYTES:
        return flat, Dictionary(Filter=Name.FlateDecode)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue(), Dictionary(Filter=Name.DCTDecode)
