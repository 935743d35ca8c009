"""What an office has arranged about one request, as its desk sees it on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from casework.models import Assignment, Note, Subtask
from casework.people import absent_words
from casework.policies import has_left
from law.terms import TermKind
from offices.calendars import calendar_for
from offices.models import CalendarVersion
from requests_app.actions.base import newest_version
from requests_app.desks import days_left
from requests_app.models import InformationRequest, Term


@dataclass(frozen=True, slots=True)
class Errand:
    """A sub-task with its business days left, while it runs, and what one must know of it."""

    subtask: Subtask
    days_left: int | None
    # Its sub-term ends no earlier than the request's own term, which has moved since.
    is_too_late: bool


@dataclass(frozen=True, slots=True)
class RequestWork:
    """Who has a request, what was asked of units and what was noted, for one desk."""

    assignment: Assignment | None
    # What the list calls the person: that they left, or are away and until when.
    person: str
    has_left: bool
    errands: tuple[Errand, ...]
    notes: tuple[Note, ...]


def assignment_of(info_request: InformationRequest) -> Assignment | None:
    """Return who has the request now, as the institution that holds it arranged."""
    mine = Assignment.objects.in_force().filter(info_request=info_request)
    return mine.select_related("person", "unit", "assigned_by").first()


def work_of(
    info_request: InformationRequest, user: User, *, on: date, holds: bool
) -> RequestWork | None:
    """Return what `user` may see of the office's own work on a request; None if nothing.

    `holds` says that their desk holds it that day. One that has sent it on still reads its own
    notes and sub-tasks, and the one that received it reads none of them. Raises CalendarMissing.
    """
    mine = assignment_of(info_request) if holds else None
    notes = Note.objects.visible_to(user, on=on).filter(info_request=info_request)
    asked = Subtask.objects.visible_to(user, on=on).filter(info_request=info_request)
    work = RequestWork(
        assignment=mine,
        person=_named(mine, on=on),
        has_left=has_left(mine, on=on) if mine else False,
        errands=errands_of(asked.select_related("unit", "institution"), on=on),
        notes=tuple(notes.select_related("author", "corrects__author")),
    )
    return work if holds or work.notes or work.errands else None


def open_subtasks_of(
    request_ids: Iterable[int], institutions: Iterable[int]
) -> dict[int, list[Subtask]]:
    """Return the open sub-tasks of some requests, by request, as those institutions asked them.
    One query."""
    rows = Subtask.objects.open().filter(
        info_request__in=list(request_ids), institution__in=list(institutions)
    )
    found: dict[int, list[Subtask]] = {}
    for row in rows.select_related("unit").order_by("due_on", "pk"):
        found.setdefault(row.info_request_id, []).append(row)
    return found


def errands_of(subtasks: Iterable[Subtask], *, on: date) -> tuple[Errand, ...]:
    """Return sub-tasks with the business days their sub-terms have left.

    Three queries for any number of them. Raises CalendarMissing.
    """
    rows = list(subtasks)
    if not rows:
        return ()
    version = newest_version()
    terms = Term.objects.filter(
        info_request__in=[row.info_request_id for row in rows],
        kind=TermKind.ANSWER,
        replaced_by=None,
    )
    ends = dict(terms.values_list("info_request", "due_on"))
    return tuple(_errand(row, ends[row.info_request_id], version, on=on) for row in rows)


def _errand(row: Subtask, term_ends: date, version: CalendarVersion, *, on: date) -> Errand:
    days = calendar_for(row.institution, version=version).days
    return Errand(
        row,
        days_left(days, row.due_on, on=on) if row.is_with_unit else None,
        is_too_late=row.is_with_unit and on < term_ends <= row.due_on,
    )


def _named(assignment: Assignment | None, *, on: date) -> str:
    if assignment is None or assignment.person is None:
        return ""
    away = absent_words(assignment.institution_id, on=on)
    return away.get(assignment.person.pk, str(assignment.person))
