"""Reads one text of a document (its body, a header, the notes): what it says and does not show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from release.colours import BLACK, WHITE, Colour, cannot_be_told, from_hex, is_dark
from release.docx_changes import TRACKED
from release.docx_styles import PLAIN, DocumentStyles, Dress, dressed, shade
from release.docx_table import TableReader
from release.known import Known
from release.markup import plain
from release.office_properties import author, folder_of_somebody
from release.personal import find_personal, findings_of
from release.report import Finding, FindingKind
from release.wording import counted

_FETCHES = re.compile(
    r"^\s*(?:INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|DATABASE|IMPORT)\b", re.I
)
_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
_TINIEST = 2.0
# Of a hundred thousand parts, how many let the page through.
_NEARLY_CLEAR = 90_000
_MOST_PLACES = 200


class StoryReader:
    """Is told the XML of the text; afterwards `findings` tells what it hides."""

    def __init__(self, name: str, styles: DocumentStyles, known: Known) -> None:
        self._name = name
        self._styles = styles
        self._known = known
        self._inside: list[str] = []
        self._tracked: Counter[str] = Counter()
        self._authors: set[str] = set()
        self._hidden: dict[FindingKind, list[str]] = {}
        self._others: list[Finding] = []
        self._lines: list[str] = []
        self._paragraph = 0
        self._line: list[str] = []
        self._piece: list[str] | None = None
        self._run, self._of_paragraph = PLAIN, PLAIN
        self._cell_shades: list[Colour | None] = []
        self._tables: list[TableReader] = []
        self._told: list[TableReader] = []
        self._shape: Colour | None = None
        self._shape_says = False
        self._instructions: list[str] = []
        self._aside: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        parent = self._inside[-1] if self._inside else ""
        self._inside.append(tag)
        if tag in _TEXTS:
            self._piece = []
        elif tag in TRACKED:
            self._track(tag, plain(attributes))
        elif parent == "rPr":
            self._see_run_property(tag, attributes)
        elif tag in self._STARTS:
            self._STARTS[tag](self, plain(attributes), parent)

    def end(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()
        if tag in _TEXTS:
            self._end_text(tag, "".join(self._piece or ()))
            self._piece = None
        elif tag in {"tab", "br", "cr"} and self._inside and self._inside[-1] == "r":
            self._line.append(" ")
        elif tag in self._ENDS:
            self._ENDS[tag](self)

    def text(self, text: str) -> None:
        if self._piece is not None:
            self._piece.append(text)

    def findings(self) -> Iterator[Finding]:
        """Yield what the text hides and whose data it has."""
        for what, count in self._tracked.items():
            yield Finding(FindingKind.TRACKED_CHANGE, self._name, f"{what}: {count}")
        for name in sorted(self._authors):
            yield from author(name, f"{self._name}, control de cambios")
        for kind, places in self._hidden.items():
            more = f" y otros {len(places) - 1}" if len(places) > 1 else ""
            detail = counted(len(places), "tramo", "tramos")
            yield Finding(kind, f"{self._name}, {places[0]}{more}", detail)
        yield from self._others
        yield from self._personal()

    def _personal(self) -> Iterator[Finding]:
        text, starts = "\n".join(self._lines), [0]
        for line in self._lines:
            starts.append(starts[-1] + len(line) + 1)
        said: dict[tuple[FindingKind, str], str] = {}
        place = 0
        for hit in find_personal(text, self._known):
            while starts[place + 1] <= hit.start:
                place += 1
            said.setdefault((hit.kind, hit.masked), f"{self._name}, párrafo {place + 1}")
        for (kind, masked), where in said.items():
            yield Finding(kind, where, f"«{masked}»")
        for number, table in enumerate(self._told, start=1):
            yield from table.findings(f"{self._name}, tabla {number}")
        yield from findings_of("\n".join(self._instructions), f"{self._name}, campos", self._known)
        yield from findings_of("\n".join(self._aside), f"{self._name}, descripciones", self._known)

    def _track(self, tag: str, said: Mapping[str, str]) -> None:
        self._tracked[TRACKED[tag]] += 1
        self._authors.add(said.get("author", ""))

    def _see_run_property(self, tag: str, attributes: Mapping[str, str]) -> None:
        # The properties of a paragraph's mark dress no text; those inside a change are the old.
        if "rPrChange" in self._inside or self._inside[-3:-2] == ["pPr"]:
            return
        if tag == "rStyle":
            self._run = self._run.over(self._styles.dress(plain(attributes).get("val", "")))
        else:
            self._run = dressed(self._run, tag, attributes)

    def _see_no_filling(self, _said: Mapping[str, str], parent: str) -> None:
        """Letters with an effect may be filled with nothing."""
        if parent == "textFill":
            self._run = replace(self._run, hidden=True)

    def _see_clear_filling(self, said: Mapping[str, str], _parent: str) -> None:
        if "textFill" in self._inside and int(said.get("val", "0")) >= _NEARLY_CLEAR:
            self._run = replace(self._run, hidden=True)

    def _start_paragraph(self, _said: Mapping[str, str], _parent: str) -> None:
        self._paragraph += 1
        self._of_paragraph = PLAIN

    def _start_run(self, _said: Mapping[str, str], _parent: str) -> None:
        self._run = PLAIN

    def _start_paragraph_style(self, said: Mapping[str, str], _parent: str) -> None:
        style = self._styles.dress(said.get("val", ""))
        self._of_paragraph = self._of_paragraph.over(style)

    def _start_shade(self, said: Mapping[str, str], parent: str) -> None:
        if parent == "pPr":
            self._of_paragraph = Dress(behind=shade(said)).over(self._of_paragraph)
        elif parent == "tcPr" and self._cell_shades:
            self._cell_shades[-1] = shade(said)

    def _start_table(self, _said: Mapping[str, str], _parent: str) -> None:
        self._tables.append(TableReader(self._known))

    def _start_table_style(self, said: Mapping[str, str], _parent: str) -> None:
        if self._tables:
            self._tables[-1].is_dark = said.get("val", "") in self._styles.dark_tables

    def _start_row(self, _said: Mapping[str, str], _parent: str) -> None:
        if self._tables:
            self._tables[-1].start_row()

    def _start_cell(self, _said: Mapping[str, str], _parent: str) -> None:
        self._cell_shades.append(None)
        if self._tables:
            self._tables[-1].start_cell()

    def _end_cell(self) -> None:
        if self._cell_shades:
            self._cell_shades.pop()
        if self._tables:
            self._tables[-1].end_cell()

    def _end_table(self) -> None:
        if self._tables:
            self._told.append(self._tables.pop())

    def _end_paragraph(self) -> None:
        line = "".join(self._line)
        self._line = []
        if self._tables:
            self._tables[-1].add(line)
        self._lines.append("" if self._tables else line)

    def _end_text(self, tag: str, text: str) -> None:
        if tag in {"instrText", "delInstrText"}:
            self._instructions.append(text)
            if _FETCHES.search(text):
                detail = "Un campo trae contenido de otro archivo."
                self._others.append(Finding(FindingKind.EXTERNAL_CONTENT, self._name, detail))
            return
        self._line.append(text)
        if "txbxContent" in self._inside:
            self._shape_says = self._shape_says or bool(text.strip())
        kind = self._why_hidden() if text.strip() else None
        if kind is not None:
            places = self._hidden.setdefault(kind, [])
            if len(places) < _MOST_PLACES:
                places.append(f"párrafo {self._paragraph}")

    def _why_hidden(self) -> FindingKind | None:
        dress = self._run.over(self._of_paragraph).over(self._styles.default)
        if dress.hidden:
            return FindingKind.HIDDEN_TEXT
        if dress.size is not None and dress.size <= _TINIEST:
            return FindingKind.TINY_TEXT
        if dress.marker is not None and is_dark(dress.marker):
            is_told = dress.colour is not None and not cannot_be_told(dress.colour, dress.marker)
            return None if is_told else FindingKind.TEXT_UNDER_BOX
        if self._run.behind is not None and is_dark(self._run.behind) and dress.colour is None:
            return FindingKind.TEXT_UNDER_BOX
        behind = self._behind(dress)
        if dress.colour is None or behind is None or not cannot_be_told(dress.colour, behind):
            return None
        return FindingKind.TEXT_UNDER_BOX if is_dark(behind) else FindingKind.WHITE_TEXT

    def _behind(self, dress: Dress) -> Colour | None:
        """Return the colour behind the text; None where only the program that draws it knows."""
        if dress.marker is not None:
            return dress.marker
        if dress.behind is not None:
            return dress.behind
        for colour in reversed(self._cell_shades):
            if colour is not None:
                return colour
        if any(table.is_dark for table in self._tables):
            return None
        if "txbxContent" in self._inside and self._shape is not None:
            return self._shape
        return WHITE

    def _start_figure(self, said: Mapping[str, str], _parent: str) -> None:
        self._shape = from_hex(said.get("fillcolor")) or _named(said.get("fillcolor", ""))
        self._shape_says = False

    def _start_colour(self, said: Mapping[str, str], parent: str) -> None:
        if parent == "solidFill" and self._inside[-3:-2] == ["spPr"]:
            is_text = said.get("val") in {"tx1", "dk1"}
            self._shape = BLACK if is_text else from_hex(said.get("lastClr") or said.get("val"))

    def _end_figure(self) -> None:
        is_cover = self._shape is not None and is_dark(self._shape) and not self._shape_says
        if is_cover:
            detail = "Una figura oscura puede estar tapando texto."
            where = f"{self._name}, párrafo {self._paragraph}"
            self._others.append(Finding(FindingKind.TEXT_UNDER_BOX, where, detail))
        self._shape = None

    def _see_description(self, said: Mapping[str, str], _parent: str) -> None:
        where = f"{self._name}, texto de una imagen"
        for key in ("descr", "title", "alt", "displayText"):
            self._aside.append(said.get(key, ""))
            self._others += folder_of_somebody(said.get(key, ""), where)
        if said.get("hidden") in {"1", "true"}:
            detail = "Hay una figura oculta."
            self._others.append(Finding(FindingKind.HIDDEN_TEXT, self._name, detail))

    def _see_other_file(self, _said: Mapping[str, str], _parent: str) -> None:
        detail = "Lleva otro documento dentro."
        self._others.append(Finding(FindingKind.EMBEDDED_FILE, self._name, detail))

    _STARTS = {
        "p": _start_paragraph,
        "r": _start_run,
        "pStyle": _start_paragraph_style,
        "shd": _start_shade,
        "tbl": _start_table,
        "tblStyle": _start_table_style,
        "tr": _start_row,
        "tc": _start_cell,
        "wsp": _start_figure,
        "rect": _start_figure,
        "shape": _start_figure,
        "srgbClr": _start_colour,
        "schemeClr": _start_colour,
        "sysClr": _start_colour,
        "noFill": _see_no_filling,
        "alpha": _see_clear_filling,
        "docPr": _see_description,
        "cNvPr": _see_description,
        "listItem": _see_description,
        "altChunk": _see_other_file,
        "subDoc": _see_other_file,
        "OLEObject": _see_other_file,
    }
    _ENDS = {
        "p": _end_paragraph,
        "tc": _end_cell,
        "tbl": _end_table,
        "wsp": _end_figure,
        "rect": _end_figure,
        "shape": _end_figure,
    }


def _named(colour: str) -> Colour | None:
    return {"black": BLACK, "white": WHITE}.get(colour.partition(" ")[0].lower())
