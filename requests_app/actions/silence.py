"""What silence has done by a given day, which every act finds settled before it begins."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import chain

from accounts.actors import SYSTEM
from law.rules import rules_on
from law.terms import TermKind, court_term, reconsideration_term
from offices.calendars import calendar_for
from offices.models import CalendarVersion
from requests_app import timeline
from requests_app.actions.base import due_dates, locked, newest_version
from requests_app.actions.recounting import still_overdue
from requests_app.errors import WrongStage
from requests_app.models import InformationRequest, Reconsideration, Term
from requests_app.states import EventKind, ReconsiderationStage, TermEnd
from requests_app.timeline import Composed


@contextmanager
def acting_on(number: str, *, on: date, at: datetime) -> Iterator[InformationRequest]:
    """Yield the request, locked until the act commits, with what silence did before `on` settled.

    A term that ended unanswered had its effect at 00:00, whether or not a sweep has come by: the
    first act to come writes it down and goes on from there. Nor can an act dated before a denial
    follow it: between an answer at 23:59:59 and the sweep, whoever locks the row first wins.
    Raises UnknownRequest, WrongStage.
    """
    with locked(number) as info_request:
        if info_request.tacitly_denied_on and on < info_request.tacitly_denied_on:
            raise WrongStage
        settle(info_request, on=on, at=at)
        yield info_request


def settle(info_request: InformationRequest, *, on: date, at: datetime) -> None:
    """Write down the silence of one locked request: its tacit denial or its appeal's lapse."""
    if info_request.is_open:
        answering = info_request.terms.running(TermKind.ANSWER).due_before(on)
        terms = answering.select_related("institution", "calendar_version")
        overdue = [(info_request, term) for term in terms]
        deny_by_silence(still_overdue(overdue, on=on, at=at), at=at)
        return
    deciding = info_request.terms.running(TermKind.RECONSIDERATION_DECISION).due_before(on)
    for term in deciding:
        lapse(info_request, open_appeal_of(info_request), term, at=at)


def deny_by_silence(overdue: Sequence[tuple[InformationRequest, Term]], *, at: datetime) -> None:
    """Deny locked requests whose term to answer ended, in a handful of statements (art. 20).

    The denial and the end of the term carry the day they came about, not the day somebody
    looked; the remedies open from the due date.
    """
    if not overdue:
        return
    version = newest_version()
    remedies = [_remedies(info_request, term, version) for info_request, term in overdue]
    composed = [
        _deny(info_request, term, opened, at=at)
        for (info_request, term), opened in zip(overdue, remedies, strict=True)
    ]
    InformationRequest.objects.bulk_update(
        [info_request for info_request, _ in overdue],
        ["stage", "tacitly_denied_on", "events_count", "chain_head"],
    )
    Term.objects.bulk_update([term for _, term in overdue], ["closed_on", "ended_as"])
    Term.objects.bulk_create(chain.from_iterable(remedies))
    timeline.record_batch(composed)


def lapse(
    info_request: InformationRequest, appeal: Reconsideration, term: Term, *, at: datetime
) -> None:
    """Close an appeal whose term to decide ended: silence keeps the denial (T8)."""
    lapsed_on = term.due_on + timedelta(days=1)
    appeal.lapse(on=lapsed_on)
    appeal.save(update_fields=["stage", "closed_on"])
    term.closed_on, term.ended_as = lapsed_on, TermEnd.LAPSED
    term.save(update_fields=["closed_on", "ended_as"])
    timeline.record(
        info_request,
        EventKind.RECONSIDERATION_LAPSED,
        by=SYSTEM,
        on=lapsed_on,
        at=at,
        article=term.article,
        due_on=term.due_on,
    )


def open_appeal_of(info_request: InformationRequest) -> Reconsideration:
    """Return the reconsideration that waits for its decision. Raises WrongStage."""
    appeal = info_request.reconsiderations.filter(stage=ReconsiderationStage.FILED).first()
    if appeal is None:
        raise WrongStage
    return appeal


def _deny(
    info_request: InformationRequest, term: Term, remedies: list[Term], *, at: datetime
) -> Composed:
    silence = rules_on(term.starts_on).tacit_denial
    effective_on = term.due_on + timedelta(days=silence.value)
    info_request.declare_tacit_denial(effective_on=effective_on)
    term.closed_on, term.ended_as = effective_on, TermEnd.LAPSED
    return timeline.compose(
        info_request,
        EventKind.TACITLY_DENIED,
        by=SYSTEM,
        on=effective_on,
        at=at,
        article=str(silence.article),
        due_on=term.due_on,
        rule_set=term.rule_set,
        calendar_version=term.calendar_version.label,
        remedies=due_dates(remedies),
    )


def _remedies(info_request: InformationRequest, term: Term, version: CalendarVersion) -> list[Term]:
    days = calendar_for(term.institution, version=version).days
    return [
        Term.of(info_request, count(term.due_on, days), version=version)
        for count in (reconsideration_term, court_term)
    ]
