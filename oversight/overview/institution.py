"""What stands beside an institution's figures: its posts, its alerts, what was said to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from offices.models import Duty, Institution, Post
from oversight.alerts.raised import Alert, raised_on
from oversight.models import AlertRule
from requests_app.models import Escalation

SHOWN = 20
# An office of one person has no head, and needs none.
NEEDED = (Duty.OFFICER, Duty.HIGHEST_AUTHORITY)


@dataclass(frozen=True, slots=True)
class Around:
    """Beside the figures: needed duties nobody holds, the newest escalations, and alerts."""

    vacant: list[Duty]
    escalations: list[Escalation]
    alerts: list[Alert]


def around(institution: Institution, *, on: date) -> Around:
    """Return what stands beside an institution's figures on a day."""
    held = Post.objects.held_on(on).filter(office__institution=institution)
    duties = set(held.values_list("duty", flat=True))
    escalations = Escalation.objects.filter(institution=institution).select_related("info_request")
    found = raised_on(on, rules=AlertRule.objects.in_force(on))
    return Around(
        vacant=[duty for duty in NEEDED if duty not in duties],
        escalations=list(escalations[:SHOWN]),
        alerts=[
            alert
            for alerts in found.values()
            for alert in alerts
            if alert.institution_id == institution.pk
        ],
    )
