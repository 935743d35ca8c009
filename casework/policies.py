"""Who may do what inside an institution, and who must hear of it."""

from __future__ import annotations

from datetime import date

from accounts.actors import Actor, ActorKind
from accounts.models import User
from casework.errors import NotYourUnit
from casework.models import Assignment, Liaison, Subtask, Unit
from casework.states import StepKind
from offices.absences import whoever_works_for
from offices.models import Duty, Institution, Post
from requests_app.errors import NotYours
from requests_app.policies import DESK_DUTIES, holds_duty, require_desk

LEADS = (Duty.HEAD, Duty.HIGHEST_AUTHORITY)
UNIT_STEPS = (StepKind.ACCEPTED, StepKind.RETURNED, StepKind.DELIVERED)


def require_lead(actor: Actor, institution: Institution, *, on: date) -> User:
    """Return the person, who leads that institution's office; raise NotYours if not."""
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        raise NotYours
    if not holds_duty(actor.user, institution.pk, LEADS, on=on):
        raise NotYours
    return actor.user


def require_turn(actor: Actor, subtask: Subtask, kind: StepKind, *, on: date) -> User:
    """Return the person, who may take that step; raise NotYourUnit or NotYours.

    A unit without a person in the system hands its papers to the office, which notes them: so
    the desk may take the unit's steps too, and the step says who took it.
    """
    if kind in UNIT_STEPS and actor.user is not None:
        if Liaison.objects.of(actor.user, on=on).filter(unit=subtask.unit_id).exists():
            return actor.user
        if not holds_duty(actor.user, subtask.institution_id, DESK_DUTIES, on=on):
            raise NotYourUnit
    return require_desk(actor, subtask.institution, on=on)


def require_hand_over(actor: Actor, person: User, place: Institution, *, on: date) -> User:
    """Return who hands over what `person` has: themselves, or whoever leads the office.

    Raises NotYours.
    """
    if actor.user == person:
        return require_desk(actor, place, on=on)
    return require_lead(actor, place, on=on)


def people_of(unit: Unit, *, on: date) -> list[User]:
    """Return who answers for a unit on that day."""
    liaisons = Liaison.objects.in_force(on).filter(unit=unit).select_related("post__holder")
    return [liaison.post.holder for liaison in liaisons]


def who_hears(subtask: Subtask, kind: StepKind, *, on: date) -> list[User]:
    """Return who is told of a step: the other side."""
    if kind == StepKind.ACCEPTED:
        return []
    if kind in UNIT_STEPS:
        return in_charge_of(subtask, on=on)
    return people_of(subtask.unit, on=on)


def in_charge_of(subtask: Subtask, *, on: date) -> list[User]:
    """Return who at the office looks after a sub-task: whoever has the request, else whoever
    asked, else every officer and head. Who is away is stood in for."""
    posts = Post.objects.held_on(on).filter(
        office__institution=subtask.institution_id, duty__in=DESK_DUTIES
    )
    held = list(posts.select_related("holder").order_by("holder_id"))
    at_desk = {post.holder_id: post.holder for post in held}
    assigned = Assignment.objects.in_force().filter(info_request=subtask.info_request_id)
    for key in [*assigned.values_list("person", flat=True), subtask.asked_by_id]:
        if key in at_desk:
            works = whoever_works_for([key], on=on)[key]
            return [at_desk.get(works, at_desk[key])]
    desk = {post.holder_id: post.holder for post in held if post.duty != Duty.HIGHEST_AUTHORITY}
    return list(desk.values())


def has_left(assignment: Assignment, *, on: date) -> bool:
    """Say whether the person who has a request works at that desk no longer."""
    person = assignment.person
    return person is not None and not holds_duty(
        person, assignment.institution_id, DESK_DUTIES, on=on
    )
