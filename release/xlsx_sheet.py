"""Reads one sheet of a workbook of any size: what its rows, columns and cells do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from release.columns import Cells
from release.known import Known
from release.markup import plain
from release.personal import findings_of
from release.report import Finding, FindingKind
from release.wording import counted
from release.xlsx_strings import Strings
from release.xlsx_styles import Styles

_THINNEST_COLUMN = 0.3
_LOWEST_ROW = 1.5
_LAST_COLUMN = 16384
_EXTERNAL = re.compile(
    r"\[\d+\]|'[^']*\[[^\]]+\][^']*'!|\bWEBSERVICE\s*\(|\|'[^']*'!", re.IGNORECASE
)
_PERSON_OR_NUMBER = re.compile(r"\d{5}|[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")
_MOST_PLACES = 1000


@dataclass(frozen=True, slots=True)
class Cover:
    """Cells under a picture or a figure, counted from 1, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int

    def hides(self, row: int, column: int) -> bool:
        """Say whether it lies over the cell."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class SheetReader:
    """Is told the XML of a sheet; afterwards `findings` tells what it does not show."""

    def __init__(
        self, name: str, strings: Strings, styles: Styles, covers: tuple[Cover, ...], known: Known
    ) -> None:
        self._name = name
        self._strings = strings
        self._styles = styles
        self._covers = covers
        self._known = known
        self._cells = Cells(known)
        self._places: dict[FindingKind, list[str]] = {}
        self._hidden_rows: list[int] = []
        self._hidden_columns: set[int] = set()
        self._columns: dict[int, bool] = {}
        self._others: list[Finding] = []
        self._row = self._column = 0
        self._row_is_hidden = self._rows_are_hidden = self._columns_are_hidden = False
        self._cell: Mapping[str, str] = {}
        self._value: list[str] = []
        self._formula: list[str] = []
        self._into: list[str] | None = None
        self._spoken: list[str] = []
        self._starts = {
            "c": self._start_cell,
            "row": self._start_row,
            "col": self._start_column,
            "sheetFormatPr": self._start_defaults,
            "dataValidation": self._start_validation,
            "cfRule": self._start_rule,
        }

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in {"v", "t"}:
            self._into = self._value
        elif tag == "f":
            self._into = self._formula
        elif tag in self._starts:
            self._starts[tag](attributes)
        elif tag in _SPOKEN:
            self._into = self._spoken

    def end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag in _SPOKEN:
            self._end_spoken(tag)
        if tag in _TEXTS:
            self._into = None

    def text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def findings(self) -> Iterator[Finding]:
        """Yield what the sheet hides, each kind with its places."""
        if self._hidden_rows:
            yield self._of_sheet(FindingKind.HIDDEN_ROW, f"filas {ranges(self._hidden_rows)}")
        if self._hidden_columns:
            letters = ", ".join(letters_of(one) for one in sorted(self._hidden_columns)[:20])
            yield self._of_sheet(FindingKind.HIDDEN_COLUMN, f"columnas {letters}")
        for kind, places in self._places.items():
            more = f" y otras {len(places) - 1}" if len(places) > 1 else ""
            detail = counted(len(places), "celda", "celdas")
            yield Finding(kind, f"{self._name}, {places[0]}{more}", detail)
        yield from self._others
        yield from self._cells.findings(lambda row, column: f"{self._name}, {cell(row, column)}")

    def _of_sheet(self, kind: FindingKind, what: str) -> Finding:
        return Finding(kind, f"{self._name}, {what}", "Tienen datos y no se ven.")

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        said = attributes.get("r")
        self._row = int(said) if said else self._row + 1
        self._column = 0
        hidden = attributes.get("hidden")
        self._row_is_hidden = (
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

    def _start_defaults(self, attributes: Mapping[str, str]) -> None:
        self._rows_are_hidden = attributes.get("zeroHeight") in _TRUE
        self._columns_are_hidden = float(attributes.get("defaultColWidth", "9")) < _THINNEST_COLUMN

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = attributes
        self._value.clear()
        self._formula.clear()
        reference = attributes.get("r")
        self._column = column_of(reference) if reference else self._column + 1

    def _start_rule(self, attributes: Mapping[str, str]) -> None:
        said = attributes.get("dxfId", "")
        kind = self._styles.conditional.get(int(said)) if said.isdecimal() else None
        if kind is not None:
            where = f"{self._name}, formato condicional"
            self._others.append(Finding(kind, where, "Esconde el contenido de sus celdas."))

    def _start_validation(self, attributes: Mapping[str, str]) -> None:
        said = plain(attributes)
        for key in ("promptTitle", "prompt", "errorTitle", "error"):
            where = f"{self._name}, mensaje de validación"
            self._others += findings_of(said.get(key, ""), where, self._known)

    def _end_cell(self) -> None:
        if not self._value and not self._formula:
            return
        kind = self._cell.get("t", "n")
        text = "".join(self._value)
        if kind == "s" and text.isdecimal():
            number = int(text)
            text = self._strings.texts[number] if number < len(self._strings.texts) else ""
            if number in self._strings.white:
                self._see_white_piece()
        if text or self._formula:
            self._see_place(text)
        if self._formula:
            self._see_formula("".join(self._formula))
        if kind == "n":
            self._cells.number(self._row, self._column, text)
        elif kind not in {"b", "e"}:
            self._cells.read(self._row, self._column, text)

    def _see_place(self, text: str) -> None:
        """Note whether the cell can be seen."""
        if self._row_is_hidden and (not self._hidden_rows or self._hidden_rows[-1] != self._row):
            self._hidden_rows.append(self._row)
        if self._columns.get(self._column, self._columns_are_hidden):
            self._hidden_columns.add(self._column)
        style = self._cell.get("s", "0")
        kind = self._styles.hiding.get(int(style) if style.isdecimal() else 0)
        if kind is not None and text.strip():
            self._note(kind)
        if self._covers and any(one.hides(self._row, self._column) for one in self._covers):
            self._note(FindingKind.TEXT_UNDER_BOX)

    def _see_white_piece(self) -> None:
        style = self._cell.get("s", "0")
        number = int(style) if style.isdecimal() else 0
        fills = self._styles.fills
        behind = fills[number] if number < len(fills) else (1.0, 1.0, 1.0)
        if behind == (1.0, 1.0, 1.0):
            self._note(FindingKind.WHITE_TEXT)

    def _see_formula(self, formula: str) -> None:
        if _EXTERNAL.search(formula):
            self._note(FindingKind.EXTERNAL_LINK)
        if '"' in formula:
            where = f"{self._name}, {cell(self._row, self._column)}, fórmula"
            self._others += findings_of(formula, where, self._known)

    def _note(self, kind: FindingKind) -> None:
        places = self._places.setdefault(kind, [])
        if len(places) < _MOST_PLACES:
            places.append(cell(self._row, self._column))

    def _end_spoken(self, tag: str) -> None:
        text = "".join(self._spoken)
        self._spoken.clear()
        where = f"{self._name}, {_SPOKEN[tag]}"
        self._others += findings_of(text, where, self._known)
        if tag == "formula1" and text.startswith('"') and _PERSON_OR_NUMBER.search(text):
            self._others.append(
                Finding(FindingKind.DATA_VALIDATION, where, "La lista lleva sus valores dentro.")
            )


_TRUE = frozenset({"1", "true"})
_SPOKEN = {
    "formula1": "validación de datos",
    "formula2": "validación de datos",
    "oddHeader": "encabezado de impresión",
    "oddFooter": "pie de impresión",
    "evenHeader": "encabezado de impresión",
    "evenFooter": "pie de impresión",
    "firstHeader": "encabezado de impresión",
    "firstFooter": "pie de impresión",
}
_TEXTS = frozenset({"v", "t", "f", *_SPOKEN})
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


def ranges(numbers: list[int]) -> str:
    """Return "3–5, 9" of numbers in order; at most ten of them."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    said = [str(a) if a == b else f"{a}–{b}" for a, b in ranges[:10]]
    return ", ".join(said) + (" y otras" if len(ranges) > 10 else "")  # noqa: PLR2004
