"""Reading a word that nobody has published as the closest one that somebody has."""

from __future__ import annotations

import re
from dataclasses import replace

from requests_app.models import KnownWord, WordSlip
from requests_app.search.query import Correction, Query, read
from requests_app.search.words import Word, fold, words_of

# Shorter words are too like each other; longer ones are not words.
SHORTEST, LONGEST = 4, 25
# From this length on, two slips are forgiven.
_LONG = 7
# One sound, several spellings: what is most often mistaken in written Spanish.
_SOUNDS = (
    (re.compile(r"ch"), "x"),
    (re.compile(r"h"), ""),
    (re.compile(r"qu|k"), "q"),
    (re.compile(r"c(?=[ei])|z"), "s"),
    (re.compile(r"c"), "q"),
    (re.compile(r"gu(?=[ei])"), "G"),
    (re.compile(r"g(?=[ei])"), "j"),
    (re.compile(r"G"), "g"),
    (re.compile(r"v|w"), "b"),
    (re.compile(r"ll"), "y"),
    (re.compile(r"(.)\1"), r"\1"),
)


def understand(text: str) -> Query:
    """Return what `text` asks for, with each unknown word replaced by the closest known one.

    Two queries at most, whatever the text. Only words outside quotes are replaced.
    """
    query = read(text)
    typed = [word for word in query.loose if is_word(word.folded)]
    known = set(
        KnownWord.objects.filter(stem__in={word.stem for word in typed}).values_list(
            "stem", flat=True
        )
    )
    closest = _closest([word for word in typed if word.stem not in known])
    if not closest:
        return query
    return replace(
        query,
        loose=tuple(closest.get(word.folded, word) for word in query.loose),
        corrections=tuple(
            Correction(word.spelling, closest[word.folded].spelling)
            for word in query.loose
            if word.folded in closest
        ),
    )


def is_word(folded: str) -> bool:
    """Say whether it is a word to learn, or to look for among those learnt."""
    return SHORTEST <= len(folded) <= LONGEST and folded.isalpha()


def slip_keys(spelling: str) -> set[str]:
    """Return the word as written and as it sounds, whole and without each of its letters."""
    folded = fold(spelling)
    return {
        key
        for whole in (folded, sound_of(folded))
        for key in (whole, *(whole[:at] + whole[at + 1 :] for at in range(len(whole))))
    }


def sound_of(folded: str) -> str:
    """Return a spelling that all words pronounced alike share."""
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded


def slips_between(one: str, other: str) -> int:
    """Return how many letters were added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and its == one[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _closest(unknown: list[Word]) -> dict[str, Word]:
    """Return the closest known word by folded unknown one; those too far from any are left out."""
    if not unknown:
        return {}
    keys = {word.folded: set[str]().union(*map(slip_keys, _singulars(word))) for word in unknown}
    rows = WordSlip.objects.filter(key__in=set().union(*keys.values())).values_list("key", "word")
    found = list(rows)
    closest: dict[str, Word] = {}
    for word in unknown:
        near = {spelling for key, spelling in found if key in keys[word.folded]}
        ranked = sorted((_distance(word, spelling), spelling) for spelling in near)
        if ranked and ranked[0][0][0] <= (2 if len(word.folded) >= _LONG else 1):
            closest.update((word.folded, known) for known in words_of(ranked[0][1]))
    return closest


def _singulars(word: Word) -> tuple[str, ...]:
    """Return what was typed, and without a plural's ending: only the singular may be known."""
    return tuple(dict.fromkeys((word.folded, *map(word.folded.removesuffix, ("s", "es")))))


def _distance(word: Word, spelling: str) -> tuple[int, int, bool]:
    """Order candidates: by the slips, heard or written; then as typed; then the accented first."""
    known = fold(spelling)
    slips = min(
        min(slips_between(typed, known), slips_between(sound_of(typed), sound_of(known)))
        for typed in _singulars(word)
    )
    return slips, slips_between(word.folded, known), spelling.isascii()
