"""Finds personal data in tables, where what a number is stands at the head of its column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from release.identifiers import fold
from release.known import Known
from release.passage import (
    TELLS_WHAT,
    TELLS_WHOSE,
    WORTH_READING,
    could_be_cedula,
    names_a_person,
)
from release.personal import as_typed, find_personal, known_pattern, masked
from release.report import Finding, FindingKind

# A date, maybe with its hour: it has the digits of a number and is nobody's.
_DATE = re.compile(
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})(?:[ T]\d{1,2}:[\d:.]+Z?)?"
)
_LONGEST_HEADING = 60
_LONGEST_LABEL = 40
_MOST = 200

Told = dict[tuple[FindingKind, str], tuple[str, int]]


class Cells:
    """Reads the cells of one table in order, row by row."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._own = known_pattern(known)
        self._headings: dict[int, str] = {}
        self._whose: set[int] = set()
        self._named: set[int] = set()
        self._label: tuple[int, str] = (-1, "")
        self._person_row = -1
        self._found: list[tuple[int, int, FindingKind, str]] = []

    def read(self, row: int, column: int, text: str) -> None:
        """Read the text of a cell; `row` and `column` count from 1."""
        if len(self._found) >= _MOST:
            return
        text = as_typed(text)
        is_worth = WORTH_READING.search(text) is not None and _DATE.fullmatch(text) is None
        if not is_worth and len(text) <= _LONGEST_HEADING:
            self._remember(row, column, text)
            if self._own is None:
                return
        if is_worth or (self._own is not None and self._own.search(text)):
            context = self._headings.get(column, "")
            if self._label[0] == row:
                context = f"{context} {self._label[1]}"
            for hit in find_personal(text, self._known, context=context):
                self._found.append((row, column, hit.kind, hit.masked))

    def number(self, row: int, column: int, text: str) -> None:
        """Read a number: it is somebody's only if its heading or the cell before it says so."""
        if column in self._whose or self._label[0] == row or self._own is not None:
            self.read(row, column, text.removesuffix(".0"))
        elif self._person_row == row and column not in self._named and could_be_cedula(text):
            # Beside a person's name, in a column that nobody named: what else would it be?
            self._found.append((row, column, FindingKind.PERSONAL_CEDULA, masked(text)))

    def findings(self, where: Callable[[int, int], str]) -> Iterator[Finding]:
        """Yield each different datum once, with the cell where it stands first."""
        told: Told = {}
        for row, column, kind, shown in self._found:
            first, count = told.get((kind, shown), (where(row, column), 0))
            told[kind, shown] = (first, count + 1)
        for (kind, shown), (first, count) in told.items():
            yield Finding(kind, first, f"«{shown}»" + (f" ({count} veces)" if count > 1 else ""))

    def _remember(self, row: int, column: int, text: str) -> None:
        """Keep what a heading or a label says of the numbers under it or beside it."""
        tells_whose, tells_what = _tells(text)
        self._named.add(column)
        if names_a_person(text):
            self._person_row = row
        if tells_whose or tells_what:
            self._headings[column] = text
        if tells_whose:
            self._whose.add(column)
        elif tells_what:
            self._whose.discard(column)
        if tells_whose and len(text) <= _LONGEST_LABEL:
            self._label = (row, text)
        elif text.strip() and self._label[0] == row:
            self._label = (-1, "")


@lru_cache(maxsize=1 << 15)
def _tells(text: str) -> tuple[bool, bool]:
    """Say whether a heading tells whose, and what, the numbers under it are."""
    folded = fold(text)
    return TELLS_WHOSE.search(folded) is not None, TELLS_WHAT.search(folded) is not None
