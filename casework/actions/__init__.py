"""What an office arranges inside itself: none of it is an event of the request's history."""

from casework.actions.assigning import KEEP, Keep, assign
from casework.actions.labelling import label_by_words, put_label, take_off_label
from casework.actions.labels import change_label, close_label, define_label
from casework.actions.notes import write_note
from casework.actions.subtasks import (
    Asked,
    accept,
    approve,
    ask_unit,
    call_off,
    deliver,
    give_back,
    move_sub_term,
    send_back,
)
from casework.actions.units import (
    close_unit,
    end_liaison,
    name_liaison,
    open_unit,
    rename_unit,
)
from casework.actions.views import change_view, drop_view, may_keep, open_with, save_view

__all__ = [
    "KEEP",
    "Asked",
    "Keep",
    "accept",
    "approve",
    "ask_unit",
    "assign",
    "call_off",
    "change_label",
    "change_view",
    "close_label",
    "close_unit",
    "define_label",
    "deliver",
    "drop_view",
    "end_liaison",
    "give_back",
    "label_by_words",
    "may_keep",
    "move_sub_term",
    "name_liaison",
    "open_unit",
    "open_with",
    "put_label",
    "rename_unit",
    "save_view",
    "send_back",
    "take_off_label",
    "write_note",
]
