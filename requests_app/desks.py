"""Where a person works on a day: the institutions of their posts, each with its business days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from law.calendar import BusinessCalendar
from offices.calendars import NoCalendar, calendar_for, current_version
from offices.models import Institution, Post
from requests_app.errors import CalendarMissing
from requests_app.policies import DESK_DUTIES


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a person works on one day: the institutions, each with its business days."""

    user: User
    on: date
    institutions: tuple[Institution, ...]
    calendars: Mapping[int, BusinessCalendar]

    def days_left(self, institution_id: int, due_on: date) -> int:
        """Return the business days left until `due_on` by that institution's calendar."""
        return days_left(self.calendars[institution_id], due_on, on=self.on)


def desk_of(user: User, *, on: date) -> Desk | None:
    """Return the desk where `user` works on that day, or None without a post at one.

    Raises CalendarMissing.
    """
    posts = Post.objects.held_on(on).filter(holder=user, duty__in=DESK_DUTIES)
    offices = posts.select_related("office__institution").order_by("office__institution__name")
    institutions = {post.office.institution_id: post.office.institution for post in offices}
    if not institutions:
        return None
    return Desk(user, on, tuple(institutions.values()), _calendars(institutions.values()))


def days_left(days: BusinessCalendar, due_on: date, *, on: date) -> int:
    """Return the business days from `on` until `due_on`, negative once it is past.

    It is zero only on the due date itself: a term that ended on Friday is late on Saturday.
    """
    counted = days.count(after=on, until=due_on)
    if due_on > on:
        return max(counted, 1)
    return min(counted, -1) if due_on < on else 0


def _calendars(institutions: Iterable[Institution]) -> dict[int, BusinessCalendar]:
    try:
        version = current_version()
    except NoCalendar as error:
        raise CalendarMissing from error
    return {place.pk: calendar_for(place, version=version).days for place in institutions}
