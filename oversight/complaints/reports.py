"""What an institution is asked about a complaint, and what its head or authority reports."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from accounts.actors import Actor
from accounts.models import User
from law.complaints import report_term
from offices.calendars import calendar_for, local_date
from offices.models import Duty, Institution, Post
from oversight.complaints.deciding import require_director, require_staff
from oversight.complaints.errors import ComplaintMoved, NotYourComplaint, ReportWaits
from oversight.complaints.journal import acting_on, tell_official, tell_person, write
from oversight.complaints.models import Complaint, ReportRequest
from oversight.complaints.states import OPEN, ComplaintStage, MailKind, StepKind
from requests_app.actions.base import newest_version
from requests_app.errors import Incomplete

# Who reads and answers what is asked: not the desk, of whose treatment somebody may complain.
LEADING = (Duty.HEAD, Duty.HIGHEST_AUTHORITY)


def ask_report(number: str, *, by: Actor, at: datetime, text: str) -> ReportRequest:
    """Ask the institution what happened; its head and authority are told, and so is the person.

    Raises NotYourComplaint, ComplaintMoved, ReportWaits, Incomplete, UnknownComplaint.
    """
    on = local_date(at)
    with acting_on(number, ComplaintStage.ADMITTED) as complaint:
        director = require_director(by, on=on)
        if _waiting(complaint) is not None:
            raise ReportWaits
        if not text.strip():
            raise Incomplete({"text": "Escriba qué se le pregunta a la institución."})
        institution = complaint.institution
        version = newest_version()
        term = report_term(on, calendar_for(institution, version=version).days)
        asked = ReportRequest.objects.create(
            complaint=complaint,
            institution=institution,
            question=text.strip(),
            asked_by=director,
            asked_on=on,
            due_on=term.due_on,
            calendar_version=version,
        )
        step = write(complaint, StepKind.REPORT_ASKED, by=director, at=at, text=asked.question)
        for leader in leaders_of(institution, on=on):
            tell_official(step, leader)
        tell_person(step, MailKind.NEWS)
    return asked


def answer_report(number: str, *, by: Actor, at: datetime, text: str) -> ReportRequest:
    """Tell the Directorate what happened, for the institution that was asked.

    Raises NotYourComplaint, ComplaintMoved when nothing is asked, Incomplete, UnknownComplaint.
    """
    on = local_date(at)
    with acting_on(number, *ComplaintStage) as complaint:
        if by.user is None or not _leads(by.user, complaint, on=on):
            raise NotYourComplaint
        asked = _answered(complaint, text, by=by.user, on=on)
        asked.save(update_fields=["answer", "answered_on", "answered_by"])
        write(complaint, StepKind.REPORTED, by=by.user, at=at, text=asked.answer)
    return asked


def record_report(
    number: str, *, by: Actor, at: datetime, text: str, received_by: str
) -> ReportRequest:
    """Write down a report that came by other ways, for whoever does not answer here.

    Raises NotYourComplaint, ComplaintMoved, Incomplete, UnknownComplaint.
    """
    on = local_date(at)
    with acting_on(number, ComplaintStage.ADMITTED) as complaint:
        person = require_staff(by, on=on)
        if not received_by.strip():
            raise Incomplete({"received_by": "Escriba cómo llegó."})
        asked = _answered(complaint, text, by=person, on=on)
        asked.received_by = received_by.strip()
        asked.save(update_fields=["answer", "answered_on", "answered_by", "received_by"])
        write(complaint, StepKind.REPORT_RECORDED, by=person, at=at, text=asked.answer)
    return asked


def leaders_of(institution: Institution, *, on: date) -> list[User]:
    """Return who leads the institution or its office that day, each once."""
    posts = Post.objects.held_on(on).filter(duty__in=LEADING, office__institution=institution)
    return list(User.objects.filter(pk__in=posts.values("holder")).order_by("pk"))


def leads_somewhere(user: User, *, on: date) -> bool:
    """Say whether the person leads an institution or its office that day."""
    return _led_by(user, on=on).exists()


def asked_of(user: User, *, on: date) -> QuerySet[ReportRequest]:
    """Return what was asked of the institutions the person leads that day."""
    places = _led_by(user, on=on).values("office__institution")
    rows = ReportRequest.objects.filter(institution__in=places)
    return rows.select_related("complaint__info_request", "institution", "answered_by")


def waiting_of(user: User, *, on: date) -> int:
    """Return how many reports the person's institutions owe that day."""
    return asked_of(user, on=on).filter(answered_on=None, complaint__stage__in=OPEN).count()


def _led_by(user: User, *, on: date) -> QuerySet[Post]:
    return Post.objects.held_on(on).filter(holder=user, duty__in=LEADING)


def _leads(user: User, complaint: Complaint, *, on: date) -> bool:
    return _led_by(user, on=on).filter(office__institution=complaint.institution_id).exists()


def _waiting(complaint: Complaint) -> ReportRequest | None:
    return complaint.reports.filter(answered_on=None).first()


def _answered(complaint: Complaint, text: str, *, by: User, on: date) -> ReportRequest:
    asked = _waiting(complaint)
    if asked is None or not complaint.is_open:
        raise ComplaintMoved
    if not text.strip():
        raise Incomplete({"text": "Escriba qué informa la institución."})
    asked.answer, asked.answered_on, asked.answered_by = text.strip(), on, by
    return asked
