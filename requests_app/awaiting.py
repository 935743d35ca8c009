"""What was decided or asked of a person who has yet to be told it in person (T12)."""

from __future__ import annotations

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from requests_app.models import InformationRequest, InPersonNotice, NoticeBounce, TimelineEvent
from requests_app.states import EventKind, NotifyBy

# What makes somebody come to the counter; the rest can wait until they do.
WORTH_COMING = (
    EventKind.CLARIFICATION_ASKED,
    EventKind.FORWARDED,
    EventKind.MOVED_TO_SUCCESSOR,
    EventKind.ANSWERED,
    EventKind.ANSWERED_LATE,
    EventKind.DENIED,
    EventKind.TACITLY_DENIED,
    EventKind.FILES_DELIVERED,
    EventKind.RECONSIDERATION_UPHELD,
    EventKind.RECONSIDERATION_REJECTED,
    EventKind.RECONSIDERATION_LAPSED,
    EventKind.COURT_COMPLIED,
)
DECISIONS = (
    EventKind.ANSWERED,
    EventKind.ANSWERED_LATE,
    EventKind.DENIED,
    EventKind.RECONSIDERATION_UPHELD,
    EventKind.COURT_COMPLIED,
)


def waiting_at_the_counter(
    requests: QuerySet[InformationRequest],
) -> QuerySet[InformationRequest]:
    """Return those whose requester is to be told something in person: they chose the office, or
    a notice came back and nobody has told them since."""
    told = InPersonNotice.objects.filter(info_request=OuterRef("pk")).order_by()
    last = told.values("info_request").annotate(last=Max("last_sequence")).values("last")
    events = TimelineEvent.objects.filter(
        info_request=OuterRef("pk"),
        kind__in=WORTH_COMING,
        sequence__gt=OuterRef("told_until"),
    )
    returned = NoticeBounce.objects.unsettled().filter(info_request=OuterRef("pk"))
    chose_office = Q(Exists(events), requester__notify_by=NotifyBy.OFFICE)
    until = Coalesce(Subquery(last), Value(0))
    return requests.annotate(told_until=until).filter(chose_office | Q(Exists(returned)))


def waiting_events(info_request: InformationRequest) -> list[TimelineEvent]:
    """Return the facts the person has yet to be told in person, oldest first."""
    told = info_request.in_person_notices.aggregate(last=Max("last_sequence"))["last"] or 0
    events = info_request.timeline.filter(sequence__gt=told).order_by("sequence")
    if info_request.requester.notify_by == NotifyBy.OFFICE:
        return list(events.filter(kind__in=WORTH_COMING))
    returned = info_request.bounces.unsettled().values("sequence")
    return list(events.filter(sequence__in=returned))


def awaits_decision(info_request: InformationRequest) -> bool:
    """Say whether a decision on the request has not been notified to who asked, so that no term
    to fight it has begun against them."""
    return any(event.kind in DECISIONS for event in waiting_events(info_request))
