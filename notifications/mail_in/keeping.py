"""Keeps every mail as it came before anybody looks at it: what is kept is never lost."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from email.message import Message

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from notifications.mail_in.addressee import addressee
from notifications.mail_in.reading import ADDRESS_LENGTH, header, parse, sender_of
from notifications.messages import one_line
from notifications.models import IncomingMail

FOLDER = "mail-in"


def keep(raw: bytes, *, recipient: str, envelope_sender: str, at: datetime) -> IncomingMail:
    """Store the mail and return its row, safe on disk; the same mail again gives the same row.

    Raises OSError for a disk and DatabaseError for a database that cannot take it: the caller
    asks the mail server to try later.
    """
    message = parse(raw)
    recipient = one_line(recipient, ADDRESS_LENGTH)
    mail_key = _key(raw, message, recipient)
    known = IncomingMail.objects.filter(mail_key=mail_key).first()
    if known is not None:
        return known
    path = default_storage.save(f"{FOLDER}/{mail_key[:2]}/{mail_key}", ContentFile(raw))
    try:
        _flush(path)
        return _write(mail_key, path, message, recipient, envelope_sender, at)
    except IntegrityError:
        # Brought twice at the same moment: the first stays.
        default_storage.delete(path)
        return IncomingMail.objects.get(mail_key=mail_key)
    except Exception:
        default_storage.delete(path)
        raise


def _write(
    mail_key: str,
    path: str,
    message: Message,
    recipient: str,
    envelope_sender: str,
    at: datetime,
) -> IncomingMail:
    with transaction.atomic(durable=True):
        return IncomingMail.objects.create(
            mail_key=mail_key,
            raw=path,
            recipient=recipient,
            envelope_sender=one_line(envelope_sender, ADDRESS_LENGTH),
            sender=sender_of(message)[1],
            subject=header(message, "Subject"),
            institution=addressee(recipient),
            received_at=at,
            next_attempt_at=at,
        )


def _key(raw: bytes, message: Message, recipient: str) -> str:
    """Stands for the mail in its recipient's hands.

    Servers add lines above a message that they bring again, so of its headers only those its
    author wrote count.
    """
    written = [header(message, name) for name in ("Message-ID", "From", "Date", "Subject")]
    head_end = min((raw.find(gap) for gap in (b"\r\n\r\n", b"\n\n") if gap in raw), default=0)
    digest = hashlib.sha256("\0".join([recipient.lower(), *written]).encode())
    digest.update(raw[head_end:])
    return digest.hexdigest()


def _flush(path: str) -> None:
    """Wait until the disk has it; a storage that is no folder answers for itself."""
    try:
        place = default_storage.path(path)
    except NotImplementedError:
        return
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
