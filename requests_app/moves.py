"""Which terms another calendar would move: from which day to which, whose, and how many people."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from law import terms as law_terms
from law.calendar import BusinessCalendar, ClosedDay, Jurisdiction
from law.terms import TermKind
from offices.calendars import calendar_with, jurisdiction_of
from offices.models import Institution
from requests_app.models import Term
from requests_app.states import TermEnd

COUNTED: Mapping[str, Callable[[date, BusinessCalendar], law_terms.Term]] = {
    TermKind.ANSWER: law_terms.answer_term,
    TermKind.RECONSIDERATION: law_terms.reconsideration_term,
    TermKind.RECONSIDERATION_DECISION: law_terms.reconsideration_decision_term,
    TermKind.COURT: law_terms.court_term,
    TermKind.COMPLIANCE: law_terms.compliance_term,
}
_COLUMNS = (
    "pk",
    "info_request_id",
    "kind",
    "starts_on",
    "due_on",
    "institution_id",
    "info_request__first_institution_id",
)
_Key = tuple[str, int, date]


@dataclass(frozen=True, slots=True)
class Move:
    """One term whose last day would be another; `institution_id` is who answers today."""

    term_id: int
    info_request_id: int
    institution_id: int
    kind: str
    former_due_on: date
    due_on: date

    def __str__(self) -> str:
        return f"{self.term_id} {self.former_due_on:%Y-%m-%d} {self.due_on:%Y-%m-%d}"


class Recount:
    """Counts terms again under one list of closed days, each by the days of its own place.

    A forwarding changes who must answer, not the count: the term to answer keeps the days of the
    body that was asked first. Institutions are read once; nothing is written.
    """

    def __init__(self, days: tuple[ClosedDay, ...], *, label: str) -> None:
        self._days, self._label = days, label
        self._places = {place.pk: jurisdiction_of(place) for place in Institution.objects.all()}
        self._calendars: dict[Jurisdiction, BusinessCalendar] = {}
        self._due: dict[_Key, date] = {}

    def due_on(self, kind: str, institution_id: int, starts_on: date) -> date:
        """Return the last day of a term of that kind, begun that day in that place."""
        key = (kind, institution_id, starts_on)
        if key not in self._due:
            self._due[key] = COUNTED[kind](starts_on, self._calendar(institution_id)).due_on
        return self._due[key]

    def moves(self, terms: QuerySet[Term]) -> list[Move]:
        """Return the terms that end on another day, in the order of their keys. One query."""
        found = []
        rows = terms.order_by("pk").values_list(*_COLUMNS).iterator(chunk_size=5000)
        for pk, request_id, kind, starts_on, former, holder, first in rows:
            counted_at = first if kind == TermKind.ANSWER else holder
            due_on = self.due_on(kind, counted_at, starts_on)
            if due_on != former:
                found.append(Move(pk, request_id, holder, kind, former, due_on))
        return found

    def _calendar(self, institution_id: int) -> BusinessCalendar:
        place = self._places[institution_id]
        if place not in self._calendars:
            self._calendars[place] = calendar_with(self._days, place, label=self._label)
        return self._calendars[place]


def running_terms() -> QuerySet[Term]:
    """Return every term still running, of any kind."""
    return Term.objects.running()


def lapsed_terms(days: Iterable[date]) -> QuerySet[Term]:
    """Return the terms to answer that ended in silence and had one of `days` within them."""
    within = Q()
    for day in days:
        within |= Q(starts_on__lt=day, due_on__gte=day)
    lapsed = Term.objects.filter(kind=TermKind.ANSWER, ended_as=TermEnd.LAPSED, replaced_by=None)
    silent = lapsed.exclude(info_request__tacitly_denied_on=None)
    return silent.filter(within) if within else silent.none()


def digest_of(moves: Iterable[Move]) -> str:
    """Return the SHA-256, in hexadecimal, of a list of moves: another list gives another."""
    return hashlib.sha256("\n".join(map(str, moves)).encode()).hexdigest()
