"""What is known of some requests, as plain data: an allow-list, with nobody's identity in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from law.ledger import LedgerDay
from notifications.told import ToldNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFact:
    """One term with its count; `days` is empty where counting again gives another last day."""

    kind: str
    label: str
    institution: str
    starts_on: date
    due_on: date
    article: str
    is_verified: bool
    rule_set: str
    calendar: str
    ended_as: str
    closed_on: date | None
    is_replaced: bool
    agrees: bool
    days: Sequence[LedgerDay]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFact:
    """One file of an answer by its content: names may hold anybody's data and are left out."""

    media_type: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFact:
    """One answer: what it gave and when, not its text. `resolution` is the one of a denial."""

    outcome: str
    institution: str
    answered_on: date
    notified_on: date
    is_late: bool
    resolution: str
    files: Sequence[FileFact]
    files_to_follow: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LegFact:
    """One forwarding; it does not restart the term."""

    on: date
    sender: str
    receiver: str
    is_late: bool
    claimable_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFact:
    """One reconsideration."""

    stage: str
    ground: str
    filed_on: date
    closed_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtFact:
    """One case. Its court and name are left out: it is often named after who brought it."""

    stage: str
    filed_on: date
    ruled_on: date | None
    comply_until: date | None
    complied_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationFact:
    """What the Directorate said to the institution of this file, and what it answered."""

    kind: str
    stage: str
    sent_on: date
    addressee: str
    text: str
    answered_on: date | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFact:
    """Who held a duty; `person` is empty where nobody did."""

    duty: str
    person: str
    stands_in_for: str
    covered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """Days, both included, on which one institution had the request; without posts where it is
    another than the one this file is about, whose people it does not name."""

    institution: str
    from_on: date
    to_on: date
    posts: Sequence[PostFact]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFact:
    """One notice with the event it told. `returned_on` is the day it came back."""

    sequence: int
    event: str
    notice: ToldNotice
    returned_on: date | None
    told_otherwise_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFact:
    """One event of the history: in words, as it was hashed, and whether its hash holds."""

    sequence: int
    title: str
    on: date
    at: datetime
    institution: str
    by: str
    article: str
    text: str
    payload: str
    previous_hash: str
    hash: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """One request with all that happened to it.

    `due_on` is the last day to answer as it stands today; `late_days` are the business days after
    it until the answer or, without one, until the cut-off. `doubts` are decisions of the
    Directorate that speak for the institution: a judge must read them too. `dates_agree` says
    whether the legal dates above are those that the events tell, read from the first.
    """

    number: str
    subject: str
    description: str
    channel: str
    institution: str
    first_institution: str
    presented_on: date
    registered_on: date | None
    stage: str
    due_on: date | None
    tacitly_denied_on: date | None
    tacit_article: str
    answered_on: date | None
    withdrawn_on: date | None
    late_days: int
    terms: Sequence[TermFact]
    answers: Sequence[AnswerFact]
    legs: Sequence[LegFact]
    appeals: Sequence[AppealFact]
    cases: Sequence[CourtFact]
    escalations: Sequence[EscalationFact]
    doubts: Sequence[str]
    notices: Sequence[NoticeFact]
    held: Sequence[HeldFact]
    events: Sequence[EventFact]
    head: str
    is_whole: bool
    dates_agree: bool

    @property
    def verifies(self) -> bool:
        """Whether the history holds and tells the same dates as the rows."""
        return self.is_whole and self.dates_agree


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Requests as evidence, as they stood at one instant, in the order they were presented."""

    at: datetime
    on: date
    calendar: str
    rule_sets: Sequence[str]
    requests: Sequence[RequestFacts]

    @property
    def is_whole(self) -> bool:
        """Whether every history verifies."""
        return all(request.verifies for request in self.requests)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureFact:
    """What some acts may expose to, by the regime in force on the day of each; `acts` are those
    days with their requests. Always possible, never a finding."""

    acts: Sequence[tuple[date, str]]
    text: str
    articles: str
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFact:
    """One step of the file; what the Directorate notes for itself is none."""

    sequence: int
    on: date
    title: str
    by: str
    text: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFact:
    """One mail to who leads the institution, about one step; whoever they are, by their duty."""

    about: str
    duty: str
    made_at: datetime
    state: str
    attempts: int
    sent_at: datetime | None


class Reader(StrEnum):
    """For whom a bundle is made: the institution is not given the Directorate's inner reasons."""

    DIRECTORATE = "directorate"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """The file itself: what met which rule, what was said to and by the institution.

    For the institution `reason`, `exposures` and the steps it is not told of are empty.
    """

    reader: Reader
    number: str
    institution: str
    cause: str
    stage: str
    met_on: date
    rule_set: str
    article: str
    reason: str
    notified_on: date | None
    notified_by: str
    notice: str
    mails: Sequence[MailFact]
    statement_until: date | None
    replied_on: date | None
    replied_late: bool
    reply: str
    inquiry_ordered_on: date | None
    inquiry_order: str
    outcome: str
    outcome_on: date | None
    outcome_authority: str
    outcome_instrument: str
    outcome_text: str
    has_own_regime: bool
    exposures: Sequence[ExposureFact]
    steps: Sequence[StepFact]
    steps_are_whole: bool


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file with the dossier of its requests."""

    case: CaseFacts
    dossier: Dossier
