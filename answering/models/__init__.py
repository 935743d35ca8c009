"""Rows of answers while they are written."""

from answering.models.draft import AnswerDraft, DraftVersion, SigningRecord
from answering.models.file import AnswerFile, RedactionBox
from answering.models.library import LibraryChange, LibraryText

__all__ = [
    "AnswerDraft",
    "AnswerFile",
    "DraftVersion",
    "LibraryChange",
    "LibraryText",
    "RedactionBox",
    "SigningRecord",
]
