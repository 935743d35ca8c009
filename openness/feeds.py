"""Atom feeds (RFC 4287) of a request, an institution and a search, from public facts alone.

Identifiers are tag URIs (RFC 4151) of request numbers and places in a history: they never
change. A feed's `updated` is that of its newest entry, so that what did not change is not sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from openness.topics import Topic, filters_of
from requests_app import history
from requests_app.forms.fields import readable
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.public import PublicRequest, when_shown
from requests_app.public_list import ListedRequest, public_page

MOST_ENTRIES = 50
# What an empty feed says of its last change: the day the law came into force, art. 33.
LONG_AGO = datetime(2014, 9, 18, tzinfo=UTC)
# What XML 1.0 cannot hold (section 2.2) and no form lets through either.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry; texts are plain."""

    id: str
    title: str
    text: str
    link: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed ready to send, with the instant of its newest entry."""

    content: bytes
    updated: datetime


def request_feed(topic: Topic, shown: PublicRequest) -> Feed:
    """Return the public history of one request, newest first."""
    events = shown.events[::-1][:MOST_ENTRIES]
    return _feed(topic, [_of_event(shown.number, told) for told in events])


def institution_feed(topic: Topic) -> Feed:
    """Return the newest public facts of the requests to one institution."""
    events = TimelineEvent.objects.filter(institution=topic.institution_id)
    newest = events.exclude(kind__in=history.INNER_KINDS).order_by("-pk")[:MOST_ENTRIES]
    keys = {event.info_request_id: event for event in newest}
    stories = {
        (key, told.sequence): told
        for key in keys
        for told in history.tell(key, requester=_("La persona solicitante"))
    }
    names = _names(keys)
    found = [
        (*names[event.info_request_id], stories[event.info_request_id, event.sequence])
        for event in newest
        if (event.info_request_id, event.sequence) in stories
    ]
    return _feed(topic, [_of_event(number, told, subject) for number, subject, told in found])


def search_feed(topic: Topic) -> Feed:
    """Return the newest requests of the public list with those filters, with where each stands."""
    lines = public_page(filters_of(topic.query)).lines
    events = TimelineEvent.objects.filter(info_request__in=[line.key for line in lines])
    told = events.exclude(kind__in=history.INNER_KINDS).values_list("info_request").order_by()
    moved = dict(told.annotate(at=Max("recorded_at")))
    return _feed(topic, [_of_line(line, moved[line.key]) for line in lines if line.key in moved])


def tag(*parts: object) -> str:
    """Return the tag URI of something of this site (RFC 4151)."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    return f"tag:{host},2026:" + "/".join(quote(str(part), safe=":=&") for part in parts)


def _names(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = InformationRequest.objects.filter(pk__in=list(keys))
    columns = rows.annotate(public_subject=when_shown("subject"))
    named = columns.values_list("pk", "number", "public_subject")
    return {key: (number, subject) for key, number, subject in named}


def _of_event(number: str, told: history.Told, subject: str = "") -> Entry:
    return Entry(
        id=tag(number, told.sequence),
        title=f"{number}: {told.title}",
        text="\n".join(filter(None, [subject, _by(told.by, told.on), told.text, told.article])),
        link=settings.PUBLIC_URL + reverse("requests:public", args=[number]),
        at=told.at,
    )


def _of_line(line: ListedRequest, moved_at: datetime) -> Entry:
    return Entry(
        id=tag(line.number),
        title=f"{line.number}: {line.subject}" if line.subject else line.number,
        text="\n".join(filter(None, [line.institution, line.stage_label, line.outcome_label])),
        link=settings.PUBLIC_URL + reverse("requests:public", args=[line.number]),
        at=moved_at,
    )


def _by(author: str, on: date) -> str:
    return f"{on:%d/%m/%Y} · {author}"


def _feed(topic: Topic, entries: Sequence[Entry]) -> Feed:
    updated = max((entry.at for entry in entries), default=LONG_AGO)
    feed = _Atom(
        title=_plain(topic.title),
        link=settings.PUBLIC_URL + topic.page,
        description=None,
        language=settings.LANGUAGE_CODE,
        author_name=_("Acceso a la Información Pública"),
        feed_url=settings.PUBLIC_URL + topic.feed,
        feed_guid=tag(topic.key),
    )
    feed.updated = updated
    for entry in entries:
        feed.add_item(
            title=_plain(entry.title),
            link=entry.link,
            # The element holds HTML: text that is not markup is escaped once more.
            description=escape(_plain(entry.text)).replace("\n", "<br>"),
            unique_id=entry.id,
            updateddate=entry.at,
        )
    out = BytesIO()
    feed.write(out, "utf-8")
    return Feed(out.getvalue(), updated)


def _plain(text: str) -> str:
    return _NOT_XML.sub("", readable(text))


class _Atom(Atom1Feed):
    """An Atom feed that changes when an entry does, and not when it is read."""

    updated: datetime

    def latest_post_date(self) -> datetime:
        return self.updated
