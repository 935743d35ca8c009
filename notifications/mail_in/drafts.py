"""A new mail becomes a request to confirm: a draft, and one answer with the way to it."""

from __future__ import annotations

import hmac
from datetime import datetime
from email.message import Message
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, translation

from notifications.mail_in.quoting import without_quotes
from notifications.mail_in.reading import files_of, header, sender_of, words_of
from notifications.messages import SUBJECT_LENGTH, one_line
from notifications.models import IncomingMail
from offices.calendars import local_date
from offices.models import Institution
from requests_app import draft_files, tracking
from requests_app.errors import DocumentRefused
from requests_app.models import FilingDraft, InformationRequest
from requests_app.models.draft import KEPT_FOR
from requests_app.states import Language, NotifyBy, PreferredFormat

ASKED_SUBJECT_LENGTH = 200


def open_draft(
    mail: IncomingMail, message: Message, institution: Institution | None, *, at: datetime
) -> None:
    """Prepare the request the mail asks for and send its author the way to confirm it.

    Done again after a failure it is the same draft and the same answer. Raises whatever the
    mail server does; the draft waits.
    """
    secret = draft_secret(mail)
    refused = _prepare(secret, message, institution, at=at)
    _answer(mail, message, secret, institution, refused, at=at)


def draft_secret(mail: IncomingMail) -> str:
    """Return the draft's secret, 256 bits: derived, so that nothing of it has to be kept."""
    key = settings.SECRET_KEY.encode()
    return hmac.digest(key, b"mail draft:" + mail.mail_key.encode(), "sha256").hex()


def _prepare(
    secret: str, message: Message, institution: Institution | None, *, at: datetime
) -> tuple[str, ...]:
    """Make the draft unless it exists or was filed; return the names of the files refused."""
    digest = tracking.digest_of(secret)
    if InformationRequest.objects.filter(token_digest=digest).exists():
        return ()
    row, is_new = FilingDraft.objects.get_or_create(
        secret_digest=digest,
        defaults={"steps": _steps(message, institution), "updated_at": at},
    )
    if not is_new:
        # Whoever has begun to correct it finds what they left.
        return ()
    accepted, names = files_of(message)
    refused = list(names)
    for checked in accepted:
        try:
            draft_files.keep(row, checked)
        except DocumentRefused:
            refused.append(checked.name)
    return tuple(refused)


def _steps(message: Message, institution: Institution | None) -> dict[str, dict[str, str]]:
    name, address = sender_of(message)
    steps = {
        "what": {
            "subject": one_line(header(message, "Subject"), ASKED_SUBJECT_LENGTH),
            "description": without_quotes(words_of(message)),
            "preferred_format": PreferredFormat.ANY.value,
            "language": Language.SPANISH.value,
        },
        "who": {"name": name, "identity_document": "", "address": ""},
        "notify": {"notify_by": NotifyBy.EMAIL.value, "email": address, "phone": ""},
    }
    if institution is not None:
        steps["institution"] = {"institution": institution.code}
    return steps


def _answer(
    mail: IncomingMail,
    message: Message,
    secret: str,
    institution: Institution | None,
    refused: tuple[str, ...],
    *,
    at: datetime,
) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        facts = {
            "asked": header(message, "Subject"),
            "institution": institution,
            "link": draft_link(secret),
            "start": settings.PUBLIC_URL + reverse("requests:file"),
            "follow": settings.PUBLIC_URL + reverse("requests:follow"),
            "offices": settings.PUBLIC_URL + reverse("offices:institutions"),
            "until": formats.date_format(
                local_date(at + KEPT_FOR), formats.get_format("LEGAL_DATE_FORMAT")
            ),
            "refused": refused,
        }
        text = render_to_string(f"notifications/{settings.LANGUAGE_CODE}/mail_in/draft.txt", facts)
    reply(mail, message, text, number=mail.mail_key[:32])


def draft_link(secret: str) -> str:
    """Return the address of a draft, which is its author's alone to know."""
    return settings.PUBLIC_URL + reverse("requests:file_continue", args=[secret])


def reply(mail: IncomingMail, message: Message, text: str, *, number: str) -> None:
    """Answer a mail with a text whose first line is the subject; `number`, 32 hexadecimal
    digits, stands for this answer. Raises whatever the mail server does.
    """
    subject, _line_end, body = text.strip().partition("\n")
    written = header(message, "Message-ID")
    EmailMessage(
        subject=one_line(subject, SUBJECT_LENGTH),
        body=body.strip() + "\n",
        to=[mail.sender],
        headers={
            "Message-ID": f"<aip-reply-{number}@{_host()}>",
            "Auto-Submitted": "auto-replied",
            "Content-Language": settings.LANGUAGE_CODE,
            **({"In-Reply-To": written, "References": written} if written else {}),
        },
    ).send()


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
