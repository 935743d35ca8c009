"""Walks the XML of a sheet of any size and meets each cell with where it is and if it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from release.xlsx_strings import Strings, is_white

_THINNEST_COLUMN = 0.3
_LOWEST_ROW = 1.5
_LAST_COLUMN = 16384
_MOST_TOLD = 20
_TRUE = frozenset({"1", "true"})


@dataclass(slots=True)
class Met:
    """A cell with something in it; `has_white` if a piece of its text is."""

    row: int
    column: int
    kind: str
    text: str
    formula: str
    style: int
    has_white: bool


class SheetWalker:
    """Is told the XML of a sheet; whoever extends it says what to do with each cell it meets."""

    def __init__(self, strings: Strings) -> None:
        self._strings = strings
        self.widths: dict[int, float] = {}
        self._columns: dict[int, bool] = {}
        self._row = self._column = 0
        self.row_is_hidden = self._rows_are_hidden = self._columns_are_hidden = False
        self._cell: Mapping[str, str] = {}
        self._has_white = False
        self._value: list[str] = []
        self._formula: list[str] = []
        self._into: list[str] | None = None
        self._starts = {
            "c": self._start_cell,
            "row": self._start_row,
            "col": self._start_column,
            "sheetFormatPr": self._start_defaults,
            "color": self._see_colour,
        }

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in {"v", "t"}:
            self._into = self._value
        elif tag == "f":
            self._into = self._formula
        elif tag in self._starts:
            self._starts[tag](attributes)

    def end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag in {"v", "t", "f"}:
            self._into = None

    def text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def meet(self, met: Met) -> None:
        """Do what is done with a cell that has a value or a formula."""

    def column_is_hidden(self, column: int) -> bool:
        """Say whether a column is hidden or too thin to be seen."""
        return self._columns.get(column, self._columns_are_hidden)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        said = attributes.get("r")
        self._row = int(said) if said else self._row + 1
        self._column = 0
        hidden = attributes.get("hidden")
        self.row_is_hidden = (
            hidden in _TRUE
            or (self._rows_are_hidden and hidden is None)
            or float(attributes.get("ht", "15")) < _LOWEST_ROW
        )

    def _start_column(self, attributes: Mapping[str, str]) -> None:
        first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
        width = float(attributes.get("width", "9"))
        is_hidden = attributes.get("hidden") in _TRUE or width < _THINNEST_COLUMN
        for column in range(max(first, 1), min(last, _LAST_COLUMN) + 1):
            self._columns[column] = is_hidden
            self.widths[column] = width

    def _start_defaults(self, attributes: Mapping[str, str]) -> None:
        self._rows_are_hidden = attributes.get("zeroHeight") in _TRUE
        self._columns_are_hidden = float(attributes.get("defaultColWidth", "9")) < _THINNEST_COLUMN

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = attributes
        self._has_white = False
        self._value.clear()
        self._formula.clear()
        reference = attributes.get("r")
        self._column = column_of(reference) if reference else self._column + 1

    def _see_colour(self, attributes: Mapping[str, str]) -> None:
        self._has_white = self._has_white or is_white(attributes)

    def _end_cell(self) -> None:
        if not self._value and not self._formula:
            return
        kind, text, has_white = self._cell.get("t", "n"), "".join(self._value), self._has_white
        if kind == "s" and text.isdecimal():
            number = int(text)
            has_white = number in self._strings.white
            text = self._strings.texts[number] if number < len(self._strings.texts) else ""
        style = self._cell.get("s", "0")
        dress = int(style) if style.isdecimal() else 0
        formula = "".join(self._formula)
        self.meet(Met(self._row, self._column, kind, text, formula, dress, has_white))


_COLUMNS: dict[str, int] = {}


def column_of(reference: str) -> int:
    """Return the column of a cell as "BC12", from 1; 0 if it names none."""
    letters = reference.rstrip("0123456789").replace("$", "")
    if letters not in _COLUMNS:
        column = 0
        for letter in letters.upper():
            column = column * 26 + (ord(letter) - 64)
        _COLUMNS[letters] = column
    return _COLUMNS[letters]


def letters_of(column: int) -> str:
    """Return the letters of a column counted from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell(row: int, column: int) -> str:
    """Return how a cell is called."""
    return f"{letters_of(column)}{row}"


def columns_called(columns: Iterable[int]) -> str:
    """Return "columna B" or "columnas B, C" of columns counted from 1; at most twenty."""
    letters = [letters_of(column) for column in sorted(columns)]
    more = " y otras" if len(letters) > _MOST_TOLD else ""
    return f"columna{'s' if letters[1:] else ''} {', '.join(letters[:_MOST_TOLD])}{more}"


def rows_called(rows: Sequence[int]) -> str:
    """Return "fila 9" or "filas 3–5, 9" of rows in order; at most twenty runs of them."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    said = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_MOST_TOLD]]
    more = " y otras" if len(runs) > _MOST_TOLD else ""
    return f"fila{'s' if rows[1:] else ''} {', '.join(said)}{more}"
