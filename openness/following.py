"""Beginning and ending to follow: asked by anyone, confirmed only by who owns the address."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from openness.models import Follower, Mailing, Subscription
from openness.states import MailKind
from openness.topics import Topic
from requests_app.models import InformationRequest

KEPT_UNCONFIRMED = timedelta(days=7)
_A_DAY = timedelta(days=1)
# An address whose owner never asked receives no more than these, whoever tries.
CONFIRMATIONS_A_DAY = 3
MOST_TOPICS = 100
# From one place, in one day.
ASKED_A_DAY = 30


def ask_to_follow(topic: Topic, *, email: str, asker_key: str, at: datetime) -> None:
    """Keep the wish to follow and prepare its confirmation.

    Says nothing of what it did: who already follows, who asked too often and who asks for the
    first time cannot be told apart from outside.
    """
    with transaction.atomic(durable=True):
        if _asked_too_much(asker_key):
            return
        follower = _locked_follower(email.strip().lower())
        if follower.subscriptions.count() >= MOST_TOPICS:
            return
        subscription, _made = Subscription.objects.get_or_create(
            follower=follower,
            topic_key=topic.key,
            defaults={
                "topic": topic.kind,
                "info_request_id": topic.info_request_id,
                "institution_id": topic.institution_id,
                "query": topic.query,
                "asker_key": asker_key,
                "asked_at": at,
            },
        )
        if subscription.confirmed_at is None and _may_write_again(follower, at):
            # The seven days to confirm count from the last time it was asked.
            subscription.asked_at = at
            subscription.save(update_fields=["asked_at"])
            turn = subscription.mailings.count() + 1
            mailing(subscription, MailKind.CONFIRMATION, f"ask:{turn}", at=at).save()


def confirm(key: uuid.UUID, *, at: datetime) -> Subscription | None:
    """Begin to tell; confirming twice is confirming once. None when it was forgotten by then.

    The request is locked meanwhile: a fact is either in its history already, and seen on its
    page, or comes after and is told.
    """
    with transaction.atomic(durable=True):
        subscription = Subscription.objects.select_for_update().filter(key=key).first()
        if subscription is None or subscription.confirmed_at is not None:
            return subscription
        if subscription.info_request_id is not None:
            locked = InformationRequest.objects.select_for_update()
            followed = locked.get(pk=subscription.info_request_id)
            subscription.from_sequence = followed.events_count
        # Who confirms has shown good faith: from where it was asked no longer matters.
        subscription.confirmed_at, subscription.asker_key = at, ""
        subscription.save(update_fields=["confirmed_at", "from_sequence", "asker_key"])
    return subscription


def leave(key: uuid.UUID) -> None:
    """Stop telling, and forget the address if it follows nothing else. Leaving twice is leaving."""
    subscription = Subscription.objects.filter(key=key).first()
    if subscription is not None:
        _end(subscription.follower_id, Q(pk=subscription.pk))


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what nobody confirmed in seven days, with its address; return how many addresses."""
    old = Q(confirmed_at=None, asked_at__lte=at - KEPT_UNCONFIRMED)
    followers = Subscription.objects.filter(old).values_list("follower", flat=True).distinct()
    for follower_id in (found := list(followers)):
        _end(follower_id, old)
    return len(found)


def _end(follower_id: int, which: Q) -> None:
    """End some subscriptions of an address, and forget it when none is left.

    Its row is locked first, as by who asks: nobody begins to follow something in between.
    """
    with transaction.atomic(durable=True):
        follower = Follower.objects.select_for_update().filter(pk=follower_id).first()
        if follower is None:
            return
        follower.subscriptions.filter(which).delete()
        if not follower.subscriptions.exists():
            follower.delete()


def mailing(
    subscription: Subscription, kind: MailKind, source_key: str, *, at: datetime
) -> Mailing:
    """Return a mail to send, not saved yet."""
    # Drawn, not numbered: after a restore the same number may belong to another message.
    host = urlsplit(settings.PUBLIC_URL).hostname
    return Mailing(
        subscription=subscription,
        kind=kind,
        source_key=source_key,
        message_id=f"<aip-seguir-{uuid.uuid4().hex}@{host}>",
        created_at=at,
        next_attempt_at=at,
    )


def _locked_follower(email: str) -> Follower:
    """Return the row of that address, locked; made again if it was being forgotten just then."""
    while True:
        found, _made = Follower.objects.get_or_create(email=email)
        locked = Follower.objects.select_for_update().filter(pk=found.pk).first()
        if locked is not None:
            return locked


def _asked_too_much(asker_key: str) -> bool:
    # The key is another one every day, so no date is asked.
    return bool(asker_key) and (
        Subscription.objects.filter(asker_key=asker_key).count() >= ASKED_A_DAY
    )


def _may_write_again(follower: Follower, at: datetime) -> bool:
    sent = Mailing.objects.filter(
        subscription__follower=follower,
        kind=MailKind.CONFIRMATION,
        created_at__gt=at - _A_DAY,
    )
    return sent.count() < CONFIRMATIONS_A_DAY
