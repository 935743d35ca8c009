"""Tags with which a request's page shows what its office arranged, without its room knowing."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from accounts.models import User
from casework.presence import Onlooker, look_at
from casework.request_work import RequestWork, work_of
from requests_app.models import InformationRequest

register = template.Library()


@register.simple_tag
def office_work(
    info_request: InformationRequest, user: User, *, on: date, holds: bool
) -> RequestWork | None:
    """`{% office_work info_request user on=day holds=holds as work %}`: who has it, what units
    were asked and what was noted; None where there is nothing the person may see."""
    return work_of(info_request, user, on=on, holds=holds)


@register.simple_tag
def who_else_looks(info_request: InformationRequest, user: User, *, at: datetime) -> list[Onlooker]:
    """`{% who_else_looks info_request user at=moment as onlookers %}`: the others who have it
    open. The page that asks says by it that `user` has."""
    return look_at(info_request, user, at=at)
