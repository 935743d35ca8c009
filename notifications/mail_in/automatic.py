"""Recognises mail that no person wrote (RFC 3834), and our own mail come round again."""

from __future__ import annotations

import re
from email.message import Message

from notifications.mail_in.addresses import is_own
from notifications.mail_in.reading import header, sender_of

_ROBOTS = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_MARKS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "List-Id")
_OUR_MESSAGE_ID = re.compile(r"<aip-(?:delivery|reply)-[0-9a-f]{32}@")


def why_automatic(message: Message, *, envelope_sender: str) -> str:
    """Return by which mark nobody wrote this, or nothing when a person may have.

    `envelope_sender` is empty for reports and automatic replies (RFC 5321, section 4.5.5).
    """
    if _OUR_MESSAGE_ID.search(header(message, "Message-ID")) or is_own(sender_of(message)[1]):
        return "loop"
    if header(message, "Auto-Submitted").lower().partition(";")[0].strip() not in {"", "no"}:
        return "Auto-Submitted"
    if header(message, "Precedence").lower() in _ROBOTS:
        return "Precedence"
    if mark := next((mark for mark in _MARKS if header(message, mark)), ""):
        return mark
    is_null = header(message, "Return-Path") == "<>" or not envelope_sender.strip("<> ")
    return "Return-Path" if is_null else ""
