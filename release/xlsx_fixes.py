"""Writes a workbook anew with only the values that can be seen in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter

from release.archive import Archive, opened
from release.colours import WHITE
from release.limited import TaskFailed
from release.report import FindingKind
from release.xlsx import drawn_covers, dresses_of, sheets_of, strings_of
from release.xlsx_cells import Met, SheetWalker
from release.xlsx_sheet import Cover
from release.xlsx_strings import Strings
from release.xlsx_styles import Styles

Value = str | float | bool | None
_DEFAULT_FORMAT = "General"
_WIDEST = 255.0
_MOST_ROWS = 1_048_576


def values_only(source: Path, target: Path) -> None:
    """Write the visible values of the visible sheets; formulas become what they last gave.

    Raises TaskFailed for a workbook that keeps no results of its formulas, or that has no visible
    sheet.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = ""
    with opened(source) as archive:
        strings, styles = strings_of(archive), dresses_of(archive)
        for part, name, is_hidden in sheets_of(archive):
            if not is_hidden and part in archive:
                _copy(workbook, name, _seen(archive, part, strings, styles))
    if not workbook.worksheets:
        raise TaskFailed(FindingKind.HIDDEN_SHEET, "No tiene ninguna hoja visible.")
    workbook.save(target)


def _seen(archive: Archive, part: str, strings: Strings, styles: Styles) -> _SeenCells:
    seen = _SeenCells(strings, styles, drawn_covers(archive, part))
    archive.tell(part, seen)
    if seen.lacks_results:
        raise TaskFailed(
            FindingKind.NOT_READABLE,
            "La planilla no guarda los resultados de sus fórmulas: ábrala con su programa, "
            "guárdela y vuelva a subirla.",
        )
    return seen


def _copy(workbook: Workbook, name: str, seen: _SeenCells) -> None:
    """Write the cells close together: where a row or a column was hidden, nothing is left."""
    sheet: Any = workbook.create_sheet(name)
    columns = {old: new for new, old in enumerate(sorted(seen.columns), start=1)}
    for old, width in seen.widths.items():
        if old in columns:
            letter = get_column_letter(columns[old])
            sheet.column_dimensions[letter].width = min(width, _WIDEST)
    for row in seen.rows():
        line: list[Any] = [None] * len(columns)
        for column, (value, code) in row.items():
            line[columns[column] - 1] = _cell(sheet, value, code)
        sheet.append(line)


def _cell(sheet: Any, value: Value, code: str) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # What begins with "=" was text, and must not become a formula.
        cell.data_type = "s"
    elif code != _DEFAULT_FORMAT:
        cell.number_format = code
    return cell


class _SeenCells(SheetWalker):
    """Keeps the cells that can be seen, with their number formats."""

    def __init__(self, strings: Strings, styles: Styles, covers: tuple[Cover, ...]) -> None:
        super().__init__(strings)
        self._styles = styles
        self._covers = covers
        self.columns: set[int] = set()
        self.lacks_results = False
        self._rows: dict[int, dict[int, tuple[Value, str]]] = {}
        self._skipped: set[int] = set()

    def meet(self, met: Met) -> None:
        if self.row_is_hidden:
            self._skipped.add(met.row)
        elif self._is_seen(met):
            self.lacks_results = self.lacks_results or (bool(met.formula) and not met.text)
            self.columns.add(met.column)
            value = (_value(met.kind, met.text), _format(self._styles, met.style))
            self._rows.setdefault(met.row, {})[met.column] = value

    def rows(self) -> Iterator[dict[int, tuple[Value, str]]]:
        """Yield the visible rows to the last one with something in it, empty ones included."""
        last = max(self._rows, default=0)
        for row in range(1, min(last, _MOST_ROWS) + 1):
            if row not in self._skipped:
                yield self._rows.get(row, {})

    def _is_white(self, met: Met) -> bool:
        fills = self._styles.fills
        return met.has_white and (met.style >= len(fills) or fills[met.style] == WHITE)

    def _is_seen(self, met: Met) -> bool:
        return not (
            self.column_is_hidden(met.column)
            or met.style in self._styles.hiding
            or self._is_white(met)
            or any(one.hides(met.row, met.column) for one in self._covers)
        )


def _format(styles: Styles, style: int) -> str:
    said = styles.formats[style] if style < len(styles.formats) else 0
    return said if isinstance(said, str) else BUILTIN_FORMATS.get(said, _DEFAULT_FORMAT)


def _value(kind: str, text: str) -> Value:
    if kind == "b":
        return text == "1"
    if kind != "n":
        return text
    try:
        return float(text) if "." in text or "e" in text.lower() else int(text)
    except ValueError:
        return text
