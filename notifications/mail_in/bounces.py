"""Recognises the report that a notice could not be delivered (RFC 3464), also a plain one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from typing import Any

from notifications.mail_in.reading import content_type, header, parts, sender_of, words_of
from notifications.messages import one_line

REASON_LENGTH = 500
_DAEMONS = ("mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon")
# What a server says for good: 550, 5.1.1 (RFC 3463).
_FINAL = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b|\b55\d\b")
_FINAL_LINE = re.compile(rf"^.*(?:{_FINAL.pattern}).*$", re.MULTILINE)
_OUR_NUMBER = re.compile(rb"aip-delivery-([0-9a-f]{32})@")


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail server says of a message; `reason` is at most 500 characters."""

    failed: bool
    reason: str


def report_of(message: Message) -> Report | None:
    """Return what the message reports, or None when it is no report of a mail server.

    A delay is a report, and no failure. A plain report counts as a failure only when it comes
    from a mail server and quotes a code that is final.
    """
    if status := next((p for p in parts(message) if _is_status(p)), None):
        return _read_status(status)
    local = sender_of(message)[1].lower().partition("@")[0]
    if not local.startswith(_DAEMONS):
        return None
    final = _FINAL_LINE.search(words_of(message))
    if final is None:
        return Report(failed=False, reason=header(message, "Subject"))
    return Report(failed=True, reason=one_line(final[0], REASON_LENGTH))


def notice_key_in(raw: bytes) -> str:
    """Return the key of the notice that a report sends back, or nothing."""
    found = _OUR_NUMBER.search(raw)
    return found[1].decode() if found else ""


def _is_status(part: Message) -> bool:
    return content_type(part) in {"message/delivery-status", "message/global-delivery-status"}


def _read_status(status: Message) -> Report:
    held: Any = status.get_payload()
    blocks = [block for block in held if isinstance(block, Message)] if held else []
    failed = [block for block in blocks if header(block, "Action").lower() == "failed"]
    said = [
        f"{header(block, 'Status')} {header(block, 'Diagnostic-Code')}"
        for block in failed or blocks
        if header(block, "Action")
    ]
    return Report(failed=bool(failed), reason=one_line("; ".join(said), REASON_LENGTH))
