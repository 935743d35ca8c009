"""Rows of answers while they are written."""

from answering.models.draft import AnswerDraft, DraftVersion, SigningRecord

__all__ = ["AnswerDraft", "DraftVersion", "SigningRecord"]
