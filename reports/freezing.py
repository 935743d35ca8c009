"""Freezes a month: counts it twice, checks that nothing got lost, writes it down once."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from law.rules import rules_on
from law.terms import TermKind
from look.figures.periods import month_after, month_of
from offices.calendar_changes import require_duty
from offices.calendars import OfficeCalendar, calendar_for, local_date
from offices.errors import RecountUnfinished
from offices.models import CalendarChange, ChangeState, Duty, Institution
from offices.models.post import DIRECTORATE_DUTIES
from reports import counting, dataset, recompute
from reports.errors import (
    AlreadyFrozen,
    CountsDisagree,
    IdentityBroken,
    MonthNotOver,
    NotFrozen,
    ReasonMissing,
    ReportRefused,
    SilenceUnsettled,
)
from reports.models import Snapshot, Stopped, canonical, digest_of
from reports.recompute import Figures
from requests_app.models import Term

FORMAT = 1
LINES_TOLD = 20


@dataclass(frozen=True, slots=True)
class Counted:
    """A month as the rows give it now: its figures and the file they come from."""

    figures: Figures
    requests_csv: bytes


def freeze_month(month: date, *, by: Actor, at: datetime) -> Snapshot:
    """Write down a month that is over, given by its first day, as it stands at `at`.

    Raises NotAllowed, MonthNotOver, AlreadyFrozen, and what `_settled` and `_checked` raise.
    """
    who = None if by == SYSTEM else require_duty(by, DIRECTORATE_DUTIES, on=local_date(at))
    with transaction.atomic(durable=True):
        head = _locked_head()
        if Snapshot.objects.filter(month=month).exists():
            raise AlreadyFrozen
        return _write(month, head, by=who, at=at)


def revise_month(month: date, *, by: Actor, at: datetime, reason: str) -> Snapshot:
    """Write a frozen month down again as it stands now, beside what was frozen, and say why.

    Raises NotAllowed, NotFrozen, ReasonMissing, and what `_settled` and `_checked` raise.
    """
    who = require_duty(by, (Duty.DIRECTOR,), on=local_date(at))
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic(durable=True):
        head = _locked_head()
        last = Snapshot.objects.light().filter(month=month).order_by("revision").last()
        if last is None:
            raise NotFrozen
        return _write(month, head, by=who, at=at, revision=last.revision + 1, reason=reason)


def freeze_due(*, at: datetime) -> list[Snapshot]:
    """Freeze every month that is over and is not frozen since the first one that was.

    Nothing before the first business day of a month. A month that cannot be frozen is written
    down as stopped, and those after it wait for it. Harmless when repeated.
    """
    on = local_date(at)
    this = month_of(on)
    if on < _first_business_day(this):
        return []
    frozen: list[Snapshot] = []
    for month in missing_months(on=on):
        try:
            frozen.append(freeze_month(month, by=SYSTEM, at=at))
        except AlreadyFrozen:
            continue
        except (ReportRefused, RecountUnfinished) as refusal:
            why = {"stopped_at": at, "why": str(refusal)}
            Stopped.objects.update_or_create(month=month, defaults=why)
            break
    return frozen


def missing_months(*, on: date) -> list[date]:
    """Return the months over by `on` and not frozen, from the oldest frozen one on; the last
    month alone when none ever was."""
    frozen = set(Snapshot.objects.values_list("month", flat=True))
    last = month_after(month_of(on), -1)
    month = min(frozen, default=last)
    missing = []
    while month <= last:
        if month not in frozen:
            missing.append(month)
        month = month_after(month)
    return missing


def count_month(month: date, calendar: OfficeCalendar) -> Counted:
    """Count a month from the file of its requests, as anybody else would."""
    text = dataset.as_csv(dataset.lines_of(month, days=calendar.days))
    rows = csv.DictReader(text.splitlines())
    return Counted(recompute.figures_of(rows, f"{month:%Y-%m}"), text.encode())


def _locked_head() -> Snapshot | None:
    """Return the end of the chain, locked; two that find the same end meet at `place`."""
    return Snapshot.objects.light().select_for_update(of=("self",)).order_by("place").last()


def _write(
    month: date,
    head: Snapshot | None,
    *,
    by: User | None,
    at: datetime,
    revision: int = 1,
    reason: str = "",
) -> Snapshot:
    _settled(month, on=local_date(at))
    calendar = calendar_for(None)
    counted = _checked(month, count_month(month, calendar), on=local_date(at))
    figures = counting.plus(counted.figures, counting.registered_in(month))
    content = canonical(
        {
            "formato": FORMAT,
            "mes": f"{month:%Y-%m}",
            "revision": revision,
            "motivo": reason.strip(),
            "corte": at.isoformat(timespec="seconds"),
            "corte_fecha": local_date(at).isoformat(),
            "calendario": calendar.version.label,
            "calendario_sha256": calendar.version.digest,
            "reglas": rules_on(counting.last_day_of(month_after(month))).id,
            "pedidos_sha256": digest_of(counted.requests_csv.decode()),
            "anterior": head.digest if head else "",
            "instituciones": _names(figures),
            "indicadores": list(recompute.INDICATORS),
            "cifras": figures,
        }
    )
    snapshot = Snapshot.objects.create(
        place=head.place + 1 if head else 1,
        month=month,
        revision=revision,
        reason=reason.strip(),
        cut_off=at,
        calendar_version=calendar.version,
        content=content,
        digest=digest_of(content),
        dataset=zlib.compress(counted.requests_csv),
        traits=counting.traits_of(month),
        frozen_by=by,
    )
    Stopped.objects.filter(month=month).delete()
    return snapshot


def _settled(month: date, *, on: date) -> None:
    """Raise unless the month is over and everything its days brought about is written down.

    Raises MonthNotOver, RecountUnfinished, SilenceUnsettled.
    """
    after = month_after(month)
    if on < after:
        raise MonthNotOver
    if CalendarChange.objects.filter(state=ChangeState.APPROVED, finished_at=None).exists():
        raise RecountUnfinished
    running = Term.objects.running(TermKind.ANSWER)
    if running.due_before(counting.last_day_of(after)).exists():
        raise SilenceUnsettled


def _checked(month: date, counted: Counted, *, on: date) -> Counted:
    """Return what was counted once it agrees with the database and with itself.

    Raises CountsDisagree, IdentityBroken.
    """
    broken = recompute.unbalanced(counted.figures)
    if broken:
        raise IdentityBroken(_few(f"{body}: {by:+}" for body, by in broken))
    control = counting.control_of(month, on=on)
    differing = recompute.differences(control, counted.figures, counting.CONTROLLED)
    if differing:
        told = _("%(body)s, %(key)s: %(one)s y %(other)s")
        names = ("body", "key", "one", "other")
        lines = (told % dict(zip(names, line, strict=True)) for line in differing)
        raise CountsDisagree(_few(lines))
    return counted


def _few(lines: Iterable[str]) -> Sequence[str]:
    return list(lines)[:LINES_TOLD]


def _names(figures: Figures) -> dict[str, Any]:
    """Return the institutions' names as they were when the month was frozen."""
    found = Institution.objects.filter(code__in=figures).values_list("code", "name")
    return dict(found.order_by("code"))


def _first_business_day(month: date) -> date:
    days = calendar_for(None).days
    return month if days.is_business_day(month) else days.next_business_day(month)
