"""Which requests belong to the Directorate's figures: each definition once, as a condition.

A request is late while its institution owes an answer it no longer gives in time: open past its
due date, or denied by silence and not answered since. A tacit denial is counted from the day it
took effect, and stays counted if an answer came later (Ley 5282/2014, art. 20). The in-term rate
looks at due dates that have passed; what was withdrawn in time is left out.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from law.terms import TermKind
from requests_app.models import CourtCase, InformationRequest, Reconsideration
from requests_app.states import OPEN_STAGES, CourtStage, ReconsiderationStage, Stage

ONE_DAY = timedelta(days=1)
LATE_REGISTRATION = timedelta(days=2)
DECIDED = (
    ReconsiderationStage.UPHELD,
    ReconsiderationStage.REJECTED,
    ReconsiderationStage.LAPSED,
)

Requests = QuerySet[InformationRequest]
OPEN = Q(stage__in=OPEN_STAGES)


def with_term(requests: Requests) -> Requests:
    """Give each request the `due_on` of its answer term in force, of which it has exactly one,
    and `owed_by_id`: in whose hands that term runs, or ended. A successor that takes a request
    over when its term has ended inherits the work, and not the figures."""
    joined: Requests = requests.filter(terms__kind=TermKind.ANSWER, terms__replaced_by=None)
    # As annotations, because a second filter on `terms` would join the table once more.
    return joined.annotate(due_on=F("terms__due_on"), owed_by_id=F("terms__institution_id"))


def due_today(on: date) -> Q:
    """Open, and their last day is `on`."""
    return OPEN & Q(due_on=on)


def late(on: date) -> Q:
    """Open past the due date, or denied by silence and not answered since."""
    return (OPEN & Q(due_on__lt=on)) | Q(stage=Stage.TACITLY_DENIED)


def declared(since: date, until: date) -> Q:
    """Tacit denials the sweep declared with effect from one day to another, both included."""
    return Q(tacitly_denied_on__gte=since, tacitly_denied_on__lte=until)


def overtaken(since: date, until: date) -> Q:
    """Tacit denials of those days that an act overtook before the sweep declared them.

    Silence denies by itself: an answer or a withdrawal after the due date came after a denial.
    """
    acted = Q(answered_on__gt=F("due_on")) | Q(withdrawn_on__gt=F("due_on"))
    # The denial takes effect the day after the due date.
    due = Q(due_on__gte=since - ONE_DAY, due_on__lte=until - ONE_DAY)
    return Q(tacitly_denied_on=None) & due & acted


def silent(since: date, until: date) -> Q:
    """Tacit denials that took effect from one day to another, both included."""
    return declared(since, until) | overtaken(since, until)


def fell_due(since: date, on: date) -> Q:
    """Due dates from `since` that passed before `on`; what was withdrawn in time is left out."""
    in_force = Q(withdrawn_on=None) | Q(withdrawn_on__gt=F("due_on"))
    return in_force & Q(due_on__gte=since, due_on__lt=on)


def in_term(since: date, on: date) -> Q:
    """Of those that fell due, the answered or denied in time."""
    return fell_due(since, on) & Q(answered_on__lte=F("due_on"))


def answered(since: date, until: date) -> Q:
    """First final answers from one day to another, both included."""
    return Q(answered_on__gte=since, answered_on__lte=until)


def registered_late() -> Q:
    """An office wrote it down more than two days after the date it says it was presented (T11)."""
    return Q(registration__registered_on__gt=F("presented_on") + LATE_REGISTRATION)


def appealed(since: date, until: date) -> Q:
    """A reconsideration was filed from one day to another, both included (art. 21)."""
    return _one_of(Reconsideration.objects.filter(filed_on__gte=since, filed_on__lte=until))


def decided(since: date, until: date, stages: tuple[ReconsiderationStage, ...] = DECIDED) -> Q:
    """A reconsideration ended so from one day to another, both included (art. 21).

    The silence of who had to decide is a decision too: it ends the appeal.
    """
    ended = Reconsideration.objects.filter(closed_on__gte=since, closed_on__lte=until)
    return _one_of(ended.filter(stage__in=stages))


def ordered(since: date, until: date) -> Q:
    """A judge ordered the information delivered from one day to another (art. 23)."""
    orders = (CourtStage.ORDERED, CourtStage.COMPLIED)
    ruled = CourtCase.objects.filter(ruled_on__gte=since, ruled_on__lte=until)
    return _one_of(ruled.filter(stage__in=orders))


def _one_of(rows: QuerySet[Reconsideration] | QuerySet[CourtCase]) -> Q:
    # Not a join: a request with two appeals is one request.
    return Q(pk__in=rows.values("info_request"))
