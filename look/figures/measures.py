"""What a figure is: a part of a whole with its interval, a spread of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Below this many cases a rate or a rank says more of chance than of the institution.
FEWEST = 10


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
