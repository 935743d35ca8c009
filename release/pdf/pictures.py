"""What the photographs inside a PDF say of where and by whom they were taken."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Name

from release.images import findings_in_jpeg, of_size
from release.known import Known
from release.report import Finding

WHERE = "imagen dentro del documento"
_LARGEST = 100 * 1024 * 1024


def picture_findings(pdf: pikepdf.Pdf, known: Known) -> Iterator[Finding]:
    """Yield what the headers of the photographs give away."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get(Name.Subtype) == Name.Image:
            yield from of_size(_side(thing, Name.Width), _side(thing, Name.Height), WHERE)
            yield from findings_in_jpeg(photograph_of(thing), WHERE, known)


def photograph_of(image: pikepdf.Stream) -> bytes:
    """Return the JPEG file inside a picture, taken out of what it is wrapped in; empty if none."""
    filters: Any = image.get(Name.Filter)
    names = filters.as_list() if isinstance(filters, pikepdf.Array) else [filters]
    if (
        not names
        or names[-1] != Name.DCTDecode
        or not {str(name) for name in names[:-1]} <= set(_WRAPPINGS)
    ):
        return b""
    data = image.read_raw_bytes()
    try:
        for name in names[:-1]:
            data = _WRAPPINGS[str(name)](data)
    except (ValueError, zlib.error):
        return b""
    return data


def _of_base_85(data: bytes) -> bytes:
    text = data.strip()
    return base64.a85decode(
        text.removeprefix(b"<~").removesuffix(b"~>"), ignorechars=b" \t\n\r\0\v"
    )


def _of_deflate(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data, _LARGEST)


_WRAPPINGS: dict[str, Callable[[bytes], bytes]] = {
    "/ASCII85Decode": _of_base_85,
    "/FlateDecode": _of_deflate,
}


def _side(image: pikepdf.Stream, key: Name) -> int:
    side: Any = image.get(key)
    return side if isinstance(side, int) else 0
