"""Reads one sheet of a workbook of any size: what its rows, columns and cells do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from release.colours import WHITE
from release.columns import Cells
from release.known import Known
from release.markup import plain
from release.personal import findings_of
from release.report import Finding, FindingKind
from release.wording import counted
from release.xlsx_cells import Met, SheetWalker, cell, columns_called, rows_called
from release.xlsx_strings import Strings
from release.xlsx_styles import Styles

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


class SheetReader(SheetWalker):
    """Is told the XML of a sheet; afterwards `findings` tells what it does not show."""

    def __init__(
        self, name: str, strings: Strings, styles: Styles, covers: tuple[Cover, ...], known: Known
    ) -> None:
        super().__init__(strings)
        self._name = name
        self._styles = styles
        self._covers = covers
        self._known = known
        self._cells = Cells(known)
        self._places: dict[FindingKind, list[str]] = {}
        self._hidden_rows: list[int] = []
        self._hidden_columns: set[int] = set()
        self._others: list[Finding] = []
        self._spoken: list[str] = []
        self._starts |= {
            "dataValidation": self._start_validation,
            "cfRule": self._start_rule,
            "scenario": self._start_scenario,
            "hyperlink": self._start_link,
        }

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _SPOKEN:
            self._into = self._spoken
        else:
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        if tag in _SPOKEN:
            self._end_spoken(tag)
        else:
            super().end(tag)

    def meet(self, met: Met) -> None:
        if met.text or met.formula:
            self._see_place(met)
        if met.has_white:
            self._see_white_piece(met)
        if met.formula:
            self._see_formula(met)
        if met.kind == "n":
            self._cells.number(met.row, met.column, met.text)
        elif met.kind not in {"b", "e"}:
            self._cells.read(met.row, met.column, met.text)

    def findings(self) -> Iterator[Finding]:
        """Yield what the sheet hides, each kind with its places."""
        if self._hidden_rows:
            yield self._of_sheet(FindingKind.HIDDEN_ROW, rows_called(self._hidden_rows))
        if self._hidden_columns:
            yield self._of_sheet(FindingKind.HIDDEN_COLUMN, columns_called(self._hidden_columns))
        for kind, places in self._places.items():
            more = f" y otras {len(places) - 1}" if len(places) > 1 else ""
            detail = counted(len(places), "celda", "celdas")
            yield Finding(kind, f"{self._name}, {places[0]}{more}", detail)
        yield from self._others
        yield from self._cells.findings(lambda row, column: f"{self._name}, {cell(row, column)}")

    def _of_sheet(self, kind: FindingKind, what: str) -> Finding:
        return Finding(kind, f"{self._name}, {what}", "Tienen datos y no se ven.")

    def _start_rule(self, attributes: Mapping[str, str]) -> None:
        said = attributes.get("dxfId", "")
        kind = self._styles.conditional.get(int(said)) if said.isdecimal() else None
        if kind is not None:
            where = f"{self._name}, formato condicional"
            self._others.append(Finding(kind, where, "Esconde el contenido de sus celdas."))

    def _start_scenario(self, attributes: Mapping[str, str]) -> None:
        where = f"{self._name}, escenario"
        self._others.append(
            Finding(FindingKind.CACHED_DATA, where, "Guarda valores que no se ven.")
        )
        self._others += findings_of(" ".join(attributes.values()), where, self._known)

    def _start_link(self, attributes: Mapping[str, str]) -> None:
        where = f"{self._name}, vínculo en {attributes.get('ref', '')}"
        for key in ("tooltip", "location"):
            self._others += findings_of(attributes.get(key, ""), where, self._known)

    def _start_validation(self, attributes: Mapping[str, str]) -> None:
        said = plain(attributes)
        for key in ("promptTitle", "prompt", "errorTitle", "error"):
            where = f"{self._name}, mensaje de validación"
            self._others += findings_of(said.get(key, ""), where, self._known)

    def _see_place(self, met: Met) -> None:
        """Note whether the cell can be seen."""
        if self.row_is_hidden and self._hidden_rows[-1:] != [met.row]:
            self._hidden_rows.append(met.row)
        if self.column_is_hidden(met.column):
            self._hidden_columns.add(met.column)
        kind = self._styles.hiding.get(met.style)
        if kind is not None and met.text.strip():
            self._note(kind, met)
        if self._covers and any(one.hides(met.row, met.column) for one in self._covers):
            self._note(FindingKind.TEXT_UNDER_BOX, met)

    def _see_white_piece(self, met: Met) -> None:
        fills = self._styles.fills
        if met.style >= len(fills) or fills[met.style] == WHITE:
            self._note(FindingKind.WHITE_TEXT, met)

    def _see_formula(self, met: Met) -> None:
        if _EXTERNAL.search(met.formula):
            self._note(FindingKind.EXTERNAL_LINK, met)
        if '"' in met.formula:
            where = f"{self._name}, {cell(met.row, met.column)}, fórmula"
            self._others += findings_of(met.formula, where, self._known)

    def _note(self, kind: FindingKind, met: Met) -> None:
        places = self._places.setdefault(kind, [])
        if len(places) < _MOST_PLACES:
            places.append(cell(met.row, met.column))

    def _end_spoken(self, tag: str) -> None:
        text = "".join(self._spoken)
        self._spoken.clear()
        self._into = None
        where = f"{self._name}, {_SPOKEN[tag]}"
        self._others += findings_of(text, where, self._known)
        if tag == "formula1" and text.startswith('"') and _PERSON_OR_NUMBER.search(text):
            self._others.append(
                Finding(FindingKind.DATA_VALIDATION, where, "La lista lleva sus valores dentro.")
            )


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
