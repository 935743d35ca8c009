"""What the law gives to whoever asks, in plain words, with the dates of a request made today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from law.calendar import OutsideCalendar
from law.rules import rules_on
from law.terms import Schedule, schedule
from offices.calendars import NoCalendar, calendar_for


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Show what can be asked, what cannot, who answers, what it costs and what silence means."""
    today = localdate()
    page = {"rules": rules_on(today), "dates": _foretold(), "asked_on": today}
    return render(request, "requests/rights.html", page)


def _foretold() -> Schedule | None:
    """Return the dates of a request presented today, or None without a calendar to count with."""
    try:
        return schedule(localdate(), calendar_for(None).days)
    except (NoCalendar, OutsideCalendar):
        return None
