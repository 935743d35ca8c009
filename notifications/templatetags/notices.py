"""Tags with which any page shows notices without its application knowing of them."""

from datetime import date
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from notifications import mailbox
from notifications.messages import Message, message_for
from notifications.models import Notification
from notifications.recipients import Audience
from notifications.told import ToldNotice, told_of
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.sealing import canonical

register = template.Library()


@register.simple_tag
def requester_notices(info_request: InformationRequest) -> list[Notification]:
    """`{% requester_notices info_request as notices %}`: what the person who asked was told.

    Only on a page that opened with the tracking code.
    """
    return mailbox.for_request(info_request)


@register.simple_tag
def unread_notices(user: User | AnonymousUser) -> int:
    """`{% unread_notices user as unread %}`: how many notices wait for the person signed in."""
    return mailbox.unread_count(user) if isinstance(user, User) else 0


@register.simple_tag
def foretold_notice(info_request: InformationRequest, foretold: Any, on: date) -> Message:
    """`{% foretold_notice info_request foretold on as notice %}`: what the person who asked would
    be told of an act that was not done yet.

    `foretold` has the `kind`, `article` and `data` of the event the act would leave, and the
    `terms` that would run then.
    """
    event = TimelineEvent(
        info_request=info_request,
        institution=info_request.institution,
        kind=foretold.kind,
        happened_on=on,
        article=foretold.article,
        payload=canonical({"data": foretold.data}),
    )
    return message_for(event, Audience.REQUESTER, on=on, terms=foretold.terms)


@register.simple_tag
def notices_of(event: TimelineEvent) -> list[ToldNotice]:
    """`{% notices_of event as notices %}`: who was told of a fact, by their duty, and how."""
    told = told_of([event.info_request_id])
    return [notice for notice in told if notice.event_id == event.pk]
