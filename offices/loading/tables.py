"""CSV files as numbered lines; whatever is wrong is told with the number of its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from offices.errors import FileRefused


@dataclass(slots=True)
class Complaints:
    """What was found wrong in a file, gathered so that one run tells everything."""

    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Note that line number `line` (the header is 1) is wrong."""
        self.found.append((line, text))

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines complained of so far."""
        return frozenset(line for line, _text in self.found)

    def raise_if_any(self) -> None:
        """Raise FileRefused with every complaint in the order of the file."""
        if self.found:
            raise FileRefused([f"línea {line}: {text}" for line, text in sorted(self.found)])


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file. The readers below note a complaint and go on with a harmless value."""

    number: int
    cells: dict[str, str]
    complaints: Complaints

    def complain(self, text: str) -> None:
        """Note that this line is wrong."""
        self.complaints.add(self.number, text)

    def text(self, column: str, *, longest: int, required: bool = False) -> str:
        """Return the cell, of at most `longest` characters."""
        value = self.cells[column]
        if required and not value:
            self.complain(f"falta «{column}».")
        if len(value) > longest:
            self.complain(f"«{column}» tiene {len(value)} caracteres; el máximo es {longest}.")
        if not value.isprintable():
            self.complain(f"«{column}» tiene caracteres invisibles.")
        return value

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """Return the cell, which must be one of the words allowed."""
        value = self.cells[column]
        if value not in allowed:
            self.complain(f"«{column}» dice «{value}»; debe ser uno de: {', '.join(allowed)}.")
        return value

    def flag(self, column: str) -> bool:
        """Return a cell that says yes or no."""
        return self.one_of(column, ("yes", "no")) == "yes"


def read_table(path: Path, columns: Sequence[str], complaints: Complaints) -> list[Line]:
    """Return the rows of a UTF-8 file whose header names exactly `columns`, in any order.

    A byte-order mark and either kind of line end are accepted; cells are stripped. Raises
    FileRefused when the file cannot be read at all; a row with the wrong number of cells is
    noted and left out.
    """
    rows = _rows(_text_of(path))
    try:
        _number, header = next(rows, (1, []))
        names = [name.strip() for name in header]
        _check_header(names, columns)
        return list(_lines(rows, names, complaints))
    except csv.Error as error:
        raise FileRefused([f"{path}: no es un archivo CSV legible ({error})."]) from error


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise FileRefused([f"línea {line}: el archivo no está en UTF-8."]) from error
    except OSError as error:
        raise FileRefused([f"No se puede leer {path}: {error.strerror}."]) from error


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins_at = 1
    for row in reader:
        yield begins_at, row
        begins_at = reader.line_num + 1


def _check_header(names: Sequence[str], columns: Sequence[str]) -> None:
    wrong = [f"línea 1: falta la columna «{name}»." for name in columns if name not in names]
    wrong += [
        f"línea 1: no se conoce la columna «{name}»." for name in names if name not in columns
    ]
    wrong += [
        f"línea 1: la columna «{name}» está repetida."
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if wrong:
        raise FileRefused(wrong)


def _lines(
    rows: Iterator[tuple[int, list[str]]], names: Sequence[str], complaints: Complaints
) -> Iterator[Line]:
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            complaints.add(number, f"tiene {len(row)} celdas en vez de {len(names)}.")
            continue
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=True)}
        yield Line(number, cells, complaints)
