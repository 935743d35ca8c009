"""Published answers like what a person is about to ask, and how much they helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from math import ceil

from django.db.models import F, Sum

from requests_app.models import InformationRequest, SearchEntry, SuggestionDay
from requests_app.search.engine import in_words
from requests_app.search.excerpts import Excerpt, excerpt
from requests_app.search.texts import PublicText, public_texts
from requests_app.search.words import words_of
from requests_app.states import Screening, Stage

MOST_SHOWN = 3
# Of the newest answers that share words with the subject, so many are compared.
_COMPARED = 200
_MOST_WORDS = 8
# What part of the subject's words an answer must say to be worth a person's time.
_ENOUGH = 0.6
_IN_SUBJECT = 2


class Step(StrEnum):
    """What a person did with the answers offered; the columns of `SuggestionDay`."""

    SHOWN = "shown"
    OPENED = "opened"
    CONTINUED = "continued"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One published answer that may make asking needless."""

    number: str
    institution: str
    answered_on: date | None
    text: Excerpt


@dataclass(frozen=True, slots=True)
class Help:
    """How often, in some days, answers were offered, opened, and found to be of no use."""

    shown: int
    opened: int
    continued: int


def similar(subject: str, *, institution: str = "") -> list[Suggestion]:
    """Return up to three published answers that say most of what `subject` does, best first;
    those of the institution with that code before any other's.

    None for a subject that says too little, and none that shares too little with it.
    """
    stems = tuple(dict.fromkeys(word.stem for word in words_of(subject)))[:_MOST_WORDS]
    keys = _most_alike(stems, institution) if stems else []
    texts = public_texts(keys) if keys else {}
    rows = InformationRequest.objects.filter(pk__in=texts).select_related("institution")
    found = {row.pk: row for row in rows} if texts else {}
    return [_suggestion(found[key], texts[key], stems) for key in keys if key in found]


def count(step: Step, *, on: date) -> None:
    """Add one to what was done on that day. Nothing is kept of who did it."""
    SuggestionDay.objects.bulk_create([SuggestionDay(day=on)], ignore_conflicts=True)
    SuggestionDay.objects.filter(day=on).update(**{step.value: F(step.value) + 1})


def helped(*, since: date, until: date) -> Help:
    """Return the sums of the days from `since` to `until`, both included."""
    days = SuggestionDay.objects.filter(day__gte=since, day__lte=until)
    sums = days.aggregate(**{step.value: Sum(step.value, default=0) for step in Step})
    return Help(**sums)


def _suggestion(
    info_request: InformationRequest, text: PublicText, stems: tuple[str, ...]
) -> Suggestion:
    return Suggestion(
        info_request.number,
        info_request.institution.name,
        info_request.answered_on,
        excerpt(text, tuple((stem,) for stem in stems)),
    )


def _most_alike(stems: tuple[str, ...], institution: str) -> list[int]:
    # Two words in common, to begin with; what only one of them says is another matter.
    groups = combinations(stems, 2) if len(stems) > 1 else [(stems[0],)]
    wanted = tuple(tuple((stem,) for stem in group) for group in groups)
    entries = SearchEntry.objects.filter(
        words__says=wanted,
        info_request__stage=Stage.ANSWERED,
        info_request__screening=Screening.SHOWN,
    )
    rows = entries.order_by("-pk").values_list(
        "pk", "subject", "words", "info_request__institution__code"
    )
    scored = [
        (code == institution, _score(stems, subject, words), key)
        for key, subject, words, code in rows[:_COMPARED]
    ]
    good = sorted(row for row in scored if row[1])
    return [key for _own, _points, key in good[::-1][:MOST_SHOWN]]


def _score(stems: tuple[str, ...], subject: str, words: str) -> int:
    """Say how much of the subject an entry says: 0 when it is not enough."""
    said = sum(in_words((stem,)) in words for stem in stems)
    if said < ceil(len(stems) * _ENOUGH):
        return 0
    return said + _IN_SUBJECT * sum(in_words((stem,)) in subject for stem in stems)
