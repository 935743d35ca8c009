"""Finding the request of the person who stands at the counter, without showing anybody else's."""

from __future__ import annotations

import re
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from counter.models import MOST_MISSES, LookUp
from offices.models import Office
from requests_app.awaiting import waiting_at_the_counter
from requests_app.counters import Counter
from requests_app.models import InformationRequest
from requests_app.models.request import InformationRequestQuerySet
from requests_app.standing import is_code_of

MOST_FOUND = 20
_SHORTEST = 3
_NOT_WRITTEN = re.compile(r"[^0-9A-Za-z]")


def in_the_office(counter: Counter, text: str) -> list[InformationRequest]:
    """Return the requests an office holds that have this number, entry number or document.

    Newest first, at most twenty; nothing for a text too short to mean one of them.
    """
    wanted = " ".join(text.split())
    if len(wanted) < _SHORTEST:
        return []
    by_what_it_is = (
        Q(number__iendswith=wanted)
        | Q(registration__paper_number__iexact=wanted)
        | Q(requester__identity_document__in=_spellings(wanted))
    )
    return list(counter.held().filter(by_what_it_is).order_by("-pk")[:MOST_FOUND])


def identify(
    number: str, *, document: str, code: str, user: User, centre: Office, at: datetime
) -> bool:
    """Say whether what the person shows in a service centre is of who made that request.

    A document counts only where the request holds one. Every try is written down.
    """
    by_code = bool(code)
    found = is_code_of(code, number) if by_code else _is_document_of(document, number)
    LookUp.objects.create(
        user=user,
        office=centre,
        number=number[:40],
        shown=LookUp.Shown.CODE if by_code else LookUp.Shown.DOCUMENT,
        was_found=found,
        at=at,
    )
    return found


def has_missed_too_often(user: User, *, at: datetime) -> bool:
    """Say whether this person tried so much in vain that they must wait some minutes."""
    return LookUp.objects.recent_misses(user, at=at).count() >= MOST_MISSES


def is_same_document(one: str, other: str) -> bool:
    """Say whether two ways of writing a document mean the same: dots and blanks do not count."""
    return bool(_plain(one)) and _plain(one) == _plain(other)


def registered_on_this_day(counter: Counter) -> InformationRequestQuerySet:
    """Return what was taken in at these counters today, newest first."""
    today = counter.registered_here().filter(registration__registered_on=counter.on)
    return today.select_related("institution", "registration").order_by("-pk")


def to_be_told(counter: Counter) -> InformationRequestQuerySet:
    """Return who is to be told something here, newest first: of what the office holds, and of
    what the service centre took in."""
    held = waiting_at_the_counter(counter.held()).values("pk")
    here = counter.registered_here().filter(registration__centre__in=counter.centres)
    in_centres = waiting_at_the_counter(here).values("pk")
    found = InformationRequest.objects.filter(Q(pk__in=held) | Q(pk__in=in_centres))
    return found.select_related("institution").order_by("-pk")


def _is_document_of(document: str, number: str) -> bool:
    rows = InformationRequest.objects.filter(number=number)
    known = rows.values_list("requester__identity_document", flat=True).first()
    return known is not None and is_same_document(document, known)


def _plain(document: str) -> str:
    return _NOT_WRITTEN.sub("", document).upper()


def _spellings(text: str) -> set[str]:
    """Return the usual ways to write a document: as typed, without dots, with them."""
    plain = _plain(text)
    dotted = f"{int(plain):,}".replace(",", ".") if plain.isdecimal() else plain
    return {text, plain, dotted}
