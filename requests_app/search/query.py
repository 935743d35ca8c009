"""What a person typed, read as words to find, phrases, and words not to find."""

from __future__ import annotations

import re
from dataclasses import dataclass

from requests_app.models.search import Phrase
from requests_app.search.words import Word, words_of

# Nobody types more than this to search; what follows is not read.
LONGEST_TEXT = 300
MOST_WORDS = 10
_QUOTES = str.maketrans("“”«»„", '"""""')
_PART = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Correction:
    """A word nobody has published, and the closest known one that was looked for instead."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class Query:
    """What to find. `loose` are the words outside quotes, which may be read as others."""

    phrases: tuple[Phrase, ...] = ()
    loose: tuple[Word, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def wanted(self) -> tuple[Phrase, ...]:
        """Return all that must be there, each once."""
        return tuple(dict.fromkeys((*((word.stem,) for word in self.loose), *self.phrases)))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing that can be searched was typed."""
        return not self.wanted and not self.unwanted


def read(text: str) -> Query:
    """Return what `text` asks for. Any text can be read, whatever signs it has.

    `"dos palabras"` must stand together and in that order; `-palabra` or `-"dos palabras"` must
    not be there; every other word must, in any of its forms.
    """
    phrases: list[Phrase] = []
    loose: list[Word] = []
    unwanted: list[Phrase] = []
    left = MOST_WORDS
    for part in _PART.finditer(text[:LONGEST_TEXT].translate(_QUOTES)):
        words = list(words_of(part["phrase"] or part["plain"] or ""))[:left]
        left -= len(words)
        stems = tuple(word.stem for word in words)
        if not words:
            continue
        if part["no"]:
            unwanted.append(stems)
        elif part["phrase"] is not None:
            phrases.append(stems)
        else:
            loose.extend(words)
    return Query(tuple(phrases), tuple(loose), tuple(unwanted))
