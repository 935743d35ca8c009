"""The units of an institution and the people who answer for them, as its office arranges them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.actors import Actor
from accounts.models import User
from casework import policies
from casework.errors import LiaisonElsewhere, UnitExists, UnitHasWork
from casework.models import Liaison, Subtask, Unit
from offices.actions import give_post
from offices.calendars import local_date
from offices.errors import AlreadyHeld
from offices.models import Duty, Institution, Office, OfficeKind, Post
from requests_app.errors import Incomplete


def open_unit(institution: Institution, name: str, *, by: Actor, at: datetime) -> Unit:
    """Add a unit to an institution. Raises NotYours, UnitExists, Incomplete."""
    with transaction.atomic(durable=True):
        policies.require_lead(by, institution, on=local_date(at))
        _lock(institution)
        return Unit.objects.create(institution=institution, name=_free_name(institution, name))


def rename_unit(unit: Unit, name: str, *, by: Actor, at: datetime) -> Unit:
    """Give a unit another name. Raises NotYours, UnitExists, Incomplete."""
    with transaction.atomic(durable=True):
        policies.require_lead(by, unit.institution, on=local_date(at))
        _lock(unit.institution)
        unit.name = _free_name(unit.institution, name, besides=unit)
        unit.save(update_fields=["name"])
    return unit


def close_unit(unit: Unit, *, by: Actor, at: datetime) -> Unit:
    """Give a unit no more work; what it did stays, and its people answer for it no longer.

    Raises NotYours, UnitHasWork.
    """
    on = local_date(at)
    with transaction.atomic(durable=True):
        policies.require_lead(by, unit.institution, on=on)
        _lock(unit.institution)
        if Subtask.objects.open().filter(unit=unit).exists():
            raise UnitHasWork
        for liaison in Liaison.objects.in_force(on).filter(unit=unit).select_related("post"):
            _end(liaison.post, on=on)
        unit.is_active = False
        unit.save(update_fields=["is_active"])
    return unit


def name_liaison(unit: Unit, email: str, *, full_name: str, by: Actor, at: datetime) -> Liaison:
    """Let whoever signs in with `email` answer for a unit from that day on.

    The post opens nothing but the unit's sub-tasks, so whoever leads the office gives it. An
    account is made if there is none; it has no password until its holder sets one.
    Raises NotYours, LiaisonElsewhere.
    """
    on = local_date(at)
    with transaction.atomic(durable=True):
        policies.require_lead(by, unit.institution, on=on)
        office = _lock(unit.institution)
        holder = User.objects.filter(email=email.strip().lower()).first()
        holder = holder or User.objects.create_user(email, full_name=full_name)
        try:
            post = give_post(office, holder, Duty.LIAISON, starts_on=on)
        except AlreadyHeld as error:
            raise LiaisonElsewhere from error
        return Liaison.objects.create(post=post, unit=unit)


def end_liaison(liaison: Liaison, *, by: Actor, at: datetime) -> Post:
    """Make that day the last on which a person answers for a unit. Raises NotYours."""
    on = local_date(at)
    with transaction.atomic(durable=True):
        policies.require_lead(by, liaison.unit.institution, on=on)
        return _end(liaison.post, on=on)


def _lock(institution: Institution) -> Office:
    """Return the access office, whose row is the lock under which units and posts are compared."""
    return Office.objects.select_for_update().get(institution=institution, kind=OfficeKind.ACCESS)


def _free_name(institution: Institution, name: str, *, besides: Unit | None = None) -> str:
    shown = " ".join(name.split())
    if not shown:
        raise Incomplete({"name": "Escriba el nombre de la unidad."})
    others = Unit.objects.active().filter(institution=institution, name__iexact=shown)
    if any(other != besides for other in others):
        raise UnitExists
    return shown


def _end(post: Post, *, on: date) -> Post:
    # Who is taken off the unit reads nothing of it from now on, not from midnight on.
    post.ends_on = max(on - timedelta(days=1), post.starts_on)
    post.save(update_fields=["ends_on"])
    return post
