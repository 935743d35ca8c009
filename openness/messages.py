"""The words of the mails to followers, from what is public at the moment of sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from offices.calendars import local_date
from openness.models import Mailing, Subscription
from openness.states import MailKind
from openness.tokens import Purpose, token_for
from openness.topics import Topic, topic_of
from requests_app import history
from requests_app.forms.fields import readable
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.public import when_shown

SUBJECT_LENGTH = 150
# A mail longer than this is not read; the page has it all.
MOST_LINES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """One fact in a mail."""

    number: str
    subject: str
    institution: str
    link: str
    title: str
    text: str
    on: date


def message_of(mail: Mailing, *, at: datetime) -> EmailMessage | None:
    """Return the message as it must be said now; None when there is nothing left to say."""
    subscription = mail.subscription
    if mail.kind == MailKind.CONFIRMATION and subscription.confirmed_at is not None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        topic = topic_of(subscription, on=local_date(at))
        if topic is None:
            return None
        text = render_to_string(f"openness/mail/{mail.kind}.txt", _facts(mail, topic))
    subject, _line_end, body = text.strip().partition("\n")
    return EmailMessage(
        subject=one_line(subject, SUBJECT_LENGTH),
        body=body.strip() + "\n",
        to=[subscription.follower.email],
        headers={"Message-ID": mail.message_id, **_headers(mail)},
    )


def link_of(purpose: Purpose, subscription: Subscription) -> str:
    """Return the address with which the owner of the address confirms or leaves."""
    key = subscription.key
    path = reverse(f"openness:{purpose.value}", args=[key, token_for(purpose, key)])
    return str(settings.PUBLIC_URL + path)


def one_line(text: str, longest: int) -> str:
    """Return `text` on one line without what a reader could not see, shortened if need be."""
    line = " ".join(readable(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _headers(mail: Mailing) -> dict[str, str]:
    headers = {
        # RFC 3834: out-of-office replies stay away.
        "Auto-Submitted": "auto-generated",
        "Content-Language": str(settings.LANGUAGE_CODE),
    }
    if mail.kind != MailKind.CONFIRMATION:
        # RFC 8058: the mail program's own button leaves without opening a page.
        headers["List-Unsubscribe"] = f"<{link_of(Purpose.LEAVE, mail.subscription)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _facts(mail: Mailing, topic: Topic) -> dict[str, Any]:
    facts = {
        "topic": topic,
        "page": settings.PUBLIC_URL + topic.page,
        "leave": link_of(Purpose.LEAVE, mail.subscription),
    }
    if mail.kind == MailKind.CONFIRMATION:
        return {**facts, "confirm": link_of(Purpose.CONFIRM, mail.subscription)}
    events = TimelineEvent.objects.filter(pk__in=mail.lines.values("event")).order_by("pk")
    told = _told(list(events[:MOST_LINES]))
    return {**facts, "lines": told, "more": max(mail.lines.count() - MOST_LINES, 0)}


def _told(events: list[TimelineEvent]) -> list[ToldLine]:
    """Return the facts in the order they came about, each in the words of the public page."""
    keys = {event.info_request_id for event in events}
    rows = InformationRequest.objects.filter(pk__in=keys).annotate(
        public_subject=when_shown("subject")
    )
    shown = {
        row["pk"]: row for row in rows.values("pk", "number", "institution__name", "public_subject")
    }
    stories = {
        (key, told.sequence): told
        for key in keys
        for told in history.tell(key, requester=_("La persona solicitante"))
    }
    return [
        _line(stories[event.info_request_id, event.sequence], shown[event.info_request_id])
        for event in events
        if (event.info_request_id, event.sequence) in stories
    ]


def _line(told: history.Told, row: Mapping[str, Any]) -> ToldLine:
    return ToldLine(
        number=row["number"],
        subject=one_line(row["public_subject"], 200),
        institution=row["institution__name"],
        link=settings.PUBLIC_URL + reverse("requests:public", args=[row["number"]]),
        title=told.title,
        text=told.text,
        on=told.on,
    )
