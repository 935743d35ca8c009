"""What the Directorate does with a complaint: admits it or not, notes, drafts and answers."""

from __future__ import annotations

from datetime import date, datetime

from accounts.actors import Actor
from accounts.models import User
from offices.calendar_changes import require_duty
from offices.calendars import calendar_for, local_date
from offices.errors import NotAllowed
from offices.models import Duty
from offices.models.post import DIRECTORATE_DUTIES
from oversight.complaints.errors import NotYourComplaint
from oversight.complaints.journal import acting_on, tell_person, write
from oversight.complaints.models import Complaint, ComplaintStep
from oversight.complaints.states import (
    ComplaintStage,
    MailKind,
    Result,
    StepKind,
)
from requests_app.errors import Incomplete


def admit(number: str, *, by: Actor, at: datetime) -> Complaint:
    """Take the complaint up; the person is told.

    Raises NotYourComplaint, ComplaintMoved, UnknownComplaint.
    """
    with acting_on(number, ComplaintStage.FILED) as complaint:
        director = require_director(by, on=local_date(at))
        complaint.stage = ComplaintStage.ADMITTED
        complaint.save(update_fields=["stage"])
        step = write(complaint, StepKind.ADMITTED, by=director, at=at)
        tell_person(step, MailKind.NEWS)
    return complaint


def not_admit(number: str, *, by: Actor, at: datetime, text: str) -> Complaint:
    """Close the complaint without looking further; the person reads why.

    Raises NotYourComplaint, ComplaintMoved, Incomplete, UnknownComplaint.
    """
    with acting_on(number, ComplaintStage.FILED) as complaint:
        director = require_director(by, on=local_date(at))
        _require(text, "Escriba por qué no se admite: la persona lo lee.")
        complaint.stage = ComplaintStage.NOT_ADMITTED
        _close(complaint, text, by=director, at=at)
        step = write(complaint, StepKind.NOT_ADMITTED, by=director, at=at, text=complaint.answer)
        tell_person(step, MailKind.NEWS)
    return complaint


def resolve(number: str, *, by: Actor, at: datetime, result: Result, text: str) -> Complaint:
    """Answer the person and say what was found; a report that still waits is let go.

    Raises NotYourComplaint, ComplaintMoved, Incomplete, UnknownComplaint.
    """
    with acting_on(number, ComplaintStage.ADMITTED) as complaint:
        director = require_director(by, on=local_date(at))
        _require(text, "Escriba la respuesta para la persona.")
        complaint.stage, complaint.result = ComplaintStage.RESOLVED, result
        _close(complaint, text, by=director, at=at)
        step = write(complaint, StepKind.RESOLVED, by=director, at=at, text=complaint.answer)
        tell_person(step, MailKind.NEWS)
    return complaint


def note(number: str, *, by: Actor, at: datetime, text: str) -> ComplaintStep:
    """Write down something for colleagues of the Directorate, at any stage.

    Raises NotYourComplaint, Incomplete, UnknownComplaint.
    """
    with acting_on(number, *ComplaintStage) as complaint:
        person = require_staff(by, on=local_date(at))
        _require(text, "Escriba la nota.")
        return write(complaint, StepKind.NOTED, by=person, at=at, text=text.strip())


def draft_answer(
    number: str, *, by: Actor, at: datetime, result: Result | None, text: str
) -> Complaint:
    """Propose the answer, for a director to send or change; each text stays in the journal.

    Raises NotYourComplaint, ComplaintMoved, Incomplete, UnknownComplaint.
    """
    with acting_on(number, ComplaintStage.ADMITTED) as complaint:
        person = require_staff(by, on=local_date(at))
        _require(text, "Escriba el borrador.")
        complaint.draft_result, complaint.draft_answer = result or "", text.strip()
        complaint.save(update_fields=["draft_result", "draft_answer"])
        write(complaint, StepKind.DRAFTED, by=person, at=at, text=complaint.draft_answer)
    return complaint


def require_director(by: Actor, *, on: date) -> User:
    """Return the director who acts. Raises NotYourComplaint."""
    return _require_duty(by, (Duty.DIRECTOR,), on=on)


def require_staff(by: Actor, *, on: date) -> User:
    """Return the person of the Directorate who acts. Raises NotYourComplaint."""
    return _require_duty(by, DIRECTORATE_DUTIES, on=on)


def _require_duty(by: Actor, duties: tuple[Duty, ...], *, on: date) -> User:
    try:
        return require_duty(by, duties, on=on)
    except NotAllowed as error:
        raise NotYourComplaint from error


def _require(text: str, message: str) -> None:
    if not text.strip():
        raise Incomplete({"text": message})


def _close(complaint: Complaint, text: str, *, by: User, at: datetime) -> None:
    on = local_date(at)
    days = calendar_for(None).days
    complaint.answer, complaint.closed_on, complaint.closed_by = text.strip(), on, by
    complaint.answer_days = max(days.count(after=complaint.filed_on, until=on), 0)
    complaint.draft_result, complaint.draft_answer = "", ""
    complaint.save(
        update_fields=[
            "stage",
            "result",
            "answer",
            "closed_on",
            "closed_by",
            "answer_days",
            "draft_result",
            "draft_answer",
        ]
    )
