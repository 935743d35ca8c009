"""PDFs made for the tests of the release check, drawn by hand so that each hides one thing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

A4 = (595, 842)
SECRET = "Juan Benitez cobra"
# What a scanner would see: dark strokes as letters make them, over white.
TEXT_AT_600 = (72, 600)


def said(
    text: str, at: tuple[float, float] = (72, 700), *, before: str = "", size: int = 12
) -> str:
    """Return the operators that write a text in Helvetica, after some of the caller's own."""
    return f"q {before} BT /F1 {size} Tf {at[0]} {at[1]} Td ({text}) Tj ET Q\n"


def box(left: float, bottom: float, width: float, height: float, *, colour: str = "0 g") -> str:
    """Return the operators that paint a box."""
    return f"q {colour} {left} {bottom} {width} {height} re f Q\n"


def made(*pages: str, images: Sequence[Image.Image] = ()) -> pikepdf.Pdf:
    """Return a document with those pages; its images are /I0, /I1 … of every page."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    fonts = Dictionary(F1=font, Blocks=_blocks(pdf))
    drawn = Dictionary({f"/I{place}": _image(pdf, one) for place, one in enumerate(images)})
    for content in pages:
        page = pdf.add_blank_page(page_size=A4)
        page.obj.Resources = Dictionary(Font=fonts, XObject=drawn)
        page.obj.Contents = pdf.make_stream(content.encode("latin-1"))
    return pdf


def saved(pdf: pikepdf.Pdf, folder: Path, name: str = "archivo.pdf") -> Path:
    """Write the document and return where."""
    path = folder / name
    pdf.save(path, fix_metadata_version=False)
    return path


def scan(*, boxes: Sequence[tuple[int, int, int, int]] = ()) -> Image.Image:
    """Return the picture of a page with lines of strokes where letters would be."""
    picture = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(picture)
    for line in range(100, 700, 20):
        for column in range(72, 500, 6):
            pen.line((column, line, column + 3, line + 9), fill=0, width=1)
    for one in boxes:
        pen.rectangle(one, fill=0)
    return picture


def whole_page(image: str = "I0") -> str:
    """Return the operators that draw an image over the whole page."""
    return f"q {A4[0]} 0 0 {A4[1]} 0 0 cm /{image} Do Q\n"


def _blocks(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return a font whose letter "a" is a black square, and says so when it is copied."""
    square = pdf.make_stream(b"1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f")
    says = (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"1 beginbfchar <61> <2588> endbfchar endcmap"
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 1000, 1000],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(square=square),
            Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.square]),
            FirstChar=97,
            LastChar=97,
            Widths=[1000],
            Resources=Dictionary(),
            ToUnicode=pdf.make_stream(says),
        )
    )


def _image(pdf: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Stream:
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=picture.getexif())
    return pdf.make_stream(
        written.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def rectangle(left: float, bottom: float, right: float, top: float) -> Array:
    """Return a rectangle as PDF writes it."""
    return Array([left, bottom, right, top])
