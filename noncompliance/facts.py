"""Which facts have met a rule by a day and were not proposed yet; reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
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
from offices.calendars import calendar_for
from offices.models import Institution
from requests_app.models import CourtCase, DenialReview, InformationRequest, Term
from requests_app.models.denial_review import ReviewDecision

TACIT, LATE, RULING = "tacit_denial", "late", "ruling"
# What was met longer ago than this, before anybody looked, is history and not proposed any more.
LOOKS_BACK_MONTHS = 12
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


def institutions_to_look_at(on: date) -> list[int]:
    """Return, by key, the institutions of which some fact was not proposed. Four queries.

    One whose silence of these days is still to be written down waits for that: which denial is
    the third depends on those before it.
    """
    unsettled = set(
        Term.objects.running(TermKind.ANSWER).due_before(on).values_list("institution", flat=True)
    )
    facts = (
        _denials(on).values_list("institution", flat=True),
        _late(on).values_list("info_request__institution", flat=True),
        _rulings(on).values_list("info_request__institution", flat=True),
    )
    found = {key for some in facts for key in some.distinct()}
    return sorted(found - unsettled)


def met_by(institution: Institution, *, on: date) -> list[Met]:
    """Return what that institution's facts have met by `on`, in the order of the days."""
    since = months_before(on, LOOKS_BACK_MONTHS)
    found = [
        *_repeated(institution, on),
        *_too_late(institution, on),
        *_disobeyed(institution, on),
    ]
    recent = [met for met in found if since <= met.met_on <= on]
    return sorted(recent, key=lambda met: (met.met_on, met.cause.value))


def _repeated(institution: Institution, on: date) -> Iterator[Met]:
    rows = _denials(on).filter(institution=institution).order_by("tacitly_denied_on", "pk")
    denials = [
        (denied_on, Fact(pk, TACIT, denied_on - timedelta(days=1)))
        for pk, denied_on in rows.values_list("pk", "tacitly_denied_on")
        if denied_on is not None
    ]
    for met_on, facts in repeated_denials(denials):
        yield Met(Cause.TACIT_DENIALS, met_on, ladder_on(met_on).id, str(_SILENCE), facts)


def _too_late(institution: Institution, on: date) -> Iterator[Met]:
    """One file for what became too late on the same day."""
    days = calendar_for(institution).days
    by_day: dict[date, list[Fact]] = defaultdict(list)
    rows = _late(on).filter(info_request__institution=institution).order_by("due_on", "pk")
    for pk, due_on, answered_on, first_on in rows.values_list(
        "info_request", "due_on", "info_request__answered_on", "first_answer_on"
    ):
        met_on = late_file_on(due_on, days)
        replies = [day for day in (answered_on, first_on) if day is not None]
        if met_on <= on and all(day >= met_on for day in replies):
            by_day[met_on].append(Fact(pk, LATE, due_on))
    for met_on, facts in by_day.items():
        ladder = ladder_on(facts[0].due_on)
        yield Met(Cause.LATE, met_on, ladder.id, str(ladder.steps[-1].article), tuple(facts))


def _disobeyed(institution: Institution, on: date) -> Iterator[Met]:
    rows = _rulings(on).filter(info_request__institution=institution).order_by("due_on", "pk")
    for term in rows:
        case: int = term.case_pk  # type: ignore[attr-defined]  # annotated below
        fact = Fact(term.info_request_id, f"{RULING}-{case}", term.due_on)
        yield Met(Cause.RULING, fact.act_on, term.rule_set, term.article, (fact,))


def _denials(on: date) -> QuerySet[InformationRequest]:
    oldest = months_before(on, LOOKS_BACK_MONTHS + TACIT_DENIALS_MONTHS)
    proposed = FileRequest.objects.filter(info_request=OuterRef("pk"), fact=TACIT)
    return InformationRequest.objects.filter(
        ~Exists(_doubts("pk")),
        ~Exists(proposed),
        tacitly_denied_on__gte=oldest,
        tacitly_denied_on__lte=on,
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


def _rulings(on: date) -> QuerySet[Term, Term]:
    case = CourtCase.objects.filter(
        info_request=OuterRef("info_request"), ruled_on=OuterRef("starts_on")
    )
    name = Concat(Value(f"{RULING}-"), Cast(OuterRef("case_pk"), CharField()))
    proposed = FileRequest.objects.filter(info_request=OuterRef("info_request"), fact=name)
    terms = Term.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=F("due_on")),
        kind=TermKind.COMPLIANCE,
        replaced_by=None,
        due_on__gte=months_before(on, LOOKS_BACK_MONTHS),
        due_on__lt=on,
    )
    known = terms.annotate(case_pk=case.order_by("-pk").values("pk")[:1])
    return known.filter(~Exists(proposed), case_pk__isnull=False)
