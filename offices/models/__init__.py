"""The tables of public sources: institutions, their offices, posts, absences and closed days."""

from offices.models.absence import Absence
from offices.models.calendar import CalendarVersion, ClosedDay
from offices.models.change import CalendarChange, ChangedDay, ChangeState
from offices.models.institution import Branch, Institution, Office, OfficeKind
from offices.models.post import Duty, Post

__all__ = [
    "Absence",
    "Branch",
    "CalendarChange",
    "CalendarVersion",
    "ChangeState",
    "ChangedDay",
    "ClosedDay",
    "Duty",
    "Institution",
    "Office",
    "OfficeKind",
    "Post",
]
