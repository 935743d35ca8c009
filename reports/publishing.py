"""The yearly report: one person prepares it, another publishes it, and nobody changes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.actors import Actor
from accounts.models import User
from offices.calendar_changes import require_duty
from offices.calendars import local_date
from offices.models import Duty
from offices.models.post import DIRECTORATE_DUTIES
from reports import yearly
from reports.errors import (
    AlreadyPrepared,
    MonthNotOver,
    OwnReport,
    ReasonMissing,
    ReportDecided,
)
from reports.models import ReportState, YearReport, canonical, digest_of
from reports.yearly import Edition


def prepare_report(
    year: int, *, by: Actor, at: datetime, text: str = "", reason: str = ""
) -> YearReport:
    """Compose the report of a year that is over from its frozen months; it is not public yet.

    `text` opens it; `reason` says why an edition follows a published one.
    Raises NotAllowed, MonthNotOver, NotFrozen, AlreadyPrepared, ReasonMissing.
    """
    on = local_date(at)
    who = require_duty(by, DIRECTORATE_DUTIES, on=on)
    if not yearly.over_before(year, on):
        raise MonthNotOver
    with transaction.atomic(durable=True):
        editions = YearReport.objects.select_for_update(of=("self",)).filter(year=year)
        if any(row.state == ReportState.PREPARED for row in editions):
            raise AlreadyPrepared
        last = editions.filter(state=ReportState.PUBLISHED).order_by("edition").last()
        if last is not None and not reason.strip():
            raise ReasonMissing
        edition = Edition(
            number=last.edition + 1 if last else 1,
            reason=reason.strip() if last else "",
            text=text.strip(),
            previous=last.digest if last else "",
        )
        content = canonical(yearly.compose(year, yearly.months_of(year), edition, at=at))
        return YearReport.objects.create(
            year=year,
            edition=edition.number,
            content=content,
            digest=digest_of(content),
            prepared_by=who,
            prepared_at=at,
        )


def publish_report(pk: int, *, by: Actor, at: datetime) -> YearReport:
    """Publish what another person prepared; former editions stay where they are.

    Raises YearReport.DoesNotExist, NotAllowed, ReportDecided, OwnReport.
    """
    with transaction.atomic(durable=True):
        report, who = _locked(pk, by=by, at=at)
        return _decide(report, ReportState.PUBLISHED, by=who, at=at)


def reject_report(pk: int, *, by: Actor, at: datetime, note: str) -> YearReport:
    """Leave a report unpublished and say why; another may be prepared.

    Raises YearReport.DoesNotExist, NotAllowed, ReportDecided, OwnReport, ReasonMissing.
    """
    if not note.strip():
        raise ReasonMissing
    with transaction.atomic(durable=True):
        report, who = _locked(pk, by=by, at=at)
        report.note = note.strip()
        return _decide(report, ReportState.REJECTED, by=who, at=at)


def _locked(pk: int, *, by: Actor, at: datetime) -> tuple[YearReport, User]:
    who = require_duty(by, (Duty.DIRECTOR,), on=local_date(at))
    report = YearReport.objects.select_for_update(of=("self",)).get(pk=pk)
    if report.state != ReportState.PREPARED:
        raise ReportDecided
    if report.prepared_by_id == who.pk:
        raise OwnReport
    return report, who


def _decide(report: YearReport, state: ReportState, *, by: User, at: datetime) -> YearReport:
    report.state, report.decided_by, report.decided_at = state, by, at
    report.save(update_fields=["state", "note", "decided_by", "decided_at"])
    return report
