"""Reads a raw e-mail, however it was made: sender, words and files, and never an exception."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32, default
from itertools import islice
from typing import Any

from django.core.files.base import ContentFile

from notifications.mail_in.markup import text_of
from notifications.messages import one_line
from requests_app import documents
from requests_app.documents import CheckedFile
from requests_app.errors import DocumentRefused

LONGEST_TEXT = 50_000
LONGEST_LINE = 2_000
MOST_PARTS = 2_000
MOST_NAMES = 30
ADDRESS_LENGTH = 254
NAME_LENGTH = 200
_BLANK_LINES = re.compile(r"\n{3,}")
# What looks like an address in a line that cannot be taken apart.
_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:@]{1,64}@[^\s<>()\[\]\",;:@]{1,190}")
_SHOWN_CONTROLS = frozenset("\n\t")
_TURNS_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Encodings of Python that are no charset of a mail, and may take very long.
_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})


def parse(raw: bytes) -> Message:
    """Return the message; of one that cannot be taken apart, its headers with no readable part."""
    # The old parser understands less and stumbles on less.
    for parser in (BytesParser(policy=default), BytesParser(policy=compat32)):
        with suppress(Exception):  # parts nested without end, and the parser's own faults
            return parser.parsebytes(raw)
    return BytesHeaderParser(policy=compat32).parsebytes(raw)


def header(message: Message, name: str) -> str:
    """Return a header as one visible line of at most 300 characters; empty when there is none."""
    return one_line(_decoded(message, name))


def sender_of(message: Message) -> tuple[str, str]:
    """Return the name and the address of who says to have written; empty when they do not."""
    try:
        written: Any = message["From"]
        name, address = written.addresses[0].display_name, written.addresses[0].addr_spec
    except Exception:  # no sender, or one the header parser stumbles on
        found = _ADDRESS.search(_decoded(message, "From")[:LONGEST_LINE])
        name, address = "", found[0] if found else ""
    return one_line(name, NAME_LENGTH), one_line(address, ADDRESS_LENGTH)


def words_of(message: Message) -> str:
    """Return the text of the message, plain if it has any, else what its HTML shows.

    At most 50,000 characters, without controls and changes of direction.
    """
    bodies = [part for part in parts(message) if not _is_file(part)]
    plain = [_text(part) for part in bodies if content_type(part) == "text/plain"]
    if not any(text.strip() for text in plain):
        plain = [text_of(_text(part)) for part in bodies if content_type(part) == "text/html"]
    return readable("\n\n".join(plain))


def files_of(message: Message) -> tuple[tuple[CheckedFile, ...], tuple[str, ...]]:
    """Return the attachments that are accepted and the names of those that are not."""
    accepted: list[CheckedFile] = []
    refused: list[str] = []
    for part in filter(_is_file, parts(message)):
        name = documents.shown_name(_file_name(part))
        checked = _checked(part, name) if len(accepted) < documents.MAX_FILES else None
        if checked is None:
            refused.append(name)
        else:
            accepted.append(checked)
    if len(refused) > MOST_NAMES:
        refused[MOST_NAMES:] = [f"… (+{len(refused) - MOST_NAMES})"]
    return tuple(accepted), tuple(refused)


def parts(message: Message) -> Iterator[Message]:
    """Yield the parts that hold no others, in order; an attached message is one part."""
    return islice(_leaves(message), MOST_PARTS)


def content_type(part: Message) -> str:
    """Return the part's media type, that of raw bytes when it names none that can be read."""
    try:
        return part.get_content_type()
    except Exception:  # a Content-Type the header parser stumbles on
        return "application/octet-stream"


def readable(text: str) -> str:
    """Return `text` as a person can read it and a database keep it, at most 50,000 characters."""
    lines = text[: 2 * LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(
        char
        for char in _TURNS_DIRECTION.sub("", lines)
        if char in _SHOWN_CONTROLS or unicodedata.category(char) not in {"Cc", "Cs"}
    )
    trimmed = "\n".join(line.rstrip(" \t") if line != "-- " else line for line in seen.split("\n"))
    return _BLANK_LINES.sub("\n\n", trimmed).strip("\n \t")[:LONGEST_TEXT]


def _checked(part: Message, name: str) -> CheckedFile | None:
    try:
        return documents.check(ContentFile(_bytes(part)), name)
    except DocumentRefused:
        return None


def _leaves(message: Message) -> Iterator[Message]:
    waiting: list[Any] = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if content_type(part).startswith("multipart/"):
            # One whose parts could not be told apart has nothing to read.
            waiting.extend(reversed(inner) if isinstance(inner, list) else ())
        else:
            yield part


def _decoded(message: Message, name: str) -> str:
    try:
        return str(message[name] or "")
    except Exception:  # a header the parser stumbles on is read as it came
        raw = {key.lower(): value for key, value in message.raw_items()}
        return str(raw.get(name.lower(), ""))


def _is_file(part: Message) -> bool:
    if not content_type(part).startswith("text/"):
        return True
    return _disposition(part) == "attachment" or bool(_given_name(part))


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except Exception:  # a Content-Disposition the header parser stumbles on
        return ""


def _given_name(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # the same
        return ""


def _file_name(part: Message) -> str:
    return _given_name(part) or f"adjunto.{content_type(part).rpartition('/')[2]}"


def _bytes(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception:  # what cannot be decoded is an empty file, which is refused by name
        return b""
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    content = _bytes(part)
    for charset in (_charset(part), "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def _charset(part: Message) -> str:
    try:
        charset = codecs.lookup(part.get_content_charset() or "utf-8").name
    except Exception:  # a charset nobody knows
        return "utf-8"
    return "utf-8" if charset.replace("-", "_") in _NO_CHARSETS else charset
