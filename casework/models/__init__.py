"""The tables of an office's own work: who does what. None of it is history of the request."""

from casework.models.assignment import Assignment
from casework.models.bulk import BulkItem, BulkKind, BulkRun, ItemState
from casework.models.calendar_feed import CalendarFeed
from casework.models.digest import DigestDay, DigestHour, DigestMail, DigestState
from casework.models.first_steps import StepsSeen
from casework.models.label import Label, RequestLabel, SortedRequest
from casework.models.note import Note
from casework.models.presence import Presence
from casework.models.saved_view import DeskChoice, DigestScope, SavedView
from casework.models.subtask import Subtask, SubtaskFile, SubtaskReminder, SubtaskStep
from casework.models.unit import Liaison, Unit

__all__ = [
    "Assignment",
    "BulkItem",
    "BulkKind",
    "BulkRun",
    "CalendarFeed",
    "DeskChoice",
    "DigestDay",
    "DigestHour",
    "DigestMail",
    "DigestScope",
    "DigestState",
    "ItemState",
    "Label",
    "Liaison",
    "Note",
    "Presence",
    "RequestLabel",
    "SavedView",
    "SortedRequest",
    "StepsSeen",
    "Subtask",
    "SubtaskFile",
    "SubtaskReminder",
    "SubtaskStep",
    "Unit",
]
