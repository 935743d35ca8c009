"""An answer before it is given, as who asked will read it on their page and by e-mail."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from law.terms import TermKind, court_term, reconsideration_term
from offices.models import Institution
from requests_app.actions import Reply, Resolution
from requests_app.actions.base import answer_term_of, calendar_of
from requests_app.actions.reply import LEAVES_SOMETHING_OUT, Withheld
from requests_app.actions.resolution import DENIAL_ARTICLE
from requests_app.models import InformationRequest, Term
from requests_app.states import EventKind, Outcome

Facts = dict[str, object]
# In place of the number of a resolution that is not signed yet.
NOT_NUMBERED = "…"


@dataclass(frozen=True, slots=True)
class Parts:
    """The withheld parts, found as a template finds those of an answer given."""

    all: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBeRead:
    """An answer not given yet, with what the page of who asked reads of one."""

    institution: Institution
    outcome: Outcome
    answered_on: date
    is_late: bool
    text: str
    source: str = ""
    place: str = ""
    form: str = ""
    search_made: str = ""
    withheld_items: Parts = field(default_factory=Parts)
    resolution: Resolution | None = None

    @property
    def get_outcome_display(self) -> str:
        """The words of the outcome."""
        return str(self.outcome.label)


@dataclass(frozen=True, slots=True)
class Foretold:
    """The event an act would leave: what the notice of it is written from."""

    kind: EventKind
    article: str
    data: Facts
    terms: tuple[Term, ...]


def of_reply(
    info_request: InformationRequest, reply: Reply, *, is_late: bool, on: date
) -> ToBeRead:
    """Return an answer as it would be if it were given that day."""
    return ToBeRead(
        institution=info_request.institution,
        outcome=reply.outcome,
        answered_on=on,
        is_late=is_late,
        text=reply.text,
        source=reply.source,
        place=reply.place,
        form=reply.form,
        search_made=reply.search_made,
        withheld_items=Parts(tuple(reply.withheld)),
    )


def of_denial(info_request: InformationRequest, resolution: Resolution, *, on: date) -> ToBeRead:
    """Return a denial as it would be if it were notified that day.

    What the signature is still to add stands as it will be if it is signed that day.
    """
    resolution = _as_signed(resolution, on=on)
    return ToBeRead(
        institution=info_request.institution,
        outcome=Outcome.DENIED,
        answered_on=on,
        is_late=on > answer_term_of(info_request).due_on,
        text=resolution.text,
        resolution=resolution,
    )


def answer_foretold(
    info_request: InformationRequest, outcome: Outcome, *, late_days: int, on: date, held: int
) -> Foretold:
    """Return the event of an answer given that day, `late_days` business days after its term,
    without the `held` files."""
    term = answer_term_of(info_request)
    facts: Facts = {
        "outcome": outcome.value,
        "due_on": term.due_on.isoformat(),
        "late_days": late_days,
        "files_to_follow": held,
    }
    kind = EventKind.ANSWERED_LATE if on > term.due_on else EventKind.ANSWERED
    opens = outcome in LEAVES_SOMETHING_OUT
    return Foretold(kind, term.article, facts, _terms(info_request, opens_remedies=opens, on=on))


def denial_foretold(
    info_request: InformationRequest, resolution: Resolution, *, on: date, held: int
) -> Foretold:
    """Return the event of a denial notified that day."""
    resolution = _as_signed(resolution, on=on)
    facts: Facts = {
        "resolution": resolution.number,
        "signed_on": resolution.signed_on,
        "files_to_follow": held,
    }
    terms = _terms(info_request, opens_remedies=True, on=on)
    return Foretold(EventKind.DENIED, DENIAL_ARTICLE, facts, terms)


def decision_foretold(
    info_request: InformationRequest, kind: EventKind, *, on: date, **facts: object
) -> Foretold:
    """Return the event of a decision that opens no remedy: on an appeal, or to obey a court."""
    return Foretold(kind, "", facts, _terms(info_request, opens_remedies=False, on=on))


def _as_signed(resolution: Resolution, *, on: date) -> Resolution:
    number, signed_on = resolution.number or NOT_NUMBERED, resolution.signed_on or on
    return replace(resolution, number=number, signed_on=signed_on)


def _terms(info_request: InformationRequest, *, opens_remedies: bool, on: date) -> tuple[Term, ...]:
    """Return the terms that would run then; those an act opens take the place of their kind."""
    running = {term.kind: term for term in info_request.terms.running()}
    running.pop(TermKind.ANSWER, None)
    if opens_remedies:
        calendar = calendar_of(info_request.institution)
        for count in (reconsideration_term, court_term):
            counted = count(on, calendar.days)
            term = Term.of(info_request, counted, version=calendar.version)
            running[term.kind] = term
    return tuple(running.values())
