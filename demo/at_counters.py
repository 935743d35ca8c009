"""People who came to the counters of the demonstration and were notified there, by the acts."""

from __future__ import annotations

from datetime import date, datetime

from accounts.actors import Actor
from demo.moments import instant
from offices.models import Duty, Office, Post
from requests_app import actions
from requests_app.actions import Handed
from requests_app.awaiting import waiting_at_the_counter
from requests_app.models import InformationRequest, InPersonNotice, OutboxEntry
from requests_app.models.request import InformationRequestQuerySet
from requests_app.states import Copies, EventKind, Stage

# The newest still wait to be tried; of the others, one in two came.
_STILL_WAIT, _ONE_IN, _MOST = 5, 2, 6
_OPENS_AT, _EVERY_MINUTES = 8 * 60, 9


def fill(*, on: date, at: datetime) -> None:
    """Notify some of those who chose the office, where their answer waits; once only."""
    if InPersonNotice.objects.exists():
        return
    for post in (
        Post.objects.held_on(on).filter(holder__is_demo=True).select_related("holder", "office")
    ):
        if post.duty == Duty.CLERK:
            taken_in = InformationRequest.objects.filter(registration__centre=post.office)
            _notify(post, taken_in, on=on, centre=post.office)
        elif post.duty == Duty.OFFICER:
            held = InformationRequest.objects.held_by(post.holder, on=on)
            _notify(post, held, on=on, centre=None)
    # As everywhere in the demonstration, nobody is mailed about a fiction.
    own = OutboxEntry.objects.filter(event__kind=EventKind.NOTIFIED_IN_PERSON, done_at=None)
    own.update(done_at=at)


def _notify(
    post: Post, found: InformationRequestQuerySet, *, on: date, centre: Office | None
) -> None:
    waiting = waiting_at_the_counter(found).filter(stage=Stage.ANSWERED).order_by("-pk")
    came = list(waiting.select_related("requester")[_STILL_WAIT::_ONE_IN])[:_MOST]
    for place, info_request in enumerate(came):
        handed = Handed(
            received_by=info_request.requester.name,
            identity=f"Cédula a la vista ({info_request.requester.identity_document})",
            copies=Copies.PAPER,
            centre=centre,
        )
        by = Actor.attending(post.holder, info_request.number)
        at = instant(on, _OPENS_AT + place * _EVERY_MINUTES)
        actions.notify_in_person(info_request.number, handed, by=by, at=at)
