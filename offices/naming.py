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
_SHORTEST_WORD = 3
_LOCAL = (Branch.MUNICIPALITY, Branch.DEPARTMENT)
_WRITTEN_WORD = re.compile(r"\w+")
_FILLERS = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "en", "para", "por"})


@dataclass(frozen=True, slots=True)
class Named:
    """A living institution that a text names, and the dissolved one whose name it says, if so.

    `words` are those of the text that name it, folded, for the reader to see why.
    """

    institution: Institution
    words: tuple[str, ...]
    through: Institution | None = None


def named_in(text: str) -> list[Named]:
    """Return up to five living institutions that `text` (its first 5,000 letters) names, the
    best named first; a dissolved one leads to its successor. One query.
    """
    rows = list(Institution.objects.select_related("successor"))
    said = set(fold(text[:LONGEST_TEXT]).split())
    capitals = {word for word in _WRITTEN_WORD.findall(text[:LONGEST_TEXT]) if word.isupper()}
    uses = Counter(word for row in rows for word in _name_words(row.name))
    scored = [
        (score, row, words)
        for row in rows
        if (score := _score(row, said, capitals, uses, len(rows)))
        and (words := _words_said(row, said, capitals))
    ]
    scored.sort(key=lambda one: (-one[0], not one[1].is_active, one[1].name))
    found: dict[int, Named] = {}
    for _score_of_it, row, words in scored:
        living = row.competent()
        through = None if row.is_active else row
        found.setdefault(living.pk, Named(living, words, through))
    return list(found.values())[:MOST_FOUND]


def _score(
    row: Institution, said: set[str], capitals: set[str], uses: Counter[str], total: int
) -> float:
    """Return how surely the text names the institution: 2 by acronym, up to 1 by its name."""
    if _acronym_is_said(row, capitals):
        return 2.0
    names = _name_words(row.name)
    if row.branch in _LOCAL:
        return _place_is_said(row, said)
    if not any(uses[word] <= _TELLING for word in names & said):
        return 0.0
    weights = {word: math.log(1 + total / uses[word]) for word in names}
    share = sum(weights[word] for word in names & said) / sum(weights.values())
    return share if share >= _ENOUGH else 0.0


def _acronym_is_said(row: Institution, capitals: set[str]) -> bool:
    """Acronyms are written in capitals; in small letters they may be any word."""
    return len(row.acronym) >= _SHORTEST_ACRONYM and row.acronym.upper() in capitals


def _place_is_said(row: Institution, said: set[str]) -> float:
    """A municipality or department is named by its place: half a name, since it may be only
    where the facts were."""
    place = _name_words(row.district or row.department)
    return 0.5 if place and place <= said else 0.0


def _words_said(row: Institution, said: set[str], capitals: set[str]) -> tuple[str, ...]:
    if _acronym_is_said(row, capitals):
        return (row.acronym,)
    return tuple(word for word in fold(row.name).split() if word in _name_words(row.name) & said)


@lru_cache(maxsize=4096)
def _name_words(name: str) -> frozenset[str]:
    words = frozenset(fold(name).split()) - _FILLERS
    return frozenset(word for word in words if len(word) >= _SHORTEST_WORD)
