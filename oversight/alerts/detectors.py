"""What each alert looks at: one line for each request concerned, and whether it counts against.

A detector yields (institution id, request id, weight) for everything it compares; a weight above
nothing counts against the institution. Detectors read; they judge nobody.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet

from law.terms import Term, clarification_term, forwarding_term
from offices.calendars import calendar_for, current_version
from offices.models import CalendarVersion, Institution
from oversight.lists import fell_due, late, with_term
from oversight.models import AlertKind, AlertRule
from requests_app.models import Answer, InformationRequest, Leg, Registration, TimelineEvent
from requests_app.states import EventKind, Outcome

# Fewer letters than this, and no file, answer nothing.
FEWEST_LETTERS = 40
# So many answers of one institution that differ in nothing but figures are one answer.
ALIKE = 3
# Only how an answer begins is compared: what follows is often a list that differs.
COMPARED_LETTERS = 400


class Watched(NamedTuple):
    """One request that was compared; `weight` is 0 unless it counts against."""

    institution_id: int
    info_request_id: int
    weight: int


class Period(NamedTuple):
    """The days looked at, both included."""

    since: date
    on: date


Detector = Callable[[AlertRule, Period], Iterator[Watched]]


def period_of(rule: AlertRule, on: date) -> Period:
    """Return the days the rule looks at on `on`."""
    return Period(on - timedelta(days=rule.window_days - 1), on)


def silence(_rule: AlertRule, period: Period) -> Iterator[Watched]:
    """Look at the terms that ended in the period: which had no answer in time (art. 20)."""
    # A denial takes effect the day after the due date.
    since = period.since - timedelta(days=1)
    every: QuerySet[Any] = with_term(InformationRequest.objects.all())
    rows = every.filter(fell_due(since, period.on))
    for pk, body, answered_on, due_on in rows.values_list(
        "pk", "institution", "answered_on", "due_on"
    ):
        in_time = answered_on is not None and answered_on <= due_on
        yield Watched(body, pk, int(not in_time))


def no_answer(_rule: AlertRule, period: Period) -> Iterator[Watched]:
    """Look at what is late in institutions that answered nothing in the whole period."""
    recent = Answer.objects.filter(
        institution=OuterRef("institution"), answered_on__gte=period.since
    )
    rows = with_term(InformationRequest.objects.all()).filter(late(period.on))
    for pk, body in rows.filter(~Exists(recent)).values_list("pk", "institution"):
        yield Watched(body, pk, 1)


def last_day(_rule: AlertRule, period: Period) -> Iterator[Watched]:
    """Look at clarifications and forwardings: which came on the last day for them, or after."""
    ends = _Ends()
    within = {"forwarded_on__gte": period.since, "forwarded_on__lte": period.on}
    legs = Leg.objects.filter(succession=None, **within).values_list(
        "from_institution", "info_request", "forwarded_on", "info_request__presented_on"
    )
    for body, pk, done_on, presented_on in legs:
        yield Watched(body, pk, int(done_on >= ends.of(forwarding_term, body, presented_on)))
    asked = TimelineEvent.objects.filter(
        kind=EventKind.CLARIFICATION_ASKED,
        happened_on__gte=period.since,
        happened_on__lte=period.on,
    ).values_list("institution", "info_request", "happened_on", "info_request__presented_on")
    for body, pk, done_on, presented_on in asked:
        yield Watched(body, pk, int(done_on >= ends.of(clarification_term, body, presented_on)))


def alike(_rule: AlertRule, period: Period) -> Iterator[Watched]:
    """Look at the answers: which say nothing, or what the institution says to others too."""
    given = _answers(period).exclude(outcome=Outcome.DENIED).annotate(files=Count("documents"))
    rows = list(given.values_list("institution", "info_request", "text", "files"))
    said = [(body, _without_figures(text)) for body, _pk, text, _files in rows]
    repeated = Counter(said)
    for (body, pk, _text, files), (_body, words) in zip(rows, said, strict=True):
        is_empty = len(words.replace(" ", "")) < FEWEST_LETTERS and not files
        is_repeated = repeated[body, words] >= ALIKE
        yield Watched(body, pk, int(is_empty or is_repeated))


def intake_gap(rule: AlertRule, period: Period) -> Iterator[Watched]:
    """Look at the requests offices wrote down: how many days after they were presented (T11)."""
    rows = Registration.objects.filter(
        registered_on__gte=period.since, registered_on__lte=period.on
    ).values_list(
        "info_request__first_institution",
        "info_request",
        "registered_on",
        "info_request__presented_on",
    )
    for body, pk, registered_on, presented_on in rows:
        gap = (registered_on - presented_on).days
        yield Watched(body, pk, gap if gap > rule.threshold else 0)


def already_public(_rule: AlertRule, period: Period) -> Iterator[Watched]:
    """Look at the answers: which only said where it is published (A1)."""
    rows = _answers(period).values_list("institution", "info_request", "outcome")
    for body, pk, outcome in rows:
        yield Watched(body, pk, int(outcome == Outcome.ALREADY_PUBLIC))


DETECTORS: dict[AlertKind, Detector] = {
    AlertKind.SILENCE: silence,
    AlertKind.NO_ANSWER: no_answer,
    AlertKind.LAST_DAY: last_day,
    AlertKind.ALIKE: alike,
    AlertKind.INTAKE_GAP: intake_gap,
    AlertKind.ALREADY_PUBLIC: already_public,
}


class _Ends:
    """The last day of a window by institution and day of presentation, each counted once."""

    def __init__(self) -> None:
        self._places = Institution.objects.in_bulk()
        # Asked for once, however many institutions there are.
        self._version: CalendarVersion | None = None
        self._known: dict[tuple[str, int, date], date] = {}

    def of(self, window: Callable[..., Term], body: int, presented_on: date) -> date:
        key = (window.__name__, body, presented_on)
        if key not in self._known:
            self._version = self._version or current_version()
            days = calendar_for(self._places[body], version=self._version).days
            self._known[key] = window(presented_on, days).due_on
        return self._known[key]


def _answers(period: Period) -> QuerySet[Answer]:
    return Answer.objects.filter(answered_on__gte=period.since, answered_on__lte=period.on)


def _without_figures(text: str) -> str:
    """Return the words a text begins with, without figures, accents, signs or capitals."""
    plain = unicodedata.normalize("NFKD", text[: 2 * COMPARED_LETTERS].casefold())
    kept = "".join(char if char.isalpha() else " " for char in plain if not _is_accent(char))
    return " ".join(kept.split())[:COMPARED_LETTERS]


def _is_accent(char: str) -> bool:
    return unicodedata.combining(char) != 0
