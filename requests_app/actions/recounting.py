"""How locked requests' terms move to a new version of the calendar, with an event each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from django.db.models import F, OuterRef, Subquery

from accounts.actors import SYSTEM
from offices.calendars import days_of, local_date
from offices.models import CalendarChange, CalendarVersion, ChangeState
from requests_app import timeline
from requests_app.models import InformationRequest, Term, TimelineEvent
from requests_app.moves import Move, Recount
from requests_app.states import EventKind, TermEnd
from requests_app.timeline import Composed


def unfinished_change() -> CalendarChange | None:
    """Return the approved change whose terms are still being counted again, if there is one."""
    waiting = CalendarChange.objects.filter(state=ChangeState.APPROVED, finished_at=None)
    return waiting.select_related("version").order_by("pk").first()


def version_of(change: CalendarChange) -> CalendarVersion:
    """Return the version an approved change made. Raises ValueError for any other change."""
    if change.version is None:
        raise ValueError(f"change {change.pk} made no version")
    return change.version


def move_terms(
    rows: Mapping[int, InformationRequest],
    moves: Sequence[Move],
    change: CalendarChange,
    *,
    at: datetime,
) -> None:
    """Replace each term by one that ends on its new day, in the caller's transaction.

    `rows` are the locked requests by key, with their institutions; `moves` were counted under
    those locks. The former terms stay, closed as replaced; each request has one event that tells
    every date that moved, by which act. A handful of statements, however many terms.
    """
    on, version = local_date(at), version_of(change)
    former = Term.objects.in_bulk([move.term_id for move in moves])
    # Closed first: a request has one open term of a kind at a time, and the database counts.
    replaced = Term.objects.filter(pk__in=former)
    replaced.update(closed_on=on, ended_as=TermEnd.REPLACED)
    Term.objects.bulk_create(_successor(former[move.term_id], move, version) for move in moves)
    running = Term.objects.running().filter(
        info_request=OuterRef("info_request"), kind=OuterRef("kind")
    )
    replaced.update(replaced_by=Subquery(running.values("pk")))
    by_request = groupby(sorted(moves, key=attrgetter("info_request_id")), _request_of)
    composed = [_tell(rows[pk], list(moved), change, on=on, at=at) for pk, moved in by_request]
    timeline.record_batch(composed)
    newest = TimelineEvent.objects.filter(info_request=OuterRef("pk")).order_by("-sequence")
    touched = InformationRequest.objects.filter(pk__in={move.info_request_id for move in moves})
    touched.update(
        events_count=F("events_count") + 1, chain_head=Subquery(newest.values("hash")[:1])
    )


def still_overdue(
    overdue: Sequence[tuple[InformationRequest, Term]], *, on: date, at: datetime
) -> list[tuple[InformationRequest, Term]]:
    """Return those that silence has denied by `on`, once a change still being applied has moved
    what it moves: a term that a decree has put off must not lapse because a worker is slow.
    """
    change = unfinished_change() if overdue else None
    if change is None:
        return list(overdue)
    version = version_of(change)
    recount = Recount(days_of(version), label=version.label)
    moves = recount.moves(Term.objects.filter(pk__in=[term.pk for _, term in overdue]))
    if not moves:
        return list(overdue)
    rows = {info_request.pk: info_request for info_request, _ in overdue}
    move_terms(rows, moves, change, at=at)
    moved = {move.term_id for move in moves}
    unmoved = [(row, term) for row, term in overdue if term.pk not in moved]
    replaced = Term.objects.filter(replaces__in=moved, due_on__lt=on)
    anew = replaced.select_related("institution", "calendar_version").order_by("pk")
    return [*unmoved, *((rows[term.info_request_id], term) for term in anew)]


def _request_of(move: Move) -> int:
    return move.info_request_id


def _successor(former: Term, move: Move, version: CalendarVersion) -> Term:
    return Term(
        info_request_id=former.info_request_id,
        institution_id=former.institution_id,
        kind=former.kind,
        starts_on=former.starts_on,
        due_on=move.due_on,
        article=former.article,
        is_verified=former.is_verified,
        rule_set=former.rule_set,
        calendar_version=version,
    )


def _tell(
    info_request: InformationRequest,
    moves: Sequence[Move],
    change: CalendarChange,
    *,
    on: date,
    at: datetime,
) -> Composed:
    return timeline.compose(
        info_request,
        EventKind.TERMS_RECOUNTED,
        by=SYSTEM,
        on=on,
        at=at,
        instrument=change.instrument,
        reason=change.reason,
        published_on=change.published_on,
        calendar_version=version_of(change).label,
        moved={move.kind: {"from": move.former_due_on, "to": move.due_on} for move in moves},
    )
