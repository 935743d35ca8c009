"""A change of the calendar approved, and every running term it moves counted again."""

from datetime import datetime

from celery import current_app
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from offices.calendar_changes import (
    closed_days_after,
    lock_to_decide,
    make_approved,
    require_duty,
)
from offices.calendars import days_of, local_date
from offices.errors import ChangeDecided, ChangeIncomplete, PreviewChanged
from offices.models import CalendarChange
from offices.models.post import DIRECTORATE_DUTIES
from requests_app.actions.base import lock_some, one_transaction
from requests_app.actions.recounting import move_terms, unfinished_change, version_of
from requests_app.models import DenialReview, InformationRequest
from requests_app.models.denial_review import ReviewDecision
from requests_app.moves import Move, Recount, digest_of, lapsed_terms, running_terms

BATCH = 500
SOON = "requests_app.recount"


def preview(change: CalendarChange) -> list[Move]:
    """Return every running term the change would move, in the order of their keys; a reading."""
    return _recount_after(change).moves(running_terms())


def preview_denials(change: CalendarChange) -> list[Move]:
    """Return the tacit denials, declared already, whose term would have ended another day."""
    days = [day.day for day in change.days.all()]
    return _recount_after(change).moves(lapsed_terms(days))


def approve_change(
    pk: int, *, by: Actor, at: datetime, seen: str, note: str = ""
) -> CalendarChange:
    """Make a proposal the calendar, as a second person who saw what it moves.

    `seen` is the digest of the moves the person looked at; if others would move now, nothing is
    done and they look again. Requests filed from here on count under the new version; the
    running terms are moved by `recount_terms`, and until it has come round no silence is
    declared on a date the change puts off. Tacit denials already declared go to a review list.
    Raises NotAllowed, OwnChange, ChangeDecided, CalendarMovedOn, RecountUnfinished,
    PreviewChanged, CalendarChange.DoesNotExist.
    """
    with transaction.atomic(durable=True):
        change, user = lock_to_decide(pk, by=by, on=local_date(at))
        moves = preview(change)
        if digest_of(moves) != seen:
            raise PreviewChanged
        denied = preview_denials(change)
        make_approved(change, by=user, at=at)
        change.note, change.seen_digest, change.moved_terms = note.strip(), seen, len(moves)
        change.save()
        DenialReview.objects.bulk_create(
            DenialReview(
                change=change,
                info_request_id=move.info_request_id,
                former_due_on=move.former_due_on,
                due_on=move.due_on,
            )
            for move in denied
        )
        # A broker that is down changes nothing: the worker looks every minute anyway.
        transaction.on_commit(_wake, robust=True)
    return change


def recount_terms(*, at: datetime, batch: int = BATCH) -> int:
    """Move every running term to the approved change that waits; return how many moved.

    Works in transactions of `batch` requests, each term read again under its request's lock:
    killed half-way, the next call does the rest, and two workers leave what one would have left.
    """
    change = unfinished_change()
    if change is None:
        return 0
    version = version_of(change)
    recount = Recount(days_of(version), label=version.label)
    moved = 0
    while waiting := recount.moves(running_terms()):
        done = 0
        for start in range(0, len(waiting), batch):
            done += _move_batch(recount, waiting[start : start + batch], change, at=at)
        moved += done
        if not done:
            # Everything left is in somebody else's hands; the next call looks again.
            return moved
    CalendarChange.objects.filter(pk=change.pk, finished_at=None).update(finished_at=at)
    return moved


def review_denial(
    pk: int, *, by: Actor, at: datetime, decision: ReviewDecision, note: str
) -> DenialReview:
    """Say what the Directorate thinks of a tacit denial a change puts in question; it stays.

    Raises NotAllowed, ChangeDecided, ChangeIncomplete, DenialReview.DoesNotExist.
    """
    user = require_duty(by, DIRECTORATE_DUTIES, on=local_date(at))
    with transaction.atomic(durable=True):
        review = DenialReview.objects.select_for_update().get(pk=pk)
        if review.decision:
            raise ChangeDecided
        if not note.strip():
            raise ChangeIncomplete({"note": _("Escriba por qué.")})
        review.decision, review.note = decision, note.strip()
        review.decided_by, review.decided_at = user, at
        review.save(update_fields=["decision", "note", "decided_by", "decided_at"])
    return review


def _wake() -> None:
    current_app.send_task(SOON, retry=False, expires=55)


def _recount_after(change: CalendarChange) -> Recount:
    return Recount(closed_days_after(change), label=f"cambio {change.pk}")


def _move_batch(
    recount: Recount, waiting: list[Move], change: CalendarChange, *, at: datetime
) -> int:
    keys = {move.info_request_id for move in waiting}
    with one_transaction():
        named = InformationRequest.objects.filter(pk__in=keys).values("pk")
        rows = lock_some(named, len(keys))
        if not rows:
            return 0
        prefetch_related_objects(list(rows.values()), "institution")
        # Read again under the locks: an answer may have closed one of them.
        moves = recount.moves(running_terms().filter(info_request__in=rows))
        if moves:
            move_terms(rows, moves, change, at=at)
    return len(moves)
