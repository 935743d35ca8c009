"""How the pages of this room find a request: only the ones followed here, only the Directorate."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from off_system.tracking import followed


def found_or_404(number: str) -> Any:
    """Return a request followed here, with what `tracking.followed` says of it. Raises Http404."""
    rows = followed(on=localdate()).select_related("institution", "first_institution")
    return get_object_or_404(rows, number=number)
