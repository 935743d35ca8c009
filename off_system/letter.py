"""The letter that takes a request to an institution nobody attends here, and the files with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, translation

from law.rules import rules_on
from notifications.mail_in.addresses import office_address
from notifications.messages import SUBJECT_LENGTH, Message, one_line
from offices.models import Office, OfficeKind
from requests_app.actions.base import answer_term_of
from requests_app.documents import MEGABYTE
from requests_app.models import Document, InformationRequest
from requests_app.states import EventKind, Visibility

# Attachments grow by a third on their way, and many servers take no mail above 25 MB.
MOST_BYTES = 15 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a letter, the files that go with it, and the names of those too large for it."""

    message: Message
    files: tuple[Document, ...]
    left_out: tuple[str, ...]


def letter_for(info_request: InformationRequest, kind: EventKind, *, on: date) -> Letter:
    """Return what is sent of a request, in Spanish: all that is asked, and how to answer.

    Of who asks it says the name alone: the Directorate notifies them of the answer. `kind` is how
    the request came to the institution; `on` the day of sending.
    """
    files, left_out = _files_of(info_request)
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        facts = _facts(info_request, kind, on=on)
        text = render_to_string(
            "off_system/mail/request.txt", {**facts, "files": files, "left_out": left_out}
        )
    subject, _line_end, body = text.strip().partition("\n")
    message = Message(one_line(subject, SUBJECT_LENGTH), body.strip() + "\n", language)
    return Letter(message, files, left_out)


def _facts(info_request: InformationRequest, kind: EventKind, *, on: date) -> dict[str, object]:
    term = answer_term_of(info_request)
    directorate = Office.objects.filter(kind=OfficeKind.DIRECTORATE).order_by("pk").first()
    return {
        "number": info_request.number,
        "institution": one_line(info_request.institution.name),
        "asked": one_line(info_request.subject),
        "description": info_request.description,
        "name": one_line(info_request.requester.name),
        "format": info_request.get_preferred_format_display(),
        "presented_on": _in_words(info_request.presented_on),
        "due_on": _in_words(term.due_on),
        "is_late": on > term.due_on,
        "answer_days": rules_on(info_request.presented_on).answer.value,
        "article": term.article,
        "was_forwarded": kind not in (EventKind.FILED, EventKind.REGISTERED),
        "answer_to": office_address(info_request.number)
        or (directorate.email if directorate else ""),
        "directorate": directorate,
    }


def _in_words(day: date) -> str:
    return formats.date_format(day, formats.get_format("LEGAL_DATE_FORMAT"))


def _files_of(info_request: InformationRequest) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return the files of who asked that fit into one e-mail, and the names of the others."""
    theirs = info_request.documents.filter(answer=None, visibility=Visibility.PARTIES)
    fit: list[Document] = []
    left_out: list[str] = []
    size = 0
    for document in theirs.order_by("pk"):
        if size + document.size > MOST_BYTES:
            left_out.append(document.name)
            continue
        size += document.size
        fit.append(document)
    return tuple(fit), tuple(left_out)
