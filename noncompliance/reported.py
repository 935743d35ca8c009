"""How many files there were in a month, of the whole State: all that a report may say of them."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from look.figures.periods import month_after
from noncompliance.models import NonComplianceFile

_DAYS = {
    "expedientes_notificados": "notified_on",
    "sumarios_ordenados": "inquiry_ordered_on",
    "expedientes_con_resultado": "outcome_on",
    "expedientes_cerrados": "closed_on",
}


def counts_of_month(month: date) -> dict[str, int]:
    """Return how many files were notified, and what became of notified ones, in that month.

    Before the notice a file is nobody's but the Directorate's: it is not counted. One query.
    """
    counts = {
        key: Count("pk", filter=Q(**{f"{day}__gte": month, f"{day}__lt": month_after(month)}))
        for key, day in _DAYS.items()
    }
    counted: dict[str, int] = NonComplianceFile.objects.exclude(notified_on=None).aggregate(
        **counts
    )
    return counted
