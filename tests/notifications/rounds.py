"""Rounds of work, as the worker does them, at an instant the test chooses."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from mailing.attempts import Attempt
from notifications.deliver import deliver_next
from notifications.fan_out import fan_out_next


def fan_out_all(*, at: datetime) -> int:
    """Make every notice that waits; return how many."""
    made = 0
    while (notices := fan_out_next(at=at)) is not None:
        made += notices
    return made


def deliver_all(*, at: datetime) -> Counter[Attempt]:
    """Try every delivery that is due; return what came of them."""
    attempts: Counter[Attempt] = Counter()
    while (attempt := deliver_next(at=at)) is not None:
        attempts[attempt] += 1
    return attempts
