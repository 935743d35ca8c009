"""What the pages of a demonstration say about it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from demo import loading, portions, progress


def demonstration(request: HttpRequest) -> dict[str, object]:
    """Context processor, only in a demonstration: `demonstration` with `loading` (a percentage or
    None), `tracking_code`, and `examples` of requests to follow with it, asked for when used."""
    return {
        "demonstration": {
            "loading": progress.published(),
            "tracking_code": portions.TRACKING_CODE,
            "examples": SimpleLazyObject(loading.examples),
        }
    }
