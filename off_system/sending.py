"""Requests on their way to institutions nobody attends here: once each, again by somebody."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.actors import Actor
from accounts.models import User
from notifications.fan_out import delivery_of
from notifications.models import Notification
from notifications.recipients import BRINGS_A_REQUEST
from notifications.states import DeliveryState
from off_system.errors import AlreadySent, NoAddress
from off_system.letter import letter_for
from off_system.models import Sending
from offices.attended import attended, is_attended
from offices.calendars import local_date
from offices.models import Office, OfficeKind, Post
from offices.models.post import DESK_DUTIES
from requests_app import policies
from requests_app.actions.base import locked
from requests_app.errors import Incomplete, WrongStage
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.models.request import STILL_ANSWERABLE
from requests_app.states import OPEN_STAGES, EventKind

logger = logging.getLogger(__name__)

# A second letter is for one that did not arrive; these are still on their way or arrived.
_ON_ITS_WAY = (DeliveryState.PENDING, DeliveryState.SENT)


def unsent(*, on: date) -> QuerySet[InformationRequest]:
    """Return the open requests that came to an institution with nobody in post, then and on
    `on`, whose office has an address, and that were not sent there; the oldest first."""
    came = _arrivals(OuterRef("pk")).values("pk")[:1]
    there_then = Post.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=OuterRef("arrived_on")),
        office__institution=OuterRef("institution"),
        duty__in=DESK_DUTIES,
        starts_on__lte=OuterRef("arrived_on"),
        holder__is_active=True,
    )
    offices = Office.objects.filter(institution=OuterRef("institution"), kind=OfficeKind.ACCESS)
    waiting = InformationRequest.objects.filter(
        ~attended("institution", on=on), Exists(offices.exclude(email="")), stage__in=OPEN_STAGES
    ).annotate(
        arrival=Subquery(came),
        arrived_on=Subquery(_arrivals(OuterRef("pk")).values("happened_on")[:1]),
    )
    sent = Sending.objects.filter(event=OuterRef("arrival"))
    return waiting.filter(~Exists(sent), ~Exists(there_then)).order_by("pk")


def send_waiting(*, at: datetime, most: int) -> int:
    """Prepare the letters of up to `most` requests that were not sent; return how many.

    Each in a transaction of its own: killed anywhere, the others are prepared the next time, and
    none twice. What is wrong with one does not hold the others.
    """
    on, made = local_date(at), 0
    for number in list(unsent(on=on).values_list("number", flat=True)[:most]):
        try:
            made += _send_if_due(number, on=on, at=at)
        except Exception as error:  # whatever is wrong with one request, the others must leave
            # An error's text may quote what is asked: the log gets its name alone.
            logger.warning("the letter of %s was put off: %s", number, type(error).__name__)
    return made


def send_again(number: str, *, by: Actor, at: datetime, reason: str) -> Sending:
    """Send a request by decision of somebody of the Directorate: the one that came back or was
    refused, to the office's present address, or one that was not sent by itself.

    Nothing happens to the request, so its history says nothing. Raises NotYours, OnTheSystem,
    UnknownRequest, WrongStage, NoAddress, AlreadySent, Incomplete.
    """
    on = local_date(at)
    with locked(number) as info_request:
        person = policies.require_registrar(by, info_request, on=on)
        if info_request.stage not in STILL_ANSWERABLE:
            raise WrongStage
        office = office_of(info_request)
        former = last_sending(info_request)
        if former is not None and not may_send_again(former, office):
            raise AlreadySent
        if not reason.strip():
            raise Incomplete({"reason": "Escriba por qué se envía."})
        return _send(info_request, office, replaces=former, by=person, reason=reason, at=at)


def office_of(info_request: InformationRequest) -> Office:
    """Return the access office of the institution that holds the request. Raises NoAddress."""
    offices = Office.objects.filter(institution=info_request.institution_id, kind=OfficeKind.ACCESS)
    office = offices.exclude(email="").first()
    if office is None:
        raise NoAddress
    return office


def last_sending(info_request: InformationRequest) -> Sending | None:
    """Return the newest letter for the present arrival of the request, if there is one."""
    arrival = _arrivals(info_request.pk).first()
    sendings = Sending.objects.filter(event=arrival).with_delivery()
    return sendings.order_by("-pk").first()


def may_send_again(former: Sending, office: Office) -> bool:
    """Say whether another letter makes sense: that one did not arrive, or went elsewhere."""
    state: str = former.state  # type: ignore[attr-defined]  # by `with_delivery`
    return state not in _ON_ITS_WAY or former.address != office.email


def _send_if_due(number: str, *, on: date, at: datetime) -> bool:
    with locked(number) as info_request:
        still = info_request.is_open and not is_attended(info_request.institution_id, on=on)
        if not still or last_sending(info_request) is not None:
            return False
        office = office_of(info_request)
        _send(info_request, office, replaces=None, by=None, reason="", at=at)
    return True


def _send(
    info_request: InformationRequest,
    office: Office,
    *,
    replaces: Sending | None,
    by: User | None,
    reason: str,
    at: datetime,
) -> Sending:
    """Write the letter, its delivery and its row, in the caller's transaction."""
    event = _arrivals(info_request.pk)[0]
    letter = letter_for(info_request, EventKind(event.kind), on=local_date(at))
    turn = Sending.objects.filter(event=event).count() + 1
    notice = Notification.objects.create(
        source_key=f"outside:{event.pk}:{turn}",
        info_request=info_request,
        office=office,
        recipient_key=f"office:{office.pk}",
        subject=letter.message.subject,
        body=letter.message.body,
        language=letter.message.language,
        created_at=at,
    )
    notice.files.set(letter.files)
    delivery_of(notice.pk, office.email, at).save()
    return Sending.objects.create(
        info_request=info_request,
        event=event,
        office=office,
        address=office.email,
        notice=notice,
        replaces=replaces,
        sent_by=by,
        reason=reason.strip(),
        made_at=at,
    )


def _arrivals(info_request: Any) -> QuerySet[TimelineEvent]:
    """Return the facts that brought the request to an institution, the newest first."""
    events = TimelineEvent.objects.filter(info_request=info_request, kind__in=BRINGS_A_REQUEST)
    return events.order_by("-sequence")
