"""Rows of answers while they are written."""

from answering.models.draft import AnswerDraft, DraftVersion, SigningRecord
from answering.models.file import AnswerFile, RedactionBox

__all__ = ["AnswerDraft", "AnswerFile", "DraftVersion", "RedactionBox", "SigningRecord"]
