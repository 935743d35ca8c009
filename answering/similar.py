"""Earlier answers like the one being written: the office's own, and others' that are public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from look.whole_numbers import whole_number
from requests_app.models import Answer, InformationRequest
from requests_app.public import find_public
from requests_app.search.suggestions import similar
from requests_app.search.words import words_of
from requests_app.states import Outcome

MOST_OWN = 3
# Of the newest own answers that share a word with the subject, so many are compared.
_COMPARED = 200
_MOST_WORDS = 8
# A word shorter than this is in too many subjects to look for.
_SHORTEST = 4
# What part of the subject's words another must say.
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """One earlier answer: where it is read, and its text, which may be put into this one."""

    key: str
    number: str
    institution: str
    subject: str
    outcome: str
    answered_on: date | None
    text: str
    url: str
    is_public: bool


def own_answers(info_request: InformationRequest) -> list[Earlier]:
    """Return up to three answers of the institution that holds the request, published or not,
    to subjects that say half of what this one does; the most alike first, then the newest."""
    stems = _stems(info_request.subject)
    parts = _parts(info_request.subject)
    if not parts:
        return []
    rows = (
        Answer.objects.filter(
            reduce(or_, (Q(info_request__subject__icontains=part) for part in parts)),
            institution=info_request.institution_id,
        )
        .exclude(info_request=info_request)
        .exclude(outcome=Outcome.DENIED)
        .exclude(text="")
    )
    newest = rows.select_related("info_request", "institution").order_by("-pk")[:_COMPARED]
    scored = [(len(stems & _stems(row.info_request.subject)), row.pk, row) for row in newest]
    good = sorted(row for row in scored if row[0] >= len(stems) * _ENOUGH)[::-1]
    return [_own(row) for _points, _key, row in good[:MOST_OWN]]


def others_answers(info_request: InformationRequest, *, on: date) -> list[Earlier]:
    """Return published answers of any institution to much the same, as the public reads them."""
    found = []
    for suggestion in similar(info_request.subject, institution=info_request.institution.code):
        if suggestion.number == info_request.number:
            continue
        shown = find_public(suggestion.number, on=on)
        if shown is None or not shown.shows_text or not shown.answers:
            continue
        last = shown.answers[-1]
        found.append(
            Earlier(
                key=f"public-{shown.number}",
                number=shown.number,
                institution=last.institution,
                subject=shown.subject,
                outcome=last.outcome,
                answered_on=last.answered_on,
                text=last.text,
                url=reverse("requests:public", args=[shown.number]),
                is_public=True,
            )
        )
    return found


def text_of(key: str, info_request: InformationRequest, *, on: date) -> str:
    """Return the text of the answer a button named, if the institution may use it; or nothing."""
    kind, _dash, name = key.partition("-")
    if kind == "public":
        shown = find_public(name, on=on)
        return shown.answers[-1].text if shown and shown.shows_text and shown.answers else ""
    if kind == "own" and whole_number(name) is not None:
        own = Answer.objects.filter(pk=name, institution=info_request.institution_id)
        return own.values_list("text", flat=True).first() or ""
    return ""


def citation_of(key: str, *, on: date) -> dict[str, str]:
    """Return source, place and form for an answer that cites a published one; or nothing."""
    kind, _dash, number = key.partition("-")
    shown = find_public(number, on=on) if kind == "public" else None
    if shown is None or not shown.shows_text or not shown.answers:
        return {}
    address = settings.PUBLIC_URL + reverse("requests:public", args=[shown.number])
    return {
        "source": f"Respuesta publicada al pedido {shown.number}, {shown.institution}"[:200],
        "place": address,
        "form": "Lectura libre en este sitio",
    }


def _own(row: Answer) -> Earlier:
    info_request = row.info_request
    return Earlier(
        key=f"own-{row.pk}",
        number=info_request.number,
        institution=row.institution.name,
        subject=info_request.subject,
        outcome=str(Outcome(row.outcome).label),
        answered_on=row.answered_on,
        text=row.text,
        url=reverse("desk:request", args=[info_request.number]),
        is_public=False,
    )


def _stems(subject: str) -> set[str]:
    return set(list(dict.fromkeys(word.stem for word in words_of(subject)))[:_MOST_WORDS])


def _parts(subject: str) -> list[str]:
    # As written, so that the database compares letters alike on every engine.
    words = (word for word in words_of(subject) if len(word.stem) >= _SHORTEST)
    return list(dict.fromkeys(word.spelling[: max(len(word.stem), _SHORTEST)] for word in words))[
        :_MOST_WORDS
    ]
