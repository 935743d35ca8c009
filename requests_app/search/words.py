"""How a text becomes searchable words: folded, stemmed and without those that say nothing.

The same function makes the words of the index and those of a question, on every database, so
both find the same. Accents go first, because half of those who search leave them out; then the
Snowball stemmer cuts, helped where it needs the accent (-ión) or leaves a short plural whole
(obras, actas, años).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

from requests_app.models.search import LONGEST_WORD

# Letters with whatever sits on them (g̃, ỹ) and the apostrophe of Guaraní between them (mba'e).
_APOSTROPHES = "'’‘ʼ´`"
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f]|[{_APOSTROPHES}](?=[^\W_]))*")
_UNSEARCHABLE = re.compile(r"[^a-z0-9]")
_SHORTEST_PLURAL = 4
_STEMMER = snowballstemmer.stemmer("spanish")

STOP_WORDS = frozenset(
    {
        "a", "al", "ante", "antes", "aquel", "aquella", "aquellas", "aquellos", "asi", "aun",
        "aunque", "cada", "como", "con", "cual", "cuales", "cuando", "de", "del", "desde",
        "donde", "e", "el", "ella", "ellas", "ellos", "en", "entre", "era", "eran", "es", "esa",
        "esas", "ese", "eso", "esos", "esta", "estan", "estas", "este", "esto", "estos", "fue",
        "fueron", "ha", "han", "hasta", "hay", "la", "las", "le", "les", "lo", "los", "mas", "me",
        "mi", "mis", "muy", "ni", "o", "os", "para", "pero", "por", "porque", "que", "quien",
        "quienes", "se", "segun", "ser", "si", "sin", "sobre", "son", "su", "sus", "tambien",
        "te", "ti", "tu", "tus", "u", "un", "una", "unas", "uno", "unos", "usted", "ustedes", "y",
        "ya", "yo",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written, in small letters, its stem, and where it stands."""

    spelling: str
    folded: str
    stem: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of `text` that can be searched, in their order."""
    for found in _TOKEN.finditer(text):
        spelling, folded, stem = _read(found[0])
        if stem:
            yield Word(spelling, folded, stem, found.start(), found.end())


def fold(text: str) -> str:
    """Return `text` in small letters of English and digits, without accents or anything else."""
    return _UNSEARCHABLE.sub("", unicodedata.normalize("NFKD", text.casefold()))


@lru_cache(maxsize=100_000)
def _read(written: str) -> tuple[str, str, str]:
    folded = fold(written)[:LONGEST_WORD]
    if not folded or folded in STOP_WORDS:
        return "", "", ""
    return unicodedata.normalize("NFC", written.casefold()), folded, _stem(folded)


def _stem(folded: str) -> str:
    """Return what the forms of a word have in common; it need not be a word."""
    word = f"{folded[:-3]}ión" if folded.endswith("ion") else folded
    former = ""
    while word != former:
        former = word
        if len(word) >= _SHORTEST_PLURAL and word[-1] == "s" and word[-2] in "aeo":
            word = word[:-1]
        word = fold(str(_STEMMER.stemWord(word)))
    # luz, luces; juez, jueces
    return f"{word[:-1]}c" if word.endswith("z") else word
