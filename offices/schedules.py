"""Every date of a request to one institution, with the closed days in the database.

The command `plazo` and the public calculator both ask here, so that they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.calendar import FIRST_DAY, LAST_DAY, OutsideCalendar
from law.rules import Rule
from law.terms import NotifiedBeforePresented, Schedule, schedule, schedule_as_dict
from offices.calendars import NoCalendar, calendar_for, local_date
from offices.errors import CannotCount, UnknownInstitution
from offices.models import Institution

_LABELS = {
    "due_on": gettext_lazy("Vence el plazo para responder"),
    "tacit_denial_on": gettext_lazy("Resolución ficta, si nadie respondió"),
    "reconsideration_until": gettext_lazy("Último día para pedir reconsideración"),
    "reconsideration_decision_by": gettext_lazy("Decisión esperada de la reconsideración"),
    "court_safe_until": gettext_lazy("Fecha segura para ir al juzgado"),
    "court_until": gettext_lazy("Último día para ir al juzgado"),
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One date a person waits for, and the rule behind it; `key` is its name in the JSON."""

    key: str
    label: str | Promise
    day: date
    rule: Rule


@dataclass(frozen=True, slots=True)
class Foretold:
    """A schedule, the institution it counts for and the one asked about, if dissolved since."""

    dates: Schedule
    institution: Institution | None
    asked: Institution | None
    known_on: date | None

    @property
    def succeeded(self) -> bool:
        """Whether the institution asked about was dissolved and another answers for it."""
        return self.asked != self.institution

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The dates in the order in which a person meets them, the safe one before the last."""
        dates = self.dates
        days = {
            "due_on": (dates.answer.due_on, dates.answer.rule),
            "tacit_denial_on": (dates.tacit_denial_on, dates.answer.rules.tacit_denial),
            "reconsideration_until": (dates.reconsideration.due_on, dates.reconsideration.rule),
            "reconsideration_decision_by": (
                dates.reconsideration_decision.due_on,
                dates.reconsideration_decision.rule,
            ),
            "court_safe_until": (dates.court_safe_until, dates.court.rules.court_safe),
            "court_until": (dates.court.due_on, dates.court.rule),
        }
        return tuple(
            Milestone(key, _LABELS[key], day, rule)
            for key, (day, rule) in days.items()
            if day is not None
        )

    def as_dict(self) -> dict[str, object]:
        """Return the JSON-ready object of `law.terms.schedule_as_dict`, and for whom it is."""
        return {
            **schedule_as_dict(self.dates),
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "institution": _for_whom(self.institution, self.asked),
        }


def foretell(
    presented_on: date,
    *,
    code: str = "",
    known_on: date | None = None,
    notified_on: date | None = None,
) -> Foretold:
    """Return every date of a request presented that local day to the institution `code`.

    With no code the dates are those of the whole country. `known_on` counts with the closed days
    public by then; `notified_on` is the day an express denial was notified. A dissolved
    institution leads to the one that answers today, whose closed days count.

    Raises UnknownInstitution, CannotCount.
    """
    asked = institution_of(code) if code else None
    institution = asked.competent() if asked else None
    _require_within(presented_on, notified_on, known_on)
    try:
        calendar = calendar_for(institution, known_on=known_on).days
        dates = schedule(presented_on, calendar, notified_on=notified_on)
    except NoCalendar as error:
        sentence = _("No hay días no laborables cargados. Ejecute: manage.py load_closed_days")
        raise CannotCount(sentence) from error
    except NotifiedBeforePresented as error:
        sentence = _("La notificación no puede ser anterior a la presentación.")
        raise CannotCount(sentence) from error
    except OutsideCalendar as error:
        years = {"last": LAST_DAY.year}
        sentence = _("Los plazos llegan más allá de %(last)s, donde termina el calendario.") % years
        raise CannotCount(sentence) from error
    return Foretold(dates=dates, institution=institution, asked=asked, known_on=known_on)


def institution_of(code: str) -> Institution:
    """Return the institution of that code, in capitals or not. Raises UnknownInstitution."""
    institution = Institution.objects.select_related("successor").filter(code=code.upper()).first()
    if institution is None:
        raise UnknownInstitution(code)
    return institution


def local_day_of(text: str) -> date:
    """Return the local date of a day or an instant in ISO 8601.

    Without an offset the hour is Paraguay's; with one, or with Z, it is converted.
    Raises CannotCount.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.date() if moment.tzinfo is None else local_date(moment)
    except (ValueError, OverflowError) as error:
        sentence = _("No se entiende «%(text)s»: escriba 2026-07-06 o 2026-07-06T10:00.")
        raise CannotCount(sentence % {"text": text}) from error


def _require_within(*days: date | None) -> None:
    for day in days:
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise CannotCount(
                _("La fecha %(day)s está fuera del calendario, que va de %(first)s a %(last)s.")
                % {"day": day.isoformat(), "first": FIRST_DAY.year, "last": LAST_DAY.year}
            )


def _for_whom(institution: Institution | None, asked: Institution | None) -> object:
    if institution is None or asked is None:
        return None
    successor_of = asked.code if asked != institution else None
    return {"code": institution.code, "name": institution.name, "successor_of": successor_of}
