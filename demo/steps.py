"""The acts of a life, as data: what was done, by whom, at which instant, with which words.

Each step is one act of `requests_app.actions` with its arguments. The tests play the same steps
through those acts and through `demo.play`, and compare every row.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from accounts.actors import Actor
from offices.models import Institution
from requests_app.actions import Filing, Intake, Reply, Resolution
from requests_app.states import Screening, Verdict


class Filed(NamedTuple):
    """`file_request`."""

    at: datetime
    filing: Filing
    token: str


class Registered(NamedTuple):
    """`register`."""

    at: datetime
    filing: Filing
    intake: Intake
    token: str
    by: Actor


class TakenInCharge(NamedTuple):
    """`take_in_charge`."""

    at: datetime
    by: Actor


class Screened(NamedTuple):
    """`screen_text`."""

    at: datetime
    by: Actor
    screening: Screening


class ClarificationAsked(NamedTuple):
    """`ask_clarification`."""

    at: datetime
    by: Actor
    question: str


class Clarified(NamedTuple):
    """`clarify`."""

    at: datetime
    reply: str


class Forwarded(NamedTuple):
    """`forward`."""

    at: datetime
    by: Actor
    to: Institution
    reason: str


class Answered(NamedTuple):
    """`answer`."""

    at: datetime
    by: Actor
    reply: Reply


class Denied(NamedTuple):
    """`deny`."""

    at: datetime
    by: Actor
    resolution: Resolution


class SilenceDeclared(NamedTuple):
    """`declare_tacit_denials`, swept on the local day of `at`."""

    at: datetime


class Withdrawn(NamedTuple):
    """`withdraw`."""

    at: datetime


class VerdictGiven(NamedTuple):
    """`give_verdict`."""

    at: datetime
    verdict: Verdict
    reason: str


class Appealed(NamedTuple):
    """`file_reconsideration`."""

    at: datetime
    text: str


class AppealUpheld(NamedTuple):
    """`uphold_reconsideration`."""

    at: datetime
    by: Actor
    decision: str
    reply: Reply


class AppealRejected(NamedTuple):
    """`reject_reconsideration`."""

    at: datetime
    by: Actor
    decision: str


class AppealLapsed(NamedTuple):
    """`lapse_reconsiderations`, swept on the local day of `at`."""

    at: datetime


class CourtFiled(NamedTuple):
    """`record_court_filing`, told by the requester."""

    at: datetime
    court: str
    filed_on: date
    case_number: str


class Ruled(NamedTuple):
    """`record_ruling`, told by the requester."""

    at: datetime
    ruled_on: date
    orders_delivery: bool
    ruling: str


class Complied(NamedTuple):
    """`record_compliance`."""

    at: datetime
    by: Actor
    reply: Reply


Step = (
    Filed
    | Registered
    | TakenInCharge
    | Screened
    | ClarificationAsked
    | Clarified
    | Forwarded
    | Answered
    | Denied
    | SilenceDeclared
    | Withdrawn
    | VerdictGiven
    | Appealed
    | AppealUpheld
    | AppealRejected
    | AppealLapsed
    | CourtFiled
    | Ruled
    | Complied
)
