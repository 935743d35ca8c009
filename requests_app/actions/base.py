"""What every act shares: one lock, one transaction, all or nothing, and how terms are opened."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django_fsm import TransitionNotAllowed

from law.terms import Term as CountedTerm
from law.terms import TermKind
from offices.calendars import NoCalendar, OfficeCalendar, calendar_for, current_version
from offices.models import CalendarVersion, Institution, Office
from requests_app.errors import CalendarMissing, UnknownRequest, WrongStage
from requests_app.models import InformationRequest, Term
from requests_app.states import TermEnd


@contextmanager
def one_transaction() -> Iterator[None]:
    """Make the act the whole transaction, so that acts cannot call each other.

    Raises RuntimeError inside another transaction; a transition out of turn becomes WrongStage.
    """
    try:
        with transaction.atomic(durable=True):
            yield
    except TransitionNotAllowed as error:
        raise WrongStage from error


@contextmanager
def locked(number: str) -> Iterator[InformationRequest]:
    """Yield the request with its row locked until the act commits. Raises UnknownRequest.

    The row is locked alone, without its relations: PostgreSQL, when it has waited for a lock,
    would join the row's new institution to the institution it had found before, and lose it.
    """
    with one_transaction():
        try:
            yield InformationRequest.objects.select_for_update().get(number=number)
        except InformationRequest.DoesNotExist as error:
            raise UnknownRequest from error


def lock_some(request_ids: QuerySet[Any, Any], batch: int) -> dict[int, InformationRequest]:
    """Lock up to `batch` of the requests named, by primary key; leave those others hold.

    A short list does not mean there are no more: what another worker holds, it will finish.
    """
    rows = InformationRequest.objects.filter(pk__in=request_ids).select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked
    )
    return {row.pk: row for row in rows.order_by("pk")[:batch]}


def newest_version() -> CalendarVersion:
    """Return the newest version of the calendar. Raises CalendarMissing."""
    try:
        return current_version()
    except NoCalendar as error:
        raise CalendarMissing from error


def calendar_of(institution: Institution) -> OfficeCalendar:
    """Return the institution's calendar of today's version. Raises CalendarMissing."""
    return calendar_for(institution, version=newest_version())


def open_term(
    info_request: InformationRequest, counted: CountedTerm, calendar: OfficeCalendar, *, on: date
) -> Term:
    """Open the term the law counted; one of its kind that still runs is replaced by it."""
    former = info_request.terms.running(counted.kind).first()
    if former is not None:
        former.closed_on, former.ended_as = on, TermEnd.REPLACED
        former.save(update_fields=["closed_on", "ended_as"])
    term = Term.of(info_request, counted, version=calendar.version)
    term.save(force_insert=True)
    if former is not None:
        former.replaced_by = term
        former.save(update_fields=["replaced_by"])
    return term


def answer_term_of(info_request: InformationRequest) -> Term:
    """Return the term to answer, running or not; every request has exactly one in force."""
    terms = info_request.terms.select_related("calendar_version")
    return terms.get(kind=TermKind.ANSWER, replaced_by=None)


def due_dates(terms: Iterable[Term]) -> dict[str, date]:
    """Return what an event says of the remedies it opens: the last day of each."""
    return {term.kind: term.due_on for term in terms}


def centre_facts(centre: Office | None) -> dict[str, Any]:
    """Return what an event says of the service centre where it was written down, if one was."""
    return {"centre": centre.name} if centre is not None else {}


def term_facts(term: Term) -> dict[str, object]:
    """Return what an event says of a term: kind, dates, rule set and calendar version."""
    return {
        "term": term.kind,
        "starts_on": term.starts_on,
        "due_on": term.due_on,
        "rule_set": term.rule_set,
        "calendar_version": term.calendar_version.label,
    }
