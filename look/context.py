"""Values every template may use."""

from datetime import date
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localdate


class Site(TypedDict):
    """`demo`: the data are fictional and every page must say so; `today`: the local date."""

    demo: bool
    today: date


def site(request: HttpRequest) -> Site:
    """Context processor: what the page frame needs and no view should have to pass."""
    return {"demo": bool(settings.DEMO), "today": localdate()}
