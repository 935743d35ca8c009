"""What the photographs inside a PDF say of where and by whom they were taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name

from release.images import findings_in_jpeg, of_size
from release.known import Known
from release.report import Finding

WHERE = "imagen dentro del documento"
_PHOTOGRAPHS = (Name.DCTDecode,)


def picture_findings(pdf: pikepdf.Pdf, known: Known) -> Iterator[Finding]:
    """Yield what the headers of the photographs give away."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get(Name.Subtype) == Name.Image:
            yield from of_size(_side(thing, Name.Width), _side(thing, Name.Height), WHERE)
            if is_photograph(thing):
                yield from findings_in_jpeg(bytes(thing.get_raw_stream_buffer()), WHERE, known)


def is_photograph(image: pikepdf.Stream) -> bool:
    """Say whether the picture is a JPEG file as it left the camera, only wrapped."""
    filters = image.get(Name.Filter)
    if isinstance(filters, pikepdf.Array):
        filters = filters[0] if len(filters) == 1 else None
    return filters in _PHOTOGRAPHS


def _side(image: pikepdf.Stream, key: Name) -> int:
    side: Any = image.get(key)
    return side if isinstance(side, int) else 0
