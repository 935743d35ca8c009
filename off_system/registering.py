"""An answer that came to the Directorate becomes the institution's, with its proof."""

from __future__ import annotations

import hashlib
from datetime import datetime

from accounts.actors import Actor
from answering import shelf
from answering.states import Shelf
from notifications.errors import NothingToRead
from notifications.models import IncomingMail
from off_system.forms import OutsideDenialForm, OutsideReplyForm
from off_system.tracking import replies
from offices.calendars import local_date
from requests_app import actions
from requests_app.actions import Arrived
from requests_app.errors import FileHeld
from requests_app.models import Answer, InformationRequest
from requests_app.states import ArrivalWay


def register(
    info_request: InformationRequest,
    form: OutsideReplyForm | OutsideDenialForm,
    *,
    by: Actor,
    at: datetime,
) -> Answer:
    """Give the act what a valid form holds, with the files of its shelf that may go out.

    Nothing is given while a file of the shelf is held: nobody would be there to deliver it later.
    Raises what the acts raise, NothingToRead for a mail whose original is gone, OSError.
    """
    is_denial = isinstance(form, OutsideDenialForm)
    place = Shelf.DENY if is_denial else Shelf.ANSWER
    _require_nothing_held(info_request, place)
    arrived = arrival_of(info_request, form)
    number = info_request.number
    with shelf.parcel_of(info_request, place) as parcel:
        if isinstance(form, OutsideDenialForm):
            given = actions.register_outside_denial(
                number, by=by, at=at, arrived=arrived, resolution=form.resolution(parcel)
            )
        else:
            given = actions.register_outside_answer(
                number, by=by, at=at, arrived=arrived, reply=form.reply(parcel)
            )
    shelf.clear_away(info_request, place, parcel)
    return given


def arrival_of(
    info_request: InformationRequest, form: OutsideReplyForm | OutsideDenialForm
) -> Arrived:
    """Return how the answer came: a mail says itself on which day. Raises NothingToRead."""
    evidence = form.cleaned_data["evidence"]
    if form.mail_key is None:
        return Arrived(
            on=form.cleaned_data["arrived_on"],
            way=ArrivalWay(form.cleaned_data["way"]),
            evidence=evidence,
            paper=form.paper_file,
        )
    mail = replies(info_request).get(pk=form.mail_key)
    return Arrived(
        on=local_date(mail.received_at),
        way=ArrivalWay.EMAIL,
        evidence=evidence,
        mail_key=mail.mail_key,
        mail_digest=_digest_of(mail),
    )


def _digest_of(mail: IncomingMail) -> str:
    """Return the SHA-256 of the mail as it came."""
    if not mail.raw:
        raise NothingToRead
    with mail.raw.open("rb") as stored:
        return hashlib.sha256(stored.read()).hexdigest()


def _require_nothing_held(info_request: InformationRequest, place: Shelf) -> None:
    for kept in shelf.kept_on(info_request, place):
        if not kept.standing.is_released:
            raise FileHeld(kept.standing.why_held)
