"""Until when an institution may speak of its file; counted anew, never less than it was told."""

from __future__ import annotations

from datetime import date

from law.breach import statement_until
from noncompliance.models import NonComplianceFile
from noncompliance.states import MailState, NoticeMeans, StepKind
from offices.calendars import calendar_for


def statement_ends_on(file: NonComplianceFile) -> date | None:
    """Return the last day for the statement, or None before the notice.

    A day that became a feriado afterwards moves it on; a feriado removed takes nothing away.
    """
    if file.notified_on is None or file.statement_until is None:
        return None
    counted = statement_until(file.notified_on, calendar_for(file.institution).days)
    return max(counted, file.statement_until)


def may_still_speak(file: NonComplianceFile, *, on: date) -> bool:
    """Say whether the institution has said nothing and its days are not over."""
    until = statement_ends_on(file)
    return file.replied_on is None and until is not None and on <= until


def is_late_reply(file: NonComplianceFile) -> bool:
    """Say whether the institution spoke after its days, which is accepted and marked."""
    until = statement_ends_on(file)
    return file.replied_on is not None and until is not None and file.replied_on > until


def was_delivered(file: NonComplianceFile) -> bool:
    """Say whether the notice reached somebody: on paper, or by a mail that was accepted."""
    if file.notice_means == NoticeMeans.PAPER:
        return True
    return file.mails.filter(about=StepKind.NOTIFIED, state=MailState.SENT).exists()
