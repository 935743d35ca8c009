"""The words of a digest, from what waits at the moment of sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from casework.digest.choices import scope_of
from casework.models import DigestMail, DigestScope
from casework.worklist.buckets import Bucket
from casework.worklist.pages import ordered
from casework.worklist.people import docket_of
from casework.worklist.rows import Docket
from casework.worklist.wanted import MINE, Wanted
from offices.calendars import calendar_for, local_date
from requests_app.desks import Desk

LINES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One request in the mail; `days_left` is negative when late."""

    number: str
    subject: str
    due_on: date
    days_left: int
    link: str

    @property
    def days_late(self) -> int:
        """How late it is, in business days."""
        return -self.days_left


def message_of(mail: DigestMail, *, at: datetime) -> EmailMessage | None:
    """Return the digest as it must be said now; None when there is nothing to say or the person
    no longer wants it or works there."""
    on = local_date(at)
    scope = scope_of(mail.user, mail.institution_id, on=on)
    if scope == DigestScope.NONE or not mail.user.is_active:
        return None
    place = mail.institution
    desk = Desk(mail.user, on, (place,), {place.pk: calendar_for(place).days})
    wanted = Wanted(person=MINE if scope == DigestScope.OWN else "")
    docket = docket_of(desk)
    counts = docket.counts(wanted)
    if not any(counts.values()):
        return None
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string("casework/mail/digest.txt", _facts(docket, wanted, counts, scope))
    subject, _line_end, body = text.strip().partition("\n")
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body.strip() + "\n",
        to=[mail.user.email],
        # RFC 3834: out-of-office replies stay away.
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": str(settings.LANGUAGE_CODE),
        },
    )


def _facts(
    docket: Docket, wanted: Wanted, counts: dict[Bucket, int], scope: DigestScope
) -> dict[str, Any]:
    total = sum(counts.values())
    lines = [_line(docket, row) for row in ordered(docket, wanted)[:LINES_SHOWN]]
    query = "?persona=mias" if scope == DigestScope.OWN else "?vista=0"
    return {
        "institution": docket.desk.institutions[0],
        "on": docket.on,
        "is_own": scope == DigestScope.OWN,
        "late": counts[Bucket.LATE],
        "today": counts[Bucket.TODAY],
        "buckets": [(bucket.label, count) for bucket, count in counts.items()],
        "lines": lines,
        "more": total - len(lines),
        "page": _url("casework:worklist") + query,
        "choices": _url("casework:digest"),
    }


def _line(docket: Docket, row: Any) -> DigestLine:
    left = docket.desk.days_left(row.institution_id, row.due_on)
    link = _url("desk:request", row.number)
    return DigestLine(row.number, row.subject, row.due_on, left, link)


def _url(name: str, *args: str) -> str:
    return str(settings.PUBLIC_URL) + reverse(name, args=args)
