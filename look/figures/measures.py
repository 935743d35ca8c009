"""What a figure is: a part of a whole with its interval, a spread of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

# Below this many cases a rate or a rank says more of chance than of the institution.
FEWEST = 10
# The normal deviate that leaves out one case in twenty, half on each side.
NINETY_FIVE = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; without a percentage when the whole is small."""

    part: int
    whole: int

    @property
    def is_small(self) -> bool:
        """Whether there are too few cases to speak of a rate."""
        return self.whole < FEWEST

    @property
    def percent(self) -> float | None:
        """The rate with one decimal; None when there are too few cases."""
        return None if self.is_small else round(100 * self.part / self.whole, 1)

    @property
    def of_hundred(self) -> int | None:
        """How many of every hundred; 0 and 100 only when it is none and all."""
        if self.is_small:
            return None
        if self.part in {0, self.whole}:
            return 100 * self.part // self.whole
        return min(max(round(100 * self.part / self.whole), 1), 99)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Per cent between which the rate lies with 95 % confidence; None with too few cases."""
        return None if self.is_small else wilson(self.part, self.whole)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the ends, in per cent, of the score interval of a proportion of 95 % confidence.

    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22
    (1927). Unlike the usual approximation it holds for few cases and near 0 and 100. `whole` is
    at least 1.
    """
    square = NINETY_FIVE**2
    middle = (part + square / 2) / (whole + square)
    spread = NINETY_FIVE * sqrt(part * (whole - part) / whole + square / 4) / (whole + square)
    return 100 * max(middle - spread, 0.0), 100 * min(middle + spread, 1.0)


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many answers took how many business days; `bars` in ascending order of days."""

    bars: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> Distribution:
        """Return the distribution of a mapping from days to answers."""
        return cls(tuple(sorted(counts.items())))

    @property
    def n(self) -> int:
        """How many answers there are."""
        return sum(count for _days, count in self.bars)

    def percentile(self, percent: int) -> int | None:
        """Return the least number of days in which `percent` of the answers came, as
        percentile_disc does on the raw rows; None when there are no answers."""
        needed, so_far = percent * self.n, 0
        for days, count in self.bars:
            so_far += count
            if so_far * 100 >= needed:
                return days
        return None

    @property
    def median(self) -> int | None:
        """The days in which half of the answers came."""
        return self.percentile(50)

    @property
    def p90(self) -> int | None:
        """The days in which nine of ten answers came."""
        return self.percentile(90)

    def between(self, fewest: int, most: int | None) -> int:
        """Count the answers that took from `fewest` to `most` days, both included."""
        return sum(
            count for days, count in self.bars if fewest <= days and (most is None or days <= most)
        )
