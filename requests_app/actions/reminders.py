"""The ladder's steps around a due date: each taken once per term, whoever looks and how often."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from accounts.actors import SYSTEM
from law.ladder import LadderStep, ladder_on, step_day, steps_reached
from law.terms import TermKind
from offices.calendars import OfficeCalendar, calendar_for
from offices.models import CalendarVersion
from requests_app import timeline
from requests_app.actions.base import calendar_of, locked, newest_version
from requests_app.actions.silence import settle
from requests_app.models import InformationRequest, Term, TermStep
from requests_app.states import EventKind, Stage, TermEnd

# Reminders start five business days before: with Holy Week and a weekend, under three weeks.
LOOK_AHEAD = timedelta(days=21)
# The tacit denial is an event of its own, with its own notices.
TOLD_BY_ITS_OWN_EVENT = frozenset({"tacit_denial"})


def take_ladder_steps(*, on: date, at: datetime) -> int:
    """Take every step that has come by `on` and was not taken; return how many were told.

    Of the reminders before the due date only the last is told, because an older one would
    state days that are no longer left; steps after it are told each, with their own day.
    """
    return sum(take_steps_of(number, on=on, at=at) for number in _waiting(on))


def take_steps_of(number: str, *, on: date, at: datetime) -> int:
    """Take the steps of one request's answer term; return how many were told."""
    with locked(number) as info_request:
        settle(info_request, on=on, at=at)
        term = info_request.terms.filter(kind=TermKind.ANSWER, replaced_by=None).first()
        if term is None or not _is_waiting(info_request, term):
            return 0
        calendar = calendar_of(info_request.institution)
        taken = set(term.steps.values_list("step", flat=True))
        reached = [
            step for step in steps_reached(term.due_on, on, calendar.days) if step.id not in taken
        ]
        TermStep.objects.bulk_create(
            TermStep(term=term, step=step.id, reached_on=_day(step, term, calendar))
            for step in reached
        )
        told = _to_tell(reached, term, on=on)
        for step in told:
            _tell(info_request, term, step, calendar, at=at)
    return len(told)


def _waiting(on: date) -> list[str]:
    last_step = ladder_on(on).steps[-1].id
    finished = TermStep.objects.filter(term=OuterRef("pk"), step=last_step)
    soon = Q(closed_on=None, due_on__lte=on + LOOK_AHEAD)
    silent = Q(ended_as=TermEnd.LAPSED, info_request__stage=Stage.TACITLY_DENIED)
    terms = Term.objects.filter(soon | silent, ~Exists(finished), kind=TermKind.ANSWER)
    due = terms.select_related("info_request", "institution").prefetch_related("steps")
    version = newest_version()
    return [term.info_request.number for term in due if _has_new_step(term, on, version)]


def _has_new_step(term: Term, on: date, version: CalendarVersion) -> bool:
    days = calendar_for(term.institution, version=version).days
    reached = steps_reached(term.due_on, on, days)
    return bool({step.id for step in reached} - {row.step for row in term.steps.all()})


def _is_waiting(info_request: InformationRequest, term: Term) -> bool:
    return term.closed_on is None or info_request.stage == Stage.TACITLY_DENIED


def _to_tell(reached: Iterable[LadderStep], term: Term, *, on: date) -> list[LadderStep]:
    before = [step for step in reached if step.when.days <= 0]
    after = [
        step for step in reached if step.when.days > 0 and step.id not in TOLD_BY_ITS_OWN_EVENT
    ]
    is_running = term.closed_on is None and on <= term.due_on
    return (before[-1:] if is_running else []) + after


def _day(step: LadderStep, term: Term, calendar: OfficeCalendar) -> date:
    return step_day(step, term.due_on, calendar.days)


def _tell(
    info_request: InformationRequest,
    term: Term,
    step: LadderStep,
    calendar: OfficeCalendar,
    *,
    at: datetime,
) -> None:
    timeline.record(
        info_request,
        EventKind.LADDER_STEP,
        by=SYSTEM,
        on=_day(step, term, calendar),
        at=at,
        article=str(step.article),
        step=step.id,
        tells=sorted(duty.value for duty in step.tells),
        term_id=term.pk,
        due_on=term.due_on,
    )
