"""Where a paper is verified."""

from django.conf import settings
from django.urls import reverse


def address_of(key: str) -> str:
    """Return the address that verifies the paper with that key, as printed and as encoded."""
    return f"{settings.PUBLIC_URL}{reverse('papers:check', args=[key])}"
