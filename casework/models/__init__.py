"""The tables of an office's own work: who does what. None of it is history of the request."""

from casework.models.assignment import Assignment
from casework.models.label import Label, RequestLabel, SortedRequest
from casework.models.saved_view import DeskChoice, SavedView
from casework.models.unit import Unit

__all__ = [
    "Assignment",
    "DeskChoice",
    "Label",
    "RequestLabel",
    "SavedView",
    "SortedRequest",
    "Unit",
]
