"""Turns a text model and facts into blocks; what people wrote is never read as markup.

A model is sections headed by `== name`; a paper starts at `body`. Each line is one block:

    ! title      # heading      + numbered item      - item      ~ note      > right-hand line
    anything else: a paragraph           --- a new page          %name a table prepared elsewhere
    @name: the section `BRANCH.name` if there is one, else `name`
    ?fact LINE: the line, only when that fact is known

Inside a line `{fact}` is filled in; `{fact|words}` becomes the blank "[words]" when the fact is
not known, and `[words]` is always a blank for the person to complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from papers.editions import TEXT_FOLDER

_PIECE = re.compile(r"\{(\w+)(?:\|([^}]*))?\}|\[([^\]]+)\]")
_SECTION = re.compile(r"^== ([\w.]+)$", re.MULTILINE)


class BlockKind(StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    HEADING = "heading"
    NUMBERED = "numbered"
    ITEM = "item"
    NOTE = "note"
    CLOSING = "closing"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    BREAK = "break"


_MARKS = {
    "!": BlockKind.TITLE,
    "#": BlockKind.HEADING,
    "+": BlockKind.NUMBERED,
    "-": BlockKind.ITEM,
    "~": BlockKind.NOTE,
    ">": BlockKind.CLOSING,
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; a blank is for the person to complete."""

    text: str
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with their heads; every row has one text per column."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text. `number` counts numbered items from 1 after each heading."""

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    number: int = 0
    table: Table | None = None


def write(
    model: str, branch: str, *, facts: Mapping[str, str], tables: Mapping[str, Table]
) -> tuple[Block, ...]:
    """Return the text of `model` for that branch, filled in.

    Raises KeyError when the model names a section, fact or table that does not exist.
    """
    blocks = []
    number = 0
    for line in _lines(sections_of(model), "body", branch, facts):
        block = _block(line, facts, tables)
        if block.kind in {BlockKind.HEADING, BlockKind.TITLE}:
            number = 0
        if block.kind == BlockKind.NUMBERED:
            number += 1
            block = Block(block.kind, block.runs, number)
        blocks.append(block)
    return tuple(blocks)


@lru_cache(maxsize=16)
def sections_of(model: str) -> dict[str, tuple[str, ...]]:
    """Return the sections of a model by name, each with its lines."""
    text = (TEXT_FOLDER / f"{model}.txt").read_text(encoding="utf-8")
    _, *parts = _SECTION.split(text)
    return {
        name: tuple(line.strip() for line in body.splitlines() if line.strip())
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


def _lines(
    sections: Mapping[str, tuple[str, ...]], name: str, branch: str, facts: Mapping[str, str]
) -> Iterator[str]:
    for line in sections[name]:
        if line.startswith("@"):
            own = f"{branch}.{line[1:]}"
            yield from _lines(sections, own if own in sections else line[1:], branch, facts)
        elif line.startswith("?"):
            condition, _, rest = line[1:].partition(" ")
            if facts[condition]:
                yield rest
        else:
            yield line


def _block(line: str, facts: Mapping[str, str], tables: Mapping[str, Table]) -> Block:
    if line == "---":
        return Block(BlockKind.BREAK)
    if line.startswith("%"):
        return Block(BlockKind.TABLE, table=tables[line[1:]])
    mark, _, rest = line.partition(" ")
    kind = _MARKS.get(mark)
    if kind is None:
        return Block(BlockKind.PARAGRAPH, tuple(_runs(line, facts)))
    return Block(kind, tuple(_runs(rest, facts)))


def _runs(line: str, facts: Mapping[str, str]) -> Iterator[Run]:
    end = 0
    for piece in _PIECE.finditer(line):
        if piece.start() > end:
            yield Run(line[end : piece.start()])
        yield _filled(piece, facts)
        end = piece.end()
    if end < len(line):
        yield Run(line[end:])


def _filled(piece: re.Match[str], facts: Mapping[str, str]) -> Run:
    fact, words, blank = piece.groups()
    if blank is not None:
        return Run(f"[{blank}]", is_blank=True)
    value = facts[fact]
    return Run(value) if value or words is None else Run(f"[{words}]", is_blank=True)
