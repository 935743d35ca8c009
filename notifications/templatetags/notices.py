"""Tags with which any page shows notices without its application knowing of them."""

from django import template
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from notifications import mailbox
from notifications.models import Notification
from requests_app.models import InformationRequest

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
