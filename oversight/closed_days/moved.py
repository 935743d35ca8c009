"""What a change of the calendar moves, told by institution and term by term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from offices.models import CalendarChange, Institution
from requests_app.actions.calendar_change import preview, preview_denials
from requests_app.models import InformationRequest, Term
from requests_app.models.term import TermKindChoice
from requests_app.moves import Move, digest_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class BodyLine:
    """How many terms, and of how many requests, move in one institution."""

    institution: str
    terms: int
    requests: int


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term that moves, in words."""

    number: str
    institution: str
    term: str
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything a change would move on one day; `digest` is the fingerprint of the list.

    `ends_at_once` counts the terms that would be over already, `denials` the tacit denials
    declared before whose term would have ended another day.
    """

    moves: Sequence[Move]
    digest: str
    requests: int
    ends_at_once: int
    denials: int
    bodies: Sequence[BodyLine]

    def page(self, number: int) -> list[TermLine]:
        """Return the lines of a page, the first being 1; two queries."""
        return lines_of(self.moves[(number - 1) * PAGE : number * PAGE])

    @property
    def pages(self) -> int:
        """How many pages the list has; one when it is empty."""
        return max(-(-len(self.moves) // PAGE), 1)


def preview_of(change: CalendarChange, *, on: date) -> Preview:
    """Count again every running term under a proposal, without writing anything."""
    moves = preview(change)
    return Preview(
        moves=moves,
        digest=digest_of(moves),
        requests=len({move.info_request_id for move in moves}),
        ends_at_once=sum(move.due_on < on <= move.former_due_on for move in moves),
        denials=len(preview_denials(change)),
        bodies=_by_body(moves),
    )


def lines_of(moves: Sequence[Move]) -> list[TermLine]:
    """Return moves in words; two queries, however many."""
    numbers = dict(
        InformationRequest.objects.filter(
            pk__in={move.info_request_id for move in moves}
        ).values_list("pk", "number")
    )
    names = _names({move.institution_id for move in moves})
    return [
        TermLine(
            number=numbers[move.info_request_id],
            institution=names[move.institution_id],
            term=str(TermKindChoice(move.kind).label),
            before=move.former_due_on,
            after=move.due_on,
        )
        for move in moves
    ]


@dataclass(frozen=True, slots=True)
class Result:
    """What was done of what was foreseen; `ended_before` are the terms that an answer or a
    withdrawal closed before their turn came."""

    foreseen: int
    moved: int
    is_finished: bool

    @property
    def ended_before(self) -> int:
        """Terms foreseen and not moved, once nothing is left to move."""
        return self.foreseen - self.moved if self.is_finished else 0


def result_of(change: CalendarChange) -> Result:
    """Return how far an approved change has come. One query."""
    moved = Term.objects.filter(calendar_version=change.version, replaces__isnull=False).count()
    return Result(change.moved_terms or 0, moved, is_finished=change.finished_at is not None)


def moved_lines(change: CalendarChange) -> Iterator[TermLine]:
    """Yield every term an approved change moved, with its former and its new date."""
    moved = Term.objects.filter(calendar_version=change.version, replaces__isnull=False)
    rows = moved.select_related("info_request", "institution", "replaces").order_by("pk")
    for term in rows.iterator(chunk_size=2000):
        yield TermLine(
            number=term.info_request.number,
            institution=term.institution.name,
            term=str(TermKindChoice(term.kind).label),
            before=term.replaces.due_on,
            after=term.due_on,
        )


def _by_body(moves: Sequence[Move]) -> list[BodyLine]:
    terms = Counter(move.institution_id for move in moves)
    pairs = {(move.institution_id, move.info_request_id) for move in moves}
    requests = Counter(institution_id for institution_id, _request in pairs)
    names = _names(terms)
    lines = [BodyLine(names[pk], count, requests[pk]) for pk, count in terms.items()]
    return sorted(lines, key=lambda line: (-line.terms, line.institution))


def _names(keys: Counter[int] | set[int]) -> dict[int, str]:
    return dict(Institution.objects.filter(pk__in=set(keys)).values_list("pk", "name"))
