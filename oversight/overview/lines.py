"""Institutions or groups of them side by side, and the place each may claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from look.figures.measures import Share
from oversight.catalogue import Moment
from oversight.overview.counting import Counts
from oversight.scope import Asked, Scope


@dataclass(frozen=True, slots=True)
class Place:
    """A rank by in-term rate among `of`; with 95 % confidence it is from `best` to `worst`."""

    rank: int
    best: int
    worst: int
    of: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row: who, the address of its own page if it has one, and its figures.

    `former` is its in-term rate in the period compared with, if one was chosen.
    """

    name: str
    url: str
    scope: Scope
    moment: Moment
    counts: Counts
    place: Place | None = None
    former: Share | None = None

    def asked(self, key: str) -> Asked:
        """Return what the list behind one of its figures asks for."""
        return Asked(key, self.moment, self.scope)


def places(shares: Mapping[str, Share]) -> dict[str, Place]:
    """Return the places of those with enough cases; equal rates share one.

    Who is surely before another has an interval wholly above the other's.
    """
    rates: dict[str, Fraction] = {}
    ends: dict[str, tuple[float, float]] = {}
    for name, share in shares.items():
        if share.interval is not None:
            rates[name] = Fraction(share.part, share.whole)
            ends[name] = share.interval
    found = {}
    for name, rate in rates.items():
        low, high = ends[name]
        surely_before = sum(other_low > high for other_low, _high in ends.values())
        surely_after = sum(other_high < low for _low, other_high in ends.values())
        found[name] = Place(
            rank=1 + sum(other > rate for other in rates.values()),
            best=1 + surely_before,
            worst=len(rates) - surely_after,
            of=len(rates),
        )
    return found
