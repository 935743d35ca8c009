"""What the person wrote, without the copy of what they answer; doubt keeps the text."""

from __future__ import annotations

import re

# "El lun, 6 jul 2026 a las 10:00, Acceso (<pedidos@...>) escribió:", in the languages met here.
_ATTRIBUTION = re.compile(
    r"^\s*(?:>\s*)*(?:El|On|Em|Le|Am)\b.{0,200}?"
    r"\b(?:escribi[oó]|wrote|escreveu|a écrit|schrieb)\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_RULE = re.compile(
    r"^\s*-{2,}\s*(?:Mensaje original|Original Message|Mensagem original)\s*-{2,}\s*$",
    re.IGNORECASE,
)
# Outlook's block of headers, in Spanish and in English: sender, date, recipient, subject.
_HEADERS = (
    re.compile(r"^\s*\**(?:De|From|Von)\**\s*:", re.IGNORECASE),
    re.compile(r"^\s*\**(?:Enviad[oa](?: el)?|Sent|Fecha|Date)\**\s*:", re.IGNORECASE),
)
_SIGNATURE = "-- "
# An attribution is often broken over lines.
_ATTRIBUTION_LINES = 3


def without_quotes(text: str) -> str:
    """Return `text` up to the quotation that ends it, or whole when nothing would be left.

    Answers written between the lines of a quotation stay with it.
    """
    lines = text.splitlines()
    end = min(_trailing_quote(lines), _original_below(lines))
    kept = _without_signature(lines[:end])
    return "\n".join(kept).strip() or text.strip()


def _trailing_quote(lines: list[str]) -> int:
    """Return where the quotation that ends the text begins, with the line that announces it."""
    start = len(lines)
    while start and (not lines[start - 1].strip() or lines[start - 1].lstrip().startswith(">")):
        start -= 1
    if not any(line.strip() for line in lines[start:]):
        return len(lines)
    for count in range(1, _ATTRIBUTION_LINES + 1):
        announced = max(start - count, 0)
        if _ATTRIBUTION.match(" ".join(lines[announced:start])):
            return announced
    return start


def _original_below(lines: list[str]) -> int:
    """Return where a mail client says that the original message begins."""
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if _RULE.match(line) or (_HEADERS[0].match(line) and _HEADERS[1].match(following)):
            rule_above = place and re.fullmatch(r"\s*_{10,}\s*", lines[place - 1])
            return place - 1 if rule_above else place
    return len(lines)


def _without_signature(lines: list[str]) -> list[str]:
    return lines[: lines.index(_SIGNATURE)] if _SIGNATURE in lines else lines
