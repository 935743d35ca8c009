"""What the pages of a demonstration say about it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from demo import loading, people, progress


def demonstration(request: HttpRequest) -> dict[str, object]:
    """Context processor, only in a demonstration: `demonstration` with `loading` (a percentage or
    None), `tracking_code`, `password`, and `people` and `examples`, asked for when used."""
    return {
        "demonstration": {
            "loading": progress.published(),
            "tracking_code": loading.TRACKING_CODE,
            "password": people.PASSWORD,
            "people": SimpleLazyObject(people.users_to_try),
            "examples": SimpleLazyObject(loading.examples),
        }
    }
