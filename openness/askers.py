"""Telling apart those who ask from one day's others, without writing down who they are."""

import hmac
from datetime import date

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def asker_key(request: HttpRequest, *, on: date) -> str:
    """Return a keyed digest of the client's address on that day; empty when it has none.

    Another day gives another key, so what one person does cannot be followed.
    """
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return ""
    message = f"asker:{on.isoformat()}:{address}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256").hex()
