"""The tables of public sources: institutions, offices, posts, closed days, and their changes."""

from offices.models.absence import Absence
from offices.models.calendar import CalendarVersion, ClosedDay
from offices.models.change import CalendarChange, ChangedDay, ChangeState
from offices.models.institution import Branch, Institution, Office, OfficeKind
from offices.models.post import Duty, Post
from offices.models.registry_change import RegistryAct, RegistryChange

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
    "RegistryAct",
    "RegistryChange",
]
