"""Reads one sheet or table of an OpenDocument file, whose rows and cells may stand for many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from release.columns import Cells
from release.known import Known
from release.opendocument_styles import NOTHING, Look, StylesReader
from release.report import Finding, FindingKind
from release.wording import counted
from release.xlsx_cells import cell, columns_called, rows_called

_HIDDEN = frozenset({"collapse", "filter"})
_MOST_COLUMNS = 20_000


class SheetOrTable:
    """Is told columns, rows and cells in order."""

    def __init__(self, name: str, styles: StylesReader, known: Known) -> None:
        self._name = name
        self._styles = styles
        self._cells = Cells(known)
        self._columns: list[tuple[int, bool, str]] = []
        self._row_first = 1
        self._row_next = 1
        self._column_first = 1
        self._column_next = 1
        self._row_is_hidden = False
        self._row_style = ""
        self._value = self._kept = ""
        self._text: list[str] = []
        self._hidden_rows: list[int] = []
        self._silent: list[str] = []
        self._hidden_columns: set[int] = set()
        self.look: Look = NOTHING

    @property
    def place(self) -> str:
        """How the cell being read is called."""
        return cell(self._row_first, self._column_first)

    def start_column(self, said: Mapping[str, str]) -> None:
        """Some columns alike: how many, whether hidden, and the style of their cells."""
        last = self._columns[-1][0] if self._columns else 0
        look = self._styles.look(said.get("style-name", ""))
        is_hidden = said.get("visibility") in _HIDDEN or bool(look.thin)
        last = min(last + _repeated(said, "number-columns-repeated"), _MOST_COLUMNS)
        self._columns.append((last, is_hidden, said.get("default-cell-style-name", "")))

    def start_row(self, said: Mapping[str, str]) -> None:
        """A row, or several alike."""
        self._row_first = self._row_next
        self._row_next += _repeated(said, "number-rows-repeated")
        self._column_first = self._column_next = 1
        look = self._styles.look(said.get("style-name", ""))
        self._row_is_hidden = said.get("visibility") in _HIDDEN or bool(look.thin)
        self._row_style = said.get("default-cell-style-name", "")

    def end_row(self) -> None:
        """The row ends: nothing is looked at between rows."""
        self.look = NOTHING

    def start_cell(self, said: Mapping[str, str]) -> Look:
        """Return how the cell, or the several alike, looks."""
        self._column_first = self._column_next
        self._column_next += _repeated(said, "number-columns-repeated")
        style = said.get("style-name") or self._row_style or self._column(self._column_first)[1]
        self.look = self._styles.look(style)
        self._value = said.get("value", "") if said.get("value-type") == "float" else ""
        self._kept = said.get("value", "") or said.get("string-value", "")
        self._text = []
        return self.look

    def add(self, line: str) -> None:
        """A paragraph of the cell ends."""
        self._text.append(line)

    def end_cell(self) -> None:
        """The cell ends: what it says is read, and whether it was seen."""
        text = "\n".join(self._text)
        if text.strip() or self._kept:
            if not text.strip() and len(self._silent) < _MOST_COLUMNS:
                self._silent.append(self.place)
            if self._row_is_hidden and self._row_first not in self._hidden_rows[-1:]:
                self._hidden_rows.append(self._row_first)
            if self._column(self._column_first)[0]:
                self._hidden_columns.add(self._column_first)
            if self._value:
                self._cells.number(self._row_first, self._column_first, self._value)
            else:
                self._cells.read(self._row_first, self._column_first, text or self._kept)
        self._text, self._value, self._kept = [], "", ""

    def findings(self) -> Iterator[Finding]:
        """Yield hidden rows and columns with data, and whose data the cells have."""
        detail = "Tienen datos y no se ven."
        if self._hidden_rows:
            where = f"{self._name}, {rows_called(self._hidden_rows)}"
            yield Finding(FindingKind.HIDDEN_ROW, where, detail)
        if self._hidden_columns:
            where = f"{self._name}, {columns_called(self._hidden_columns)}"
            yield Finding(FindingKind.HIDDEN_COLUMN, where, detail)
        if self._silent:
            where = f"{self._name}, {self._silent[0]}"
            detail = counted(len(self._silent), "celda", "celdas")
            yield Finding(FindingKind.HIDDEN_CELL, where, detail)
        yield from self._cells.findings(lambda row, column: f"{self._name}, {cell(row, column)}")

    def _column(self, number: int) -> tuple[bool, str]:
        for last, is_hidden, style in self._columns:
            if number <= last:
                return is_hidden, style
        return False, ""


def _repeated(said: Mapping[str, str], name: str) -> int:
    text = said.get(name, "1")
    return max(int(text), 1) if text.isdecimal() else 1
