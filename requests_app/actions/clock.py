"""What the passing of time does: silence becomes denial, appeals lapse.

Every sweep asks what is due before a day, never what happened since yesterday: run twice, late
or by two workers it leaves what one timely run would have left.
"""

from datetime import date, datetime

from django.db.models import prefetch_related_objects

from law.terms import TermKind
from requests_app.actions.base import lock_some, locked, one_transaction
from requests_app.actions.recounting import still_overdue
from requests_app.actions.silence import deny_by_silence, lapse, open_appeal_of
from requests_app.errors import TermStillRunning, WrongStage
from requests_app.models import Reconsideration, Term

BATCH = 200


def declare_tacit_denials(*, on: date, at: datetime, batch: int = BATCH) -> list[str]:
    """Deny by silence every request whose term to answer ended before `on` (art. 20).

    The denial takes effect the day after the due date, however late the sweep runs, and opens
    the remedies from the due date. Works in transactions of `batch` requests; rows another
    worker holds are left to it. Returns the numbers of the requests denied.
    """
    denied: list[str] = []
    while (numbers := _deny_batch(on=on, at=at, batch=batch)) is not None:
        denied += numbers
    return denied


def _deny_batch(*, on: date, at: datetime, batch: int) -> list[str] | None:
    """Deny one batch; None when there was nothing left to lock."""
    with one_transaction():
        past_due = Term.objects.running(TermKind.ANSWER).due_before(on)
        rows = lock_some(past_due.values("info_request"), batch)
        if not rows:
            return None
        prefetch_related_objects(list(rows.values()), "institution")
        # Read again under the locks: an answer may have won the race to them.
        terms = past_due.filter(info_request__in=rows)
        overdue = [
            (rows[term.info_request_id], term)
            for term in terms.select_related("institution", "calendar_version")
        ]
        silent = still_overdue(overdue, on=on, at=at)
        deny_by_silence(silent, at=at)
    return [info_request.number for info_request, _ in silent]


def lapse_reconsiderations(*, on: date, at: datetime) -> list[str]:
    """Close every appeal whose term to decide ended before `on`: silence keeps the denial (T8).

    Returns the numbers of their requests.
    """
    overdue = Term.objects.running(TermKind.RECONSIDERATION_DECISION).due_before(on)
    numbers = list(overdue.order_by("due_on", "pk").values_list("info_request__number", flat=True))
    lapsed = []
    for number in numbers:
        try:
            lapse_reconsideration(number, on=on, at=at)
        except (TermStillRunning, WrongStage):
            # Decided, or lapsed by another worker, since the list was read.
            continue
        lapsed.append(number)
    return lapsed


def lapse_reconsideration(number: str, *, on: date, at: datetime) -> Reconsideration:
    """Close one appeal by silence. Raises TermStillRunning, WrongStage, UnknownRequest."""
    with locked(number) as info_request:
        appeal = open_appeal_of(info_request)
        term = info_request.terms.running(TermKind.RECONSIDERATION_DECISION).get()
        if term.due_on >= on:
            raise TermStillRunning
        lapse(info_request, appeal, term, at=at)
    return appeal
