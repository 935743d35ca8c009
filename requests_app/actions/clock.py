"""What the passing of time does: silence becomes denial, appeals lapse, notices fall due.

Every sweep asks what is due before a day, never what happened since yesterday: run twice, late
or by two workers it leaves what one timely run would have left.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from accounts.actors import SYSTEM
from law.rules import rules_on
from law.terms import TermKind, court_term, reconsideration_term
from requests_app import timeline
from requests_app.actions.base import acting_on, calendar_of, lock_some, one_transaction
from requests_app.errors import TermStillRunning, WrongStage
from requests_app.models import InformationRequest, Reconsideration, Term
from requests_app.states import EventKind, ReconsiderationStage, TermEnd
from requests_app.timeline import Composed

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
        locked = lock_some(past_due.values("info_request"), batch)
        if not locked:
            return None
        # Read again under the locks: an answer may have won the race to them.
        overdue = list(
            Term.objects.running(TermKind.ANSWER)
            .due_before(on)
            .filter(info_request__in=locked)
            .select_related("institution", "calendar_version")
        )
        composed = [_deny_one(locked[term.info_request_id], term, at=at) for term in overdue]
        if composed:
            _save_denials(locked, overdue, composed, on=on)
    return [locked[term.info_request_id].number for term in overdue]


def _deny_one(info_request: InformationRequest, term: Term, *, at: datetime) -> Composed:
    silence = rules_on(term.starts_on).tacit_denial
    effective_on = term.due_on + timedelta(days=silence.value)
    info_request.declare_tacit_denial(effective_on=effective_on)
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
    )


def _save_denials(
    locked: dict[int, InformationRequest],
    overdue: Sequence[Term],
    composed: list[Composed],
    *,
    on: date,
) -> None:
    denied = [locked[term.info_request_id] for term in overdue]
    InformationRequest.objects.bulk_update(
        denied, ["stage", "tacitly_denied_on", "events_count", "chain_head"]
    )
    Term.objects.filter(pk__in=[term.pk for term in overdue]).close(on=on, ended_as=TermEnd.LAPSED)
    Term.objects.bulk_create(
        remedy
        for term, info_request in zip(overdue, denied, strict=True)
        for remedy in _remedies(info_request, term)
    )
    timeline.record_batch(composed)


def _remedies(info_request: InformationRequest, term: Term) -> list[Term]:
    calendar = calendar_of(term.institution)
    return [
        Term.of(info_request, count(term.due_on, calendar.days), version=calendar.version)
        for count in (reconsideration_term, court_term)
    ]


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
    with acting_on(number) as info_request:
        term = info_request.terms.running(TermKind.RECONSIDERATION_DECISION).first()
        appeal = info_request.reconsiderations.filter(stage=ReconsiderationStage.FILED).first()
        if term is None or appeal is None:
            raise WrongStage
        if term.due_on >= on:
            raise TermStillRunning
        lapsed_on = term.due_on + timedelta(days=1)
        appeal.lapse(on=lapsed_on)
        appeal.save(update_fields=["stage", "closed_on"])
        term.closed_on, term.ended_as = on, TermEnd.LAPSED
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
    return appeal
