"""How urgent an answer is, in business days left: found by dates, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from law.calendar import BusinessCalendar

SOON_DAYS, NEXT_DAYS = 3, 7


class Bucket(models.TextChoices):
    """How urgent an answer is, in business days left; the values are seen in addresses."""

    LATE = "vencidas", _("Vencidas")
    TODAY = "hoy", _("Vencen hoy")
    SOON = "1-3", _("En 1 a 3 días hábiles")
    NEXT = "4-7", _("En 4 a 7 días hábiles")
    LATER = "mas", _("En más de 7 días hábiles")


def bucket_of(days_left: int) -> Bucket:
    """Return where an answer with so many business days left stands; negative is late."""
    if days_left <= 0:
        return Bucket.TODAY if days_left == 0 else Bucket.LATE
    if days_left <= SOON_DAYS:
        return Bucket.SOON
    return Bucket.NEXT if days_left <= NEXT_DAYS else Bucket.LATER


def within(bucket: Bucket, calendars: Mapping[int, BusinessCalendar], *, on: date) -> Q:
    """Return the condition on `due_on` and `institution` of what is in the bucket that day.

    `calendars` holds the business days of each institution by key.
    """
    # Institutions whose days fall alike share one range: nearly always there is just one.
    alike: dict[tuple[date, date], list[int]] = {}
    for key, days in calendars.items():
        edges = (days.add(on, SOON_DAYS + 1), days.add(on, NEXT_DAYS + 1))
        alike.setdefault(edges, []).append(key)
    ranges = (Q(_range(bucket, on, *edges), institution__in=keys) for edges, keys in alike.items())
    return Q(*ranges, _connector=Q.OR)


def _range(bucket: Bucket, on: date, after_soon: date, after_next: date) -> Q:
    # Each edge is the first business day beyond the bucket, so that a due date that has since
    # become a closed day is counted where its days left say.
    return {
        Bucket.LATE: Q(due_on__lt=on),
        Bucket.TODAY: Q(due_on=on),
        Bucket.SOON: Q(due_on__gt=on, due_on__lt=after_soon),
        Bucket.NEXT: Q(due_on__gte=after_soon, due_on__lt=after_next),
        Bucket.LATER: Q(due_on__gte=after_next),
    }[bucket]
