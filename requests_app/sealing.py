"""How an event is written as one text, chained by its hash, and bound to data it does not show."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any


def canonical(content: Mapping[str, Any] | list[str]) -> str:
    """Return `content` as the one JSON text it has: sorted keys, no blanks, no floats.

    Raises TypeError for a float, which has no one way to be written.
    """
    _refuse_floats(content)
    return _ENCODER.encode(content)


def new_salt() -> str:
    """Return 128 random bits in hexadecimal."""
    return secrets.token_hex(16)


def _refuse_floats(content: Any) -> None:
    for part in content.values() if isinstance(content, dict) else content:
        if isinstance(part, float):
            raise TypeError("history holds no float")
        if isinstance(part, _NESTED):
            _refuse_floats(part)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"history holds no {type(value).__name__}")


_NESTED = (dict, list, tuple)
_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
)


def chain(previous_hash: str, payload: str) -> str:
    """Return SHA-256(previous hash ‖ payload) in hexadecimal; the first event has no previous."""
    return hashlib.sha256(bytes.fromhex(previous_hash) + payload.encode()).hexdigest()


def commit_to(text: str, salt: str) -> str:
    """Return the salted commitment that stands for a personal datum in an event."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()
