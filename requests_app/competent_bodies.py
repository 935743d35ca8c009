"""Which bodies may be competent for a request, each with the reasons to think so.

Nothing here decides: it spares the officer a search. Three sources: the names and places the
text says, where similar requests were forwarded, and whom others asked about the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offices.models import Institution
from offices.naming import named_in
from requests_app.models import InformationRequest, Leg
from requests_app.search.topics import asked_alike
from requests_app.search.words import words_of

MOST_SHOWN = 5
# The newest forwardings that are compared, of one's own institution and of all.
_COMPARED = 300
_MOST_WORDS = 12
# Two requests are alike when the second says so much of the subject of the first.
_ENOUGH = 0.5
_LONGEST = 1000
_NAMED, _OWN_LEG, _OTHER_LEG, _ASKED = 6.0, 4.0, 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Suggested:
    """A living body that may be competent, and why: sentences for the officer."""

    institution: Institution
    reasons: tuple[str, ...]


def suggestions(info_request: InformationRequest) -> list[Suggested]:
    """Return up to five bodies, the likeliest first; never one that has or had the request.

    A constant number of queries. Of other institutions' requests only their number is told.
    """
    points: dict[int, float] = defaultdict(float)
    reasons: dict[int, list[str]] = defaultdict(list)
    for key, worth, reason in _clues(info_request):
        points[key] += worth
        reasons[key].append(reason)
    new = [key for key in points if key not in info_request.holders()]
    best = sorted(new, key=lambda key: (-points[key], key))[:MOST_SHOWN]
    rows = Institution.objects.in_bulk(best)
    return [Suggested(rows[key], tuple(reasons[key])) for key in best]


def _clues(info_request: InformationRequest) -> Iterable[tuple[int, float, str]]:
    text = f"{info_request.subject}\n{info_request.description}"
    for named in named_in(text):
        said = _("El pedido la nombra: «%(words)s».") % {"words": " ".join(named.words)}
        if named.through is not None:
            said = _("El pedido nombra a %(former)s, que hoy es esta institución.") % {
                "former": named.through
            }
        yield named.institution.pk, _NAMED * named.certainty, said
    stems = _stems(info_request.subject)
    if not stems:
        return
    yield from _forwarded_alike(info_request, stems)
    for institution, count in asked_alike(stems, leaving_out=info_request.pk):
        said = ngettext(
            "Le hicieron %(n)s pedido publicado parecido.",
            "Le hicieron %(n)s pedidos publicados parecidos.",
            count,
        )
        yield institution.pk, _ASKED + min(count, 5) / 10, said % {"n": count}


def _forwarded_alike(
    info_request: InformationRequest, stems: tuple[str, ...]
) -> Iterable[tuple[int, float, str]]:
    own: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for leg in _legs(info_request):
        request = leg.info_request
        if _is_alike(stems, f"{request.subject}\n{request.description[:_LONGEST]}"):
            mine = leg.from_institution_id == info_request.institution_id
            (own if mine else others)[leg.to_institution.competent().pk] += 1
    for key, count in own.items():
        said = ngettext(
            "Su institución ya derivó ahí %(n)s pedido parecido.",
            "Su institución ya derivó ahí %(n)s pedidos parecidos.",
            count,
        )
        yield key, _OWN_LEG + min(count, 5) / 5, said % {"n": count}
    for key, count in others.items():
        said = ngettext(
            "Otras instituciones derivaron ahí %(n)s pedido parecido.",
            "Otras instituciones derivaron ahí %(n)s pedidos parecidos.",
            count,
        )
        yield key, _OTHER_LEG + min(count, 5) / 5, said % {"n": count}


def _legs(info_request: InformationRequest) -> list[Leg]:
    """Return the newest forwardings that were not sent on from where they went."""
    sent_on = Leg.objects.filter(
        info_request=OuterRef("info_request"),
        from_institution=OuterRef("to_institution"),
        pk__gt=OuterRef("pk"),
    )
    kept = Leg.objects.exclude(info_request=info_request).filter(~Exists(sent_on)).order_by("-pk")
    rows = kept.select_related("info_request", "to_institution__successor")
    mine = rows.filter(from_institution=info_request.institution_id)[:_COMPARED]
    theirs = rows.exclude(from_institution=info_request.institution_id)[:_COMPARED]
    return [*mine, *theirs]


def _stems(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.stem for word in words_of(text)))[:_MOST_WORDS]


def _is_alike(stems: tuple[str, ...], text: str) -> bool:
    said = {word.stem for word in words_of(text)}
    shared = sum(stem in said for stem in stems)
    return shared >= max(len(stems) * _ENOUGH, min(len(stems), 2))
