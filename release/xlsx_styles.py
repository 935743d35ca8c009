"""Which cell styles of a workbook keep what they hold from being seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from release.archive import Archive
from release.colours import BLACK, WHITE, Colour, cannot_be_told, from_hex, is_dark, tinted
from release.markup import plain
from release.report import FindingKind

_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)))
_BASIC = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_PALETTE = dict(enumerate((*_BASIC, *_BASIC))) | {64: "000000", 65: "FFFFFF"}
_TINIEST = 2.0
# A format whose first section, that of the numbers, shows nothing: only colours, blanks and
# empty quotes before its semicolon.
_SHOWS_NOTHING = re.compile(r'(?:\[[^\]]*\]|\s|""|\\ |_.)*;.*', re.DOTALL)


@dataclass(slots=True)
class _Font:
    colour: Colour | None = None
    size: float = 11.0


@dataclass(slots=True)
class Styles:
    """For the number of each style, why what it dresses is not seen; and why conditional ones do.

    `fills` gives the colour behind each style, None if it cannot be known; `formats` the code of
    how it writes numbers, or its number among those every program knows.
    """

    hiding: dict[int, FindingKind] = field(default_factory=dict)
    conditional: dict[int, FindingKind] = field(default_factory=dict)
    fills: list[Colour | None] = field(default_factory=list)
    formats: list[int | str] = field(default_factory=list)


def styles_of(archive: Archive, part: str) -> Styles:
    """Return what the styles in a part of the workbook hide."""
    reader = _StylesReader(_theme(archive))
    archive.tell(part, reader)
    return reader.styles()


def shows_nothing(code: str) -> bool:
    """Say whether a number format shows no numbers."""
    return _SHOWS_NOTHING.fullmatch(code) is not None


def _theme(archive: Archive) -> dict[int, Colour]:
    parts = archive.matching(r"xl/theme/theme\d*\.xml")
    if not parts:
        return {0: WHITE, 1: BLACK}
    said = _ThemeReader()
    archive.tell(parts[0], said)
    return {
        place: colour
        for place, name in enumerate(_THEME_ORDER)
        if (colour := said.colours.get(name)) is not None
    }


class _ThemeReader:
    def __init__(self) -> None:
        self.colours: dict[str, Colour | None] = {}
        self._name = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _THEME_ORDER:
            self._name = tag
        elif tag in {"sysClr", "srgbClr"} and self._name:
            said = attributes.get("lastClr") or attributes.get("val")
            self.colours.setdefault(self._name, from_hex(said))

    def end(self, tag: str) -> None:
        if tag == self._name:
            self._name = ""

    def text(self, text: str) -> None:
        """A theme has no text that matters."""


class _StylesReader:
    """Reads fonts, fills, formats and the styles made of them."""

    def __init__(self, theme: dict[int, Colour]) -> None:
        self._theme = theme
        self._fonts: list[_Font] = []
        self._fills: list[Colour | None] = []
        self._formats: dict[int, str] = {}
        self._used: list[tuple[int, int, int]] = []
        self._conditional: dict[int, FindingKind] = {}
        self._dxf = -1
        self._inside: list[str] = []
        self._solid = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._inside.append(tag)
        said = plain(attributes)
        if "dxfs" in self._inside:
            self._differential(tag, said)
        elif tag == "numFmt":
            self._formats[_number(said.get("numFmtId"))] = said.get("formatCode", "")
        elif "fonts" in self._inside:
            self._font(tag, said)
        elif "fills" in self._inside:
            self._fill(tag, said)
        elif tag == "xf" and "cellXfs" in self._inside:
            keys = ("fontId", "fillId", "numFmtId")
            font, fill, code = (_number(said.get(key, "0")) for key in keys)
            self._used.append((font, fill, code))

    def end(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()

    def text(self, text: str) -> None:
        """Styles have no text."""

    def styles(self) -> Styles:
        found = Styles(conditional=self._conditional)
        for number, (font, fill, code) in enumerate(self._used):
            behind = self._fills[fill] if fill < len(self._fills) else WHITE
            found.fills.append(behind)
            found.formats.append(self._formats.get(code, code))
            kind = self._why_hidden(font, behind, self._formats.get(code, ""))
            if kind is not None:
                found.hiding[number] = kind
        return found

    def _why_hidden(self, font: int, behind: Colour | None, code: str) -> FindingKind | None:
        if shows_nothing(code):
            return FindingKind.HIDDEN_CELL
        dress = self._fonts[font] if font < len(self._fonts) else _Font(BLACK)
        if dress.size <= _TINIEST:
            return FindingKind.TINY_TEXT
        if dress.colour is None or behind is None or not cannot_be_told(dress.colour, behind):
            return None
        return FindingKind.TEXT_UNDER_BOX if is_dark(behind) else FindingKind.WHITE_TEXT

    def _font(self, tag: str, said: dict[str, str]) -> None:
        if tag == "font":
            self._fonts.append(_Font(BLACK))
        elif tag == "color" and self._fonts:
            self._fonts[-1].colour = self._colour(said, BLACK)
        elif tag == "sz" and self._fonts:
            self._fonts[-1].size = _decimal(said.get("val"), 11.0)

    def _fill(self, tag: str, said: dict[str, str]) -> None:
        if tag == "fill":
            self._fills.append(WHITE)
        elif tag == "patternFill" and self._fills:
            self._solid = said.get("patternType") == "solid"
            if self._solid:
                # Without a colour of its own a solid fill is black.
                self._fills[-1] = BLACK
            elif said.get("patternType", "none") != "none":
                self._fills[-1] = None
        elif tag == "gradientFill" and self._fills:
            self._fills[-1] = None
        elif tag == "fgColor" and self._solid and self._fills:
            self._fills[-1] = self._colour(said, None)

    def _differential(self, tag: str, said: dict[str, str]) -> None:
        if tag == "dxf":
            self._dxf += 1
        elif tag == "numFmt" and shows_nothing(said.get("formatCode", "")):
            self._conditional[self._dxf] = FindingKind.HIDDEN_CELL
        elif tag == "color" and "font" in self._inside:
            colour = self._colour(said, None)
            if colour is not None and cannot_be_told(colour, WHITE):
                self._conditional[self._dxf] = FindingKind.WHITE_TEXT
        elif tag == "fill":
            # Its own background: white text on it may well be seen.
            self._conditional.pop(self._dxf, None)

    def _colour(self, said: dict[str, str], automatic: Colour | None) -> Colour | None:
        if "rgb" in said:
            colour = from_hex(said["rgb"])
        elif "theme" in said:
            colour = self._theme.get(_number(said["theme"]))
        elif "indexed" in said:
            colour = from_hex(_PALETTE.get(_number(said["indexed"])))
        else:
            return automatic
        return tinted(colour, _decimal(said.get("tint"), 0.0)) if colour else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else -1


def _decimal(text: str | None, otherwise: float) -> float:
    try:
        return float(text or otherwise)
    except ValueError:
        return otherwise
