"""The lines of a public text around the words that were looked for, with these marked."""

from __future__ import annotations

from dataclasses import dataclass

from requests_app.models.search import Phrase
from requests_app.search.texts import PublicText
from requests_app.search.words import Word, words_of

# Characters shown around the first word found.
LENGTH = 220
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `is_found` when it is one of the words looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The subject and the passage that says most of what was looked for, cut and marked."""

    subject: tuple[Piece, ...]
    passage: tuple[Piece, ...]


def excerpt(text: PublicText, wanted: tuple[Phrase, ...]) -> Excerpt:
    """Return how to show one found text."""
    stems = frozenset(stem for phrase in wanted for stem in phrase)
    best, found, most = text.passages[0] if text.passages else "", list[Word](), 0
    for passage in text.passages:
        hits = [word for word in words_of(passage) if word.stem in stems]
        told = len({word.stem for word in hits})
        if told > most:
            best, found, most = passage, hits, told
    return Excerpt(mark(text.subject, stems), _cut(best, found))


def mark(text: str, stems: frozenset[str]) -> tuple[Piece, ...]:
    """Return the whole text in pieces."""
    return _pieces(text, [word for word in words_of(text) if word.stem in stems], 0, len(text))


def _cut(text: str, found: list[Word]) -> tuple[Piece, ...]:
    start = max(0, found[0].start - _BEFORE) if found else 0
    if start:
        # At a word's edge, unless the word is endless.
        blank = text.find(" ", start, found[0].start)
        start = blank + 1 if blank >= 0 else found[0].start
    end = min(len(text), start + LENGTH)
    if end < len(text):
        blank = text.rfind(" ", start + LENGTH // 2, end)
        end = blank if blank >= 0 else end
    pieces = _pieces(text, [word for word in found if start <= word.start < end], start, end)
    head = (Piece("… ", is_found=False),) if start else ()
    tail = (Piece(" …", is_found=False),) if end < len(text) else ()
    return head + pieces + tail


def _pieces(text: str, found: list[Word], start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    place = start
    for word in found:
        if word.start > place:
            pieces.append(Piece(text[place : word.start], is_found=False))
        place = min(word.end, end)
        pieces.append(Piece(text[word.start : place], is_found=True))
    if place < end:
        pieces.append(Piece(text[place:end], is_found=False))
    return tuple(pieces)
