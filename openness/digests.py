"""The daily digests of those who follow institutions and searches."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from offices.calendars import local_date
from openness.following import mailing
from openness.models import DigestDay, Line, Mailing, Subscription
from openness.reader import read_everything
from openness.states import MailKind, TopicKind

# Local hour: when people read their mail, and after every sweep of the night.
FIRST_HOUR = 7


def prepare_digests(*, at: datetime) -> int:
    """Prepare, once each local day from seven on, one mail for each subscription with news.

    Return how many. Killed half-way it begins again: what was prepared stays as it is.
    """
    on = local_date(at)
    if localtime(at).hour < FIRST_HOUR or DigestDay.objects.filter(on=on).exists():
        return 0
    read_everything(at=at)
    waiting = Line.objects.filter(mailing=None).exclude(subscription__topic=TopicKind.REQUEST)
    keys = waiting.order_by("subscription").values_list("subscription", flat=True).distinct()
    made = sum(_prepare(key, on=on, at=at) for key in list(keys))
    DigestDay.objects.get_or_create(on=on)
    return made


def _prepare(subscription_id: int, *, on: date, at: datetime) -> bool:
    with transaction.atomic(durable=True):
        locked = Subscription.objects.select_for_update().filter(pk=subscription_id)
        subscription = locked.first()
        if subscription is None:
            return False
        digest = mailing(subscription, MailKind.DIGEST, f"digest:{on.isoformat()}", at=at)
        Mailing.objects.bulk_create([digest], ignore_conflicts=True)
        # Whatever is not in a digest that already left waits for tomorrow's.
        kept = subscription.mailings.filter(source_key=digest.source_key, attempts=0).first()
        if kept is None:
            return False
        taken = Line.objects.filter(subscription=subscription, mailing=None).update(mailing=kept)
    return taken > 0
