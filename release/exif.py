"""What the EXIF of a picture says of where, by whom and with what it was taken (CIPA DC-008)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image

from release.authorship import looks_like_a_name
from release.known import Known
from release.personal import findings_in_name, findings_of, masked
from release.report import Finding, FindingKind
from release.xmp import judged

_Base = ExifTags.Base
# The tags of EXIF that mean what a property of XMP means, by its name.
_AS_XMP = {
    _Base.Artist: "Artist",
    _Base.XPAuthor: "Author",
    _Base.CameraOwnerName: "CameraOwnerName",
    _Base.BodySerialNumber: "BodySerialNumber",
    _Base.LensSerialNumber: "LensSerialNumber",
    _Base.XPKeywords: "Keywords",
    _Base.XPSubject: "subject",
    _Base.XPComment: "Comments",
    _Base.UserComment: "Comments",
    _Base.ImageDescription: "description",
}
_WRITTEN_WIDE = frozenset(
    {_Base.XPAuthor, _Base.XPKeywords, _Base.XPSubject, _Base.XPComment, _Base.XPTitle}
)
_NAMES = (_Base.DocumentName, _Base.PageName)
_PROGRAMS = (_Base.Software, _Base.HostComputer)
_COORDINATES = frozenset(
    {
        ExifTags.GPS.GPSLatitude,
        ExifTags.GPS.GPSLongitude,
        ExifTags.GPS.GPSDestLatitude,
        ExifTags.GPS.GPSDestLongitude,
        ExifTags.GPS.GPSAreaInformation,
        ExifTags.GPS.GPSProcessingMethod,
    }
)
# What cameras write of their own where a person could write something.
_OF_THE_CAMERA = ("olympus digital camera", "dcim", "digital camera", "screenshot", "sony dsc")
_CODING_BYTES = 8


def findings_in_exif(payload: bytes, where: str, known: Known) -> list[Finding]:
    """Return what an EXIF block gives away; one that cannot be read is a finding too."""
    unreadable = Finding(FindingKind.METADATA, where, "Sus datos EXIF no se pueden leer enteros.")
    exif = Image.Exif()
    try:
        with warnings.catch_warnings(record=True) as faults:
            warnings.simplefilter("always")
            exif.load(payload)
            found = list(_of_tags(exif, where, known))
    except (SyntaxError, ValueError, KeyError, TypeError, IndexError, OSError, OverflowError):
        return [unreadable]
    return [*found, unreadable] if faults else found


def _of_tags(exif: Image.Exif, where: str, known: Known) -> Iterator[Finding]:
    taken = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    if _COORDINATES & set(exif.get_ifd(ExifTags.IFD.GPSInfo)):
        detail = "Dice las coordenadas del lugar donde se tomó."
        yield Finding(FindingKind.GPS, where, detail)
    if exif.get_ifd(ExifTags.IFD.IFD1):
        detail = "Guarda una miniatura, quizá de la imagen antes de recortarla o taparla."
        yield Finding(FindingKind.THUMBNAIL, where, detail)
    if taken.get(_Base.MakerNote):
        detail = "Guarda datos propios de la cámara, como su número de serie."
        yield Finding(FindingKind.METADATA, where, detail)
    for tag, value in taken.items():
        yield from _of_tag(tag, _text(tag, value), where, known)


def _of_tag(tag: int, value: str, where: str, known: Known) -> Iterator[Finding]:
    if not value or value.casefold().startswith(_OF_THE_CAMERA):
        return
    if tag in _AS_XMP:
        yield from judged(_AS_XMP[_Base(tag)], value, where)
    elif tag in _NAMES:
        yield from findings_in_name(value, where, known)
        return
    elif tag in _PROGRAMS and looks_like_a_name(value):
        yield Finding(FindingKind.AUTHOR, where, f"Nombra a alguien: «{masked(value)}».")
    yield from findings_of(value, where, known)


def _text(tag: int, value: Any) -> str:
    """Return what a tag says in letters; empty for numbers and for blanks."""
    if isinstance(value, tuple) and tag in _WRITTEN_WIDE:
        value = bytes(value)
    if isinstance(value, bytes):
        if tag in _WRITTEN_WIDE:
            value = value.decode("utf-16-le", "replace")
        elif tag == _Base.UserComment:
            value = _comment(value)
        else:
            return ""
    return _as_written(value).strip(" \0\r\n\t") if isinstance(value, str) else ""


def _as_written(value: str) -> str:
    """Return letters that were written as UTF-8 and read one byte at a time as they were meant."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _comment(value: bytes) -> str:
    """Return a comment, whose first eight bytes say how it is coded."""
    coding = "utf-16" if value.startswith(b"UNICODE") else "latin-1"
    said = value[_CODING_BYTES:].decode(coding, "replace")
    return said if said.isprintable() else "".join(filter(str.isprintable, said))
