"""The ladder of reminders and consequences around a due date: which step, when, who is told."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from law.articles import Article, Statute
from law.calendar import BusinessCalendar
from law.rule_set import Unit


class Duty(StrEnum):
    """Who a step of the ladder speaks to."""

    OFFICER = "officer"
    HEAD = "head"
    HIGHEST_AUTHORITY = "highest_authority"
    REQUESTER = "requester"
    DIRECTORATE = "directorate"


class DirectorateAct(StrEnum):
    """What the Directorate may do: instruct inside the Executive, observe elsewhere."""

    WARNING = "llamado de atención"
    OBSERVATION = "observación"


@dataclass(frozen=True, slots=True)
class Offset:
    """Days from the due date, before it when negative."""

    days: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step: its day, whom it tells, the provision behind it and what it says in short."""

    id: str
    when: Offset
    tells: frozenset[Duty]
    article: Article
    reading: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """A dated ladder: an edition is never edited, only followed by another."""

    id: str
    in_force_from: date
    steps: tuple[LadderStep, ...]
    tacit_denials_limit: int
    late_days_limit: int


_ANSWER = Article(Statute.ACCESS_LAW, "16")
_LATE_FOR_A_FILE = 15
_BUSINESS, _CALENDAR = Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS

LADDERS: tuple[Ladder, ...] = (
    Ladder(
        id="escalera-inicial",
        in_force_from=date(2014, 9, 18),
        steps=(
            LadderStep(
                "five_days_left",
                Offset(-5, _BUSINESS),
                frozenset({Duty.OFFICER}),
                _ANSWER,
                "Quedan cinco días hábiles para responder.",
            ),
            LadderStep(
                "two_days_left",
                Offset(-2, _BUSINESS),
                frozenset({Duty.OFFICER, Duty.HEAD}),
                _ANSWER,
                "Quedan dos días hábiles para responder.",
            ),
            LadderStep(
                "due_today",
                Offset(0, _BUSINESS),
                frozenset({Duty.OFFICER, Duty.HEAD}),
                _ANSWER,
                "El plazo para responder vence hoy a las 24:00.",
            ),
            LadderStep(
                "tacit_denial",
                Offset(1, _CALENDAR),
                frozenset({Duty.HIGHEST_AUTHORITY, Duty.REQUESTER}),
                Article(Statute.ACCESS_LAW, "20"),
                "Nadie respondió: la solicitud se tiene por denegada.",
            ),
            LadderStep(
                "five_days_late",
                Offset(5, _BUSINESS),
                frozenset({Duty.DIRECTORATE}),
                Article(Statute.ACCESS_DECREE),
                "Cinco días hábiles de atraso: llamado de atención u observación.",
            ),
            LadderStep(
                "fifteen_days_late",
                Offset(_LATE_FOR_A_FILE, _BUSINESS),
                frozenset({Duty.DIRECTORATE}),
                Article(Statute.ACCESS_DECREE),
                "Quince días hábiles de atraso: se propone abrir un expediente de incumplimiento.",
            ),
        ),
        tacit_denials_limit=3,
        late_days_limit=_LATE_FOR_A_FILE,
    ),
)


def ladder_on(day: date, *, ladders: tuple[Ladder, ...] = LADDERS) -> Ladder:
    """Return the latest ladder in force on `day`; before the first one, the first."""
    started = [ladder for ladder in ladders if ladder.in_force_from <= day]
    return started[-1] if started else ladders[0]


def step_day(step: LadderStep, due_on: date, calendar: BusinessCalendar) -> date:
    """Return the day a step comes, counted from the due date. Raises OutsideCalendar."""
    if step.when.unit is Unit.CALENDAR_DAYS:
        return due_on + timedelta(days=step.when.days)
    return calendar.add(due_on, step.when.days)


def steps_reached(due_on: date, on: date, calendar: BusinessCalendar) -> tuple[LadderStep, ...]:
    """Return, in order, every step whose day has come by `on`.

    All of them, however late the question: who asks keeps account of those already taken.
    """
    steps = ladder_on(due_on).steps
    return tuple(step for step in steps if step_day(step, due_on, calendar) <= on)


def directorate_act(*, is_executive: bool) -> DirectorateAct:
    """Return what five days late call for: the Directorate instructs the Executive only."""
    return DirectorateAct.WARNING if is_executive else DirectorateAct.OBSERVATION


def non_compliance_proposed(
    tacit_denials_in_12_months: int, late_days: int, *, ladder: Ladder = LADDERS[-1]
) -> bool:
    """Say whether a non-compliance file is proposed; opening it is a person's decision.

    `late_days` are business days after the due date of the request at hand.
    """
    return (
        tacit_denials_in_12_months >= ladder.tacit_denials_limit
        or late_days >= ladder.late_days_limit
    )
