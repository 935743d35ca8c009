"""Reads a table inside a document, cell by cell, as it is told its parts."""

from __future__ import annotations

from collections.abc import Iterator

from release.columns import Cells
from release.known import Known
from release.report import Finding


class TableReader:
    """The cells of one table of the text."""

    def __init__(self, known: Known) -> None:
        self.is_dark = False
        self._cells = Cells(known)
        self._row = self._column = 0
        self._text: list[str] = []

    def start_row(self) -> None:
        """A row begins."""
        self._row += 1
        self._column = 0

    def start_cell(self) -> None:
        """A cell begins."""
        self._column += 1
        self._text = []

    def add(self, line: str) -> None:
        """A paragraph of the cell ends."""
        self._text.append(line)

    def end_cell(self) -> None:
        """The cell ends: what it says is read."""
        text = "\n".join(self._text).strip()
        if text:
            self._cells.read(self._row, self._column, text)
        self._text = []

    def findings(self, where: str) -> Iterator[Finding]:
        """Yield whose data the table has."""
        return self._cells.findings(lambda row, column: f"{where}, fila {row}, columna {column}")
