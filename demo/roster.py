"""The thirty institutions of the demonstration: how much each is asked and how it behaves."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Temper(Enum):
    """How an office answers: the share of requests late, the share never, and how it hurries.

    `pace` is the business day around which answers in term are given. The shares are set so that
    all requests together come near what is published: 83 % in term, 10 % never, the rest late.
    """

    EXCELLENT = (0.02, 0.01, 6)
    GOOD = (0.05, 0.04, 10)
    ORDINARY = (0.07, 0.08, 12)
    SLOW = (0.11, 0.15, 14)
    SILENT = (0.16, 0.46, 14)

    def __init__(self, late: float, never: float, pace: int) -> None:
        self.late, self.never, self.pace = late, never, pace


class Place(NamedTuple):
    """One institution of the registry, its share of the requests and what it is asked about."""

    code: str
    weight: float
    temper: Temper
    asked_about: str


WORKED_BY_DEMO_USERS = ("MOPC", "MEC", "MUN-0000")
DIRECTORATE = "MJ"

_EXCELLENT, _GOOD, _ORDINARY = Temper.EXCELLENT, Temper.GOOD, Temper.ORDINARY
_SLOW, _SILENT = Temper.SLOW, Temper.SILENT

PLACES = (
    Place("MOPC", 12, _ORDINARY, "public_works"),
    Place("MEC", 9, _GOOD, "education"),
    Place("MSPBS", 10, _SLOW, "health"),
    Place("MEF", 8, _EXCELLENT, "any"),
    Place("IPS", 6, _SLOW, "health"),
    Place("MDI", 4, _ORDINARY, "security"),
    Place("MTESS", 4, _GOOD, "any"),
    Place("PN", 4, _SLOW, "security"),
    Place("MJ", 3, _GOOD, "any"),
    Place("MADES", 3, _ORDINARY, "land_and_housing"),
    Place("MUVH", 3, _ORDINARY, "land_and_housing"),
    Place("DNIT", 3, _GOOD, "any"),
    Place("MITIC", 2, _EXCELLENT, "any"),
    Place("DNCP", 3, _EXCELLENT, "any"),
    Place("INDERT", 2, _SILENT, "land_and_housing"),
    Place("CSJ", 3, _GOOD, "justice"),
    Place("MP", 3, _ORDINARY, "justice"),
    Place("TSJE", 2, _GOOD, "justice"),
    Place("HCD", 2, _ORDINARY, "any"),
    Place("CGR", 2, _EXCELLENT, "justice"),
    Place("ANDE", 5, _GOOD, "services"),
    Place("ESSAP", 3, _SLOW, "services"),
    Place("PETROPAR", 2, _ORDINARY, "services"),
    Place("BNF", 1.5, _GOOD, "any"),
    Place("UNA", 4, _ORDINARY, "university"),
    Place("UNE", 1, _GOOD, "university"),
    Place("GOB-11", 1.5, _ORDINARY, "territory"),
    Place("GOB-10", 1, _SILENT, "territory"),
    Place("MUN-0000", 6, _SLOW, "territory"),
    Place("MUN-1001", 2, _SILENT, "territory"),
)
