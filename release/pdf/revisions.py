"""Earlier states of a PDF kept in the same file, and what was added after its end.

A PDF changed without being written anew keeps what it said before (ISO 32000-1, 7.5.6). A digital
signature needs just that, so a signed file whose earlier states show the same pages passes.
"""

from __future__ import annotations

import io
import mmap
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Name

from release.report import Finding, FindingKind

WHERE = "estructura del archivo"
_END = re.compile(rb"startxref\s+\d+(?:\s+%%EOF[^\S\r\n]*(?:\r\n|\r|\n)?)?")
_PART = re.compile(rb"(?:^|[\r\n])[^\S\r\n]*(\d+)[^\S\r\n]+\d+[^\S\r\n]+obj\b")
_LINEARIZED = re.compile(rb"/Linearized\s")
_HEAD = 1024
_MOST_REVISIONS = 40
_MOST_TRAILING = 16


def revision_findings(path: Path, pdf: pikepdf.Pdf) -> list[Finding]:
    """Return whether the file keeps what it said before, or something after its end."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        ends = _ends(data)
        return [*_earlier(data, ends, pdf), *_after(data)]


def is_mended_one_way(path: Path) -> bool:
    """Say whether a file with a wrong table has one end, at its end, and each part once."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        ends = len(_END.findall(data))
        parts = _PART.findall(data)
        is_whole = b"%%EOF" in data[-_HEAD:]
    return is_whole and ends <= 1 and len(parts) == len(set(parts))


def _ends(data: mmap.mmap) -> list[int]:
    """Return where each state of the document ends; the first part of a linearised file is none."""
    found = [match.end() for match in _END.finditer(data)]
    if len(found) > 1 and _LINEARIZED.search(data[:_HEAD]):
        return found[1:]
    return found


def _earlier(data: mmap.mmap, ends: list[int], pdf: pikepdf.Pdf) -> Iterator[Finding]:
    if len(ends) <= 1:
        return
    if len(ends) <= _MOST_REVISIONS and is_signed(pdf):
        shown = _what_is_shown(pdf)
        if all(_shows(data[:end], shown) for end in ends[:-1]):
            return
    before = len(ends) - 1
    told = "una versión anterior" if before == 1 else f"{before} versiones anteriores"
    yield Finding(
        FindingKind.EARLIER_REVISION,
        WHERE,
        f"El archivo guarda {told}: se puede recuperar lo que decía antes de cambiarlo.",
    )


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Say whether the document carries a digital signature."""
    form = pdf.Root.get(Name.AcroForm)
    if not isinstance(form, pikepdf.Dictionary):
        return False
    fields = form.get(Name.Fields)
    if not isinstance(fields, pikepdf.Array):
        return False
    return any(
        isinstance(field, pikepdf.Dictionary) and field.get(Name.FT) == Name.Sig and Name.V in field
        for field in fields.as_list()
    )


def _shows(earlier: bytes, shown: list[bytes]) -> bool:
    try:
        with pikepdf.open(io.BytesIO(earlier)) as pdf:
            return _what_is_shown(pdf) == shown
    except pikepdf.PdfError:
        return False


def _what_is_shown(pdf: pikepdf.Pdf) -> list[bytes]:
    """Return, for each page, what draws it: its content and the pictures and forms it uses."""
    return [
        b"".join(_drawing(page.obj.get(Name.Contents)))
        + b"".join(_drawing(page.resources.get(Name.XObject)))
        for page in pdf.pages
    ]


def _drawing(drawn: object) -> Iterator[bytes]:
    if isinstance(drawn, pikepdf.Stream):
        yield drawn.read_raw_bytes()
    elif isinstance(drawn, pikepdf.Array):
        for part in drawn.as_list():
            yield from _drawing(part)
    elif isinstance(drawn, pikepdf.Dictionary):
        for key in sorted(drawn.keys()):
            yield key.encode()
            yield from _drawing(drawn[key])


def _after(data: mmap.mmap) -> Iterator[Finding]:
    last = data.rfind(b"%%EOF")
    if last >= 0 and len(data[last + 5 : last + _HEAD].strip(b"\0 \r\n\t\x1a")) > _MOST_TRAILING:
        yield Finding(
            FindingKind.TRAILING_DATA, WHERE, "Hay otros datos después del final del documento."
        )
