"""The acts that change the calendar: one person proposes, another sees what moves and decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor, ActorKind
from accounts.models import User
from law.calendar import FIRST_DAY, LAST_DAY, ClosedDay, DayKind, UnknownScope
from offices.calendars import current_version, local_date
from offices.errors import (
    CalendarMovedOn,
    ChangeDecided,
    ChangeIncomplete,
    NotAllowed,
    OwnChange,
    RecountUnfinished,
)
from offices.loading.closed_days import DayLine
from offices.models import (
    CalendarChange,
    CalendarVersion,
    ChangedDay,
    ChangeState,
    Duty,
    Institution,
    Post,
)
from offices.models import ClosedDay as ClosedDayRow
from offices.models.post import DIRECTORATE_DUTIES
from offices.versions import line_of, make_version

# What the list of closed days says of a day whose act two people read.
FROM_AN_ACT = "confirmed"
_PLACES = {"department": "department", "district": "district", "institution": "code"}


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """One day that begins to be closed or, with `is_removal`, ceases to be; `scope` as in
    `law.calendar.ClosedDay`."""

    day: date
    kind: DayKind
    scope: str
    name: str
    is_removal: bool = False

    @property
    def key(self) -> tuple[date, str, str]:
        """What tells a closed day from any other."""
        return (self.day, self.kind.value, self.scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change as its instrument orders it: why, by which act, published where and when."""

    reason: str
    instrument: str
    source: str
    published_on: date | None
    days: Sequence[ProposedDay]


def propose_change(proposal: Proposal, *, by: Actor, at: datetime) -> CalendarChange:
    """Write down a change of the calendar, which moves nothing until another person approves it.

    Raises NotAllowed, ChangeIncomplete.
    """
    user = require_duty(by, DIRECTORATE_DUTIES, on=local_date(at))
    with transaction.atomic(durable=True):
        base = current_version()
        wrong = faults_of(proposal, base)
        if wrong or proposal.published_on is None:
            raise ChangeIncomplete(wrong)
        change = CalendarChange.objects.create(
            base_version=base,
            reason=proposal.reason.strip(),
            instrument=proposal.instrument.strip(),
            source=proposal.source.strip(),
            published_on=proposal.published_on,
            proposed_by=user,
            proposed_at=at,
        )
        ChangedDay.objects.bulk_create(
            ChangedDay(
                change=change,
                is_removal=day.is_removal,
                day=day.day,
                kind=day.kind.value,
                scope=day.scope,
                name=day.name,
            )
            for day in proposal.days
        )
    return change


def reject_change(pk: int, *, by: Actor, at: datetime, note: str) -> CalendarChange:
    """Close a proposal without applying it; who proposed it may not, but may propose anew.

    Raises NotAllowed, OwnChange, ChangeDecided, ChangeIncomplete without a note.
    """
    with transaction.atomic(durable=True):
        change, user = lock_to_decide(pk, by=by, on=local_date(at))
        if not note.strip():
            raise ChangeIncomplete({"note": _("Escriba por qué se rechaza.")})
        change.state, change.note = ChangeState.REJECTED, note.strip()
        change.decided_by, change.decided_at = user, at
        change.save(update_fields=["state", "note", "decided_by", "decided_at"])
    return change


def lock_to_decide(pk: int, *, by: Actor, on: date) -> tuple[CalendarChange, User]:
    """Return a proposal, locked, and the director who decides it.

    Raises CalendarChange.DoesNotExist, NotAllowed, OwnChange, ChangeDecided.
    """
    user = require_duty(by, (Duty.DIRECTOR,), on=on)
    change = CalendarChange.objects.select_for_update(of=("self",)).get(pk=pk)
    if change.state != ChangeState.PROPOSED:
        raise ChangeDecided
    if change.proposed_by_id == user.pk:
        raise OwnChange
    return change, user


def make_approved(change: CalendarChange, *, by: User, at: datetime) -> CalendarVersion:
    """Make the version a locked proposal asks for, in the caller's transaction.

    Raises CalendarMovedOn, RecountUnfinished.
    """
    if change.base_version_id != current_version().pk:
        raise CalendarMovedOn
    if CalendarChange.objects.filter(state=ChangeState.APPROVED, finished_at=None).exists():
        raise RecountUnfinished
    declared = make_version(lines_after(change), reason=change.reason, at=at)
    change.state, change.version = ChangeState.APPROVED, declared.version
    change.decided_by, change.decided_at = by, at
    return declared.version


