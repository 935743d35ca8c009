"""Reads the texts that the cells of a workbook share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from release.markup import plain


@dataclass(slots=True)
class Strings:
    """The texts cells point to, and which of them have pieces in white."""

    texts: list[str] = field(default_factory=list)
    white: set[int] = field(default_factory=set)


class StringsReader:
    """Reads the shared texts, without how they are pronounced."""

    def __init__(self) -> None:
        self.strings = Strings()
        self._pieces: list[str] = []
        self._is_text = False
        self._is_white = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "t":
            self._is_text = True
        elif tag == "si":
            self._pieces, self._is_white = [], False
        elif tag == "color":
            self._is_white = self._is_white or is_white(attributes)

    def end(self, tag: str) -> None:
        if tag == "t":
            self._is_text = False
        elif tag == "si":
            if self._is_white:
                self.strings.white.add(len(self.strings.texts))
            self.strings.texts.append("".join(self._pieces))

    def text(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)


def is_white(attributes: Mapping[str, str]) -> bool:
    """Say whether a colour is white, as a number or as the background of the theme."""
    said = plain(attributes)
    if said.get("rgb", "")[-6:].upper() == "FFFFFF":
        return True
    return said.get("theme") == "0" and said.get("tint", "0") == "0"
