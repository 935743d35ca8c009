"""What the Directorate notes of a delay for itself: no event, and nobody hears of it."""

from __future__ import annotations

from datetime import datetime

from accounts.actors import Actor
from offices.calendars import local_date
from requests_app import policies
from requests_app.actions.escalation import kind_for, person_of, require_late
from requests_app.actions.silence import acting_on
from requests_app.errors import Incomplete, WrongStage
from requests_app.models import Escalation
from requests_app.models.escalation import EscalationStage


def dismiss_escalation(number: str, *, by: Actor, at: datetime, note: str) -> Escalation:
    """Decide, with the reason, that this delay calls for no warning; nobody is told.

    Nothing happened to the request, so its history says nothing.
    Raises NotYours, WrongStage, NotLateEnough, AlreadyEscalated, Incomplete, UnknownRequest.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_director(by, on=on)
        term = require_late(info_request, on=on)
        if not note.strip():
            raise Incomplete({"note": "Escriba por qué no se envía."})
        return Escalation.objects.create(
            info_request=info_request,
            term=term,
            institution=info_request.institution,
            kind=kind_for(info_request),
            stage=EscalationStage.DISMISSED,
            note=note.strip(),
            decided_by=person_of(by),
            decided_on=on,
        )


def close_escalation(number: str, *, by: Actor, at: datetime, note: str) -> Escalation:
    """End the follow-up of a warning or observation, saying what came of it; nobody is told.

    Raises NotYours, WrongStage, Incomplete, UnknownRequest.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_director(by, on=on)
        open_ones = info_request.escalations.filter(
            stage__in=(EscalationStage.SENT, EscalationStage.ANSWERED)
        )
        escalation = open_ones.first()
        if escalation is None:
            raise WrongStage
        if not note.strip():
            raise Incomplete({"note": "Escriba qué resultó."})
        escalation.stage, escalation.note = EscalationStage.CLOSED, note.strip()
        escalation.closed_by, escalation.closed_on = person_of(by), on
        escalation.save(update_fields=["stage", "note", "closed_by", "closed_on"])
    return escalation
