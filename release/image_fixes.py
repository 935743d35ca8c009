"""Takes out of a picture all that is not the picture; runs inside the limited process."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps

from release.images import BrokenPicture, segments

_MOST_PIXELS = 100_000_000
_QUALITY = 92
# Markers without which a JPEG would be drawn otherwise: JFIF, colours (ICC), Adobe's transform.
_JFIF, _COLOURS, _ADOBE = 0xE0, 0xE2, 0xEE
_APPLICATION = range(0xE0, 0xF0)
_COMMENT = 0xFE
_START_OF_SCAN = 0xDA


class TooManyDots(Exception):
    """The picture is too large to be drawn."""


def without_metadata(source: Path, target: Path) -> None:
    """Write the picture anew from its dots alone, turned as its camera said, in the same format.

    Raises TooManyDots, and OSError for a picture that cannot be read.
    """
    with Image.open(source, formats=("JPEG", "PNG")) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise TooManyDots
        kind = picture.format or "PNG"
        upright = ImageOps.exif_transpose(picture)
        made = Image.new(upright.mode, upright.size)
        made.paste(upright)
        if upright.mode == "P" and (palette := upright.getpalette("RGBA")):
            made.putpalette(palette, "RGBA")
        colours = picture.info.get("icc_profile")
        if kind == "JPEG":
            made.save(target, "JPEG", quality=_QUALITY, icc_profile=colours)
        else:
            made.save(target, "PNG", icc_profile=colours)


def stripped_jpeg(data: bytes) -> bytes:
    """Return the same JPEG, dot for dot, without what says where, when or by whom it was taken."""
    kept = bytearray(data[:2])
    last = 2
    try:
        for marker, payload, end in segments(data):
            start = end - len(payload) - 4
            is_said = marker in _APPLICATION and not _is_needed(marker, payload)
            # What lies between two markers is the picture itself.
            kept += data[last : start if marker != _END else end]
            if marker != _END and not is_said and marker != _COMMENT:
                kept += data[start:end]
            last = end
    except BrokenPicture:
        return data
    return bytes(kept)


_END = 0xD9


def _is_needed(marker: int, payload: bytes) -> bool:
    if marker == _COLOURS:
        return payload.startswith(b"ICC_PROFILE\0")
    if marker == _JFIF:
        return payload.startswith(b"JFIF\0") and not any(payload[12:14])
    return marker == _ADOBE
