"""Handing over what somebody has in a request's office to a colleague, one request at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import Promise

from accounts.actors import Actor
from accounts.models import User
from answering.models import AnswerDraft
from casework.actions import assign
from casework.models import Assignment, Subtask
from casework.policies import require_hand_over
from offices.models import Institution
from requests_app.errors import ActionRefused
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE

SOONEST_FIRST = ["due_on", "pk"]


@dataclass(frozen=True, slots=True)
class Held:
    """An open request somebody has in hand, and what goes with it."""

    info_request: InformationRequest
    is_assigned: bool
    drafts: int
    subtasks: int


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one request; `refusal` is why it stayed, empty when it went over."""

    held: Held
    refusal: str | Promise = ""


def held_of(person: User, place: Institution) -> list[Held]:
    """Return the open requests of `place` that would be left behind, first due first: those in
    the person's hands, and those in nobody's whose draft or sub-task is theirs. Three queries.
    """
    given = Assignment.objects.in_force().filter(info_request=OuterRef("pk"), person__isnull=False)
    drafts = AnswerDraft.objects.open().filter(
        institution=place, updated_by=person, info_request__institution=F("institution")
    )
    asked = Subtask.objects.open().filter(
        institution=place, asked_by=person, info_request__institution=F("institution")
    )
    theirs = Q(pk__in=drafts.values("info_request")) | Q(pk__in=asked.values("info_request"))
    rows = (
        place.requests.filter(stage__in=STILL_ANSWERABLE)
        .annotate(is_theirs=Exists(given.filter(person=person)))
        .filter(Q(is_theirs=True) | (~Exists(given) & theirs))
        .with_due_date()
        .order_by(*SOONEST_FIRST)
    )
    of_drafts = Counter(drafts.values_list("info_request", flat=True))
    of_subtasks = Counter(asked.values_list("info_request", flat=True))
    return [
        Held(row, row.__dict__["is_theirs"], of_drafts[row.pk], of_subtasks[row.pk]) for row in rows
    ]


def hand_over(
    person: User, place: Institution, *, to: User, by: Actor, on: date, at: datetime
) -> list[Handed]:
    """Put in the hands of `to` all that `person` has there; return what became of each.

    Each request goes over in a transaction of its own, its unit as it was: what is refused, or
    was taken meanwhile, stays and says why. Drafts belong to their request and go with it, and so
    do the notices of its sub-tasks. Raises NotYours.
    """
    require_hand_over(by, person, place, on=on)
    return [_hand(held, to=to, by=by, at=at) for held in held_of(person, place)]


def _hand(held: Held, *, to: User, by: Actor, at: datetime) -> Handed:
    try:
        assign(held.info_request.number, by=by, at=at, person=to)
    except ActionRefused as refusal:
        return Handed(held, refusal.message)
    return Handed(held)
