"""Finding whom to ask by what is asked: the institutions to which others asked the same."""

from __future__ import annotations

from django.db.models import Count

from offices.models import Institution
from requests_app.models import InformationRequest
from requests_app.search.engine import MOST_RANKED, newest
from requests_app.search.speller import understand

MOST_SHOWN = 5


def asked_about(topic: str) -> list[tuple[Institution, int]]:
    """Return up to five living institutions with published requests that say `topic`, and how
    many of the newest 500 such requests each has; the most asked first."""
    said = newest(InformationRequest.objects.all(), understand(topic)).values("pk")[:MOST_RANKED]
    rows = InformationRequest.objects.filter(pk__in=said, institution__is_active=True)
    counted = dict(
        rows.values_list("institution")
        .annotate(n=Count("pk"))
        .order_by("-n", "institution")[:MOST_SHOWN]
    )
    institutions = Institution.objects.in_bulk(counted)
    return [(institutions[key], number) for key, number in counted.items()]
