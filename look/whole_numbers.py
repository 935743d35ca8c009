"""Whole numbers as addresses and hidden fields bring them: never more digits than make sense."""

from __future__ import annotations

# The longest key both databases can hold, whatever its digits.
KEY_DIGITS = 18


def whole_number(text: str, *, digits: int = KEY_DIGITS) -> int | None:
    """Return the number that `text` writes in at most so many digits from 0 to 9, or None."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_one else None
