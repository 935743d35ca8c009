"""Slows down a network that asks too fast, and never stops it (Decreto 4064/2015, art. 25).

Above a limit a person waits some seconds for their turn and goes on; what they sent is kept
meanwhile. Only counts of networks are held, under a keyed hash, for as long as they matter.
"""

from __future__ import annotations

import hmac
import ipaddress
import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.cache import cache

logger = logging.getLogger(__name__)

SALT = "requests_app.throttle"
# Who shares a network: a provider's customers behind few addresses, or one home's many.
_PREFIX_BITS = {4: 24, 6: 56}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds pass at once; the next ones wait `wait_seconds`."""

    name: str
    most: int
    seconds: int
    wait_seconds: int


# Generous: behind one address of a telephone company there may be a whole town.
FILINGS = Limit("filings", most=60, seconds=600, wait_seconds=20)
WRONG_CODES = Limit("wrong-codes", most=30, seconds=600, wait_seconds=20)
UPLOADS = Limit("uploads", most=200, seconds=600, wait_seconds=20)


@dataclass(frozen=True, slots=True)
class Wait:
    """How many seconds are left, and the sealed turn to send again when they have passed."""

    seconds: int
    turn: str


def network_of(address: str) -> str:
    """Return a name for the network of an IP address that does not tell which it is.

    Whatever is no address is a network of its own.
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        network = "unknown"
    else:
        bits = _PREFIX_BITS[known.version]
        network = str(ipaddress.ip_network((known, bits), strict=False))
    key = f"{SALT}:{settings.SECRET_KEY}".encode()
    return hmac.digest(key, network.encode(), "sha256").hex()[:32]


def count(limit: Limit, network: str, *, at: datetime) -> None:
    """Note that it happened once more. A cache that is down notes nothing and stops nobody."""
    key = _key(limit, network, at)
    try:
        if not cache.add(key, 1, timeout=limit.seconds):
            cache.incr(key)
    except Exception:  # whatever a cache may raise, a person's right does not depend on it
        logger.warning("the cache does not count", exc_info=True)


def wait_for(limit: Limit, network: str, *, of: str, turn: str, at: datetime) -> Wait | None:
    """Return how long this sending must wait, or None if it may go on.

    `of` says what is sent, so that a turn serves for nothing else; `turn` is what the page
    carried, empty the first time.
    """
    if not _is_over(limit, network, at):
        return None
    opens_at = _opens_at(turn, limit, of)
    if opens_at is None:
        opens_at = int(at.timestamp()) + limit.wait_seconds
        turn = signing.Signer(salt=SALT).sign_object([limit.name, of, opens_at])
    left = opens_at - int(at.timestamp())
    return Wait(left, turn) if left > 0 else None


def _is_over(limit: Limit, network: str, at: datetime) -> bool:
    try:
        counted = cache.get(_key(limit, network, at), 0)
    except Exception:  # as above
        logger.warning("the cache does not count", exc_info=True)
        return False
    return int(counted) >= limit.most


def _opens_at(turn: str, limit: Limit, of: str) -> int | None:
    try:
        name, subject, opens_at = signing.Signer(salt=SALT).unsign_object(turn)
    except (signing.BadSignature, ValueError):
        return None
    return int(opens_at) if (name, subject) == (limit.name, of) else None


def _key(limit: Limit, network: str, at: datetime) -> str:
    return f"throttle:{limit.name}:{network}:{int(at.timestamp()) // limit.seconds}"
