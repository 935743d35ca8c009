"""Which alerts are raised on a day, by institution, and which of them somebody has looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from offices.models import Institution
from oversight.alerts.detectors import DETECTORS, period_of
from oversight.models import AlertKind, AlertNote, AlertRule

# These compare a share with the threshold; the gap compares the longest, the rest a count.
SHARES = (AlertKind.SILENCE, AlertKind.LAST_DAY, AlertKind.ALIKE, AlertKind.ALREADY_PUBLIC)


@dataclass(frozen=True, slots=True)
class Alert:
    """One institution beyond one rule. `value` is a percentage, a count or a number of days, as
    the kind says; `requests` are those that count against it, `of` how many were compared."""

    kind: AlertKind
    institution_id: int
    value: int
    requests: frozenset[int]
    of: int
    note: AlertNote | None = None

    @property
    def count(self) -> int:
        """How many requests its list has."""
        return len(self.requests)

    @property
    def is_share(self) -> bool:
        """Whether `value` is a percentage."""
        return self.kind in SHARES


def raised_by(rule: AlertRule, *, on: date) -> list[Alert]:
    """Return the alerts a rule raises on `on`, the worst first, with nobody's note."""
    kind = AlertKind(rule.kind)
    watched = DETECTORS[kind](rule, period_of(rule, on))
    by_body: dict[int, dict[int, int]] = {}
    for line in watched:
        weights = by_body.setdefault(line.institution_id, {})
        weights[line.info_request_id] = max(weights.get(line.info_request_id, 0), line.weight)
    alerts = [_alert(kind, body, weights) for body, weights in by_body.items()]
    beyond = [
        alert for alert in alerts if alert.of >= rule.minimum and alert.value > rule.threshold
    ]
    return sorted(beyond, key=lambda alert: (-alert.value, -alert.of, alert.institution_id))


def raised_on(on: date, *, rules: Mapping[AlertKind, AlertRule]) -> dict[AlertKind, list[Alert]]:
    """Return the alerts of each rule on `on`, each with the note that answers it, if one does.

    A note answers an alert while it is within the rule's window and the figure is no worse.
    """
    found = {}
    for kind, rule in rules.items():
        notes = _notes(rule, on=on)
        found[kind] = [_noted(alert, notes) for alert in raised_by(rule, on=on)]
    return found


def waiting(alerts: Iterable[Alert]) -> list[Alert]:
    """Return those nobody has looked at."""
    return [alert for alert in alerts if alert.note is None]


def names_of(alerts: Iterable[Alert]) -> dict[int, Institution]:
    """Return the institutions of the alerts by key, in one query."""
    return Institution.objects.in_bulk({alert.institution_id for alert in alerts})


def _alert(kind: AlertKind, body: int, weights: Mapping[int, int]) -> Alert:
    against = frozenset(pk for pk, weight in weights.items() if weight)
    if kind in SHARES:
        value = 100 * len(against) // len(weights)
    elif kind == AlertKind.INTAKE_GAP:
        value = max(weights.values())
    else:
        value = len(against)
    return Alert(kind, body, value, against, len(weights))


def _notes(rule: AlertRule, *, on: date) -> dict[int, AlertNote]:
    since = on - timedelta(days=rule.window_days)
    recent = AlertNote.objects.filter(kind=rule.kind, on__gt=since, on__lte=on)
    return {note.institution_id: note for note in recent.select_related("by").order_by("pk")}


def _noted(alert: Alert, notes: Mapping[int, AlertNote]) -> Alert:
    note = notes.get(alert.institution_id)
    if note is None or alert.value > note.value:
        return alert
    return Alert(alert.kind, alert.institution_id, alert.value, alert.requests, alert.of, note)
