"""Giving a person a calendar address, taking it back, and telling whether one still opens."""

from __future__ import annotations

import hmac
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import User
from casework.models import CalendarFeed

TOKEN_LENGTH = 48  # hexadecimal digits: 192 bits


def give_address(user: User, *, only_own: bool, at: datetime) -> CalendarFeed:
    """Give `user` a new calendar address; the one they had opens nothing any more."""
    with transaction.atomic():
        take_back(user, at=at)
        return CalendarFeed.objects.create(user=user, only_own=only_own, made_at=at)


def take_back(user: User, *, at: datetime) -> None:
    """Revoke the address of `user`, if they have one."""
    CalendarFeed.objects.visible_to(user).in_use().update(revoked_at=at)


def feed_for(key: UUID, token: str) -> CalendarFeed | None:
    """Return the feed that an address opens: in use, of somebody who may still sign in."""
    if not any(
        hmac.compare_digest(token.encode(), _token(key, secret).encode()) for secret in _secrets()
    ):
        return None
    in_use = CalendarFeed.objects.in_use().filter(user__is_active=True)
    return in_use.select_related("user").filter(key=key).first()


def token_of(feed: CalendarFeed) -> str:
    """Return the secret part of the address, derived when needed and kept nowhere."""
    return _token(feed.key, settings.SECRET_KEY)


def _secrets() -> list[str]:
    # Former keys open too: a calendar programme does not learn a new address by itself.
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _token(key: UUID, secret: str) -> str:
    message = f"casework:calendar:{key}".encode()
    return hmac.digest(secret.encode(), message, "sha256").hex()[:TOKEN_LENGTH]
