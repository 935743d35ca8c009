"""Finding whom to ask by what is asked: the institutions to which others asked the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from django.db.models import Count

from offices.models import Institution
from requests_app.models import InformationRequest, SearchEntry
from requests_app.search.engine import MOST_RANKED, in_words, newest
from requests_app.search.speller import understand

MOST_SHOWN = 5
# Pairs of so many words are looked for: more would ask the database for hundreds of them.
_PAIRED = 6
_COMPARED = 200
# What part of the words a request must say to be about the same.
_ENOUGH = 0.6


def asked_about(topic: str) -> list[tuple[Institution, int]]:
    """Return up to five living institutions with published requests that say `topic`, and how
    many of the newest 500 such requests each has; the most asked first."""
    said = newest(InformationRequest.objects.all(), understand(topic)).values("pk")[:MOST_RANKED]
    rows = InformationRequest.objects.filter(pk__in=said, institution__is_active=True)
    counted = dict(
        rows.values_list("institution")
        .annotate(n=Count("pk"))
        .order_by("-n", "institution")[:MOST_SHOWN]
    )
    institutions = Institution.objects.in_bulk(counted)
    return [(institutions[key], number) for key, number in counted.items()]


def asked_alike(stems: Sequence[str], *, leaving_out: int = 0) -> list[tuple[Institution, int]]:
    """Return up to five living institutions with published requests that say most of `stems`,
    and how many of the newest 200 that say two of them; the most asked first.

    `leaving_out` is the key of a request that is not counted. Two queries.
    """
    groups = combinations(stems[:_PAIRED], 2) if len(stems) > 1 else [(stems[0],)]
    wanted = tuple(tuple((stem,) for stem in group) for group in groups)
    rows = SearchEntry.objects.filter(words__says=wanted).exclude(pk=leaving_out).order_by("-pk")
    counted: Counter[int] = Counter()
    for words, key in rows.values_list("words", "info_request__institution")[:_COMPARED]:
        said = sum(in_words((stem,)) in words for stem in stems)
        counted[key] += said >= len(stems) * _ENOUGH
    likely = [(key, number) for key, number in counted.most_common() if number]
    places = Institution.objects.filter(is_active=True).in_bulk(key for key, _n in likely)
    return [(places[key], number) for key, number in likely if key in places][:MOST_SHOWN]
