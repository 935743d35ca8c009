"""Putting a request in somebody's hands."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from django.urls import reverse

from accounts.actors import Actor
from accounts.models import User
from casework import messages
from casework.errors import NotOfThisDesk, NotOurUnit
from casework.models import Assignment, Unit
from notifications.inside import tell_inside
from offices.absences import whoever_works_for
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
    tells: bool = False,
) -> Assignment | None:
    """Put the request in the hands of a person, a unit or both; return what is now in force.

    None takes it out of their hands, KEEP leaves that part as it was. Saying again what already
    holds writes nothing. With `tells` the person, or who stands in for them, gets a notice; many
    at once are left to their list. Raises NotYours, UnknownRequest, NotOfThisDesk, NotOurUnit.
    """
    on = local_date(at)
    with locked(number) as info_request:
        author = policies.require_desk(by, info_request.institution, on=on)
        last = Assignment.objects.filter(info_request=info_request, ended_at=None).first()
        # What another institution had arranged ends here, and nothing of it is kept.
        is_ours = last is not None and last.institution_id == info_request.institution_id
        mine = last if is_ours else None
        new_person = (mine.person if mine else None) if isinstance(person, Keep) else person
        new_unit = (mine.unit if mine else None) if isinstance(unit, Keep) else unit
        if mine is not None and (mine.person, mine.unit) == (new_person, new_unit):
            return mine
        _require_here(info_request.institution_id, person, unit, on=on)
        if last is not None:
            last.ended_at, last.ended_by = at, author
            last.save(update_fields=["ended_at", "ended_by"])
        if new_person is None and new_unit is None:
            return None
        made = Assignment.objects.create(
            info_request=info_request,
            institution=info_request.institution,
            person=new_person,
            unit=new_unit,
            assigned_by=author,
            assigned_at=at,
        )
        if tells and isinstance(person, User):
            _tell(made, person, author, on=on, at=at)
    return made


def _require_here(
    institution_id: int, person: User | Keep | None, unit: Unit | Keep | None, *, on: date
) -> None:
    if isinstance(person, User) and not policies.holds_duty(
        person, institution_id, DESK_DUTIES, on=on
    ):
        raise NotOfThisDesk
    if isinstance(unit, Unit) and (not unit.is_active or unit.institution_id != institution_id):
        raise NotOurUnit


def _tell(made: Assignment, person: User, author: User, *, on: date, at: datetime) -> None:
    row = made.info_request
    works = whoever_works_for([person.pk], on=on)[person.pk]
    said = messages.of_assignment(row.number, row.subject)
    tell_inside(
        row,
        User.objects.filter(pk=works).exclude(pk=author.pk),
        source_key=f"assignment:{made.pk}",
        subject=said.subject,
        body=said.body,
        page=reverse("desk:request", args=[row.number]),
        at=at,
    )
