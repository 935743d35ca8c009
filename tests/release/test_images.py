"""What pictures tell of places, people and machines, and pictures that are more than one."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from release.image_fixes import TooManyDots, without_metadata
from release.images import inspect_image
from release.known import Known
from release.report import FindingKind

Kind = FindingKind
Base = ExifTags.Base
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"


def jpeg(told: Image.Exif | None = None, *, size: tuple[int, int] = (40, 20)) -> bytes:
    picture = Image.new("RGB", size, (200, 30, 30))
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=told or Image.Exif())
    return written.getvalue()


def png(**texts: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    for key, value in texts.items():
        info.add_text(key, value, zip=key == "Zipped")
    written = io.BytesIO()
    Image.new("L", (40, 20)).save(written, "PNG", pnginfo=info)
    return written.getvalue()


def tagged(**tags: object) -> Image.Exif:
    told = Image.Exif()
    for name, value in tags.items():
        told[ExifTags.Base[name]] = value
    return told


def deep(tag: int, value: object, *, ifd: int = ExifTags.IFD.Exif) -> Image.Exif:
    told = Image.Exif()
    told[ifd] = {tag: value}
    return told


def segment(marker: int, payload: bytes) -> bytes:
    """Return a JPEG with one block more at its beginning."""
    plain = jpeg()
    return plain[:2] + struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload + plain[2:]


def chunk(kind: bytes, held: bytes) -> bytes:
    """Return a PNG with one chunk more before its end."""
    more = struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
    return png().replace(_PNG_END, more + _PNG_END)


def with_thumbnail() -> bytes:
    """Return a JPEG with the preview a camera adds: a second directory in its EXIF."""
    small = jpeg(size=(8, 4))
    first = struct.pack("<HHHIII", 1, 0x0112, 3, 1, 1, 26)
    entries = struct.pack("<HHHII", 2, 0x0201, 4, 1, 56) + struct.pack(
        "<HHII", 0x0202, 4, 1, len(small)
    )
    block = b"II*\0\x08\0\0\0" + first + entries + struct.pack("<I", 0)
    return segment(0xE1, b"Exif\0\0" + block + small)


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description '
    b'xmlns:exif="e" exif:GPSLatitude="25,17S"><dc:creator xmlns:dc="d"><rdf:Seq>'
    b"<rdf:li>Ana Torres</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)
COORDINATES = deep(2, (25.0, 17.0, 1.0), ifd=ExifTags.IFD.GPSInfo)


def press(field: int, words: bytes) -> bytes:
    """Return what a photograph editor leaves of one field of the press."""
    held = struct.pack(">BBBH", 0x1C, 2, field, len(words)) + words
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(held)) + held


TELLING: dict[str, tuple[bytes, FindingKind]] = {
    "coordinates": (jpeg(COORDINATES), Kind.GPS),
    "preview": (with_thumbnail(), Kind.THUMBNAIL),
    "artist": (jpeg(tagged(Artist="Ana Torres")), Kind.AUTHOR),
    "author of Windows": (jpeg(tagged(XPAuthor="Ana".encode("utf-16-le"))), Kind.AUTHOR),
    "description": (jpeg(tagged(ImageDescription="reunion en casa")), Kind.METADATA),
    "comment": (jpeg(deep(Base.UserComment, b"ASCII\0\0\0reservado")), Kind.METADATA),
    "serial number": (jpeg(deep(Base.BodySerialNumber, "X1234")), Kind.METADATA),
    "data of the camera": (jpeg(deep(Base.MakerNote, b"Canon\0abc")), Kind.METADATA),
    "name of a telephone": (jpeg(tagged(Software="Ana Torres")), Kind.AUTHOR),
    "packet": (segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP), Kind.AUTHOR),
    "place in the packet": (segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP), Kind.GPS),
    "more packets": (
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 40),
        Kind.METADATA,
    ),
    "caption of the press": (segment(0xED, press(120, b"en casa")), Kind.METADATA),
    "author for the press": (segment(0xED, press(80, b"Ana Torres")), Kind.AUTHOR),
    "preview of an editor": (
        segment(0xED, press(80, b"x").replace(b"\x04\x04", b"\x04\x0c")),
        Kind.THUMBNAIL,
    ),
    "preview of the old kind": (segment(0xE0, b"JFXX\0\x10"), Kind.THUMBNAIL),
    "data of an editor": (segment(0xEB, b"JP" * 200), Kind.CUSTOM_DATA),
    "remark": (segment(0xFE, b"hecho en casa de Ana"), Kind.METADATA),
    "second picture": (segment(0xE2, b"MPF\0II*\0"), Kind.EMBEDDED_FILE),
    "something after its end": (jpeg() + jpeg(), Kind.TRAILING_DATA),
    "name of its file": (jpeg(tagged(DocumentName="CI_4.123.456.doc")), Kind.PERSONAL_CEDULA),
    "author in another letter": (jpeg(tagged(Artist="Ñandutí Vera")), Kind.AUTHOR),
    "comment in wide letters": (
        jpeg(deep(Base.UserComment, b"UNICODE\0" + "en casa".encode("utf-16"))),
        Kind.METADATA,
    ),
    "EXIF of nothing": (segment(0xE1, b"Exif\0\0zz"), Kind.METADATA),
    "unreadable EXIF": (segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\x7f"), Kind.METADATA),
    "author of a PNG": (png(Author="Ana Torres"), Kind.AUTHOR),
    "comment of a PNG": (png(Comment="borrador"), Kind.METADATA),
    "packed text": (png(Zipped="borrador"), Kind.METADATA),
    "place in a text": (png(**{"exif:GPSLatitude": "25"}), Kind.GPS),
    "packet of a PNG": (chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP), Kind.AUTHOR),
    "EXIF of a PNG": (chunk(b"eXIf", COORDINATES.tobytes()[6:]), Kind.GPS),
    "animation": (chunk(b"acTL", b"\0\0\0\2\0\0\0\0"), Kind.EMBEDDED_FILE),
    "data of a program": (chunk(b"mkBS", b"x" * 5_000), Kind.CUSTOM_DATA),
    "what was cut off": (png() + b"restos de la imagen", Kind.TRAILING_DATA),
    "far too many dots": (
        png().replace(struct.pack(">II", 40, 20), struct.pack(">II", 60_000, 60_000)),
        Kind.TOO_LARGE,
    ),
    "cut short": (jpeg()[:-30], Kind.NOT_READABLE),
    "PNG cut short": (png()[:-20], Kind.NOT_READABLE),
}
SILENT = {
    "plain JPEG": jpeg(),
    "camera without its owner": jpeg(tagged(Make="Canon", Model="EOS", Software="GIMP 2.10")),
    "default description": jpeg(tagged(ImageDescription="OLYMPUS DIGITAL CAMERA")),
    "empty field of the press": segment(0xED, press(0, b"\0\2")),
    "plain PNG": png(),
    "PNG of a program": png(Software="Matplotlib version3.9, https://matplotlib.org/"),
    "not a picture": b"GIF89a",
}


@pytest.mark.parametrize("what", TELLING)
def test_what_a_picture_tells_is_found(what: str) -> None:
    data, kind = TELLING[what]
    assert kind in {one.kind for one in inspect_image(data)}


@pytest.mark.parametrize("what", SILENT)
def test_ordinary_pictures_are_clean(what: str) -> None:
    assert inspect_image(SILENT[what]) == []


def test_webp_and_tiff_inside_other_files_are_looked_into() -> None:
    picture = Image.new("RGB", (4, 4))
    for kind in ("WEBP", "TIFF"):
        written = io.BytesIO()
        picture.save(written, kind, exif=tagged(Artist="Ana Torres"))
        assert [one.kind for one in inspect_image(written.getvalue())] == [Kind.AUTHOR]


def test_personal_data_in_the_words_of_a_picture_are_found() -> None:
    known = Known(name="Ana Torres Vera")
    data = png(Title="Ana Torres Vera, CI 4.123.456")
    assert {one.kind for one in inspect_image(data, known)} == {
        Kind.PERSONAL_CEDULA,
        Kind.PERSONAL_REQUESTER,
    }


@pytest.mark.parametrize("what", ["coordinates", "preview", "packet", "EXIF of a PNG", "remark"])
def test_a_picture_written_anew_tells_nothing(what: str, tmp_path: Path) -> None:
    source, target = tmp_path / "antes", tmp_path / "despues"
    source.write_bytes(TELLING[what][0])
    without_metadata(source, target)
    assert inspect_image(target) == []
    with Image.open(source) as before, Image.open(target) as after:
        assert before.size == after.size


def _palette() -> Image.Image:
    picture = Image.new("P", (2, 1))
    picture.putpalette([255, 0, 0, 0, 255, 0])
    picture.putdata([0, 1])
    return picture


@pytest.mark.parametrize("make", [_palette, lambda: Image.new("RGBA", (2, 1), (9, 8, 7, 6))])
def test_the_dots_stay_as_they_were(make: Callable[[], Image.Image], tmp_path: Path) -> None:
    source, target = tmp_path / "antes.png", tmp_path / "despues.png"
    make().save(source)
    without_metadata(source, target)
    with Image.open(target) as after:
        assert after.convert("RGBA").tobytes() == make().convert("RGBA").tobytes()


def test_a_picture_is_turned_as_its_camera_said(tmp_path: Path) -> None:
    source, target = tmp_path / "antes.jpg", tmp_path / "despues.jpg"
    source.write_bytes(jpeg(tagged(Orientation=6)))
    without_metadata(source, target)
    with Image.open(target) as after:
        assert after.size == (20, 40)


def test_a_picture_of_too_many_dots_is_not_drawn(tmp_path: Path) -> None:
    source = tmp_path / "enorme.png"
    size = struct.pack(">II", 11_000, 10_000)
    header = png().replace(struct.pack(">II", 40, 20), size)
    crc = struct.pack(">I", zlib.crc32(header[12:29]))
    source.write_bytes(header[:29] + crc + header[33:])
    with pytest.raises(TooManyDots), pytest.warns(Image.DecompressionBombWarning):
        without_metadata(source, tmp_path / "despues.png")
