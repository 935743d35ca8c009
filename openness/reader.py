"""Reading the histories for followers: every fact once, however late it was committed.

There is no global cursor. A number drawn from a sequence says nothing of when its transaction
commits, so "everything after the last I saw" loses whatever commits late. Here the cursor is one
per request (`ReadUpTo`), over the history's own `sequence`: acts write history under the
request's lock, so within one request the fact n + 1 cannot commit before the fact n. A request
whose `events_count` is beyond its cursor has something to tell; one that is not, has not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from openness.following import mailing
from openness.models import Line, Mailing, ReadUpTo, Subscription
from openness.states import MailKind, TopicKind
from openness.topics import filters_of
from requests_app.history import INNER_KINDS
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.public_list import keys_matching

BATCH = 200


def read_followed(*, at: datetime) -> int:
    """Read the requests that somebody follows one by one; return how many had news."""
    followed = Subscription.objects.confirmed().filter(topic=TopicKind.REQUEST)
    return _read(_behind().filter(pk__in=followed.values("info_request")), at=at)


def read_everything(*, at: datetime) -> int:
    """Read every request, for those who follow institutions and searches; return how many had
    news. Without such followers there is nothing to read for."""
    if not _of_lists().exists():
        return 0
    return _read(_behind(), at=at)


def _of_lists() -> QuerySet[Subscription]:
    return Subscription.objects.confirmed().exclude(topic=TopicKind.REQUEST)


def _behind() -> QuerySet[InformationRequest]:
    # Annotated first: compared straight away, the join would leave out what was never read.
    requests = InformationRequest.objects.annotate(read=Coalesce(F("read_up_to__sequence"), 0))
    return requests.filter(events_count__gt=F("read")).order_by("pk")


def _read(behind: QuerySet[InformationRequest], *, at: datetime) -> int:
    count, last = 0, 0
    while batch := dict(behind.filter(pk__gt=last).values_list("pk", "events_count")[:BATCH]):
        last = max(batch)
        count += len(batch)
        with transaction.atomic(durable=True):
            _take(batch, at=at)
    return count


def _take(batch: dict[int, int], *, at: datetime) -> None:
    """Write, in one transaction, who must hear of the news and how far they were read.

    The length of each history was read before its facts, so all of them up to it are seen. Two
    workers at once, or one killed half-way, write the same lines: conflicts are ignored.
    """
    events = list(_news(batch))
    # In this order: of what one address follows, the closest wins.
    lines = [*_of_requests(events), *_of_institutions(events), *_of_searches(events)]
    Line.objects.bulk_create(lines, ignore_conflicts=True)
    _mail_at_once(batch, at=at)
    ReadUpTo.objects.bulk_create(
        [ReadUpTo(info_request_id=key, sequence=length) for key, length in batch.items()],
        update_conflicts=True,
        unique_fields=["info_request"],
        update_fields=["sequence"],
    )


def _news(batch: dict[int, int]) -> QuerySet[TimelineEvent]:
    """Return the facts not read yet that somebody could want: where nobody follows the request
    itself, none older than every follower of lists."""
    oldest = _of_lists().aggregate(oldest=Min("confirmed_at"))["oldest"]
    followed = Subscription.objects.confirmed().filter(info_request__in=batch)
    wanted = Q(info_request__in=followed.values("info_request"))
    if oldest is not None:
        wanted |= Q(recorded_at__gte=oldest)
    read = Coalesce(F("info_request__read_up_to__sequence"), 0)
    of_batch = TimelineEvent.objects.annotate(read=read).filter(info_request__in=batch)
    events = of_batch.filter(wanted, sequence__gt=F("read"))
    return events.exclude(kind__in=INNER_KINDS).order_by("pk")


def _of_requests(events: Sequence[TimelineEvent]) -> Iterator[Line]:
    followers = _grouped(
        "info_request_id",
        Subscription.objects.confirmed().filter(
            info_request__in={event.info_request_id for event in events}
        ),
    )
    for event in events:
        for subscription in followers[event.info_request_id]:
            if event.sequence > subscription.from_sequence:
                yield _line(subscription, event)


def _of_institutions(events: Sequence[TimelineEvent]) -> Iterator[Line]:
    followers = _grouped(
        "institution_id",
        Subscription.objects.confirmed().filter(
            institution__in={event.institution_id for event in events}
        ),
    )
    for event in events:
        yield from _since_confirmed(followers[event.institution_id], event)


def _of_searches(events: Sequence[TimelineEvent]) -> Iterator[Line]:
    if not events:
        return
    keys = {event.info_request_id for event in events}
    searches = Subscription.objects.confirmed().filter(topic=TopicKind.SEARCH)
    for query, followers in _grouped("query", searches).items():
        matching = keys_matching(filters_of(query), among=keys)
        for event in events:
            if event.info_request_id in matching:
                yield from _since_confirmed(followers, event)


def _grouped(
    field: str, subscriptions: QuerySet[Subscription]
) -> defaultdict[Any, list[Subscription]]:
    grouped: defaultdict[Any, list[Subscription]] = defaultdict(list)
    for subscription in subscriptions.order_by("pk"):
        grouped[getattr(subscription, field)].append(subscription)
    return grouped


def _since_confirmed(followers: Collection[Subscription], event: TimelineEvent) -> Iterator[Line]:
    for subscription in followers:
        if subscription.confirmed_at and event.recorded_at >= subscription.confirmed_at:
            yield _line(subscription, event)


def _line(subscription: Subscription, event: TimelineEvent) -> Line:
    return Line(follower_id=subscription.follower_id, subscription=subscription, event=event)


def _mail_at_once(batch: dict[int, int], *, at: datetime) -> None:
    """Prepare one mail for each fact of a request that is followed itself."""
    lines = Line.objects.filter(
        mailing=None, subscription__topic=TopicKind.REQUEST, event__info_request__in=batch
    )
    for line in lines.select_related("subscription").order_by("event"):
        mail = mailing(line.subscription, MailKind.EVENT, f"event:{line.event_id}", at=at)
        Mailing.objects.bulk_create([mail])
        line.mailing = mail
        line.save(update_fields=["mailing"])
