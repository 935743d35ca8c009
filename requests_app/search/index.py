"""Keeping the index equal to what is public, inside the transaction that changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from django.db import connection, transaction

from requests_app.models import InformationRequest, KnownWord, SearchEntry, WordSlip
from requests_app.models.search import LONGEST_WORD
from requests_app.search import tables
from requests_app.search.speller import is_word, slip_keys
from requests_app.search.texts import PublicText, public_texts
from requests_app.search.words import Word, words_of

# PostgreSQL takes no longer document; nobody searches the end of a book.
MOST_WORDS = 10_000
# Stands between one passage and the next, so that no phrase goes across.
BREAK = "qzq"
# A spelling is kept if one of so many of the newest texts that say the word still has it.
_ASKED = 50
_CHUNK = 1000


def refresh(info_request: InformationRequest) -> None:
    """Make the index say of one request what is public of it now, in the caller's transaction."""
    _refresh([info_request.pk])


def refresh_many(keys: Collection[int]) -> set[str]:
    """The same for many, in the caller's transaction. Return the spellings met."""
    return _refresh(keys)


def rebuild(*, batch: int = _CHUNK) -> int:
    """Make every entry again, one transaction per batch, while acts go on; return how many.

    Each batch locks its requests, as acts do: neither can write over what the other knows.
    """
    before = set(KnownWord.objects.values_list("spelling", flat=True))
    met: set[str] = set()
    last = 0
    while keys := _lock_and_refresh(last, batch, met):
        last = keys[-1]
    with transaction.atomic():
        _forget(before - met)
    return SearchEntry.objects.count()


def _lock_and_refresh(last: int, batch: int, met: set[str]) -> list[int]:
    with transaction.atomic():
        rows = InformationRequest.objects.filter(pk__gt=last).order_by("pk").select_for_update()
        keys = list(rows.values_list("pk", flat=True)[:batch])
        met |= _refresh(keys)
    return keys


def _refresh(keys: Collection[int]) -> set[str]:
    former = dict(SearchEntry.objects.filter(pk__in=keys).values_list("pk", "words"))
    spellings: dict[str, str] = {}
    entries = [_entry(key, text, spellings) for key, text in public_texts(keys).items()]
    SearchEntry.objects.bulk_create(
        entries,
        batch_size=_CHUNK,
        update_conflicts=True,
        unique_fields=["info_request"],
        update_fields=["subject", "words"],
    )
    _learn(spellings)
    _take_out(former, {entry.pk: entry.words for entry in entries}, known=set(spellings))
    return set(spellings)


def _take_out(former: dict[int, str], now: dict[int, str], *, known: set[str]) -> None:
    """Remove what was withheld, struck out or taken back since: entries, words, spellings."""
    lost = Counter[str]()
    for key, words in former.items():
        lost.update(Counter(words.split()) - Counter(now.get(key, "").split()))
    if not lost:
        return
    SearchEntry.objects.filter(pk__in=former.keys() - now.keys()).delete()
    tables.scrub(connection)
    spellings = KnownWord.objects.filter(stem__in=lost).values_list("spelling", flat=True)
    _forget(set(spellings) - known)


def _entry(key: int, text: PublicText, spellings: dict[str, str]) -> SearchEntry:
    """Return the entry of one request; the spellings it has are added to those met."""
    stems: list[str] = []
    subject: list[str] = []
    for passage in text:
        for word in words_of(passage):
            stems.append(word.stem)
            if _is_learnt(word):
                spellings[word.spelling] = word.stem
        subject = subject or list(stems)
        stems.append(BREAK)
    return SearchEntry(
        info_request_id=key, subject=_between_blanks(subject), words=_between_blanks(stems)
    )


def _between_blanks(stems: list[str]) -> str:
    return f" {' '.join(stems[:MOST_WORDS])} "


def _spellings(text: PublicText) -> Iterator[str]:
    for passage in text:
        yield from (word.spelling for word in words_of(passage) if _is_learnt(word))


def _is_learnt(word: Word) -> bool:
    return is_word(word.folded) and len(word.spelling) <= LONGEST_WORD


def _learn(spellings: dict[str, str]) -> None:
    """Add the spellings not met before; in order, so that two who learn the same do not lock
    each other out."""
    known = KnownWord.objects.filter(spelling__in=list(spellings)).values_list(
        "spelling", flat=True
    )
    new = sorted(spellings.keys() - set(known))
    words = [KnownWord(spelling=spelling, stem=spellings[spelling]) for spelling in new]
    KnownWord.objects.bulk_create(words, batch_size=_CHUNK, ignore_conflicts=True)
    slips = [WordSlip(word=word, key=key) for word in words for key in sorted(slip_keys(str(word)))]
    WordSlip.objects.bulk_create(slips, batch_size=_CHUNK, ignore_conflicts=True)


def _forget(spellings: set[str]) -> None:
    """Remove the spellings that no public text has any more."""
    for word in KnownWord.objects.filter(spelling__in=spellings).order_by("spelling"):
        entries = SearchEntry.objects.filter(words__says=(((word.stem,),),))
        newest = entries.order_by("-pk").values_list("pk", flat=True)[:_ASKED]
        texts = public_texts(newest).values()
        if not any(word.spelling in _spellings(text) for text in texts):
            word.delete()
