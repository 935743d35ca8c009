"""What the page of a file shows of it, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from law.breach import STATEMENT
from law.penalties import Exposure
from law.rule_set import Rule
from noncompliance.clock import is_late_reply, may_still_speak, statement_ends_on
from noncompliance.exposure import Exposed, exposed_by, has_own_regime
from noncompliance.journal import is_whole
from noncompliance.models import (
    FileMail,
    FileOpening,
    FileRequest,
    FileStep,
    NonComplianceFile,
    PreparedStep,
)
from noncompliance.responsible import Held, responsible_for
from noncompliance.states import Cause
from requests_app.models import DenialReview
from requests_app.models.denial_review import ReviewDecision

OPENINGS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Concern:
    """One request of a file, the ranges its act may fall under and who was responsible when."""

    row: FileRequest
    exposed: Exposed
    held: Sequence[Held]
    # The Directorate noted, after a change of the calendar, that it had not been late.
    was_not_late: bool


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file with everything the Directorate reads of it."""

    file: NonComplianceFile
    concerns: Sequence[Concern]
    # The acts that may fall under the same ranges, told once.
    exposed: Sequence[tuple[Sequence[FileRequest], Sequence[Exposure]]]
    has_own_regime: bool
    statement: Rule
    statement_until: date | None
    may_still_speak: bool
    is_late_reply: bool
    prepared: PreparedStep | None
    steps: Sequence[FileStep]
    is_whole: bool
    mails: Sequence[FileMail]
    openings: Sequence[FileOpening]
    openings_count: int


def page_of(file: NonComplianceFile, *, on: date) -> FilePage:
    """Return what is shown of a file on that day; nothing of who asked."""
    concerns = concerns_of(file, on=on)
    alike: dict[tuple[Exposure, ...], list[FileRequest]] = defaultdict(list)
    for concern in concerns:
        alike[concern.exposed.ranges].append(concern.row)
    return FilePage(
        file=file,
        concerns=concerns,
        exposed=[(rows, ranges) for ranges, rows in alike.items()],
        has_own_regime=has_own_regime(file.institution),
        statement=STATEMENT,
        statement_until=statement_ends_on(file),
        may_still_speak=may_still_speak(file, on=on),
        is_late_reply=is_late_reply(file),
        prepared=file.prepared_steps.select_related("prepared_by").filter(decided_at=None).first(),
        steps=list(file.steps.select_related("by").order_by("sequence")),
        is_whole=is_whole(file),
        mails=list(file.mails.select_related("person")),
        openings=list(file.openings.select_related("by")[:OPENINGS_SHOWN]),
        openings_count=file.openings.count(),
    )


def concerns_of(file: NonComplianceFile, *, on: date) -> list[Concern]:
    """Return the requests of a file, each with who was responsible until it was answered, the
    file ended or `on`."""
    rows = list(file.concerns.select_related("info_request"))
    requests = [row.info_request for row in rows]
    last = min(on, file.closed_on or on)
    # A judge's order is owed until it is complied with, whatever had been answered before.
    is_ruling = file.cause == Cause.RULING
    until = {one.pk: last if is_ruling else min(last, one.answered_on or last) for one in requests}
    held = responsible_for(requests, until=until)
    not_late = set(
        DenialReview.objects.filter(
            info_request__in=requests, decision=ReviewDecision.NOT_LATE
        ).values_list("info_request", flat=True)
    )
    return [
        Concern(row, exposed, held[row.info_request_id], row.info_request_id in not_late)
        for row, exposed in zip(rows, exposed_by(file, rows), strict=True)
    ]
