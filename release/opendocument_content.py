"""Reads the content of an OpenDocument file: its text, tables, notes, changes and hidden parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from release.colours import BLACK, WHITE, Colour, cannot_be_told, is_dark
from release.known import Known
from release.markup import plain
from release.office_properties import author, folder_of_somebody
from release.opendocument_styles import Look, StylesReader
from release.opendocument_table import SheetOrTable
from release.personal import find_personal, findings_in_name, findings_of
from release.report import Finding, FindingKind
from release.wording import counted
from release.xlsx import sheet_name

_BLOCKS = frozenset({"p", "h"})
_RUNS = frozenset({"span", "a", *_BLOCKS})
_HIDDEN_FIELDS = {"hidden-text": "string-value", "hidden-paragraph": "string-value"}
_CHANGES = frozenset(
    {"changed-region", "cell-content-change", "insertion-cut-off", "movement-cut-off"}
)
_FIGURES = ("custom-shape", "rect", "ellipse", "polygon", "path")
_LOCAL = re.compile(r"(?:file:|\.\./|[a-z]:\\|\\\\)", re.IGNORECASE)
_TINIEST = 2.0
_MOST_PLACES = 200


class ContentReader:
    """Is told the XML of the content; afterwards `findings` tells what it hides."""

    def __init__(self, name: str, styles: StylesReader, known: Known) -> None:
        self._name = name
        self._styles = styles
        self._known = known
        self._inside: list[str] = []
        self._looks: list[Look] = []
        self._shades: list[Colour | None] = []
        self._counts: Counter[FindingKind] = Counter()
        self._places: dict[FindingKind, list[str]] = {}
        self._others: list[Finding] = []
        self._people: set[str] = set()
        self._lines: list[str] = []
        self._line: list[str] = []
        self._person: list[str] | None = None
        self._tables: list[SheetOrTable] = []
        self._told: list[SheetOrTable] = []
        self._is_sheet = False
        self._no_display = 0
        self._sections: list[bool] = []
        self._figure_says = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._inside.append(tag)
        if tag in _RUNS:
            self._start_run(tag, plain(attributes))
        elif tag in self._STARTS:
            self._STARTS[tag](self, plain(attributes))
        elif tag in _CHANGES:
            self._counts[FindingKind.TRACKED_CHANGE] += 1
        elif tag in {"s", "tab", "line-break"}:
            self._line.append(" ")
        elif tag in _HIDDEN_FIELDS:
            said = plain(attributes).get("string-value", "")
            self._note(FindingKind.HIDDEN_TEXT)
            self._others += findings_of(said, f"{self._name}, campo oculto", self._known)

    def end(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()
        if tag in _RUNS and self._looks:
            self._looks.pop()
        if tag in _BLOCKS:
            self._end_block()
        elif tag in self._ENDS:
            self._ENDS[tag](self)

    def text(self, text: str) -> None:
        if self._person is not None:
            self._person.append(text)
        elif self._looks:
            self._line.append(text)
            if text.strip():
                self._see(text)

    def findings(self) -> Iterator[Finding]:
        """Yield what the content hides and whose data it has."""
        for kind, count in self._counts.items():
            yield Finding(kind, self._name, counted(count, "vez", "veces"))
        for name in sorted(self._people):
            yield from author(name, f"{self._name}, comentarios o cambios")
        for kind, places in self._places.items():
            more = f" y otros {len(places) - 1}" if len(places) > 1 else ""
            detail = counted(len(places), "tramo", "tramos")
            yield Finding(kind, f"{self._name}, {places[0]}{more}", detail)
        yield from self._others
        yield from self._personal()
        for table in self._told:
            yield from table.findings()

    def _personal(self) -> Iterator[Finding]:
        text = "\n".join(self._lines)
        said: dict[tuple[FindingKind, str], str] = {}
        for hit in find_personal(text, self._known):
            place = text.count("\n", 0, hit.start) + 1
            said.setdefault((hit.kind, hit.masked), f"{self._name}, párrafo {place}")
        for (kind, masked), where in said.items():
            yield Finding(kind, where, f"«{masked}»")

    def _start_run(self, tag: str, said: Mapping[str, str]) -> None:
        below = self._looks[-1] if self._looks else Look()
        if tag == "a":
            self._see_link(said)
        self._looks.append(self._styles.look(said.get("style-name", "")).over(below))

    def _end_block(self) -> None:
        line = "".join(self._line)
        self._line = []
        if self._tables and "annotation" not in self._inside:
            self._tables[-1].add(line)
            self._lines.append("")
        else:
            self._lines.append(line)

    def _see(self, text: str) -> None:
        """Note whether what is being said can be seen."""
        self._figure_says = True
        look = self._looks[-1]
        if look.hidden or self._no_display:
            self._note(FindingKind.HIDDEN_TEXT)
        elif look.size is not None and look.size <= _TINIEST:
            self._note(FindingKind.TINY_TEXT)
        else:
            self._see_colour(look)

    def _see_colour(self, look: Look) -> None:
        behind = look.behind or next((one for one in reversed(self._shades) if one), WHITE)
        of_cell = self._tables[-1].look if self._tables else Look()
        colour = look.colour or of_cell.colour
        if of_cell.silent:
            self._note(FindingKind.HIDDEN_CELL)
        if colour is None and behind == BLACK:
            colour = BLACK
        if colour is not None and cannot_be_told(colour, behind):
            self._note(FindingKind.WHITE_TEXT if behind == WHITE else FindingKind.TEXT_UNDER_BOX)

    def _note(self, kind: FindingKind) -> None:
        places = self._places.setdefault(kind, [])
        if len(places) < _MOST_PLACES:
            where = self._tables[-1].place if self._tables else f"párrafo {len(self._lines) + 1}"
            places.append(where)

    def _start_spreadsheet(self, _said: Mapping[str, str]) -> None:
        self._is_sheet = True

    def _start_table(self, said: Mapping[str, str]) -> None:
        name = said.get("name", "")
        look = self._styles.look(said.get("style-name", ""))
        where = sheet_name(name) if self._is_sheet else f"{self._name}, tabla «{name}»"
        if self._is_sheet:
            self._others += findings_in_name(name, "nombre de hoja", self._known)
        if look.no_display or said.get("display") == "false":
            self._others.append(Finding(FindingKind.HIDDEN_SHEET, where, "No se ve al abrirlo."))
        self._tables.append(SheetOrTable(where, self._styles, self._known))

    def _end_table(self) -> None:
        if self._tables:
            self._told.append(self._tables.pop())

    def _start_column(self, said: Mapping[str, str]) -> None:
        if self._tables:
            self._tables[-1].start_column(said)

    def _start_row(self, said: Mapping[str, str]) -> None:
        if self._tables:
            self._tables[-1].start_row(said)

    def _end_row(self) -> None:
        if self._tables:
            self._tables[-1].end_row()

    def _start_cell(self, said: Mapping[str, str]) -> None:
        look = Look()
        if self._tables:
            look = self._tables[-1].start_cell(said)
            if "[" in said.get("formula", "") and _LOCAL.search(said["formula"]):
                self._counts[FindingKind.EXTERNAL_LINK] += 1
        self._shades.append(look.behind)

    def _end_cell(self) -> None:
        if self._shades:
            self._shades.pop()
        if self._tables:
            self._tables[-1].end_cell()

    def _start_figure(self, said: Mapping[str, str]) -> None:
        self._shades.append(self._styles.look(said.get("style-name", "")).behind)
        self._figure_says = False

    def _end_figure(self) -> None:
        behind = self._shades.pop() if self._shades else None
        if behind is not None and is_dark(behind) and not self._figure_says:
            detail = "Una figura oscura puede estar tapando lo que hay debajo."
            self._others.append(Finding(FindingKind.TEXT_UNDER_BOX, self._name, detail))

    def _start_section(self, said: Mapping[str, str]) -> None:
        look = self._styles.look(said.get("style-name", ""))
        is_hidden = said.get("display") in {"none", "condition"} or bool(look.no_display)
        self._sections.append(is_hidden)
        self._no_display += is_hidden

    def _end_section(self) -> None:
        if self._sections:
            self._no_display -= self._sections.pop()

    def _start_comment(self, _said: Mapping[str, str]) -> None:
        self._counts[FindingKind.COMMENT] += 1

    def _start_person(self, _said: Mapping[str, str]) -> None:
        self._person = []

    def _end_person(self) -> None:
        self._people.add("".join(self._person or ()))
        self._person = None

    def _start_variable(self, said: Mapping[str, str]) -> None:
        value = said.get("string-value") or said.get("formula") or ""
        self._others += findings_of(value, f"{self._name}, variable", self._known)

    def _see_link(self, said: Mapping[str, str]) -> None:
        target = said.get("href", "")
        self._others += findings_of(target, f"{self._name}, vínculo", self._known)
        self._others += folder_of_somebody(target, f"{self._name}, vínculo")

    def _see_source(self, said: Mapping[str, str]) -> None:
        self._counts[FindingKind.EXTERNAL_LINK] += 1
        self._others += folder_of_somebody(said.get("href", ""), f"{self._name}, vínculo")

    def _see_object(self, said: Mapping[str, str]) -> None:
        if not said.get("href", "").lstrip("./").startswith("Object"):
            self._counts[FindingKind.EXTERNAL_CONTENT] += bool(said.get("href"))

    def _see_image(self, said: Mapping[str, str]) -> None:
        target = said.get("href", "")
        if target and not target.lstrip("./").startswith(("Pictures/", "Object", "media/")):
            self._counts[FindingKind.EXTERNAL_CONTENT] += 1

    def _see_ole(self, _said: Mapping[str, str]) -> None:
        self._counts[FindingKind.EMBEDDED_FILE] += 1

    def _see_name(self, said: Mapping[str, str]) -> None:
        name = said.get("name", "")
        if name.startswith(("_xlnm", "Print_", "Excel_BuiltIn")):
            return
        where = f"nombre «{name}»"
        self._others.append(Finding(FindingKind.DEFINED_NAME, where, "No se ve en la hoja."))

    def _see_validation(self, said: Mapping[str, str]) -> None:
        condition = said.get("condition", "")
        self._others += findings_of(condition, "validación de datos", self._known)

    _STARTS = {
        "spreadsheet": _start_spreadsheet,
        "table": _start_table,
        "table-column": _start_column,
        "table-row": _start_row,
        "table-cell": _start_cell,
        "covered-table-cell": _start_cell,
        "section": _start_section,
        **dict.fromkeys(_FIGURES, _start_figure),
        "annotation": _start_comment,
        "creator": _start_person,
        "user-field-decl": _start_variable,
        "variable-set": _start_variable,
        "table-source": _see_source,
        "dde-source": _see_source,
        "section-source": _see_source,
        "cell-range-source": _see_source,
        "database-source-sql": _see_source,
        "object": _see_object,
        "object-ole": _see_ole,
        "image": _see_image,
        "named-range": _see_name,
        "named-expression": _see_name,
        "content-validation": _see_validation,
    }
    _ENDS = {
        "table": _end_table,
        "table-row": _end_row,
        "table-cell": _end_cell,
        "covered-table-cell": _end_cell,
        "section": _end_section,
        **dict.fromkeys(_FIGURES, _end_figure),
        "creator": _end_person,
    }
