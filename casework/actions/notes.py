"""Notes an office writes for itself about a request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from accounts.actors import Actor
from accounts.models import User
from casework import messages
from casework.errors import NotOfThisDesk
from casework.models import Note
from notifications.inside import tell_inside
from offices.absences import whoever_works_for
from offices.calendars import local_date
from offices.models.post import DESK_DUTIES
from requests_app.actions.base import locked
from requests_app.errors import Incomplete
from requests_app.policies import holds_duty, require_desk


def write_note(
    number: str,
    text: str,
    *,
    by: Actor,
    at: datetime,
    corrects: Note | None = None,
    for_people: Iterable[User] = (),
) -> Note:
    """Write a note that only the desk holding the request reads, now and after it moves on.

    A correction is a note that names the one it corrects; neither is ever changed. `for_people`
    are colleagues told that it waits for them; whoever stands in for them is told instead.
    Raises NotYours, UnknownRequest, Incomplete, NotOfThisDesk.
    """
    on = local_date(at)
    with locked(number) as info_request:
        author = require_desk(by, info_request.institution, on=on)
        if not text.strip():
            raise Incomplete({"text": "Escriba la nota."})
        named = list(for_people)
        for person in named:
            if not holds_duty(person, info_request.institution_id, DESK_DUTIES, on=on):
                raise NotOfThisDesk
        if corrects is not None and (
            corrects.info_request_id != info_request.pk
            or corrects.institution_id != info_request.institution_id
        ):
            raise Incomplete({"corrects": "Esa nota no es de este pedido."})
        last = Note.objects.filter(info_request=info_request).last()
        if last is not None and _says_the_same(last, text, author, corrects):
            # A form sent twice is one note.
            return last
        note = Note.objects.create(
            info_request=info_request,
            institution=info_request.institution,
            author=author,
            written_at=at,
            text=text,
            corrects=corrects,
        )
        works = set(whoever_works_for([person.pk for person in named], on=on).values())
        said = messages.of_note(info_request.number, str(author))
        tell_inside(
            info_request,
            User.objects.filter(pk__in=works - {author.pk}),
            source_key=f"note:{note.pk}",
            subject=said.subject,
            body=said.body,
            page=reverse("desk:request", args=[info_request.number]),
            at=at,
        )
    return note


def _says_the_same(last: Note, text: str, author: User, corrects: Note | None) -> bool:
    return (last.text, last.author, last.corrects) == (text, author, corrects)
