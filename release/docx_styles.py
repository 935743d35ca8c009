"""How the styles of a document dress its text: hidden, coloured, shaded, tiny."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from release.archive import Archive
from release.colours import BLACK, WHITE, Colour, from_hex, is_dark
from release.markup import plain

_OFF = frozenset({"0", "false", "off", "none"})
_MOST_BASES = 20
_HIGHLIGHTS = {
    "black": "000000",
    "white": "FFFFFF",
    "darkBlue": "000080",
    "darkRed": "800000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
    "yellow": "FFFF00",
}


@dataclass(frozen=True, slots=True)
class Dress:
    """What is said of how text looks; None where nothing is said. `size` is in points."""

    hidden: bool | None = None
    colour: Colour | None = None
    size: float | None = None
    behind: Colour | None = None
    marker: Colour | None = None

    def over(self, below: Dress) -> Dress:
        """Return this one, and where it says nothing, the one below."""
        said = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if getattr(self, one.name) is not None
        }
        return replace(below, **said)


PLAIN = Dress()


def dressed(dress: Dress, tag: str, attributes: Mapping[str, str]) -> Dress:
    """Return the dress with what one element of its properties says."""
    said = plain(attributes)
    value = said.get("val", "")
    if tag == "vanish":
        return replace(dress, hidden=value not in _OFF)
    if tag == "color":
        # A theme's background colour is what the page has, whatever the number beside it.
        is_background = said.get("themeColor") in {"background1", "light1"}
        return replace(dress, colour=WHITE if is_background else from_hex(value))
    if tag == "sz":
        return replace(dress, size=_half_points(value))
    if tag == "highlight":
        return replace(dress, marker=from_hex(_HIGHLIGHTS.get(value)))
    if tag == "shd":
        return replace(dress, behind=shade(said))
    return dress


def shade(said: Mapping[str, str]) -> Colour | None:
    """Return the colour of a shading; a solid one shows its foreground."""
    if said.get("val") == "solid":
        return from_hex(said.get("color")) or BLACK
    return from_hex(said.get("fill"))


@dataclass(slots=True)
class DocumentStyles:
    """The dress of each style, with what it is based on; and the table styles with dark parts."""

    dresses: dict[str, Dress]
    bases: dict[str, str]
    dark_tables: set[str]
    default: Dress = PLAIN

    def dress(self, style: str) -> Dress:
        """Return how a style dresses, its bases included."""
        found = PLAIN
        for _step in range(_MOST_BASES):
            if style not in self.dresses:
                break
            found = found.over(self.dresses[style])
            style = self.bases.get(style, "")
        return found


def styles_of(archive: Archive, part: str = "word/styles.xml") -> DocumentStyles:
    """Return the styles of a document."""
    reader = _StylesReader()
    if part in archive:
        archive.tell(part, reader)
    return reader.styles


class _StylesReader:
    def __init__(self) -> None:
        self.styles = DocumentStyles({}, {}, set())
        self._style = ""
        self._inside: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._inside.append(tag)
        if tag == "style":
            self._style = plain(attributes).get("styleId", "")
            self.styles.dresses[self._style] = PLAIN
        elif tag == "basedOn":
            self.styles.bases[self._style] = plain(attributes).get("val", "")
        elif "docDefaults" in self._inside:
            self.styles.default = dressed(self.styles.default, tag, attributes)
        elif self._style and "tblStylePr" not in self._inside:
            dress = self.styles.dresses[self._style]
            self.styles.dresses[self._style] = dressed(dress, tag, attributes)
        if tag == "shd" and self._style:
            colour = shade(plain(attributes))
            if colour is not None and is_dark(colour):
                self.styles.dark_tables.add(self._style)

    def end(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()
        if tag == "style":
            self._style = ""

    def text(self, text: str) -> None:
        """Styles have no text."""


def _half_points(value: str) -> float | None:
    return float(value) / 2 if value.isdecimal() else None
