"""A complaint as each side reads it: who complained, the Directorate, the institution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from law.complaints import InternalTerm, complaint_term
from law.ledger import LedgerDay
from offices.calendars import calendar_for, current_version
from offices.models import CalendarVersion
from oversight.complaints.models import Complaint, ComplaintStep, ReportRequest
from oversight.complaints.states import TOLD
from requests_app.models import InformationRequest
from requests_app.standing import days_left


@dataclass(frozen=True, slots=True)
class ToldComplaint:
    """What who complained may read: no draft, no note, no words of the institution.

    `left` is in business days, negative when late, None once answered.
    """

    complaint: Complaint
    steps: Sequence[ComplaintStep]
    term: InternalTerm
    ledger: Sequence[LedgerDay]
    left: int | None


def told_to_person(complaint: Complaint, *, on: date) -> ToldComplaint:
    """Return a complaint for the page of who made it."""
    steps = list(complaint.steps.filter(kind__in=TOLD))
    term = term_of(complaint)
    return ToldComplaint(complaint, steps, term, ledger_of(complaint), left_of(complaint, on=on))


def complaints_of(info_request: InformationRequest) -> list[Complaint]:
    """Return the complaints made from a request's page, the newest first."""
    return list(Complaint.objects.filter(info_request=info_request).order_by("-pk"))


def left_of(complaint: Complaint, *, on: date) -> int | None:
    """Return the business days the Directorate has left; None once it answered."""
    return with_days_left([complaint], on=on)[0][1]


def with_days_left(
    complaints: Iterable[Complaint], *, on: date
) -> list[tuple[Complaint, int | None]]:
    """Return each complaint with the days the Directorate has left for it. One query."""
    days = calendar_for(None).days
    return [
        (one, days_left(one.due_on, on=on, days=days) if one.is_open else None)
        for one in complaints
    ]


@dataclass(frozen=True, slots=True)
class ToldReport:
    """What the institution may read of a complaint: what it was asked and, if who complained
    allowed it, their text and the number of their request."""

    number: str
    ground: str
    text: str
    request_number: str
    asked: ReportRequest
    is_open: bool
    left: int | None

    @property
    def waits(self) -> bool:
        """Say whether the institution may still report."""
        return self.is_open and self.asked.answered_on is None


def told_to_institution(asked: Iterable[ReportRequest], *, on: date) -> list[ToldReport]:
    """Return reports asked for, from what the institution may read and nothing else. One query."""
    version = current_version()
    return [_told(one, on=on, version=version) for one in asked]


def _told(asked: ReportRequest, *, on: date, version: CalendarVersion) -> ToldReport:
    complaint = asked.complaint
    shows = not complaint.is_reserved
    info_request = complaint.info_request if shows else None
    waits = complaint.is_open and asked.answered_on is None
    days = calendar_for(asked.institution, version=version).days
    return ToldReport(
        number=complaint.number,
        ground=complaint.get_ground_display(),
        text=complaint.text if shows else "",
        request_number=info_request.number if info_request else "",
        asked=asked,
        is_open=complaint.is_open,
        left=days_left(asked.due_on, on=on, days=days) if waits else None,
    )


def term_of(complaint: Complaint) -> InternalTerm:
    """Return the Directorate's term, counted on the calendar version the complaint remembers."""
    calendar = calendar_for(None, version=complaint.calendar_version)
    return complaint_term(complaint.filed_on, calendar.days)


def ledger_of(complaint: Complaint) -> Sequence[LedgerDay]:
    """Return the term day by day; empty when counting again leads to another day."""
    term = term_of(complaint)
    return term.ledger if term.due_on == complaint.due_on else ()
