"""What this process knows of the rule sets, looked up again every minute."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

from django.conf import settings

from law.rule_set import RuleSet
from law.rules import as_known
from rulebook.standing import AS_SHIPPED, Standing, read

_AT_ONCE = float("-inf")


class Shelf:
    """The rule sets in memory, read again when older than `seconds`; with None, when told.

    A set takes effect on a later day than that of its approval, and is not approved in the last
    minutes before that day (`rulebook.rule_sets.NOTICE`): what a process does not know for a
    minute dates nothing wrong. A mark that says "por confirmar" may stay that minute longer.
    """

    def __init__(self, look_up: Callable[[], Standing], *, seconds: float | None) -> None:
        self._look_up, self._seconds = look_up, seconds
        self._known = AS_SHIPPED
        self._good_until: float | None = None
        self.start_again()

    def __call__(self) -> Sequence[RuleSet]:
        """Return every edition, oldest first, as `law.rules` asks at every look-up."""
        return self.known.editions

    @property
    def known(self) -> Standing:
        """What stands; three queries when it is time to look again, otherwise none."""
        if self._good_until is not None and monotonic() > self._good_until:
            self._known = self._look_up()
            self._good_until = None if self._seconds is None else monotonic() + self._seconds
        return self._known

    def forget(self) -> None:
        """Look again the next time: something was decided."""
        self._good_until = _AT_ONCE

    def start_again(self) -> None:
        """Know what the code ships and nothing else, as when the process began."""
        self._known = AS_SHIPPED
        self._good_until = None if self._seconds is None else _AT_ONCE


SHELF = Shelf(read, seconds=settings.RULES_READ_EVERY_SECONDS)


@contextmanager
def as_known_at(at: datetime) -> Iterator[None]:
    """Inside the block, read the law as this system read it at that instant.

    What was printed then is printed again with the same words. No query unless something was
    decided since.
    """
    decided_at = SHELF.known.decided_at
    if decided_at is None or decided_at <= at:
        yield
        return
    with as_known(read(at).editions):
        yield
