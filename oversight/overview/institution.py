"""What stands beside an institution's figures: its posts, its alerts, what was said to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from offices.models import Institution
from offices.vacancies import Vacancy, never_staffed, vacancies_on
from oversight.alerts.raised import Alert, raised_on
from oversight.models import AlertRule
from requests_app.models import Escalation

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Around:
    """Beside the figures: duties nobody holds, the newest escalations, and alerts."""

    vacant: tuple[Vacancy, ...]
    escalations: list[Escalation]
    alerts: list[Alert]


def around(institution: Institution, *, on: date) -> Around:
    """Return what stands beside an institution's figures on a day."""
    vacant = vacancies_on(on, institutions=[institution.pk])
    escalations = Escalation.objects.filter(institution=institution).select_related("info_request")
    found = raised_on(on, rules=AlertRule.objects.in_force(on))
    return Around(
        vacant=vacant.get(institution.pk, never_staffed()),
        escalations=list(escalations[:SHOWN]),
        alerts=[
            alert
            for alerts in found.values()
            for alert in alerts
            if alert.institution_id == institution.pk
        ],
    )
