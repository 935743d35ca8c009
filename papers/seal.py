"""How facts are put into one text and sealed with SHA-256."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def canonical(content: Mapping[str, Any]) -> str:
    """Return the one JSON text of `content`: keys sorted, no blanks, dates in ISO 8601."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def digest_of(text: str) -> str:
    """Return SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def commitment(content: Mapping[str, Any], salt: str) -> str:
    """Return what stands for personal data: without the salt (hexadecimal) it tells nothing."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(content).encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a paper states no {type(value).__name__}")
