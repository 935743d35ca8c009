"""Whether text can be told from what is behind it, by the two colours."""

from __future__ import annotations

import re
from typing import Final

Colour = tuple[float, float, float]

WHITE: Final[Colour] = (1.0, 1.0, 1.0)
BLACK: Final[Colour] = (0.0, 0.0, 0.0)
# The contrast ratio under which nobody reads; the accessible minimum is 4.5.
_LEAST_CONTRAST = 1.25
_HEX = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)
_LINEAR_UNTIL = 0.04045


def from_hex(text: str | None) -> Colour | None:
    """Return the colour of "RRGGBB", "#RRGGBB" or "AARRGGBB"; None for anything else."""
    found = _HEX.fullmatch(text or "")
    if not found:
        return None
    red, green, blue = (int(part, 16) / 255 for part in found.groups())
    return (red, green, blue)


def tinted(colour: Colour, tint: float) -> Colour:
    """Return the colour made lighter (tint up to 1) or darker (down to -1), as office files do."""
    if tint < 0:
        red, green, blue = (part * (1 + tint) for part in colour)
    else:
        red, green, blue = (part * (1 - tint) + tint for part in colour)
    return (red, green, blue)


def cannot_be_told(text: Colour, behind: Colour) -> bool:
    """Say whether the two colours are so near that the text is not seen."""
    first, second = sorted((_luminance(text), _luminance(behind)))
    return (second + 0.05) / (first + 0.05) < _LEAST_CONTRAST


def is_dark(colour: Colour) -> bool:
    """Say whether it would cover what is under it."""
    return _luminance(colour) < 0.1  # noqa: PLR2004 - a tenth of white's light


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_UNTIL else ((part + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
