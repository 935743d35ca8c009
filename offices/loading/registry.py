"""The registry of public sources as a file: one line each, checked as a whole before loading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from offices.errors import FileRefused
from offices.loading.tables import Complaints, Line, read_table
from offices.models import Branch
from offices.names import fold

COLUMNS = (
    "code",
    "name",
    "acronym",
    "law_2_1_letter",
    "branch",
    "is_executive",
    "department",
    "district",
    "active",
    "successor",
)
_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A public source as its line tells it; `successor` is a code, empty while it lives."""

    number: int
    code: str
    name: str
    acronym: str
    category: str
    branch: str
    is_executive: bool
    department: str
    district: str
    is_active: bool
    successor: str

    @property
    def own_names(self) -> str:
        """Its name, acronym and place, folded for search."""
        return fold(f"{self.name} {self.acronym} {self.department} {self.district}")


def read_registry(path: Path) -> list[SourceLine]:
    """Return the sources of the file. Raises FileRefused with everything that is wrong."""
    complaints = Complaints()
    lines = read_table(path, COLUMNS, complaints)
    sources = [_source(line) for line in lines]
    _check_codes(sources, complaints)
    known = {source.code: source for source in sources}
    _check_successors(known, complaints)
    complaints.raise_if_any()
    if not sources:
        raise FileRefused(["El archivo no tiene ninguna institución."])
    return sources


def search_texts(sources: Iterable[SourceLine]) -> dict[str, str]:
    """Return by code what each source is found by: its own names and those it took over."""
    known = {source.code: source for source in sources}
    texts = {code: [source.own_names] for code, source in known.items()}
    for source in known.values():
        heir = source
        while heir.successor:
            heir = known[heir.successor]
            texts[heir.code].append(fold(f"{source.name} {source.acronym}"))
    return {code: " ".join(parts) for code, parts in texts.items()}


def _source(line: Line) -> SourceLine:
    code = line.text("code", longest=20, required=True)
    if code and not _CODE.fullmatch(code):
        line.complain(f"el código «{code}» debe tener solo mayúsculas, cifras y guiones.")
    return SourceLine(
        number=line.number,
        code=code,
        name=line.text("name", longest=200, required=True),
        acronym=line.text("acronym", longest=30),
        category=line.one_of("law_2_1_letter", tuple("abcdefghi")),
        branch=line.one_of("branch", Branch.values),
        is_executive=line.flag("is_executive"),
        department=line.text("department", longest=60),
        district=line.text("district", longest=60),
        is_active=line.flag("active"),
        successor=line.text("successor", longest=20),
    )


def _check_codes(sources: Iterable[SourceLine], complaints: Complaints) -> None:
    first_seen: dict[str, int] = {}
    for source in sources:
        earlier = first_seen.setdefault(source.code, source.number)
        if source.code and earlier != source.number:
            text = f"el código «{source.code}» ya está en la línea {earlier}."
            complaints.add(source.number, text)


def _check_successors(known: dict[str, SourceLine], complaints: Complaints) -> None:
    misread = complaints.lines
    for source in known.values():
        complaint = _wrong_successor(source, known)
        # On a line misread, what looks wrong with the successor may only follow from that.
        if complaint and source.number not in misread:
            complaints.add(source.number, complaint)


def _wrong_successor(source: SourceLine, known: dict[str, SourceLine]) -> str:
    if source.is_active:
        return "una institución vigente no lleva sucesora." if source.successor else ""
    if not source.successor:
        return "una institución disuelta debe decir su sucesora."
    if source.successor not in known:
        return f"la sucesora «{source.successor}» no está en el archivo."
    if _goes_round(source, known):
        return f"las sucesoras de «{source.code}» forman un círculo."
    return ""


def _goes_round(source: SourceLine, known: dict[str, SourceLine]) -> bool:
    passed = {source.code}
    heir = known.get(source.successor)
    while heir is not None and heir.successor:
        if heir.code in passed:
            return True
        passed.add(heir.code)
        heir = known.get(heir.successor)
    return False
