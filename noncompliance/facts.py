"""Which facts have met a rule by a day and were not proposed yet; reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from law.articles import Article, Statute
from law.breach import (
    TACIT_DENIALS_MONTHS,
    breach_on,
    late_file_on,
    months_before,
    repeated_denials,
)
from law.ladder import ladder_on
from law.terms import TermKind
from noncompliance.models import FileRequest
from noncompliance.states import Cause
from offices.calendars import calendar_for, current_version
from offices.models import Institution
from requests_app.models import CourtCase, DenialReview, Term
from requests_app.models.denial_review import ReviewDecision

TACIT, LATE, RULING = "tacit_denial", "late", "ruling"
# What was met longer ago than this, before anybody looked, is history and a person may propose
# it by hand: the day a system starts must not accuse by the hundred. A ruling is often recorded
# late, by who obtained it.
LOOKS_BACK_MONTHS = 2
RULINGS_LOOK_BACK_MONTHS = 12
_SILENCE = Article(Statute.ACCESS_LAW, "20")


@dataclass(frozen=True, slots=True)
class Fact:
    """What of one request met a rule: what was due and the first day on which it was late."""

    info_request_id: int
    fact: str
    due_on: date

    @property
    def act_on(self) -> date:
        """The day of the act, by which the regime in force is told."""
        return breach_on(self.due_on)


@dataclass(frozen=True, slots=True)
class Met:
    """A rule that was met: by which facts, on which day, under which rules."""

    cause: Cause
    met_on: date
    rule_set: str
    article: str
    facts: tuple[Fact, ...]


def met_by(on: date, *, institutions: Collection[int] | None = None) -> dict[int, list[Met]]:
    """Return, by institution's key, what facts have met by `on`, in the order of the days.

    An institution whose silence of these days is still to be written down waits for that: which
    denial is the third depends on those before it. Six queries, however many institutions.
    """
    since = months_before(on, LOOKS_BACK_MONTHS)
    running = Term.objects.running(TermKind.ANSWER).due_before(on)
    unsettled = set(running.values_list("institution", flat=True))
    found: dict[int, list[Met]] = defaultdict(list)
    for key, met in (*_repeated(on, institutions), *_too_late(on, institutions)):
        if met.met_on >= since:
            found[key].append(met)
    for key, met in _disobeyed(on, institutions):
        found[key].append(met)
    return {
        key: sorted(some, key=lambda met: (met.met_on, met.cause.value))
        for key, some in sorted(found.items())
        if key not in unsettled
    }


def _repeated(on: date, institutions: Collection[int] | None) -> Iterator[tuple[int, Met]]:
    rows = _of(_denials(on), institutions)
    denials: dict[int, list[tuple[date, Fact]]] = defaultdict(list)
    ordered = rows.order_by("info_request__tacitly_denied_on", "info_request")
    for key, pk, denied_on in ordered.values_list(
        "institution", "info_request", "info_request__tacitly_denied_on"
    ):
        fact = Fact(pk, TACIT, denied_on - timedelta(days=1))
        denials[key].append((denied_on, fact))
    for key, some in denials.items():
        for met_on, facts in repeated_denials(some):
            ladder = ladder_on(met_on)
            yield key, Met(Cause.TACIT_DENIALS, met_on, ladder.id, str(_SILENCE), facts)


def _too_late(on: date, institutions: Collection[int] | None) -> Iterator[tuple[int, Met]]:
    """One file for what became too late on the same day."""
    rows = _of(_late(on), institutions)
    read = list(
        rows.order_by("due_on", "pk").values_list(
            "institution",
            "info_request",
            "due_on",
            "info_request__answered_on",
            "first_answer_on",
        )
    )
    places = Institution.objects.in_bulk({row[0] for row in read})
    version = current_version() if places else None
    calendars = {key: calendar_for(place, version=version).days for key, place in places.items()}
    by_day: dict[tuple[int, date], list[Fact]] = defaultdict(list)
    for key, pk, due_on, answered_on, first_on in read:
        met_on = late_file_on(due_on, calendars[key])
        replies = [day for day in (answered_on, first_on) if day is not None]
        if met_on <= on and all(day >= met_on for day in replies):
            by_day[key, met_on].append(Fact(pk, LATE, due_on))
    for (key, met_on), facts in by_day.items():
        ladder = ladder_on(facts[0].due_on)
        article = str(ladder.steps[-1].article)
        yield key, Met(Cause.LATE, met_on, ladder.id, article, tuple(facts))


def _disobeyed(on: date, institutions: Collection[int] | None) -> Iterator[tuple[int, Met]]:
    rows = _of(_rulings(on), institutions)
    for key, pk, case, due_on, rule_set, article in rows.order_by("due_on", "pk").values_list(
        "institution", "info_request", "case_pk", "due_on", "rule_set", "article"
    ):
        fact = Fact(pk, f"{RULING}-{case}", due_on)
        yield key, Met(Cause.RULING, fact.act_on, rule_set, article, (fact,))


def _of(terms: QuerySet[Any, Any], institutions: Collection[int] | None) -> QuerySet[Any, Any]:
    return terms if institutions is None else terms.filter(institution__in=institutions)


def _denials(on: date) -> QuerySet[Any, Any]:
    """The terms that ended in silence: each remembers in whose time, whatever body has it now."""
    oldest = months_before(on, LOOKS_BACK_MONTHS + TACIT_DENIALS_MONTHS)
    proposed = FileRequest.objects.filter(info_request=OuterRef("info_request"), fact=TACIT)
    return Term.objects.filter(
        ~Exists(_doubts("info_request")),
        ~Exists(proposed),
        kind=TermKind.ANSWER,
        replaced_by=None,
        info_request__tacitly_denied_on__gte=oldest,
        info_request__tacitly_denied_on__lte=on,
    )


def _doubts(of: str) -> QuerySet[DenialReview]:
    """The reviews by which nobody may yet be held to a denial: a change of the calendar put it
    in question, and the Directorate has not decided that it stands."""
    reviews = DenialReview.objects.filter(info_request=OuterRef(of))
    return reviews.exclude(decision=ReviewDecision.STANDS)


def _late(on: date) -> QuerySet[Any, Any]:
    proposed = FileRequest.objects.filter(info_request=OuterRef("info_request"), fact=LATE)
    terms = Term.objects.filter(
        ~Exists(proposed),
        ~Exists(_doubts("info_request")),
        kind=TermKind.ANSWER,
        replaced_by=None,
        due_on__gte=months_before(on, LOOKS_BACK_MONTHS + 2),
        due_on__lt=on,
        info_request__tacitly_denied_on__isnull=False,
    )
    return terms.annotate(first_answer_on=Min("info_request__answers__answered_on")).filter(
        Q(first_answer_on=None) | Q(first_answer_on__gt=F("due_on"))
    )


def _rulings(on: date) -> QuerySet[Any, Any]:
    case = CourtCase.objects.filter(
        info_request=OuterRef("info_request"), ruled_on=OuterRef("starts_on")
    )
    name = Concat(Value(f"{RULING}-"), Cast(OuterRef("case_pk"), CharField()))
    proposed = FileRequest.objects.filter(info_request=OuterRef("info_request"), fact=name)
    terms = Term.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=F("due_on")),
        kind=TermKind.COMPLIANCE,
        replaced_by=None,
        due_on__gte=months_before(on, RULINGS_LOOK_BACK_MONTHS),
        due_on__lt=on,
    )
    known = terms.annotate(case_pk=case.order_by("-pk").values("pk")[:1])
    return known.filter(~Exists(proposed), case_pk__isnull=False)
