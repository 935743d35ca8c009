"""What a frozen set of figures says: spreads of days, shares, and the identity they must keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from look.figures.measures import Distribution, Share

Keys = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Balance:
    """Pending at start + received (+ what later papers added) = closed + pending at end."""

    start: int
    received: int
    adjusted: int
    closed: int
    end: int

    @property
    def difference(self) -> int:
        """What is missing for both sides to be equal; 0 when they are."""
        return self.start + self.received + self.adjusted - self.closed - self.end

    @property
    def holds(self) -> bool:
        """Say whether both sides are equal."""
        return not self.difference


def balance(keys: Keys) -> Balance:
    """Return the identity of one institution, or of the State."""
    return Balance(
        start=keys.get("pendientes_al_empezar", 0),
        received=keys.get("recibidos", 0),
        adjusted=keys.get("ajuste_entre_cortes", 0),
        closed=keys.get("cerrados", 0),
        end=keys.get("pendientes_al_terminar", 0),
    )


def distribution(keys: Keys, name: str) -> Distribution:
    """Return a histogram of business days: the keys `name.N`."""
    bars = {
        int(key.rpartition(".")[2]): count
        for key, count in keys.items()
        if key.startswith(f"{name}.") and key.rpartition(".")[2]
    }
    return Distribution.of(bars)


def in_term(keys: Keys) -> Share:
    """Return what was answered in time of what fell due."""
    return Share(keys.get("a_tiempo", 0), keys.get("vencidos", 0))
