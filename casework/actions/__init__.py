"""What an office arranges inside itself: none of it is an event of the request's history."""

from casework.actions.assigning import KEEP, Keep, assign
from casework.actions.labelling import label_by_words, put_label, take_off_label
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

__all__ = [
    "KEEP",
    "Asked",
    "Keep",
    "accept",
    "approve",
    "ask_unit",
    "assign",
    "call_off",
    "close_unit",
    "deliver",
    "end_liaison",
    "give_back",
    "label_by_words",
    "move_sub_term",
    "name_liaison",
    "open_unit",
    "put_label",
    "rename_unit",
    "send_back",
    "take_off_label",
    "write_note",
]
