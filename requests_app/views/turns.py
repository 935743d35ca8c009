"""Where a page asks whether what was sent must wait for its turn."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.timezone import now

from requests_app import throttle
from requests_app.throttle import Limit, Wait

# The field in which a page carries the turn it was given.
FIELD = "turn"


def wait_for(request: HttpRequest, limit: Limit, *, of: str) -> Wait | None:
    """Return how long the sender must wait before `of` is done, or None to do it now."""
    turn = request.POST.get(FIELD, "")
    sealed = hashlib.sha256(of.encode()).hexdigest()
    return throttle.wait_for(limit, _network(request), of=sealed, turn=turn, at=now())


def count(request: HttpRequest, limit: Limit) -> None:
    """Note that the sender did it once more."""
    throttle.count(limit, _network(request), at=now())


def _network(request: HttpRequest) -> str:
    """Return the keyed name of the sender's network, as seen through the trusted proxies."""
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        address = ""
    return throttle.network_of(address)
