"""What lies over the cells of a sheet, and what is written in its figures and charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from release.archive import Archive
from release.known import Known
from release.markup import plain
from release.office_properties import folder_of_somebody
from release.personal import findings_of
from release.report import Finding, FindingKind
from release.xlsx_sheet import Cover

_CORNER = ("col", "row", "colOff", "rowOff")


class _DrawingReader:
    """Reads the anchors of a drawing: the corners of each and whether it covers."""

    def __init__(self) -> None:
        self.covers: list[Cover] = []
        self.texts: list[str] = []
        self.hidden = 0
        self._corners: dict[str, int] = {}
        self._side = ""
        self._into: list[str] | None = None
        self._is_opaque = False
        self._inside: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._inside.append(tag)
        if tag == "twoCellAnchor":
            self._corners, self._is_opaque = {}, False
        elif tag in {"from", "to"}:
            self._side = tag
        elif tag in {"pic", "graphicFrame"} or self._is_filled(tag):
            self._is_opaque = True
        elif tag == "cNvPr":
            self._see_properties(plain(attributes))
        if tag in _CORNER or tag == "t":
            self._into = []

    def end(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()
        said, self._into = self._into, None
        if said is not None and tag in _CORNER and self._side:
            text = "".join(said).strip()
            self._corners[f"{self._side} {tag}"] = int(text) if text.isdecimal() else 0
        elif said is not None:
            self.texts.append("".join(said))
        if tag in {"from", "to"}:
            self._side = ""
        elif tag == "twoCellAnchor" and self._is_opaque:
            self._cover()

    def text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _is_filled(self, tag: str) -> bool:
        parent = self._inside[-2] if len(self._inside) > 1 else ""
        return parent == "spPr" and tag in {"solidFill", "gradFill", "pattFill", "blipFill"}

    def _see_properties(self, said: dict[str, str]) -> None:
        self.texts += [said.get("descr", ""), said.get("title", "")]
        self.hidden += said.get("hidden") in {"1", "true"}

    def _cover(self) -> None:
        """Keep the cells that lie wholly under it, which are counted from 0 in the file."""
        side = self._corners.get
        top = side("from row", 0) + (2 if side("from rowOff", 0) > 0 else 1)
        left = side("from col", 0) + (2 if side("from colOff", 0) > 0 else 1)
        cover = Cover(top, left, side("to row", 0), side("to col", 0))
        if cover.bottom >= cover.top and cover.right >= cover.left:
            self.covers.append(cover)


def covers_of(archive: Archive, drawing: str) -> list[Cover]:
    """Return the cells that pictures, charts and filled figures of a drawing lie over."""
    reader = _DrawingReader()
    archive.tell(drawing, reader)
    return reader.covers


def drawing_texts(archive: Archive, drawing: str, where: str, known: Known) -> Iterator[Finding]:
    """Yield hidden figures and what is personal in the texts of figures and charts."""
    reader = _DrawingReader()
    archive.tell(drawing, reader)
    if reader.hidden:
        yield Finding(FindingKind.HIDDEN_TEXT, f"{where}, figuras", "Hay figuras ocultas.")
    yield from findings_of("\n".join(reader.texts), f"{where}, figuras", known)
    for text in reader.texts:
        yield from folder_of_somebody(text, f"{where}, texto de una imagen")
    for relation in archive.relations(drawing):
        if relation.kind == "chart" and relation.part in archive:
            said = archive.elements(relation.part, "v", "t")
            texts = "\n".join(text for _tag, _attributes, text in said)
            yield from findings_of(texts, f"{where}, gráfico", known)
