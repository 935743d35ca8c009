"""Beginning and ending to follow: asked by anyone, confirmed only by who owns the address."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

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
        found, _made = Follower.objects.get_or_create(email=email.strip().lower())
        follower = Follower.objects.select_for_update().get(pk=found.pk)
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
    with transaction.atomic(durable=True):
        subscription = Subscription.objects.filter(key=key).first()
        if subscription is None:
            return
        follower = Follower.objects.select_for_update().get(pk=subscription.follower_id)
        subscription.delete()
        if not follower.subscriptions.exists():
            follower.delete()


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what nobody confirmed in seven days, with its address; return how many."""
    with transaction.atomic(durable=True):
        old = Subscription.objects.filter(
            confirmed_at=None, asked_at__lte=at - KEPT_UNCONFIRMED
        ).select_for_update()
        forgotten = list(old.values_list("pk", "follower_id"))
        Subscription.objects.filter(pk__in=[pk for pk, _follower in forgotten]).delete()
        followers = {follower for _pk, follower in forgotten}
        Follower.objects.filter(pk__in=followers, subscriptions=None).delete()
    return len(forgotten)


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
