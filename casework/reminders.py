"""What the passing of time does to sub-terms: each reminder once, whoever looks and how often."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef

from accounts.models import User
from casework import messages, policies
from casework.models import Subtask, SubtaskReminder
from casework.states import WITH_THE_UNIT, ReminderKind
from notifications.inside import tell_inside
from offices.calendars import calendar_for
from requests_app.actions.base import locked, newest_version
from requests_app.desks import days_left
from requests_app.models.request import STILL_ANSWERABLE

# The business day before, with Holy Week and its weekends between.
LOOK_AHEAD = timedelta(days=12)


def remind_units(*, on: date, at: datetime) -> int:
    """Tell each unit one business day before its sub-term ends, and unit and office on its last
    day; return how many sub-tasks were told of.

    After days without a look only what is still true is told: of a sub-term that has ended, that
    it has. A sub-term that moves is told of anew. Raises CalendarMissing.
    """
    return sum(remind_of(pk, on=on, at=at) for pk in _due(on))


def remind_of(pk: int, *, on: date, at: datetime) -> int:
    """Tell what one sub-task's sub-term calls for on that day; return how many were told of."""
    number = Subtask.objects.values_list("info_request__number", flat=True).get(pk=pk)
    with locked(number):
        subtask = Subtask.objects.select_related("unit", "institution", "info_request").get(pk=pk)
        if not subtask.is_with_unit:
            return 0
        days = calendar_for(subtask.institution, version=newest_version()).days
        left = days_left(days, subtask.due_on, on=on)
        if left > 1:
            return 0
        kind = ReminderKind.DUE_DAY if left <= 0 else ReminderKind.DAY_BEFORE
        _taken, is_new = SubtaskReminder.objects.get_or_create(
            subtask=subtask, kind=kind, due_on=subtask.due_on, defaults={"taken_at": at}
        )
        if not is_new:
            return 0
        people: list[User] = policies.people_of(subtask.unit, on=on)
        if kind == ReminderKind.DUE_DAY:
            people += [one for one in policies.in_charge_of(subtask, on=on) if one not in people]
        said = messages.of_reminder(subtask, days_left=left)
        tell_inside(
            subtask.info_request,
            people,
            source_key=f"subtask-due:{subtask.pk}:{kind.value}:{subtask.due_on:%y%m%d}",
            subject=said.subject,
            body=said.body,
            page=messages.page_of(subtask),
            at=at,
        )
    return 1


def _due(on: date) -> list[int]:
    told_last = SubtaskReminder.objects.filter(
        subtask=OuterRef("pk"), kind=ReminderKind.DUE_DAY, due_on=OuterRef("due_on")
    )
    running = Subtask.objects.filter(
        ~Exists(told_last),
        state__in=WITH_THE_UNIT,
        due_on__lte=on + LOOK_AHEAD,
        info_request__stage__in=STILL_ANSWERABLE,
        info_request__institution=F("institution"),
    )
    return list(running.order_by("pk").values_list("pk", flat=True))
