"""What an office promised with an answer and has not delivered yet."""

from __future__ import annotations

from datetime import date

from django import template

from accounts.models import User
from requests_app.models import Answer, InformationRequest

register = template.Library()

MOST = 20


@register.simple_tag
def files_owed(user: User, on: date) -> list[Answer]:
    """`{% files_owed user on as owed %}`: the answers of the person's institutions that went
    without some of their files, the oldest first, at most twenty; one query."""
    held = InformationRequest.objects.held_by(user, on=on)
    owed = Answer.objects.filter(files_to_follow__gt=0, info_request__in=held)
    return list(owed.select_related("info_request").order_by("pk")[:MOST])
