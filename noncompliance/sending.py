"""Mails on their way to who leads an institution: one at a time, with pauses."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, translation

from mailing.attempts import Attempt, is_used_up, lease_next, next_attempt, put_off
from noncompliance.clock import statement_ends_on
from noncompliance.models import FileMail
from noncompliance.states import MailState, StepKind

logger = logging.getLogger(__name__)


def send_next(*, at: datetime) -> Attempt | None:
    """Send the mail that has waited longest; return what came of it, None if none is due.

    It is leased in a transaction of its own and sent outside any: a worker killed after the
    server accepted sends it again once the lease is over, with the same Message-ID.
    """
    due = FileMail.objects.due(at).select_related("file__institution", "person")
    mail = lease_next(due, at=at)
    if mail is None:
        return None
    if is_used_up(mail.attempts):
        # Every attempt killed its worker, so none could be written down as failed.
        return _write(mail, Attempt.FAILED, state=MailState.FAILED, last_error="Interrumpido")
    try:
        message_of(mail).send()
    except Exception as error:  # each mail provider raises errors of its own
        return _put_off(mail, error, at=at)
    return _write(mail, Attempt.SENT, state=MailState.SENT, sent_at=at, last_error="")


def message_of(mail: FileMail) -> EmailMessage:
    """Return the message: that there is a file and where to read it, never what is in it."""
    file = mail.file
    template = "notified" if mail.about == StepKind.NOTIFIED else "news"
    with translation.override(settings.LANGUAGE_CODE):
        until = statement_ends_on(file)
        facts = {
            "number": file.number,
            "institution": file.institution.name,
            "until": formats.date_format(until, formats.get_format("LEGAL_DATE_FORMAT"))
            if until is not None
            else "",
            "link": settings.PUBLIC_URL + reverse("noncompliance_office:file", args=[file.number]),
        }
        text = render_to_string(f"noncompliance/mail/{template}.txt", facts)
    subject, _line_end, body = text.strip().partition("\n")
    return EmailMessage(
        subject=subject,
        body=body.strip() + "\n",
        to=[mail.person.email],
        # RFC 3834: out-of-office replies stay away.
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": str(settings.LANGUAGE_CODE),
        },
    )


def _put_off(mail: FileMail, error: Exception, *, at: datetime) -> Attempt:
    # The error's own text may quote the address: only its name is kept.
    name = type(error).__name__
    again_at = next_attempt(error, attempts=mail.attempts, at=at)
    if again_at is None:
        logger.error("mail %s about a file failed: %s", mail.pk, name)
        return _write(mail, Attempt.FAILED, state=MailState.FAILED, last_error=name)
    logger.warning("mail %s about a file put off: %s", mail.pk, name)
    return _write(mail, put_off(error), next_attempt_at=again_at, last_error=name)


def _write(mail: FileMail, attempt: Attempt, **fields: object) -> Attempt:
    FileMail.objects.filter(pk=mail.pk).update(leased_until=None, **fields)
    return attempt
