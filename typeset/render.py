"""Prints a page as a tagged PDF (PDF/UA-1) with typst, which sees its model and the facts only."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

# What the fonts of the wheel can draw. A sign they lack would stop a PDF/UA, and a control or a
# change of direction makes one text read as another: both are printed as their code point.
_DRAWN = re.compile(
    r"[\t\n\x20-\x7e\xa1-\xac\xae-\u017f\u0218-\u021b\u0300-\u0304\u0306-\u0308\u030a-\u030c"
    r"\u0327\u0328\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u0400-\u045f\u1e80-\u1e85\u1ebc\u1ebd"
    r"\u1ef2-\u1ef9\u02bc\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac"
    r"\u2116\u2122\u2190-\u2193\u2212\u2260\u2264\u2265]"
)
_NO_PACKAGES = Path("/nonexistent")


def pdf(model: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a page, given as a .typ file, filled with `data` and dated `at`.

    Whatever texts `data` holds are printed, never run as code; only what lies in the model's own
    folder can be read.
    """
    printed: bytes = _typst().compile(
        str(model),
        root=str(model.parent),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(printable(data), ensure_ascii=False)},
        pdf_standards="ua-1",
        # Typst takes whole seconds.
        timestamp=at.replace(microsecond=0),
        package_path=_NO_PACKAGES,
        package_cache_path=_NO_PACKAGES,
    )
    return printed


def printable(content: Any) -> Any:
    """Return `content` with every text in it reduced to what the fonts can draw."""
    if isinstance(content, str):
        return _drawn(content)
    if isinstance(content, Mapping):
        return {key: printable(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [printable(value) for value in content]
    return content


def _drawn(text: str) -> str:
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\xa0", " "))
    return "".join(sign if _DRAWN.match(sign) else _code_point(sign) for sign in composed)


def _code_point(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    # Read once a process, and never the machine's: the same paper looks the same everywhere.
    fonts: typst.Fonts = _typst().Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return fonts


def _typst() -> Any:
    # Brought with the first page that is printed: a server that prints none spares seven megabytes.
    return import_module("typst")
