"""The requests of a desk as questions to the database: found, narrowed, ordered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q

from casework.models import Assignment, RequestLabel
from casework.worklist.buckets import Bucket, within
from casework.worklist.risk import in_hands_of
from casework.worklist.text import saying
from casework.worklist.wanted import MINE, NOBODYS, NONE, Shelf, Wanted
from law.terms import TermKind
from offices.absences import in_place_of
from requests_app.desks import Desk
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE, InformationRequestQuerySet

Rows = InformationRequestQuerySet


@dataclass(frozen=True, slots=True)
class Docket:
    """A desk's requests; `colleagues` are the keys of who works at it that day."""

    desk: Desk
    colleagues: frozenset[int]

    @property
    def on(self) -> date:
        """The day as of which everything is counted."""
        return self.desk.on

    def every(self) -> Rows:
        """Return every request the desk holds, with the due date of its term to answer."""
        return (
            InformationRequest.objects.filter(institution__in=list(self.desk.calendars))
            .alias(
                answer_term=FilteredRelation(
                    "terms", condition=Q(terms__kind=TermKind.ANSWER, terms__replaced_by=None)
                )
            )
            .annotate(due_on=F("answer_term__due_on"))
        )

    def waiting(self) -> Rows:
        """Return those that are owed an answer, in term or late."""
        return self.every().filter(stage__in=STILL_ANSWERABLE)

    def narrowed(self, wanted: Wanted) -> Rows:
        """Return those wanted, in no order."""
        rows = self._narrowed_but_bucket(wanted)
        if wanted.bucket is not None:
            rows = rows.filter(self._within(wanted.bucket))
        if wanted.waits:
            rows = rows.filter(stage__in=STILL_ANSWERABLE)
        return rows

    def counts(self, wanted: Wanted) -> dict[Bucket, int]:
        """Return how many of those wanted wait for an answer in each bucket, in one query."""
        rows = self._narrowed_but_bucket(wanted).filter(stage__in=STILL_ANSWERABLE)
        found = rows.aggregate(
            **{bucket.name: Count("pk", filter=self._within(bucket)) for bucket in Bucket}
        )
        return {bucket: found[bucket.name] for bucket in Bucket}

    def _within(self, bucket: Bucket) -> Q:
        return within(bucket, self.desk.calendars, on=self.on)

    def _narrowed_but_bucket(self, wanted: Wanted) -> Rows:
        rows = self.every()
        if wanted.shelf != Shelf.ALL:
            rows = rows.filter(stage__in=wanted.shelf.stages)
        if wanted.channel:
            rows = rows.filter(channel=wanted.channel)
        if wanted.due_on is not None:
            rows = rows.filter(Q(due_on=wanted.due_on))
        for narrow in (self._by_person, _by_unit, _by_label, _by_text):
            rows = narrow(rows, wanted)
        return rows

    def _by_person(self, rows: Rows, wanted: Wanted) -> Rows:
        if not wanted.person:
            return rows
        if wanted.person == NOBODYS:
            return rows.filter(~in_hands_of(self.colleagues))
        if wanted.person == MINE:
            # Mine is also what I look after for who is away.
            return rows.filter(in_hands_of(in_place_of(self.desk.user, on=self.on)))
        return rows.filter(in_hands_of([int(wanted.person)]))


def _by_unit(rows: Rows, wanted: Wanted) -> Rows:
    return _by_one_or_none(rows, wanted.unit, _with_unit)


def _by_label(rows: Rows, wanted: Wanted) -> Rows:
    return _by_one_or_none(rows, wanted.label, _with_label)


def _by_one_or_none(rows: Rows, chosen: str, having: Callable[[int | None], Exists]) -> Rows:
    if not chosen:
        return rows
    return rows.filter(~having(None) if chosen == NONE else having(int(chosen)))


def _with_unit(unit: int | None) -> Exists:
    given = Assignment.objects.filter(
        info_request=OuterRef("pk"), institution=OuterRef("institution"), ended_at=None
    )
    return Exists(given.filter(unit=unit) if unit else given.filter(unit__isnull=False))


def _with_label(label: int | None) -> Exists:
    put = RequestLabel.objects.filter(
        info_request=OuterRef("pk"), taken_off_at=None, label__institution=OuterRef("institution")
    )
    return Exists(put.filter(label=label) if label else put.filter(label__is_active=True))


def _by_text(rows: Rows, wanted: Wanted) -> Rows:
    return saying(rows, wanted.text) if wanted.text else rows
