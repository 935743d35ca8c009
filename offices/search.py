"""Finding an institution by whatever a person types: name, acronym, place, old name, with slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from offices.models import Institution
from offices.names import fold

LONGEST_QUERY = 100
_MOST_WORDS = 10
_MOST_GUESSES = 5
# How alike two words must be (0 to 1) to count as a slip of the same one.
_ALIKE = 0.75
# A word found in more institutions than this says too little to guess from alone.
_TELLING = 20
_SHORTEST_FRAGMENT = 3
_FILLERS = frozenset(
    {"a", "al", "de", "del", "e", "el", "en", "la", "las", "lo", "los", "o", "para", "por", "y"}
)

Spellings = dict[str, float]


@dataclass(frozen=True, slots=True)
class Match:
    """An institution that exists, and the dissolved one whose name led to it, if one did."""

    institution: Institution
    through: Institution | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, best first; `is_guess` when nothing matched as it was typed."""

    matches: tuple[Match, ...]
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    institution: Institution
    acronym: str
    name: frozenset[str]
    words: frozenset[str]


def find(query: str, *, branch: str = "") -> Found:
    """Return the institutions a query means; an empty one means all, by name.

    Each word must begin, or be part of, a word of the name, acronym, place or code. When nothing
    matches so, words spelt almost alike are tried, then the most telling word alone. A dissolved
    institution is found as the one that took its duties, and one that was renamed by its former
    names too. `branch` keeps one branch only.
    """
    entries = [_entry(row) for row in Institution.objects.select_related("successor")]
    words = _words_of(query)
    if not query.strip():
        living = (Match(entry.institution) for entry in entries if entry.institution.is_active)
        return Found(tuple(sorted(_of_branch(living, branch), key=_by_name)))
    for is_guess, scores in _tries(entries, words) if words else ():
        matches = tuple(_of_branch(_ranked(entries, scores), branch))
        if matches:
            return Found(matches[:_MOST_GUESSES] if is_guess else matches, is_guess=is_guess)
    return Found(())


def _tries(
    entries: Sequence[_Entry], words: Sequence[str]
) -> Iterable[tuple[bool, Sequence[float]]]:
    yield False, [_strict_score(entry, words) for entry in entries]
    vocabulary = sorted(set().union(*(entry.words for entry in entries)))
    spellings = [_spellings(word, vocabulary) for word in words]
    yield True, [_loose_score(entry, words, spellings) for entry in entries]
    uses = Counter(word for entry in entries for word in entry.words)
    yield True, [_telling_score(entry, words, spellings, uses) for entry in entries]


def _spellings(word: str, vocabulary: Sequence[str]) -> Spellings:
    """Return the words spelt almost as `word`, with what each is worth: the closest most."""
    alike = get_close_matches(word, vocabulary, 3, _ALIKE)
    return {near: 1 / place for place, near in enumerate(alike, start=1)}


def _strict_score(entry: _Entry, words: Sequence[str]) -> float:
    scores = [_word_score(entry, word) for word in words]
    return sum(scores) if all(scores) else 0


def _loose_score(entry: _Entry, words: Sequence[str], spellings: Sequence[Spellings]) -> float:
    scores = [
        _word_score(entry, word)
        or max((alike[near] for near in alike.keys() & entry.words), default=0)
        for word, alike in zip(words, spellings, strict=True)
    ]
    return sum(scores) if all(scores) else 0


def _telling_score(
    entry: _Entry,
    words: Sequence[str],
    spellings: Sequence[Spellings],
    uses: Counter[str],
) -> float:
    known = [alike.keys() | {word} for word, alike in zip(words, spellings, strict=True)]
    shared = [uses[word] for alike in known for word in alike & entry.words]
    return sum(1 / count for count in shared if count <= _TELLING)


def _word_score(entry: _Entry, word: str) -> int:
    """How well a typed word fits: as the acronym, in the name, elsewhere, or inside a word."""
    if word == entry.acronym:
        return 8
    if word in entry.name:
        return 4
    if any(own.startswith(word) for own in entry.name):
        return 3
    if any(own.startswith(word) for own in entry.words):
        return 2
    is_fragment = len(word) >= _SHORTEST_FRAGMENT
    return int(is_fragment and any(word in own for own in entry.words))


def _ranked(entries: Sequence[_Entry], scores: Sequence[float]) -> list[Match]:
    """Return one match per living institution, best first; its own name beats an old one."""
    pairs = [(score, entry.institution) for score, entry in zip(scores, entries, strict=True)]
    pairs.sort(key=lambda pair: (-pair[0], not pair[1].is_active, _folded(pair[1].name)))
    found: dict[int, Match] = {}
    for score, institution in pairs:
        if score:
            living = institution.competent()
            through = None if institution.is_active else institution
            found.setdefault(living.pk, Match(living, through))
    return list(found.values())


def _of_branch(matches: Iterable[Match], branch: str) -> Iterable[Match]:
    return (match for match in matches if branch in {"", match.institution.branch})


def _by_name(match: Match) -> str:
    return _folded(match.institution.name)


def _words_of(query: str) -> list[str]:
    words = fold(query[:LONGEST_QUERY]).split()
    telling = [word for word in words if word not in _FILLERS]
    return (telling or words)[:_MOST_WORDS]


def _entry(row: Institution) -> _Entry:
    acronym = _folded(row.acronym)
    name = frozenset(_folded(row.name).split()) - _FILLERS
    place = _folded(f"{row.department} {row.district} {row.code}").split()
    known = {*place, *acronym.split(), *_folded(row.former_names).split()}
    return _Entry(row, acronym, name, name | known - _FILLERS)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """The few hundred names of the registry are folded once per process, not once per search."""
    return fold(text)
