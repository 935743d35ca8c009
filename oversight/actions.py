"""What the Directorate does on its own desk: it looks at alerts and says when they are raised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from offices.calendar_changes import require_duty
from offices.calendars import local_date
from offices.errors import ChangeIncomplete
from offices.models import Duty
from offices.models.post import DIRECTORATE_DUTIES
from oversight.alerts.raised import Alert
from oversight.models import AlertKind, AlertNote, AlertRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a rule: more than `threshold`, within `window_days`, among `minimum`."""

    threshold: int
    window_days: int
    minimum: int


def note_alert(alert: Alert, *, by: Actor, at: datetime, note: str) -> AlertNote:
    """Say that somebody looked at an alert, and why it needs nothing more for now.

    Raises NotAllowed, ChangeIncomplete.
    """
    on = local_date(at)
    user = require_duty(by, DIRECTORATE_DUTIES, on=on)
    if not note.strip():
        raise ChangeIncomplete({"note": _("Escriba por qué.")})
    with transaction.atomic(durable=True):
        return AlertNote.objects.create(
            kind=alert.kind,
            institution_id=alert.institution_id,
            value=alert.value,
            note=note.strip(),
            by=user,
            on=on,
            at=at,
        )


def set_alert_rule(
    kind: AlertKind, figures: Figures, *, by: Actor, at: datetime, in_force_from: date, reason: str
) -> AlertRule:
    """Give a rule other figures from a day to come; never backwards, and never twice for a day.

    Raises NotAllowed, ChangeIncomplete.
    """
    on = local_date(at)
    user = require_duty(by, (Duty.DIRECTOR,), on=on)
    with transaction.atomic(durable=True):
        if in_force_from <= on:
            raise ChangeIncomplete({"in_force_from": _("Debe regir desde un día que no llegó.")})
        if not reason.strip():
            raise ChangeIncomplete({"reason": _("Escriba por qué cambia.")})
        if AlertRule.objects.filter(kind=kind, in_force_from=in_force_from).exists():
            raise ChangeIncomplete({"in_force_from": _("Ya hay valores que rigen desde ese día.")})
        return AlertRule.objects.create(
            kind=kind,
            threshold=figures.threshold,
            window_days=figures.window_days,
            minimum=figures.minimum,
            in_force_from=in_force_from,
            reason=reason.strip(),
            set_by=user,
            set_at=at,
        )
