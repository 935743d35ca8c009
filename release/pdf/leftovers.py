"""Pages and pictures that were taken out of a PDF and are still in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name

from release.pdf.revisions import WHERE
from release.report import Finding, FindingKind

_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do(?![\w*])")
_SMALLEST_SIDE = 40
# What a picture may be part of without being drawn by name: its mask, or its other sizes.
_PARTS = (Name.SMask, Name.Mask)


def leftover_findings(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Yield whether there are pages outside the document, or pictures that nothing draws."""
    things = list(pdf.objects)
    shown = {page.objgen for page in pdf.pages}
    pages = sum(_is_page(thing) and thing.objgen not in shown for thing in things)
    if pages:
        told = "una página quitada" if pages == 1 else f"{pages} páginas quitadas"
        yield _left(f"El archivo todavía guarda {told} de él.")
    pictures = _undrawn(pdf, things)
    if pictures:
        told = "una imagen que ya no se muestra" if pictures == 1 else f"{pictures} imágenes"
        yield _left(f"El archivo todavía guarda {told} en ninguna página.")


def _is_page(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get(Name.Type) == Name.Page


def _undrawn(pdf: pikepdf.Pdf, things: list[pikepdf.Object]) -> int:
    """Return how many pictures no page, form, pattern or letter draws under any of their names."""
    streams = [thing for thing in things if isinstance(thing, pikepdf.Stream)]
    pictures = {one.objgen for one in streams if _is_picture(one)}
    if not pictures:
        return 0
    for one in streams:
        parts = (one.get(key) for key in _PARTS)
        pictures -= {part.objgen for part in parts if isinstance(part, pikepdf.Stream)}
    drawn = {name for content in _contents(pdf, streams) for name in _DRAWS.findall(content)}
    for listed in _lists(things):
        if not pictures:
            break
        pictures -= {
            picture.objgen
            for name, picture in listed.items()
            if name[1:].encode() in drawn and isinstance(picture, pikepdf.Stream)
        }
    return len(pictures)


def _is_picture(thing: pikepdf.Stream) -> bool:
    if thing.get(Name.Subtype) != Name.Image:
        return False
    sides: list[Any] = [thing.get(Name.Width), thing.get(Name.Height)]
    return all(isinstance(side, int) and side >= _SMALLEST_SIDE for side in sides)


def _contents(pdf: pikepdf.Pdf, streams: list[pikepdf.Stream]) -> Iterator[bytes]:
    for page in pdf.pages:
        content = page.obj.get(Name.Contents)
        parts = content.as_list() if isinstance(content, pikepdf.Array) else [content]
        yield b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
    for one in streams:
        if one.get(Name.Subtype) == Name.Form or Name.PatternType in one:
            yield one.read_bytes()


def _lists(things: list[pikepdf.Object]) -> Iterator[pikepdf.Dictionary]:
    """Yield every list of pictures by name: those of pages and forms first, then any object.

    A list may be an object of its own, so in the end any dictionary may be one.
    """
    holders = [one for one in things if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
    for holder in (*holders, *(one.get(Name.Resources) for one in holders)):
        if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
            listed = holder.get(Name.XObject)
            if isinstance(listed, pikepdf.Dictionary):
                yield listed
    yield from (one for one in holders if isinstance(one, pikepdf.Dictionary))


def _left(detail: str) -> Finding:
    return Finding(FindingKind.EARLIER_REVISION, WHERE, detail)
