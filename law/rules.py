"""Which rule set governs a day."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from law.editions import EDITIONS
from law.rule_set import Rule, RuleSet, Unit

__all__ = [
    "Rule",
    "RuleSet",
    "Unit",
    "as_known",
    "asuetos_roll_on",
    "editions",
    "read_editions_from",
    "rules_on",
]


Source = Callable[[], Sequence[RuleSet]]


class _Shelf:
    """Where the editions are taken from: those of this package, until somebody names others."""

    __slots__ = ("source",)

    def __init__(self) -> None:
        self.source: Source = lambda: EDITIONS


_SHELF = _Shelf()
_READ_AS_KNOWN: ContextVar[Sequence[RuleSet] | None] = ContextVar("editions", default=None)


def read_editions_from(source: Source) -> Source:
    """Take the editions from `source` from now on, in the whole process; return the former one.

    It returns every edition, oldest first and at least one: those of this package and whatever
    followed them. It is asked at every look-up, so it keeps what it knows.
    """
    former, _SHELF.source = _SHELF.source, source
    return former


@contextmanager
def as_known(known: Sequence[RuleSet]) -> Iterator[None]:
    """Inside the block, read the law as if `known` were every edition there is.

    For what must say what was said before, and for what is only being considered.
    """
    token = _READ_AS_KNOWN.set(known)
    try:
        yield
    finally:
        _READ_AS_KNOWN.reset(token)


def editions() -> Sequence[RuleSet]:
    """Return every edition, oldest first."""
    return _READ_AS_KNOWN.get() or _SHELF.source()


def rules_on(day: date) -> RuleSet:
    """Return the latest edition in force on `day`.

    A day before the first edition takes the first: the access law is the oldest law the system
    can apply, and an older paper registered by mistake must still get dates, not an error.
    """
    known = _READ_AS_KNOWN.get() or _SHELF.source()  # as `editions`, in the hottest place there is
    for edition in reversed(known):
        if edition.in_force_from <= day:
            return edition
    return known[0]


def asuetos_roll_on(day: date) -> bool:
    """Say whether a term that expires on an asueto of that day moves on (Ley 7544/2025, art. 7)."""
    return rules_on(day).asueto_roll.value > 0
