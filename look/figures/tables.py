"""A table of figures: one object is both what the page shows and what the file holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from look.figures.measures import Share
from look.templatetags.look import number


@dataclass(frozen=True, slots=True)
class Cell:
    """One datum: as people read it, and as a program does (None: no figure)."""

    text: str
    value: str | int | float | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers; the first column names the row, the others are figures."""

    key: str
    caption: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def words_cell(text: str) -> Cell:
    """Return a cell of words."""
    return Cell(text, text)


def count_cell(value: int) -> Cell:
    """Return a cell of a count."""
    return Cell(number(value), value)


def rate_cell(share: Share) -> Cell:
    """Return a cell of a rate; empty when there are too few cases."""
    return Cell(percent(share), share.percent)


def days_cell(value: int | None) -> Cell:
    """Return a cell of days; empty when there are none to tell."""
    return Cell("–" if value is None else number(value), value)


def percent(share: Share) -> str:
    """Return "83,3 %", or a dash when there are too few cases."""
    return "–" if share.percent is None else f"{number(share.percent, 1)} %"
