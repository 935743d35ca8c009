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

    @property
    def named_rows(self) -> list[list[tuple[str, Cell]]]:
        """Each row's cells with their headers, for links that must say what they count."""
        return [list(zip(self.headers, row, strict=True)) for row in self.rows]


def words_cell(text: str) -> Cell:
    """Return a cell of words."""
    return Cell(text, text)


def count_cell(value: int, url: str = "") -> Cell:
    """Return a cell of a count, with the address of what it counts unless that is nothing."""
    return Cell(number(value), value, url if value else "")


def rate_cell(share: Share) -> Cell:
    """Return a cell of a rate; empty when there are too few cases."""
    return Cell(percent(share), share.percent)


def interval_cell(share: Share) -> Cell:
    """Return a cell of the interval of a rate; empty when there are too few cases."""
    if share.interval is None:
        return Cell("–", None)
    low, high = (number(end, 1) for end in share.interval)
    return words_cell(f"{low} a {high}")


def days_cell(value: int | None) -> Cell:
    """Return a cell of days; empty when there are none to tell."""
    return Cell("–" if value is None else number(value), value)


def percent(share: Share) -> str:
    """Return "83,3 %", or a dash when there are too few cases."""
    return "–" if share.percent is None else f"{number(share.percent, 1)} %"
