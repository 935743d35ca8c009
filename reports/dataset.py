"""The open data of a month: one line a request, of what its public page shows and no more."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from law.calendar import BusinessCalendar
from law.terms import TermKind
from look.figures.periods import month_after
from offices.models import Institution
from reports.recompute import COLUMNS, OUTCOMES
from requests_app.models import (
    Answer,
    Clarification,
    CourtCase,
    Leg,
    Reconsideration,
    Term,
    TimelineEvent,
)
from requests_app.states import (
    CourtStage,
    EventKind,
    Outcome,
    ReconsiderationStage,
    Stage,
    Verdict,
)
from stats.facts import with_days

SITUATIONS = {
    Stage.RECEIVED: "recibido",
    Stage.IN_PROGRESS: "en_tramite",
    Stage.ANSWERED: "respondido",
    Stage.DENIED: "denegado",
    Stage.TACITLY_DENIED: "silencio",
    Stage.WITHDRAWN: "retirado",
}
RESULTS = dict(zip(Outcome, OUTCOMES, strict=True))
_VERDICTS = {
    Verdict.COMPLETE: "completa",
    Verdict.PARTIAL: "parcial",
    Verdict.NOT_WHAT_I_ASKED: "otra_cosa",
}
_APPEALS = {
    ReconsiderationStage.FILED: "presentada",
    ReconsiderationStage.UPHELD: "admitida",
    ReconsiderationStage.REJECTED: "rechazada",
    ReconsiderationStage.LAPSED: "sin_decision",
}
_RULINGS = {
    CourtStage.FILED: "",
    CourtStage.DISMISSED: "rechazado",
    CourtStage.ORDERED: "con_orden",
    CourtStage.COMPLIED: "con_orden",
}
_FIELDS = (
    "info_request",
    "info_request__number",
    "info_request__first_institution",
    "institution",
    "info_request__presented_on",
    "due_on",
    "info_request__answered_on",
    "first_outcome",
    "info_request__tacitly_denied_on",
    "info_request__withdrawn_on",
    "info_request__stage",
    "info_request__response_days",
    "info_request__late_days",
    "info_request__verdict",
)


@dataclass(slots=True)
class _Happened:
    """What else happened in the month, by request."""

    legs: dict[int, list[tuple[date, int]]] = field(default_factory=lambda: defaultdict(list))
    clarifications: dict[int, tuple[date, date | None]] = field(default_factory=dict)
    appeals: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    cases: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    verdicts: dict[int, date] = field(default_factory=dict)

    def requests(self) -> set[int]:
        """Return the keys of every request with something in it."""
        parts = (self.legs, self.clarifications, self.appeals, self.cases, self.verdicts)
        return set().union(*parts)


def lines_of(month: date, *, days: BusinessCalendar) -> list[dict[str, str]]:
    """Return the requests that count in a month, by number; eight queries however many.

    `days` counts the business days until a forwarding, a withdrawal or a clarification.
    """
    codes = dict(Institution.objects.values_list("pk", "code"))
    happened = _happened(month, codes)
    rows = _counting_in(month, happened.requests()).values_list(*_FIELDS)
    return [_line(row, happened, codes, days) for row in rows]


def as_csv(lines: Iterable[dict[str, str]]) -> str:
    """Return the lines as the file people take. Every cell is a code, a number or a date."""
    file = StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return file.getvalue()


def within(day: str, month: date) -> Q:
    """Return the condition that a day is in the month."""
    return Q(**{f"{day}__gte": month, f"{day}__lt": month_after(month)})


def _counting_in(month: date, besides: set[int]) -> QuerySet[Any]:
    ended, presented = "ended_on", "info_request__presented_on"
    waiting = Q(**{f"{presented}__lt": month}) & (Q(ended_on=None) | Q(**{f"{ended}__gte": month}))
    counts = waiting | Q(info_request__in=besides)
    for day in (presented, "due_on", "silent_on", "info_request__answered_on"):
        counts |= within(day, month)
    first = Answer.objects.filter(
        info_request=OuterRef("info_request"), info_request__answered_on__isnull=False
    ).order_by("pk")
    rows = with_days().filter(counts & Q(**{f"{presented}__lt": month_after(month)}))
    named = rows.annotate(first_outcome=Subquery(first.values("outcome")[:1]))
    ordered: QuerySet[Any] = named.order_by("info_request__number")
    return ordered


def _happened(month: date, codes: dict[int, str]) -> _Happened:
    found = _Happened()
    legs = Leg.objects.filter(within("forwarded_on", month), succession=None).order_by("pk")
    for pk, day, sender in legs.values_list("info_request", "forwarded_on", "from_institution"):
        found.legs[pk].append((day, sender))
    asked = Clarification.objects.filter(within("asked_on", month) | within("clarified_on", month))
    for pk, day, replied_on in asked.values_list("info_request", "asked_on", "clarified_on"):
        found.clarifications[pk] = (day, replied_on)
    for pk, text in _appeals(month, codes):
        found.appeals[pk].append(text)
    for pk, text in _cases(month, codes):
        found.cases[pk].append(text)
    # The index is on the instant, which is of the same day but for the hour of the meridian.
    noted = {
        "recorded_at__gte": _start_of(month) - timedelta(days=1),
        "recorded_at__lt": _start_of(month_after(month)) + timedelta(days=1),
    }
    events = TimelineEvent.objects.filter(
        within("happened_on", month), kind=EventKind.VERDICT_GIVEN, **noted
    )
    # The last word counts.
    found.verdicts.update(events.order_by("sequence").values_list("info_request", "happened_on"))
    return found


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _appeals(month: date, codes: dict[int, str]) -> Iterable[tuple[int, str]]:
    deciding = Term.objects.filter(
        info_request=OuterRef("info_request"),
        kind=TermKind.RECONSIDERATION_DECISION,
        starts_on=OuterRef("filed_on"),
        replaced_by=None,
    ).order_by("pk")
    rows = Reconsideration.objects.filter(
        within("filed_on", month) | within("closed_on", month)
    ).order_by("pk")
    fields = ("info_request", "filed_on", "institution", "stage", "closed_on")
    for pk, filed_on, body, stage, closed_on, due_on in rows.values_list(
        *fields, Subquery(deciding.values("due_on")[:1])
    ):
        parts = (_day(filed_on), codes[body], _APPEALS[stage], _day(closed_on), _day(due_on))
        yield pk, "|".join(parts)


def _cases(month: date, codes: dict[int, str]) -> Iterable[tuple[int, str]]:
    rows = CourtCase.objects.filter(
        within("filed_on", month) | within("ruled_on", month) | within("complied_on", month)
    ).order_by("pk")
    fields = ("info_request", "filed_on", "institution", "ruled_on", "stage", "complied_on")
    for pk, filed_on, body, ruled_on, stage, complied_on in rows.values_list(*fields):
        parts = (_day(filed_on), codes[body], _day(ruled_on), _RULINGS[stage], _day(complied_on))
        yield pk, "|".join(parts)


def _line(
    row: Sequence[Any], happened: _Happened, codes: dict[int, str], days: BusinessCalendar
) -> dict[str, str]:
    (pk, number, first, competent, presented_on, due_on, answered_on, outcome, *rest) = row
    silent_on, withdrawn_on, stage, response_days, late_days, verdict = rest
    asked_on, replied_on = happened.clarifications.get(pk, (None, None))
    given_on = happened.verdicts.get(pk)
    values = (
        number,
        codes[first],
        codes[competent],
        _day(presented_on),
        _day(due_on),
        _day(answered_on),
        RESULTS[outcome] if outcome else "",
        _day(silent_on),
        _day(withdrawn_on),
        SITUATIONS[stage],
        _number(response_days),
        _number(late_days),
        _between(presented_on, withdrawn_on, days),
        " ".join(
            f"{_day(day)}|{codes[sender]}|{_between(presented_on, day, days)}"
            for day, sender in happened.legs.get(pk, ())
        ),
        _day(asked_on),
        _day(replied_on),
        _between(asked_on, replied_on, days),
        " ".join(happened.appeals.get(pk, ())),
        " ".join(happened.cases.get(pk, ())),
        _VERDICTS[verdict] if given_on and verdict else "",
        _day(given_on) if verdict else "",
    )
    return dict(zip(COLUMNS, values, strict=True))


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _between(start: date | None, end: date | None, days: BusinessCalendar) -> str:
    """Business days after one day until another; nothing while either is unknown."""
    if start is None or end is None:
        return ""
    return str(days.count(after=start, until=end) if end > start else 0)
