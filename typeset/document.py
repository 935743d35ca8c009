"""A document of prose, facts and tables, made of plain parts and printed as a tagged PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from typeset import render

ISSUER = "Acceso a la Información Pública"
_MODEL = Path(__file__).resolve().parent / "typst" / "document-2026-11.typ"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title; `level` is 2 or 3."""

    text: str
    level: int = 2
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; `kind` says how they look: paragraph, note, callout, quote, or seal for a hash."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Listed:
    """Points, one a line."""

    items: Sequence[str]
    kind: str = field(default="listed", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of what and value."""

    rows: Sequence[tuple[str, str]]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of strings under their heads, already in the reader's words.

    `numeric` are the places of the columns set to the right; `widths` the shares of the columns,
    0 for as wide as its words; by default the first column takes what the others leave.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    numeric: Sequence[int] = ()
    widths: Sequence[int] = ()
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG drawing with the words that stand for it; `width` in centimetres."""

    svg: str
    alt: str
    width: float = 16.0
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""

    kind: str = field(default="page", init=False)


Block = Heading | Paragraph | Listed | Facts | Table | Picture | NewPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is printed: `over` stands small above the title, `footer` on every page."""

    title: str
    blocks: Sequence[Block]
    over: str = ""
    footer: str = ""
    issuer: str = ISSUER
    landscape: bool = False


def as_pdf(document: Document, *, at: datetime, demo: bool) -> bytes:
    """Return the document as a PDF/UA-1 dated `at`; `demo` puts up the banner of fictional data."""
    data: dict[str, Any] = {
        "title": document.title,
        "over": document.over,
        "footer": document.footer or document.title,
        "issuer": document.issuer,
        "landscape": document.landscape,
        "demo": demo,
        "blocks": [_plain(block) for block in document.blocks],
    }
    return render.pdf(_MODEL, data, at=at)


def _plain(block: Block) -> dict[str, Any]:
    plain = asdict(block)
    if isinstance(block, Table):
        plain["widths"] = list(block.widths) or [1] + [0] * (len(block.heads) - 1)
    return plain
