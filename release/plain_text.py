"""What a plain text or a table in text hides: personal data, formulas, characters nobody sees."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from release.columns import Cells
from release.known import Known
from release.limited import TaskFailed
from release.personal import find_personal
from release.report import Finding, FindingKind
from release.wording import counted
from release.xlsx_cells import cell

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# So many lines are read together, so that a number is judged by what stands around it.
_LINES_AT_ONCE = 400
_SAMPLE = 8192
_LONGEST_FIELD = 1 << 20
_DELIMITERS = ",;\t|"
# What a spreadsheet would run: a sign at the beginning that no number follows.
_FORMULA = re.compile(r"^[\s\0]*(?:[=@＝]|[+-](?![\s\d.,]))")
_SUSPECT = re.compile(
    r"(?:^|\0)\s*[=@＝+-]"
    r"|[\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\x01-\x08\x0e-\x1f]"
)
# Zero-width and direction-changing characters, and controls: nobody sees them.
UNSEEN = re.compile(
    r"[\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\x01-\x08\x0e-\x1f]"
)
_NO_LETTER = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_MOST_DATA = 400


class _Places:
    """Counts cells of a kind and remembers the first."""

    def __init__(self) -> None:
        self._count = 0
        self._first = ""

    def note(self, row: int, column: int) -> None:
        self._first = self._first or cell(row, column)
        self._count += 1

    def told(self, kind: FindingKind) -> Iterator[Finding]:
        if self._count:
            yield Finding(kind, f"celda {self._first}", counted(self._count, "celda", "celdas"))


def inspect_text(path: Path, known: Known) -> list[Finding]:
    """Return what the text hides. Raises TaskFailed for what is not text."""
    findings: list[Finding] = []
    lines: list[str] = []
    first = 1
    with path.open(encoding=encoding_of(path), newline=None) as stream:
        for number, line in enumerate(stream, start=1):
            lines.append(line)
            if len(lines) >= _LINES_AT_ONCE:
                findings += _of_lines(lines, first, known)
                lines, first = [], number + 1
            if len(findings) > _MOST_DATA:
                break
    return [*findings, *_of_lines(lines, first, known)]


def inspect_csv(path: Path, known: Known) -> list[Finding]:
    """Return what the table hides, by its cells and by its lines. Raises TaskFailed if no text."""
    encoding = encoding_of(path)
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding=encoding, newline="") as stream:
        delimiter = _delimiter(stream.read(_SAMPLE))
    cells, formulas, unseen = Cells(known), _Places(), _Places()
    with path.open(encoding=encoding, newline="") as stream:
        for row, fields in enumerate(csv.reader(stream, delimiter=delimiter), start=1):
            if _SUSPECT.search("\0".join(fields)):
                _note_suspects(row, fields, formulas, unseen)
            for column, text in enumerate(fields, start=1):
                if text:
                    _read(cells, row, column, text)
    found = list(cells.findings(lambda row, column: f"celda {cell(row, column)}"))
    return [
        *formulas.told(FindingKind.FORMULA_TEXT),
        *unseen.told(FindingKind.HIDDEN_TEXT),
        *found,
    ]


def _note_suspects(row: int, fields: list[str], formulas: _Places, unseen: _Places) -> None:
    for column, text in enumerate(fields, start=1):
        if _FORMULA.match(text):
            formulas.note(row, column)
        if UNSEEN.search(text):
            unseen.note(row, column)


def encoding_of(path: Path) -> str:
    """Return how the text is written: UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises TaskFailed if it is none of them.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := stream.read(1 << 16):
                if b"\0" in block:
                    raise TaskFailed(FindingKind.NOT_READABLE, "No es un archivo de texto.")
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252" if _is_windows(path) else "latin-1"
    return "utf-8"


def _is_windows(path: Path) -> bool:
    """Say whether it has none of the five bytes that are no letter in Windows-1252."""
    with path.open("rb") as stream:
        while block := stream.read(1 << 16):
            if _NO_LETTER.search(block):
                return False
    return True


def _of_lines(lines: list[str], first: int, known: Known) -> Iterator[Finding]:
    text = "".join(lines)
    said: dict[tuple[FindingKind, str], int] = {}
    for hit in find_personal(text, known):
        said.setdefault((hit.kind, hit.masked), first + text.count("\n", 0, hit.start))
    for (kind, masked), line in said.items():
        yield Finding(kind, f"renglón {line}", f"«{masked}»")
    for found in list(UNSEEN.finditer(text))[:1]:
        where = f"renglón {first + text.count(chr(10), 0, found.start())}"
        yield Finding(FindingKind.HIDDEN_TEXT, where, "Hay caracteres que no se ven.")


def _delimiter(sample: str) -> str:
    """Return what separates the fields: what the first lines have most of."""
    lines = sample.splitlines()[:20]
    return max(_DELIMITERS, key=lambda one: sum(line.count(one) for line in lines))


def _read(cells: Cells, row: int, column: int, text: str) -> None:
    stripped = text.strip()
    if stripped.isdecimal():
        cells.number(row, column, stripped)
    else:
        cells.read(row, column, stripped)
