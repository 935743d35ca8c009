"""The acts by which the Directorate opens a file, or not, notes on it and notifies it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actors import Actor
from law.breach import STATEMENT, statement_until
from noncompliance import policies
from noncompliance.errors import NobodyToNotify, OtherPersonNeeded, WrongFileStage
from noncompliance.journal import locked_file, write_step
from noncompliance.models import NonComplianceFile
from noncompliance.states import FileStage, NoticeMeans, StepKind
from noncompliance.telling import leaders_of, tell
from offices.calendars import calendar_for, local_date
from offices.models import Duty
from requests_app.errors import Incomplete


def open_file(number: str, *, by: Actor, at: datetime, text: str) -> NonComplianceFile:
    """Open a proposed file, saying why. Who proposed it by hand leaves this to another director.

    Raises NotYourStep, OtherPersonNeeded, WrongFileStage, Incomplete, UnknownFile.
    """
    on = local_date(at)
    user = policies.require_decider(by, on=on)
    with locked_file(number) as file:
        file.open()
        if file.proposed_by_id == user.pk:
            raise OtherPersonNeeded
        _require(text, "text", _("Escriba por qué se abre."))
        file.decided_by, file.decided_on = user, on
        write_step(file, StepKind.OPENED, by=user, on=on, at=at, text=text.strip())
    return file


def dismiss_file(number: str, *, by: Actor, at: datetime, text: str) -> NonComplianceFile:
    """Decide, with the reason, that a proposed file is not opened; the same facts do not return.

    Raises NotYourStep, WrongFileStage, Incomplete, UnknownFile.
    """
    on = local_date(at)
    user = policies.require_decider(by, on=on)
    with locked_file(number) as file:
        file.dismiss()
        _require(text, "text", _("Escriba por qué no se abre."))
        file.decided_by, file.decided_on, file.closed_on = user, on, on
        file.ending = text.strip()
        write_step(file, StepKind.DISMISSED, by=user, on=on, at=at, text=file.ending)
    return file


def note_on(number: str, *, by: Actor, at: datetime, text: str) -> NonComplianceFile:
    """Leave a note in the journal, which only the Directorate reads.

    Raises NotYourStep, Incomplete, UnknownFile.
    """
    on = local_date(at)
    user = policies.require_member(by, on=on)
    with locked_file(number) as file:
        _require(text, "text", _("Escriba la nota."))
        write_step(file, StepKind.NOTED, by=user, on=on, at=at, text=text.strip())
    return file


def notify(
    number: str,
    *,
    by: Actor,
    at: datetime,
    text: str,
    instrument: str = "",
    delivered_on: date | None = None,
) -> NonComplianceFile:
    """Tell the institution of an opened file; from that day it may speak.

    Without `instrument` it is told here, with a mail to who leads it: the registry must know its
    highest authority. With it, the paper and the day it was received are recorded.
    Raises NotYourStep, WrongFileStage, Incomplete, NobodyToNotify, UnknownFile.
    """
    on = local_date(at)
    user = policies.require_decider(by, on=on)
    with locked_file(number) as file:
        file.notify()
        _require(text, "text", _("Escriba qué se notifica."))
        leaders = leaders_of(file.institution, on=on)
        if not instrument.strip() and not any(
            post.duty == Duty.HIGHEST_AUTHORITY for post in leaders
        ):
            raise NobodyToNotify
        file.notice, file.notified_by = text.strip(), user
        _start_statement(file, instrument=instrument, delivered_on=delivered_on, on=on)
        tell(file, StepKind.NOTIFIED, leaders, at=at)
        _write_notice(file, by=by, on=on, at=at)
    return file


def deliver_on_paper(
    number: str, *, by: Actor, at: datetime, instrument: str, delivered_on: date | None
) -> NonComplianceFile:
    """Record that a notice whose mails did not arrive was delivered on paper; the days to speak
    begin again.

    Raises NotYourStep, WrongFileStage, Incomplete, UnknownFile.
    """
    on = local_date(at)
    policies.require_decider(by, on=on)
    with locked_file(number) as file:
        if file.stage != FileStage.NOTIFIED or file.notice_means == NoticeMeans.PAPER:
            raise WrongFileStage
        _require(instrument, "instrument", _("Indique con qué nota se notificó."))
        _start_statement(file, instrument=instrument, delivered_on=delivered_on, on=on)
        _write_notice(file, by=by, on=on, at=at)
    return file


def _start_statement(
    file: NonComplianceFile, *, instrument: str, delivered_on: date | None, on: date
) -> None:
    is_paper = bool(instrument.strip())
    notified_on = delivered_on if is_paper else on
    opened_on = file.decided_on or on
    if notified_on is None or not opened_on <= notified_on <= on:
        raise Incomplete(
            {"delivered_on": _("Indique el día en que se recibió, desde la apertura hasta hoy.")}
        )
    file.notice_means = NoticeMeans.PAPER if is_paper else NoticeMeans.HERE
    file.notice_instrument = instrument.strip()
    file.notified_on = notified_on
    file.statement_until = statement_until(notified_on, calendar_for(file.institution).days)


def _write_notice(file: NonComplianceFile, *, by: Actor, on: date, at: datetime) -> None:
    calendar = calendar_for(file.institution)
    write_step(
        file,
        StepKind.NOTIFIED,
        by=by.user,
        on=file.notified_on or on,
        at=at,
        text=file.notice,
        means=file.notice_means,
        instrument=file.notice_instrument,
        statement_until=file.statement_until,
        article=str(STATEMENT.article),
        calendar_version=calendar.version.label,
    )


def _require(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Incomplete({field: sentence})
