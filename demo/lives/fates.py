"""How a request ends in first instance, and the shares in which fates fall."""

from __future__ import annotations

from enum import Enum, auto
from random import Random

from demo.lives.draw import Weighted
from demo.roster import Temper
from requests_app.states import Channel, Outcome, Screening, Verdict

WITHDRAWS = 0.012


class Fate(Enum):
    """What becomes of a request."""

    IN_TERM = auto()
    ON_THE_LAST_DAY = auto()
    LATE = auto()
    VERY_LATE = auto()
    NEVER = auto()
    WITHDRAWN = auto()


IS_TAKEN_IN_CHARGE = {
    Fate.IN_TERM: 0.93,
    Fate.ON_THE_LAST_DAY: 0.65,
    Fate.LATE: 0.6,
    Fate.VERY_LATE: 0.5,
    Fate.NEVER: 0.3,
    Fate.WITHDRAWN: 0.5,
}
IS_FORWARDED, IS_CLARIFIED = 0.04, 0.05
ANSWERS_THE_QUESTION = 0.8
GIVES_VERDICT, GIVES_REASON = 0.22, 0.6
GOES_TO_COURT, GOES_TO_COURT_AFTER_APPEAL = 0.03, 0.12
RULES, ORDERS, OBEYS = 0.85, 0.65, 0.8
UPHOLDS, REJECTS = 0.3, 0.35

# Who was answered in full does not appeal; who was told nothing often does not know they may.
APPEALS = {
    Outcome.DENIED: 0.3,
    Outcome.PARTLY_GRANTED: 0.1,
    Outcome.NOT_HELD: 0.08,
    Outcome.ALREADY_PUBLIC: 0.03,
    Outcome.GRANTED: 0.0,
}
APPEALS_SILENCE = 0.15

OUTCOMES = Weighted(
    (Outcome.GRANTED, 60),
    (Outcome.PARTLY_GRANTED, 13),
    (Outcome.ALREADY_PUBLIC, 13),
    (Outcome.NOT_HELD, 7),
    (Outcome.DENIED, 7),
)
VERDICTS = Weighted((Verdict.COMPLETE, 62), (Verdict.PARTIAL, 25), (Verdict.NOT_WHAT_I_ASKED, 13))
SCREENINGS = Weighted((Screening.SHOWN, 96), (Screening.WITHHELD, 4))
CHANNELS = Weighted(
    (Channel.WEB, 80),
    (Channel.COUNTER, 7),
    (Channel.WRITTEN, 6),
    (Channel.EMAIL, 4),
    (Channel.VERBAL, 3),
)


def fate_at(temper: Temper, rng: Random) -> Fate:
    """Draw what becomes of a request at an office of that temper."""
    if rng.random() < WITHDRAWS:
        return Fate.WITHDRAWN
    drawn = rng.random()
    if drawn < temper.never:
        return Fate.NEVER
    return Fate.LATE if drawn < temper.never + temper.late else Fate.IN_TERM
