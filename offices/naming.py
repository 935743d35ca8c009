"""Finding the institutions that a text names: by acronym, by most of a name, or by its place."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from offices.models import Branch, Institution
from offices.names import fold

MOST_FOUND = 5
LONGEST_TEXT = 5000
# How much of what a name says, common words weighing little, a text must say to name it.
_ENOUGH = 0.6
# A word in more names than this (ministerio, nacional, municipalidad) names nobody by itself.
_TELLING = 6
_SHORTEST_ACRONYM = 3
# One word of a name of several is only a word.
_FEWEST = 2
_SHORTEST_WORD = 3
_LOCAL = (Branch.MUNICIPALITY, Branch.DEPARTMENT)
_WRITTEN_WORD = re.compile(r"\w+")
_FILLERS = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "en", "para", "por"})


@dataclass(frozen=True, slots=True)
class Named:
    """A living institution that a text names, and the dissolved one whose name it says, if so.

    `words` are those of the text that name it, folded, for the reader to see why; `certainty` is
    1 for an acronym or a whole name, a half for a place, which may be only where the facts were.
    """

    institution: Institution
    words: tuple[str, ...]
    certainty: float
    through: Institution | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says: folded between blanks, its words, and those in capitals as written."""

    text: str
    words: frozenset[str]
    capitals: frozenset[str]


def named_in(text: str) -> list[Named]:
    """Return up to five living institutions that `text` (its first 5,000 letters) names, the
    best named first; a dissolved one leads to its successor. One query.
    """
    read = text[:LONGEST_TEXT]
    folded = fold(read)
    capitals = frozenset(word for word in _WRITTEN_WORD.findall(read) if word.isupper())
    said = _Said(f" {folded} ", frozenset(folded.split()), capitals)
    rows = list(Institution.objects.select_related("successor"))
    uses = Counter(word for row in rows for word in _name_words(row.name))
    named = [(row, *_match(row, said, uses, len(rows))) for row in rows]
    found: dict[int, Named] = {}
    for row, certainty, words in sorted(
        named, key=lambda one: (-one[1], not one[0].is_active, one[0].name)
    ):
        if certainty:
            living = row.competent()
            through = None if row.is_active else row
            found.setdefault(living.pk, Named(living, words, certainty, through))
    return list(found.values())[:MOST_FOUND]


def _match(
    row: Institution, said: _Said, uses: Counter[str], total: int
) -> tuple[float, tuple[str, ...]]:
    """Return how surely the text names the institution, 0 to 1, and with which words."""
    # Acronyms are written in capitals; in small letters they may be any word.
    if len(row.acronym) >= _SHORTEST_ACRONYM and row.acronym.upper() in said.capitals:
        return 1.0, (row.acronym,)
    if row.branch in _LOCAL:
        return _match_place(row, said)
    names = _name_words(row.name)
    shared = names & said.words
    if len(shared) < min(len(names), _FEWEST) or not any(uses[one] <= _TELLING for one in shared):
        return 0.0, ()
    weights = {word: math.log(1 + total / uses[word]) for word in names}
    share = sum(weights[word] for word in shared) / sum(weights.values())
    words = tuple(word for word in fold(row.name).split() if word in shared)
    return (share, words) if share >= _ENOUGH else (0.0, ())


def _match_place(row: Institution, said: _Said) -> tuple[float, tuple[str, ...]]:
    """A municipality or department is named by its place, said whole."""
    place = fold(row.district or row.department)
    return (0.5, (place,)) if place and f" {place} " in said.text else (0.0, ())


@lru_cache(maxsize=4096)
def _name_words(name: str) -> frozenset[str]:
    words = frozenset(fold(name).split()) - _FILLERS
    return frozenset(word for word in words if len(word) >= _SHORTEST_WORD)
