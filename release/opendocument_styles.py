"""How the styles of an OpenDocument file dress its text, cells, rows, columns and sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from release.colours import Colour, from_hex
from release.markup import plain

_MOST_BASES = 20
_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt|px)?")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "px": 0.75}
_THINNEST = 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says; None where it says nothing. `size` is in points."""

    hidden: bool | None = None
    colour: Colour | None = None
    behind: Colour | None = None
    size: float | None = None
    no_display: bool | None = None
    thin: bool | None = None
    silent: bool | None = None

    def over(self, below: Look) -> Look:
        """Return this one, and where it says nothing, the one below."""
        said = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if getattr(self, one.name) is not None
        }
        return replace(below, **said)


NOTHING = Look()


class StylesReader:
    """Is told the parts that have styles; afterwards `look` gives each with its bases."""

    def __init__(self) -> None:
        self._looks: dict[str, Look] = {}
        self._bases: dict[str, str] = {}
        self._formats: dict[str, str] = {}
        self._style = ""
        self._silent: dict[str, bool] = {}
        self._number = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        said = plain(attributes)
        if tag == "style":
            self._start_style(said)
        elif tag.endswith("-style") and tag.startswith(("number", "currency", "text", "date")):
            self._number = said.get("name", "")
            self._silent[self._number] = True
        elif self._number and tag in _SHOWING:
            self._silent[self._number] = False
        elif tag.endswith("-properties") and self._style:
            look = _look(tag, said)
            self._looks[self._style] = look.over(self._looks[self._style])

    def end(self, tag: str) -> None:
        if tag == "style":
            self._style = ""
        elif tag.endswith("-style"):
            self._number = ""

    def text(self, text: str) -> None:
        if self._number and text.strip():
            self._silent[self._number] = False

    def look(self, style: str) -> Look:
        """Return how a style looks, its bases included."""
        found = NOTHING
        for _step in range(_MOST_BASES):
            if style not in self._looks:
                break
            found = found.over(self._looks[style])
            if self._silent.get(self._formats.get(style, "")):
                found = replace(found, silent=True)
            style = self._bases.get(style, "")
        return found

    def _start_style(self, said: dict[str, str]) -> None:
        self._style = said.get("name", "")
        self._looks[self._style] = NOTHING
        self._bases[self._style] = said.get("parent-style-name", "")
        if "data-style-name" in said:
            self._formats[self._style] = said["data-style-name"]


_SHOWING = frozenset(
    {
        *("number", "scientific-number", "fraction", "boolean", "text-content", "map", "am-pm"),
        *("day", "month", "year", "hours", "minutes", "seconds", "era", "quarter"),
        *("day-of-week", "week-of-year", "currency-symbol", "fill-character"),
    }
)


def _look(tag: str, said: dict[str, str]) -> Look:
    look = Look(behind=from_hex(said.get("background-color")))
    if tag == "text-properties":
        is_clear = said.get("opacity") in {"0%", "1%", "2%"}
        hidden = is_clear or {"none": True, "true": False}.get(said.get("display", ""))
        colour = from_hex(said.get("color"))
        return replace(look, hidden=hidden, colour=colour, size=points(said.get("font-size")))
    if tag in {"table-properties", "section-properties"}:
        return replace(look, no_display={"false": True, "none": True}.get(said.get("display", "")))
    if tag in {"table-column-properties", "table-row-properties"}:
        length = points(said.get("column-width") or said.get("row-height"))
        return replace(look, thin=length is not None and length < _THINNEST)
    if tag == "graphic-properties" and said.get("fill", "solid") == "solid":
        return replace(look, behind=from_hex(said.get("fill-color")))
    return look


def points(length: str | None) -> float | None:
    """Return a length as "0.5cm" in points; None for a percentage or nothing."""
    found = _LENGTH.fullmatch(length or "")
    if not found or not found[2]:
        return None
    return float(found[1]) * _POINTS[found[2]]
