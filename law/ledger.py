"""Day by day, why a term ends when it does: what counted, what did not, and by which act."""

from dataclasses import dataclass
from datetime import date, timedelta

from law.articles import Article
from law.calendar import BusinessCalendar, ClosedDay, DayKind
from law.rules import rules_on

_ONE_DAY = timedelta(days=1)
_WEEKEND = {5: "Sábado", 6: "Domingo"}
_CLOSING = {DayKind.FERIADO: "Feriado", DayKind.SUSPENSION: "Suspensión de plazos"}


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One day of a term; `number` is its place among the counted days, None if not counted."""

    day: date
    counted: bool
    number: int | None
    reason: str
    source: str


def ledger_of(
    starts_on: date, due_on: date, *, days: int, article: Article, calendar: BusinessCalendar
) -> tuple[LedgerDay, ...]:
    """Tell every day in (starts_on, due_on] of a term of `days` business days.

    When the last counted day is an asueto and the term rolls, the days up to `due_on` follow as
    not counted: the count is complete, only the expiry moves (Ley 7544/2025, art. 7).
    """
    told: list[LedgerDay] = []
    number = 0
    day = starts_on
    while day < due_on:
        day += _ONE_DAY
        if not calendar.is_business_day(day):
            told.append(_closed(day, calendar))
        elif number == days:
            told.append(_after_the_count(day, due_on))
        else:
            number += 1
            expires_on = due_on if number == days else day
            told.append(_counted(day, number, article, expires_on, calendar))
    return tuple(told)


def _closed(day: date, calendar: BusinessCalendar) -> LedgerDay:
    closing = calendar.closed_day(day)
    if closing is None or day.weekday() in _WEEKEND:
        reason, source = _WEEKEND[day.weekday()], str(rules_on(day).working_week.article)
    else:
        reason, source = f"{_CLOSING[closing.kind]}: {closing.name}", _instrument(closing)
    return LedgerDay(day, counted=False, number=None, reason=reason, source=source)


def _after_the_count(day: date, due_on: date) -> LedgerDay:
    reason = (
        "El plazo vence este día, el primer hábil después del asueto"
        if day == due_on
        else "Asueto: el vencimiento sigue pasando al día hábil siguiente"
    )
    source = str(rules_on(day).asueto_roll.article)
    return LedgerDay(day, counted=False, number=None, reason=reason, source=source)


def _counted(
    day: date, number: int, article: Article, expires_on: date, calendar: BusinessCalendar
) -> LedgerDay:
    reason, source = f"Día hábil {number}", str(article)
    if calendar.closed_day(day) is not None:
        reason = f"Día hábil {number}: el asueto también cuenta"
        source = str(rules_on(day).asueto_roll.article)
    if expires_on != day:
        reason = "Asueto: el plazo que vence hoy pasa al día hábil siguiente"
    return LedgerDay(day, counted=True, number=number, reason=reason, source=source)


def _instrument(closing: ClosedDay) -> str:
    return closing.instrument or "Acto sin registrar"
