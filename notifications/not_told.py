"""A notice that did not reach who asked is for their office to give by another way (T12)."""

from __future__ import annotations

from datetime import datetime

from notifications.models import Delivery
from requests_app import actions
from requests_app.actions import Returned


def tell_office(delivery: Delivery, reason: str, *, at: datetime) -> None:
    """Write into the case that this notice came back, once; an official's is none of the case.

    Raises what the act raises.
    """
    notice = delivery.notification
    if notice.requester_id is None:
        return
    returned = Returned(
        message_id=delivery.message_id,
        sequence=notice.told_event().sequence,
        address=delivery.address,
        reason=reason[:500],
    )
    actions.note_bounce(notice.info_request.number, returned, at=at)
