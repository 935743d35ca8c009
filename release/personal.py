"""Finds personal data in what a file says and in names, with as few false alarms as it can.

A file is held by what is found here, so an amount, a date, a resolution's number or an
institution's own telephone must not look like somebody's data; a bare number is judged by the
words around it, by the heading of its column or by what else its page says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from release.identifiers import fold, places_of_address, places_of_number, telling_words
from release.known import NOBODY, Known
from release.passage import FINDERS, OF_A_THING, WORTH_READING, Passage, Place
from release.report import Finding, FindingKind

_SHORTEST_OWN_NUMBER = 5
_MAX_HITS = 200

# Characters that look like the ones people type, one for one: hyphens, blanks, wide digits.
_AS_TYPED = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u3000"), " "),
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    0xFF20: "@",
    0xFF0E: ".",
}
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ACCENTED = {
    "a": "aáàâäã",
    "e": "eéèêëẽ",
    "i": "iíìîïĩ",
    "o": "oóòôöõ",
    "u": "uúùûüũ",
    "n": "nñ",
    "y": "yýỹ",
}


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A piece of a text that is somebody's datum: `start` is in it, `end` is not."""

    start: int
    end: int
    kind: FindingKind
    masked: str


def find_personal(text: str, known: Known = NOBODY, *, context: str = "") -> list[Hit]:
    """Return the personal data in `text`, in order and without overlaps, at most 200.

    `context` is what is said of the text elsewhere, as the heading of its column.
    """
    if not text.isascii():
        text = text.translate(_AS_TYPED)
        if _ZERO_WIDTH.search(text):
            return _in_seen(text, known, context)
    found: list[Hit] = []
    for kind, (start, end) in _everything(Passage(text, context), known):
        found.append(Hit(start, end, kind, masked(text[start:end])))
        if len(found) >= _MAX_HITS:
            break
    return _apart(found)


def _in_seen(text: str, known: Known, context: str) -> list[Hit]:
    """Find what is personal once the characters without width, which break up words, are gone."""
    places = [place for place, char in enumerate(text) if not _ZERO_WIDTH.match(char)]
    seen = "".join(text[place] for place in places)
    return [
        Hit(places[hit.start], places[hit.end - 1] + 1, hit.kind, hit.masked)
        for hit in find_personal(seen, known, context=context)
    ]


def as_typed(text: str) -> str:
    """Return the text as a person would have typed it: plain hyphens, blanks and digits."""
    return text if text.isascii() else _ZERO_WIDTH.sub("", text.translate(_AS_TYPED))


def findings_of(
    text: str, where: str, known: Known = NOBODY, *, context: str = "", page: int | None = None
) -> list[Finding]:
    """Return one finding for each different datum of the text, told with its place, masked."""
    said: dict[tuple[FindingKind, str], int] = {}
    for hit in find_personal(text, known, context=context):
        said[hit.kind, hit.masked] = said.get((hit.kind, hit.masked), 0) + 1
    return [
        Finding(kind, where, f"«{piece}»" + (f" ({count} veces)" if count > 1 else ""), page=page)
        for (kind, piece), count in said.items()
    ]


def findings_in_name(name: str, where: str, known: Known = NOBODY) -> list[Finding]:
    """Return what is personal in the name of a file or of a sheet, whose words may be joined."""
    if not name.strip():
        return []
    found = findings_of(name, where, known)
    spaced = re.sub(r"[_+]+|(?<=\D)-|-(?=\D)", " ", name)
    spaced = re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", " ", spaced)
    spaced = re.sub(r"(?<=[a-záéíóúñ])(?=[A-ZÁÉÍÓÚÑ])", " ", spaced)
    stem = re.sub(r"\s*\.\s*[a-z0-9]{1,5}$", "", spaced, flags=re.IGNORECASE)
    kinds = {one.kind for one in found}
    found += [one for one in findings_of(stem, where, known) if one.kind not in kinds]
    if not found:
        found += [
            Finding(FindingKind.PERSONAL_CEDULA, where, f"«{masked(number[0])}»")
            for number in re.finditer(r"(?<!\d)[1-9]\d{6}(?!\d)", stem)
            if not OF_A_THING.search(fold(stem[: number.start()]))
        ]
    return found


def known_pattern(known: Known) -> re.Pattern[str] | None:
    """Return a pattern without which a text says nothing of the requester; None if unknown.

    It only saves reading further: what it matches need not be theirs.
    """
    telling = telling_words(f"{known.name} {known.address}")
    pieces = [_however_accented(word) for word in sorted(telling)]
    if known.email.strip():
        pieces.append(re.escape(known.email.strip()))
    for number in (known.identity_document, known.phone):
        digits = "".join(filter(str.isdecimal, number))
        if len(digits) >= _SHORTEST_OWN_NUMBER:
            pieces.append(r"[\s.,/()-]{0,2}".join(digits[-4:]))
    return re.compile("|".join(pieces), re.IGNORECASE) if pieces else None


def masked(piece: str) -> str:
    """Return the datum so that its owner would know it and nobody else could use it."""
    digits = [place for place, char in enumerate(piece) if char.isdecimal()]
    letters = [place for place, char in enumerate(piece) if char.isalpha()]
    shown = {*digits[:1], *digits[-2:]} if len(digits) > 4 else set()  # noqa: PLR2004 - 4 is short
    shown |= {place for place in letters if place == 0 or not piece[place - 1].isalnum()}
    return "".join(
        "•" if char.isalnum() and place not in shown else char for place, char in enumerate(piece)
    )


def _everything(said: Passage, known: Known) -> Iterator[tuple[FindingKind, Place]]:
    if known != NOBODY:
        for place in _requesters(said.text, known):
            yield FindingKind.PERSONAL_REQUESTER, place
    if not WORTH_READING.search(said.text):
        return
    for kind, finder in FINDERS:
        for place in finder(said):
            yield kind, place


def _requesters(text: str, known: Known) -> Iterator[Place]:
    for value in (known.identity_document, known.phone):
        yield from places_of_number(text, value, shortest=_SHORTEST_OWN_NUMBER)
    if known.email.strip():
        pattern = rf"(?<![\w.+-]){re.escape(known.email.strip())}(?![\w-])"
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield found.span()
    yield from places_of_address(text, known.address)
    yield from _places_of_name(text, known.name)


def _places_of_name(text: str, name: str) -> Iterator[Place]:
    """Yield where two words of a name stand near each other, in any order, however accented.

    One surname alone is half a town's; a name of one word is looked for as it is.
    """
    own = sorted(telling_words(name), key=len, reverse=True)
    if not own:
        return
    one = rf"(?:{'|'.join(map(_however_accented, own))})"
    between = r"(?:[\s,._-]+[\w.]+){0,2}?[\s,._-]+"
    pattern = rf"(?<![^\W_]){one}(?:{between}{one})+(?![^\W_])" if own[1:] else rf"\b{one}\b"
    for found in re.finditer(pattern, text, re.IGNORECASE):
        yield found.span()


def _however_accented(word: str) -> str:
    return "".join(f"[{_ACCENTED.get(char, re.escape(char))}][\u0300-\u036f]*" for char in word)


def _apart(found: list[Hit]) -> list[Hit]:
    """Leave, of hits that overlap, the one that was looked for first."""
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept)