def lines_after(change: CalendarChange) -> list[DayLine]:
    """Return every closed day as it would stand with the change, in order."""
    standing = ClosedDayRow.objects.of_version(change.base_version.number)
    lines = {(row.day, row.kind, row.scope): line_of(row) for row in standing}
    for day in change.days.all():
        key = (day.day, day.kind, day.scope)
        if day.is_removal:
            lines.pop(key, None)
        else:
            lines[key] = _line(change, day)
    return [lines[key] for key in sorted(lines)]


def closed_days_after(change: CalendarChange) -> tuple[ClosedDay, ...]:
    """Return the same as the law's closed days, ready to count with."""
    return tuple(
        ClosedDay(
            day=line.day,
            kind=DayKind(line.kind),
            scope=line.scope,
            name=line.name,
            instrument=line.instrument,
            published_on=line.published_on,
        )
        for line in lines_after(change)
    )


def faults_of(proposal: Proposal, base: CalendarVersion) -> dict[str, str | Promise]:
    """Return what is missing or wrong in a proposal for the calendar `base`, by field."""
    given = {
        "reason": (proposal.reason, _("Escriba el motivo del cambio.")),
        "instrument": (proposal.instrument, _("Escriba qué acto lo dispone, con su número.")),
        "source": (proposal.source, _("Escriba dónde se publicó el acto.")),
    }
    wrong: dict[str, str | Promise] = {
        name: message for name, (text, message) in given.items() if not text.strip()
    }
    if proposal.published_on is None:
        wrong["published_on"] = _("Escriba qué día se publicó el acto.")
    if not proposal.days:
        wrong["days"] = _("Agregue por lo menos un día.")
    standing = set(ClosedDayRow.objects.of_version(base.number).values_list("day", "kind", "scope"))
    seen: set[tuple[date, str, str]] = set()
    for place, day in enumerate(proposal.days):
        if message := _fault_of_day(day, standing, seen):
            wrong[f"days-{place}"] = message
        seen.add(day.key)
    return wrong


def require_duty(by: Actor, duties: Iterable[Duty], *, on: date) -> User:
    """Return the person, who holds one of `duties` on that day. Raises NotAllowed."""
    if by.kind != ActorKind.OFFICIAL or by.user is None:
        raise NotAllowed
    held = Post.objects.held_on(on).filter(holder=by.user, duty__in=tuple(duties))
    if not held.exists():
        raise NotAllowed
    return by.user


def _fault_of_day(
    day: ProposedDay, standing: set[tuple[date, str, str]], seen: set[tuple[date, str, str]]
) -> str | Promise:
    checks = (
        (FIRST_DAY <= day.day <= LAST_DAY, _("Ese día está fuera del calendario.")),
        (bool(day.name.strip()), _("Escriba el motivo de ese día.")),
        (
            _scope_exists(day.scope),
            _("No existe ese alcance: elija un departamento, un distrito o una institución."),
        ),
        (day.key not in seen, _("Ese día está dos veces.")),
        (
            not day.is_removal or day.key in standing,
            _("Ese día no figura en el calendario, así que no puede quitarse."),
        ),
        (
            day.is_removal or day.key not in standing,
            _("Ese día ya figura en el calendario."),
        ),
    )
    return next((message for is_right, message in checks if not is_right), "")


def _scope_exists(scope: str) -> bool:
    try:
        ClosedDay(FIRST_DAY, DayKind.FERIADO, scope, name="", instrument="")
    except UnknownScope:
        return False
    place, _colon, name = scope.partition(":")
    column = _PLACES.get(place)
    return column is None or Institution.objects.filter(**{column: name}).exists()


def _line(change: CalendarChange, day: ChangedDay) -> DayLine:
    return DayLine(
        day=day.day,
        kind=day.kind,
        scope=day.scope,
        name=day.name,
        instrument=change.instrument,
        source=change.source,
        status=FROM_AN_ACT,
        published_on=change.published_on,
    )
