"""Looks into JPEG, PNG, WebP and TIFF pictures without drawing them: their size and their words.

Pictures are gone through block by block, as their formats lay them out (ITU-T T.81, PNG third
edition, RIFF), so that neither a picture of a million lines nor a broken one costs anything.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from release.exif import findings_in_exif
from release.known import NOBODY, Known
from release.personal import findings_of
from release.report import Finding, FindingKind
from release.xmp import findings_in_xmp, judged

WHERE = "imagen"
_MOST_PIXELS = 150_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP13 = 0xE0, 0xE1, 0xE2, 0xED
# Blocks 3 to 12, where programs keep what they like.
_UNCOMMON = frozenset(range(0xE3, 0xED))
_UNCOMMON_BYTES = 256
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_OF_PROGRAMS = frozenset(
    {"software", "date:create", "date:modify", "date:timestamp", "creation time", "dpi", "title"}
)
# Fields of the press, by the names of XMP.
_PRESS = {
    5: "Headline",
    25: "Keywords",
    40: "Instructions",
    80: "Author",
    85: "AuthorsPosition",
    105: "Headline",
    110: "contributor",
    115: "contributor",
    118: "contributor",
    120: "description",
    122: "CaptionWriter",
}
_PRIVATE_BYTES = 4096
_MOST_TEXT = 1_000_000
_KNOWN_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"iCCP", b"hIST", b"sPLT", b"tEXt", b"zTXt", b"iTXt"}
    | {b"eXIf", b"fdAT", b"acTL", b"fcTL"}
)


class BrokenPicture(Exception):
    """The picture ends before its end, or is not what it says."""


def inspect_image(
    source: Path | bytes, known: Known = NOBODY, *, where: str = WHERE
) -> list[Finding]:
    """Return what a picture hides or tells of somebody; pictures of other kinds tell nothing.

    Nothing is drawn and nothing is raised for a bad picture.
    """
    data = source.read_bytes() if isinstance(source, Path) else source
    reader = _reader_of(data)
    if reader is None:
        return []
    try:
        return list(reader(data, where, known))
    except (BrokenPicture, struct.error, zlib.error):
        return [Finding(FindingKind.NOT_READABLE, where, "La imagen está dañada o incompleta.")]


def findings_in_jpeg(data: bytes, where: str, known: Known) -> list[Finding]:
    """Return what a JPEG picture inside another file tells; a broken one is that file's matter."""
    found: list[Finding] = []
    try:
        for finding in _in_jpeg(data, where, known):
            found.append(finding)  # noqa: PERF402 - what was found before a fault is kept
    except (BrokenPicture, struct.error):
        pass
    return found


def _reader_of(data: bytes) -> Callable[[bytes, str, Known], Iterator[Finding]] | None:
    if data.startswith(b"\xff\xd8"):
        return _in_jpeg
    if data.startswith(_PNG):
        return _in_png
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _in_webp
    if data.startswith((b"II*\0", b"MM\0*")):
        return _in_tiff
    return None


def _in_jpeg(data: bytes, where: str, known: Known) -> Iterator[Finding]:
    for marker, payload, end in segments(data):
        # Some programs write the sign of the end twice.
        if marker == _EOI and data[end:].strip(b"\0\xff\xd9\r\n \t"):
            detail = "Hay otra imagen u otros datos después de su final."
            yield Finding(FindingKind.TRAILING_DATA, where, detail)
        elif marker in _FRAMES and len(payload) >= 5:  # noqa: PLR2004 - precision, height, width
            high, wide = struct.unpack_from(">HH", payload, 1)
            yield from of_size(wide, high, where)
        elif marker == _COM:
            yield from _of_words("comment", payload.decode("utf-8", "replace"), where, known)
        else:
            yield from _of_block(marker, payload, where, known)


def segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield each marker with what it holds and where it ends, to the end of the picture.

    Raises BrokenPicture, also while it is gone through.
    """
    place = 2
    while True:
        found = _MARKER.search(data, place)
        if found is None:
            raise BrokenPicture
        marker = data[found.start() + 1]
        place = found.end()
        if marker == _EOI:
            yield marker, b"", place
            return
        if marker == _SOI:
            continue
        length = int.from_bytes(data[place : place + 2])
        if length < 2 or place + length > len(data):  # noqa: PLR2004 - it counts itself
            raise BrokenPicture
        yield marker, data[place + 2 : place + length], place + length
        place += length


def _of_block(marker: int, payload: bytes, where: str, known: Known) -> Iterator[Finding]:
    if marker == _APP1 and payload.startswith(b"Exif\0"):
        yield from findings_in_exif(payload, where, known)
    elif marker == _APP1 and payload.startswith(_XMP):
        yield from findings_in_xmp(payload[len(_XMP) :], where, known)
    elif marker == _APP1 and payload.startswith(_MORE_XMP):
        yield Finding(FindingKind.METADATA, where, "Lleva más metadatos de los que se muestran.")
    elif marker == _APP2 and payload.startswith(b"MPF\0"):
        yield Finding(FindingKind.EMBEDDED_FILE, where, "Lleva otra imagen adentro.")
    elif marker == _APP13 and payload.startswith(_PHOTOSHOP):
        yield from _of_photoshop(payload[len(_PHOTOSHOP) :], where, known)
    elif marker == _APP0 and (payload.startswith(b"JFXX\0") or any(payload[12:14])):
        yield Finding(FindingKind.THUMBNAIL, where, "Guarda una miniatura.")
    elif marker in _UNCOMMON and len(payload) > _UNCOMMON_BYTES:
        yield Finding(FindingKind.CUSTOM_DATA, where, "Guarda datos del programa que la hizo.")


def _of_photoshop(payload: bytes, where: str, known: Known) -> Iterator[Finding]:
    """Look into the resources a photograph editor leaves: captions (IPTC) and a preview."""
    place = 0
    while payload[place : place + 4] == b"8BIM":
        (number,) = struct.unpack_from(">H", payload, place + 4)
        name = payload[place + 6] + 1
        place += 6 + name + name % 2
        (size,) = struct.unpack_from(">I", payload, place)
        held = payload[place + 4 : place + 4 + size]
        place += 4 + size + size % 2
        if number in {0x0409, 0x040C}:
            yield Finding(FindingKind.THUMBNAIL, where, "Guarda una miniatura.")
        elif number == 0x0404 and held:  # noqa: PLR2004 - the number of IPTC
            yield from _of_press(held, where, known)


def _of_press(held: bytes, where: str, known: Known) -> Iterator[Finding]:
    """Look into the fields that news agencies use (IPTC-IIM, record 2); others count and date."""
    place = 0
    while held[place : place + 1] == b"\x1c" and len(held) >= place + 5:
        record, field, length = struct.unpack_from(">BBH", held, place + 1)
        said = held[place + 5 : place + 5 + length].decode("utf-8", "replace").strip(" \0")
        place += 5 + length
        if record == 2 and field in _PRESS and said:  # noqa: PLR2004 - the record of the words
            yield from judged(_PRESS[field], said, where)
            yield from findings_of(said, where, known)


def _in_png(data: bytes, where: str, known: Known) -> Iterator[Finding]:
    place = len(_PNG)
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, place)
        held = data[place + 8 : place + 8 + length]
        if len(held) < length:
            raise BrokenPicture
        place += 12 + length
        yield from _of_chunk(kind, held, where, known)
    if data[place:].strip(b"\0\r\n \t"):
        yield Finding(
            FindingKind.TRAILING_DATA,
            where,
            "Hay otros datos después de su final, quizá de la imagen antes de recortarla.",
        )


def _of_chunk(kind: bytes, held: bytes, where: str, known: Known) -> Iterator[Finding]:
    if kind == b"IHDR":
        wide, high = struct.unpack_from(">II", held)
        yield from of_size(wide, high, where)
    elif kind == b"eXIf":
        yield from findings_in_exif(held, where, known)
    elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
        yield from _of_text(kind, held, where, known)
    elif kind == b"acTL":
        yield Finding(FindingKind.EMBEDDED_FILE, where, "Lleva otras imágenes adentro.")
    elif kind not in _KNOWN_CHUNKS and len(held) > _PRIVATE_BYTES:
        yield Finding(FindingKind.CUSTOM_DATA, where, "Guarda datos del programa que la hizo.")


def _of_text(kind: bytes, held: bytes, where: str, known: Known) -> Iterator[Finding]:
    name, _, rest = held.partition(b"\0")
    key = name.decode("latin-1")
    if kind == b"iTXt":
        is_packed, rest = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
    else:
        is_packed, rest = kind == b"zTXt", rest[1:] if kind == b"zTXt" else rest
    if is_packed:
        rest = zlib.decompressobj().decompress(rest, _MOST_TEXT)
    if key == "XML:com.adobe.xmp":
        yield from findings_in_xmp(rest, where, known)
        return
    said = rest.decode("latin-1" if kind != b"iTXt" else "utf-8", "replace")
    yield from _of_words(key, said, where, known)


def _of_words(key: str, said: str, where: str, known: Known) -> Iterator[Finding]:
    """Judge a text with a name of its own; programs tell of themselves under a few names."""
    said = said.strip(" \0\r\n\t")
    name = key.casefold()
    if name in {"author", "artist", "creator"}:
        yield from judged("Author", said, where)
    elif name in {"software", "source"}:
        yield from judged("CreatorTool", said, where)
    elif name.startswith(("exif:gps", "gps")):
        yield from judged("GPSPosition", said, where)
    elif said and name not in _OF_PROGRAMS and not said.startswith(("Created with", "CREATOR:")):
        yield Finding(FindingKind.METADATA, where, "Lleva un texto que no se ve.")
    yield from findings_of(said, where, known)


def _in_webp(data: bytes, where: str, known: Known) -> Iterator[Finding]:
    place = 12
    while place + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        held = data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2
        if kind == b"EXIF":
            yield from findings_in_exif(held, where, known)
        elif kind == b"XMP ":
            yield from findings_in_xmp(held, where, known)


def _in_tiff(data: bytes, where: str, known: Known) -> Iterator[Finding]:
    yield from findings_in_exif(data, where, known)


def of_size(wide: int, high: int, where: str) -> Iterator[Finding]:
    """Yield that a picture has more dots than can be drawn, if it has."""
    if wide * high > _MOST_PIXELS:
        detail = f"Mide {wide} × {high} puntos: es demasiado grande para abrirla sin riesgo."
        yield Finding(FindingKind.TOO_LARGE, where, detail)
