"""A change of the calendar that waits for a second person, so that one can try it."""

from __future__ import annotations

from datetime import date, datetime

from accounts.actors import Actor
from accounts.models import User
from demo.people import DOMAIN
from law.calendar import DayKind
from offices.calendar_changes import Proposal, ProposedDay, propose_change
from offices.calendars import calendar_for
from offices.models import CalendarChange

DAYS_AHEAD = 5
NAME = "Visita oficial (ficticio)"


def propose(*, on: date, at: datetime) -> CalendarChange | None:
    """Propose, as the auditor, a fictional feriado a week ahead; once, however often it is run."""
    if CalendarChange.objects.exists():
        return None
    day = calendar_for(None).days.add(on, DAYS_AHEAD)
    return propose_change(
        Proposal(
            reason=NAME,
            instrument=f"Decreto 0.000/{day.year} (ficticio)",
            source="Gaceta Oficial (ficticia)",
            published_on=on,
            days=[ProposedDay(day, DayKind.FERIADO, "national", NAME)],
        ),
        by=Actor.official(User.objects.get(email=f"auditoria@{DOMAIN}")),
        at=at,
    )
