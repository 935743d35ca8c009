"""The search itself: which requests say what was asked, and which of them say it best."""

from __future__ import annotations

from functools import reduce
from operator import add

from django.db.models import (
    Case,
    Expression,
    ExpressionWrapper,
    F,
    IntegerField,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Least, Length, Replace

from requests_app.models import InformationRequest, SearchEntry
from requests_app.models.request import InformationRequestQuerySet
from requests_app.models.search import Phrase
from requests_app.public import SHOWN
from requests_app.search.query import Query, read

# Of a common word only the newest requests that say it are compared.
MOST_RANKED = 500
_IN_SUBJECT = 5
_MOST_MENTIONS = 4
# Up to so many matches are all read and sorted; more are met soon enough when the rows are
# walked from the newest.
MOST_PROBED = 4000
_AGE = ExpressionWrapper(F("pk") + Value(0), output_field=IntegerField())


def search(queryset: InformationRequestQuerySet, asked: str | Query) -> InformationRequestQuerySet:
    """Return those of `queryset` that say what was asked, best first, 500 at most.

    A word in the subject weighs most, then how often it is said; of two alike, the newer first.
    Nothing that can be searched finds nothing. Only texts cleared for the public are found.
    """
    query = read(asked) if isinstance(asked, str) else asked
    newest_first = newest(queryset, query).values("pk")[:MOST_RANKED]
    found = InformationRequest.objects.filter(SHOWN, pk__in=newest_first)
    if not query.wanted:
        return found.order_by("-pk")
    return found.annotate(relevance=_relevance(query)).order_by("-relevance", "-pk")


def matching(queryset: InformationRequestQuerySet, query: Query) -> InformationRequestQuerySet:
    """Return those of `queryset` that say what was asked, all of them, in its own order."""
    if query.is_empty:
        return queryset.none()
    return queryset.filter(SHOWN, pk__in=_entries(query).values("pk"))


def newest(queryset: InformationRequestQuerySet, query: Query) -> InformationRequestQuerySet:
    """Return those of `queryset` that say what was asked, newest first, all of them.

    Asks the database first how common the question is. Ordered by the key, PostgreSQL may walk
    the table from the end, reading every text in the hope of meeting enough that match: right
    for common words, endless for rare ones, which it cannot tell apart by itself. So the few
    matches of a rare question are named, and those of others are ordered by a sum.
    """
    if query.is_empty:
        return queryset.none()
    keys = list(_entries(query).values_list("pk", flat=True)[: MOST_PROBED + 1])
    if len(keys) <= MOST_RANKED:
        return queryset.filter(SHOWN, pk__in=keys).order_by("-pk")
    is_common = len(keys) > MOST_PROBED
    return matching(queryset, query).order_by("-pk" if is_common else _AGE.desc())


def _entries(query: Query) -> QuerySet[SearchEntry]:
    entries = SearchEntry.objects.all()
    if query.wanted:
        entries = entries.filter(words__says=(query.wanted,))
    if query.unwanted:
        entries = entries.exclude(words__says=tuple((phrase,) for phrase in query.unwanted))
    return entries


def in_words(phrase: Phrase) -> str:
    """Return the phrase as it stands in the words of an entry."""
    return f" {' '.join(phrase)} "


def _relevance(query: Query) -> Expression:
    parts: list[Expression] = []
    for phrase in query.wanted:
        text = in_words(phrase)
        subject = When(search_entry__subject__contains=text, then=Value(_IN_SUBJECT))
        parts += [Case(subject, default=Value(0)), _mentions(text)]
    return ExpressionWrapper(reduce(add, parts), output_field=IntegerField())


def _mentions(text: str) -> Expression:
    """Count how often the phrase is said, by what the words lose without it."""
    words = "search_entry__words"
    without = Length(Replace(words, Value(text), Value(" ")))
    return Least((Length(words) - without) / (len(text) - 1), Value(_MOST_MENTIONS))
