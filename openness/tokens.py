"""The secrets in the links of a mail: derived when needed and kept nowhere."""

import hmac
from enum import StrEnum
from uuid import UUID

from django.conf import settings

TOKEN_LENGTH = 48  # hexadecimal digits: 192 bits


class Purpose(StrEnum):
    """What a link does; the token of one does not open the other."""

    CONFIRM = "confirm"
    LEAVE = "leave"


def token_for(purpose: Purpose, key: UUID) -> str:
    """Return the token for one subscription's link."""
    message = f"openness:{purpose.value}:{key}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256").hex()[:TOKEN_LENGTH]


def opens(token: str, purpose: Purpose, key: UUID) -> bool:
    """Say, in constant time, whether `token` is that of the link."""
    return hmac.compare_digest(token.encode(), token_for(purpose, key).encode())
