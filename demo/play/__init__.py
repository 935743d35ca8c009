"""Plays steps on rows in memory, by the same builders and transitions as the acts.

It takes no decision and checks no permission: the lives are written to be lawful, and
`tests/demo/test_equality.py` proves that the rows are those the acts leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from demo import steps
from demo.docket import Docket
from demo.play import deciding, handling, intake, remedies

_PLAYED: Mapping[type, Callable[[Docket, Any], None]] = {
    steps.Filed: intake.filed,
    steps.Registered: intake.registered,
    steps.TakenInCharge: handling.taken_in_charge,
    steps.Screened: handling.screened,
    steps.ClarificationAsked: handling.clarification_asked,
    steps.Clarified: handling.clarified,
    steps.Forwarded: handling.forwarded,
    steps.Withdrawn: handling.withdrawn,
    steps.SilenceDeclared: handling.silence_declared,
    steps.Answered: deciding.answered,
    steps.Denied: deciding.denied,
    steps.VerdictGiven: deciding.verdict_given,
    steps.Appealed: remedies.appealed,
    steps.AppealUpheld: remedies.appeal_upheld,
    steps.AppealRejected: remedies.appeal_rejected,
    steps.AppealLapsed: remedies.appeal_lapsed,
    steps.CourtFiled: remedies.court_filed,
    steps.Ruled: remedies.ruled,
    steps.Complied: remedies.complied,
}


def play(docket: Docket, life: Iterable[steps.Step]) -> None:
    """Play every step of `life`, in order, on an empty docket."""
    for step in life:
        _PLAYED[type(step)](docket, step)
