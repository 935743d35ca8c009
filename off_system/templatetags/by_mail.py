"""How an institution nobody attends here is reached, for the page of the person who asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from notifications.states import DeliveryState
from off_system.sending import last_sending
from offices.attended import is_attended
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE

register = template.Library()


@register.inclusion_tag("off_system/_for_who_asked.html")
def how_it_is_reached(info_request: InformationRequest, on: date) -> dict[str, Any]:
    """Say, while an answer is owed, that the request goes by e-mail and since when; in at most
    two queries. Of the institution that has somebody in post it says nothing."""
    owed = info_request.stage in STILL_ANSWERABLE
    if not owed or is_attended(info_request.institution_id, on=on):
        return {"is_outside": False}
    sending: Any = last_sending(info_request)
    left = sending is not None and sending.state == DeliveryState.SENT
    return {"is_outside": True, "sent_at": sending.sent_at if left else None}
