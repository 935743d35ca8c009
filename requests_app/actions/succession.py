"""A body ends and another takes its place: what it still had in hand passes to the successor."""

import logging
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction

from accounts.actors import SYSTEM, Actor
from offices.calendars import local_date
from offices.errors import NotYetInForce, OtherRequestsNow
from offices.models import ChangeState, RegistryAct, RegistryChange
from offices.registry_changes import close, dissolve, lock_registry_change
from requests_app import timeline
from requests_app.actions.moving import pass_on
from requests_app.actions.silence import acting_on
from requests_app.errors import ActionRefused
from requests_app.inheritance import digest_of, passing_from, pending_at
from requests_app.models import Leg
from requests_app.states import EventKind

SOON = "requests_app.succeed"
logger = logging.getLogger(__name__)


def approve_dissolution(
    pk: int, *, by: Actor, at: datetime, seen: str, note: str = ""
) -> RegistryChange:
    """End a body as its instrument orders, as a second person who saw what passes to whom.

    `seen` is the digest of the list of requests the person looked at; if another would pass now,
    nothing is done and they look again. From here on whoever asks it asks its successor;
    `move_to_successors` moves what it had in hand. Its people keep their desk until the end of
    this day. Raises NotAllowed, OwnChange, ChangeDecided, NotYetInForce, OtherRequestsNow,
    RegistryMovedOn, RegistryChange.DoesNotExist and ValueError for another act.
    """
    on = local_date(at)
    with transaction.atomic(durable=True):
        change, user = lock_registry_change(pk, by=by, on=on)
        if change.act != RegistryAct.DISSOLUTION or change.institution_id is None:
            raise ValueError(f"change {pk} is no dissolution")
        if change.effective_on > on:
            raise NotYetInForce
        passing = passing_from(change.institution_id, on=on)
        if digest_of(passing) != seen:
            raise OtherRequestsNow
        dissolve(change, on=on)
        change.seen_digest, change.foreseen = seen, len(passing)
        change.finished_at = None if passing else at
        close(change, ChangeState.APPROVED, by=user, at=at, note=note)
        # A broker that is down changes nothing: the worker looks every minute anyway.
        transaction.on_commit(_wake, robust=True)
    return change


def move_to_successors(*, at: datetime) -> int:
    """Move to its successor every request a dissolved body still has in hand; return how many.

    One act for each: killed half-way, the next call does the rest, and two workers leave what one
    would have left. What comes to a dissolved body later, because somebody had its page open or
    went to court, is moved by the next call.
    """
    on = local_date(at)
    moved = 0
    for change in _dissolutions():
        in_hand = pending_at(change.ended, on=on).order_by("pk")
        for number in list(in_hand.values_list("number", flat=True)):
            moved += _moved(number, change, at=at)
        if change.finished_at is None and not in_hand.all().exists():
            unfinished = RegistryChange.objects.filter(pk=change.pk, finished_at=None)
            unfinished.update(finished_at=at)
    return moved


def move_to_successor(number: str, change: RegistryChange, *, at: datetime) -> Leg | None:
    """Move one request from the body that an approved `change` ended to who took its place.

    Number, code, terms and their dates stay: the successor is in the place of the other, so
    nothing begins anew and it may claim no later date. An open request is to be taken in charge
    again; of one that was denied or answered only who must act for it changes. None when it is
    elsewhere, or over. Raises UnknownRequest, CalendarMissing, WrongStage.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        dissolved, successor = info_request.institution, change.successor
        is_here = info_request.institution_id == change.institution_id
        if successor is None or not is_here:
            return None
        if not pending_at([dissolved.pk], on=on).filter(pk=info_request.pk).exists():
            return None
        heir = successor.competent()
        leg = pass_on(info_request, to=heir, on=on, change=change)
        owed: dict[str, Any] = {"due_on": leg.claimable_due_on} if info_request.is_open else {}
        timeline.record(
            info_request,
            EventKind.MOVED_TO_SUCCESSOR,
            by=SYSTEM,
            on=on,
            at=at,
            article=change.instrument,
            decided_by="directorate",
            dissolved=dissolved.code,
            dissolved_name=dissolved.name,
            successor=heir.code,
            effective_on=change.effective_on,
            stage=info_request.stage,
            **owed,
        )
    return leg


def _dissolutions() -> list[RegistryChange]:
    approved = RegistryChange.objects.filter(
        act=RegistryAct.DISSOLUTION, state=ChangeState.APPROVED, institution__is_active=False
    )
    return list(approved.select_related("institution", "successor").order_by("pk"))


def _moved(number: str, change: RegistryChange, *, at: datetime) -> bool:
    try:
        return move_to_successor(number, change, at=at) is not None
    except ActionRefused as refusal:
        # One request that cannot pass now must not keep the others waiting.
        logger.warning("%s did not pass to the successor: %s", number, refusal.code)
        return False


def _wake() -> None:
    current_app.send_task(SOON, retry=False, expires=55)
