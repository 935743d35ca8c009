"""Putting a request in somebody's hands."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from accounts.actors import Actor
from accounts.models import User
from casework.errors import NotOfThisDesk, NotOurUnit
from casework.models import Assignment, Unit
from offices.calendars import local_date
from offices.models.post import DESK_DUTIES
from requests_app import policies
from requests_app.actions.base import locked


class Keep(Enum):
    """Leave this part of an assignment as it is."""

    KEEP = "keep"


KEEP = Keep.KEEP


def assign(
    number: str,
    *,
    by: Actor,
    at: datetime,
    person: User | Keep | None = KEEP,
    unit: Unit | Keep | None = KEEP,
) -> Assignment | None:
    """Put the request in the hands of a person, a unit or both; return what is now in force.

    None takes it out of their hands, KEEP leaves that part as it was. Saying again what already
    holds writes nothing. Raises NotYours, UnknownRequest, NotOfThisDesk, NotOurUnit.
    """
    on = local_date(at)
    with locked(number) as info_request:
        author = policies.require_desk(by, info_request.institution, on=on)
        institution_id = info_request.institution_id
        last = Assignment.objects.filter(info_request=info_request, ended_at=None).first()
        # What another institution had arranged ends here, and nothing of it is kept.
        mine = last if last is not None and last.institution_id == institution_id else None
        new_person = (mine.person if mine else None) if isinstance(person, Keep) else person
        new_unit = (mine.unit if mine else None) if isinstance(unit, Keep) else unit
        if mine is not None and (mine.person, mine.unit) == (new_person, new_unit):
            return mine
        if isinstance(person, User) and not policies.holds_duty(
            person, institution_id, DESK_DUTIES, on=on
        ):
            raise NotOfThisDesk
        if isinstance(unit, Unit) and (not unit.is_active or unit.institution_id != institution_id):
            raise NotOurUnit
        if last is not None:
            last.ended_at, last.ended_by = at, author
            last.save(update_fields=["ended_at", "ended_by"])
        if new_person is None and new_unit is None:
            return None
        return Assignment.objects.create(
            info_request=info_request,
            institution=info_request.institution,
            person=new_person,
            unit=new_unit,
            assigned_by=author,
            assigned_at=at,
        )
