"""What a person chose to see of their list, as it travels in addresses and saved views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.worklist.buckets import Bucket
from requests_app.models.request import STILL_ANSWERABLE
from requests_app.states import Stage

MINE, NOBODYS, NONE = "mias", "nadie", "ninguna"
# The names of the filters in an address, in the order in which they are written.
FILTERS = ("q", "plazo", "persona", "unidad", "tema", "estado", "medio", "vence")
LARGEST_KEY = 2**63 - 1


class Shelf(models.TextChoices):
    """Which requests are listed, by where they stand; a tacit denial still waits (A7)."""

    WAITING = "por-responder", _("Por responder")
    RECEIVED = "sin-tomar", _("Sin tomar")
    IN_PROGRESS = "en-tramite", _("En trámite")
    TACIT = "denegacion-tacita", _("Con denegación tácita")
    CLOSED = "cerradas", _("Cerradas")
    ALL = "todas", _("Todas")

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of the requests on this shelf."""
        return _STAGES[self]

    @property
    def waits(self) -> bool:
        """Whether everything on this shelf is owed an answer."""
        return set(self.stages) <= set(STILL_ANSWERABLE)


_STAGES: dict[Shelf, tuple[Stage, ...]] = {
    Shelf.WAITING: STILL_ANSWERABLE,
    Shelf.RECEIVED: (Stage.RECEIVED,),
    Shelf.IN_PROGRESS: (Stage.IN_PROGRESS,),
    Shelf.TACIT: (Stage.TACITLY_DENIED,),
    Shelf.CLOSED: (Stage.ANSWERED, Stage.DENIED, Stage.WITHDRAWN),
    Shelf.ALL: tuple(Stage),
}


class Place(NamedTuple):
    """Where a page of the list ends: the last row's due date, its risk and its key."""

    due_on: date
    risk: int
    pk: int

    def __str__(self) -> str:
        return f"{self.due_on.isoformat()}_{self.risk}_{self.pk}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the place an address names, or None when it is not one."""
        parts = text.split("_")
        if len(parts) != len(cls._fields) or not all(part.isdecimal() for part in parts[1:]):
            return None
        try:
            place = cls(date.fromisoformat(parts[0]), int(parts[1]), int(parts[2]))
        except ValueError:
            return None
        return place if place.risk <= LARGEST_KEY and place.pk <= LARGEST_KEY else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person chose to see, and from where on.

    `person` is "" (anybody), "mias", "nadie" or a key; `unit` and `label` are "", "ninguna" or a
    key.
    """

    shelf: Shelf = Shelf.WAITING
    bucket: Bucket | None = None
    text: str = ""
    person: str = ""
    unit: str = ""
    label: str = ""
    channel: str = ""
    due_on: date | None = None
    after: Place | None = None
    before: Place | None = None

    @property
    def waits(self) -> bool:
        """Whether everything listed is owed an answer, so that it is ordered by urgency."""
        return self.bucket is not None or self.due_on is not None or self.shelf.waits

    @classmethod
    def of(cls, chosen: Mapping[str, str]) -> Self:
        """Return what checked filters say; names are those of `FILTERS`, despues and antes."""
        day = chosen.get("vence")
        return cls(
            shelf=Shelf(chosen.get("estado") or Shelf.WAITING),
            bucket=Bucket(chosen["plazo"]) if chosen.get("plazo") else None,
            text=chosen.get("q", ""),
            person=chosen.get("persona", ""),
            unit=chosen.get("unidad", ""),
            label=chosen.get("tema", ""),
            channel=chosen.get("medio", ""),
            due_on=date.fromisoformat(day) if day else None,
            after=Place.read(chosen.get("despues", "")),
            before=Place.read(chosen.get("antes", "")),
        )
