"""A body that ended with requests in hand, a post that ended, and a change that waits."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice

from accounts.actors import Actor
from accounts.models import User
from demo.between_offices import send_on, untouched
from demo.moments import NOON, instant
from demo.people import DOMAIN, SINCE
from demo.roster import PLACES
from offices.actions import appoint_by_address
from offices.models import Duty, Institution, Office, OfficeKind, RegistryChange
from offices.registry_changes import propose_correction, propose_dissolution
from offices.registry_fields import Instrument
from requests_app import actions
from requests_app.inheritance import digest_of, passing_from
from requests_app.models import OutboxEntry

CODE, HEIR, LEFT, CORRECTED = "SDF", "MEF", "PETROPAR", "MADES"
NAME = "Secretaría de Desarrollo Ficticio"
MOVED = 3
_SENT_BEFORE, _MERGED_BEFORE = timedelta(days=6), timedelta(days=3)
_LEFT_BEFORE = timedelta(days=40)


def fill(*, on: date, at: datetime) -> None:
    """Merge a fictional body three days ago, with what it had; once, however often it is run."""
    codes = [HEIR, LEFT, CORRECTED]
    places = Institution.objects.in_bulk(codes, field_name="code")
    if len(places) < len(codes) or RegistryChange.objects.exists():
        return
    _merge(places[HEIR], on)
    appoint_by_address(
        f"jefatura.{LEFT.lower()}@{DOMAIN}",
        places[LEFT],
        Duty.HEAD,
        full_name="Persona que dejó el cargo (ficticia)",
        starts_on=SINCE,
        ends_on=on - _LEFT_BEFORE,
    )
    propose_correction(
        places[CORRECTED],
        {"office_hours": "Lunes a viernes, de 7:30 a 16:00"},
        _instrument("Resolución", on),
        by=_as("auditoria"),
        at=at,
    )


def _merge(heir: Institution, on: date) -> None:
    body = Institution.objects.create(
        code=CODE, name=NAME, acronym=CODE, category="b", branch="executive", is_executive=True
    )
    Office.objects.create(institution=body, kind=OfficeKind.ACCESS)
    sent_on, merged_on = on - _SENT_BEFORE, on - _MERGED_BEFORE
    senders = Institution.objects.filter(code__in=[place.code for place in PLACES])
    waiting = (untouched(sent_on, institution=sender) for sender in senders.exclude(pk=heir.pk))
    for row in islice((row for row in waiting if row is not None), MOVED):
        send_on(row, body, sent_on, on)
    at = instant(merged_on, NOON)
    law = _instrument("Ley", merged_on)
    change = propose_dissolution(body, heir, law, by=_as("auditoria"), at=at)
    seen = digest_of(passing_from(body.pk, on=merged_on))
    actions.approve_dissolution(change.pk, by=_as("direccion"), at=at, seen=seen)
    actions.move_to_successors(at=at + timedelta(minutes=5))
    # Nobody is mailed about a fiction.
    told = OutboxEntry.objects.filter(done_at=None, event__info_request__legs__to_institution=body)
    OutboxEntry.objects.filter(pk__in=list(told.values_list("pk", flat=True))).update(done_at=at)


def _instrument(kind: str, on: date) -> Instrument:
    return Instrument(f"{kind} 0.000/{on.year} (ficticia)", "Gaceta Oficial (ficticia)", on, on)


def _as(local_part: str) -> Actor:
    return Actor.official(User.objects.get(email=f"{local_part}@{DOMAIN}"))
