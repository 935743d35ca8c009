"""Reads XML of any size piece by piece, refusing what an office file has no use for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any, Protocol
from xml.parsers import expat

_BLOCK = 1 << 16


class HostileMarkup(Exception):
    """The XML declares entities or a document type of its own: a bomb, or made to confuse."""


class Reader(Protocol):
    """Who is told of each element by its name without prefix, and of its text."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text, maybe in several pieces."""


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def plain(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return attributes by their names without prefix."""
    return {local(name): value for name, value in attributes.items()}


def read(stream: IO[bytes], reader: Reader) -> None:
    """Tell the reader all that is in the stream.

    Raises HostileMarkup for a document type of its own or entities, expat.ExpatError for what is
    not XML. Attributes come with their prefixes: `plain` takes them off.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartDoctypeDeclHandler = _refuse_subset
    _listen(parser, reader)
    while block := stream.read(_BLOCK):
        parser.Parse(block, False)  # noqa: FBT003 - the standard library's own signature
    parser.Parse(b"", True)  # noqa: FBT003


class _LocalNames(dict[str, str]):
    """Names without their prefixes, each worked out once: a sheet repeats three of them."""

    def __missing__(self, name: str) -> str:
        self[name] = local(name)
        return self[name]


def _listen(parser: expat.XMLParserType, reader: Reader) -> None:
    names = _LocalNames()
    begin, finish = reader.start, reader.end

    def start(name: str, attributes: dict[str, str]) -> None:
        begin(names[name], attributes)

    def end(name: str) -> None:
        finish(names[name])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text


def _refuse(*_said: Any) -> int:
    raise HostileMarkup("declares entities")


def _refuse_subset(_name: str, _system: str | None, _public: str | None, has_subset: Any) -> None:
    if has_subset:
        raise HostileMarkup("declares its own document type")


class Elements:
    """Collects the elements of some tags, each with its attributes and the text inside it."""

    def __init__(self, *tags: str) -> None:
        self.found: list[tuple[str, dict[str, str], str]] = []
        self._tags = frozenset(tags)
        self._open: list[tuple[str, dict[str, str], list[str]]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Remember it if it is one of those asked for, or if all are."""
        if not self._tags or tag in self._tags:
            self._open.append((tag, plain(attributes), []))

    def end(self, tag: str) -> None:
        """Keep it with its text."""
        if self._open and self._open[-1][0] == tag:
            name, attributes, pieces = self._open.pop()
            self.found.append((name, attributes, "".join(pieces)))

    def text(self, text: str) -> None:
        """Add to whatever is open."""
        for _tag, _attributes, pieces in self._open:
            pieces.append(text)


def elements(stream: IO[bytes], *tags: str) -> list[tuple[str, dict[str, str], str]]:
    """Return (tag, attributes, text) of each element of those tags, or of all; for small parts."""
    reader = Elements(*tags)
    read(stream, reader)
    return reader.found
