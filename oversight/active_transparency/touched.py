"""Requests that ask for what an item should already tell: suggested by words, linked by people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.actors import Actor
from accounts.models import User
from law.active_transparency import items_on
from offices.calendars import local_date
from offices.models import Institution
from offices.models.post import DIRECTORATE_DUTIES, Duty, Post
from offices.names import fold
from oversight.active_transparency.errors import NothingToReply, NotYourInstitution
from oversight.active_transparency.models import TouchedItem
from requests_app.models import InformationRequest
from requests_app.policies import holds_duty

# Beginnings of words, as `fold` writes them. Suggestions only: a person links.
_BEGINNINGS: Mapping[str, tuple[str, ...]] = {
    "a": ("organigrama", "estructura organi"),
    "c": ("reglamento", "normativa"),
    "e": ("sueldo", "salario", "remunera", "funcionarios", "nomina", "planilla de personal"),
    "f": ("plan estrateg", "plan operativo", "politica"),
    "g": ("programa", "ejecucion presupuest", "presupuesto"),
    "h": ("auditoria",),
    "i": ("viatico", "viaje"),
    "j": ("contrato", "convenio", "licitacion"),
    "l": ("consultoria",),
    "m": ("resultados", "indicadores"),
    "o": ("registro", "inventario"),
    "q": ("audiencia publica", "participacion"),
}
LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A request whose words are those of some items."""

    info_request: InformationRequest
    letters: tuple[str, ...]


def letters_in(text: str) -> tuple[str, ...]:
    """Return the items whose words a text holds, by letter."""
    words = f" {fold(text)}"
    return tuple(
        letter
        for letter, beginnings in _BEGINNINGS.items()
        if any(f" {beginning}" in words for beginning in beginnings)
    )


def suggestions(institution: Institution, *, on: date) -> list[Suggestion]:
    """Return the last requests of a year that seem to touch an item and are linked to none."""
    rows = (
        InformationRequest.objects.filter(
            institution=institution, presented_on__gt=_year_before(on), presented_on__lte=on
        )
        .exclude(Exists(TouchedItem.objects.filter(info_request=OuterRef("pk"), unlinked_at=None)))
        .order_by("-presented_on", "-pk")[:LOOKED_AT]
    )
    found = (Suggestion(row, letters_in(row.subject)) for row in rows)
    return [one for one in found if one.letters]


def link(number: str, letter: str, *, by: Actor, at: datetime) -> TouchedItem:
    """Say that a request touches an item; again, it is the same row.

    Raises NotYourInstitution, NothingToReply for a letter the article has not.
    """
    on = local_date(at)
    with transaction.atomic(durable=True):
        row = InformationRequest.objects.select_for_update().get(number=number)
        user = _may_link(by, row, on=on)
        if letter not in {item.letter for item in items_on(on).items}:
            raise NothingToReply
        known = TouchedItem.objects.filter(info_request=row, letter=letter, unlinked_at=None)
        return known.first() or TouchedItem.objects.create(
            info_request=row, letter=letter, linked_by=user, linked_at=at
        )


def unlink(number: str, letter: str, *, by: Actor, at: datetime) -> None:
    """Take a link back. Raises NotYourInstitution."""
    with transaction.atomic(durable=True):
        row = InformationRequest.objects.select_for_update().get(number=number)
        _may_link(by, row, on=local_date(at))
        linked = TouchedItem.objects.filter(info_request=row, letter=letter, unlinked_at=None)
        linked.update(unlinked_at=at)


def counts(*, on: date, institution: Institution | None = None) -> Counter[str]:
    """Return how many requests of the last twelve months touch each item, by letter."""
    rows = linked(on=on, institution=institution)
    return Counter(rows.values_list("letter", flat=True))


def linked(
    *, on: date, institution: Institution | None = None, letter: str = ""
) -> QuerySet[TouchedItem]:
    """Return the links of requests presented in the last twelve months, the newest first."""
    rows = TouchedItem.objects.filter(
        unlinked_at=None,
        info_request__presented_on__gt=_year_before(on),
        info_request__presented_on__lte=on,
    )
    if institution is not None:
        rows = rows.filter(info_request__institution=institution)
    if letter:
        rows = rows.filter(letter=letter)
    return rows.select_related("info_request__institution").order_by(
        "-info_request__presented_on", "-pk"
    )


def _may_link(by: Actor, row: InformationRequest, *, on: date) -> User:
    if by.user is not None:
        posts = Post.objects.held_on(on).filter(holder=by.user, duty__in=DIRECTORATE_DUTIES)
        desk = (Duty.OFFICER, Duty.HEAD)
        if posts.exists() or holds_duty(by.user, row.institution_id, desk, on=on):
            return by.user
    raise NotYourInstitution


def _year_before(on: date) -> date:
    """Return the same day of the year before; 28 February for the 29th."""
    is_leap_day = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year - 1, day=28 if is_leap_day else on.day)
