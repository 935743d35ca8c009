"""The acts after the notice: the institution speaks, an inquiry is asked for and ordered."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actors import Actor
from noncompliance import policies
from noncompliance.clock import may_still_speak, statement_ends_on, was_delivered
from noncompliance.errors import NotDelivered, OwnRegime, StatementStillOpen
from noncompliance.exposure import has_own_regime
from noncompliance.journal import locked_file, write_step
from noncompliance.models import NonComplianceFile
from noncompliance.states import StepKind
from offices.calendars import local_date
from requests_app.errors import Incomplete


def reply(number: str, *, by: Actor, at: datetime, text: str) -> NonComplianceFile:
    """Let the institution speak, through who leads it. After its days it is accepted and marked.

    Raises NotYourStep, WrongFileStage, Incomplete, UnknownFile.
    """
    on = local_date(at)
    with locked_file(number) as file:
        user = policies.require_leader(by, file.institution, on=on)
        file.hear()
        if not text.strip():
            raise Incomplete({"text": _("Escriba el descargo.")})
        file.reply, file.replied_by, file.replied_on = text.strip(), user, on
        until = statement_ends_on(file)
        write_step(
            file,
            StepKind.REPLIED,
            by=user,
            on=on,
            at=at,
            text=file.reply,
            statement_until=until,
            is_late=until is not None and on > until,
        )
    return file


def ask_inquiry(number: str, *, by: Actor, at: datetime, note: str, text: str) -> NonComplianceFile:
    """Record that the highest authority was asked to order an inquiry (Ley 7445/2025, art. 64).

    Only once the institution spoke, or was told and let its days pass. `note` is the letter.
    Raises NotYourStep, WrongFileStage, OwnRegime, StatementStillOpen, NotDelivered, Incomplete,
    UnknownFile.
    """
    on = local_date(at)
    user = policies.require_decider(by, on=on)
    with locked_file(number) as file:
        file.ask_inquiry()
        if has_own_regime(file.institution):
            raise OwnRegime
        require_heard(file, on=on)
        fields = {}
        if not note.strip():
            fields["note"] = _("Indique con qué nota se pidió.")
        if not text.strip():
            fields["text"] = _("Escriba por qué se pide.")
        if fields:
            raise Incomplete(fields)
        file.inquiry_asked_on, file.inquiry_note = on, note.strip()
        write_step(
            file,
            StepKind.INQUIRY_ASKED,
            by=user,
            on=on,
            at=at,
            instrument=file.inquiry_note,
            text=text.strip(),
        )
    return file


def order_inquiry(
    number: str,
    *,
    by: Actor,
    at: datetime,
    ordered_on: date | None,
    authority: str,
    instrument: str,
) -> NonComplianceFile:
    """Record that the highest authority ordered the inquiry; anybody of the Directorate may.

    Raises NotYourStep, WrongFileStage, Incomplete, UnknownFile.
    """
    on = local_date(at)
    user = policies.require_member(by, on=on)
    with locked_file(number) as file:
        file.order_inquiry()
        if ordered_on is None or not file.met_on <= ordered_on <= on:
            raise Incomplete({"ordered_on": _("La orden es posterior a los hechos y no futura.")})
        require_words(authority=authority, instrument=instrument)
        file.inquiry_ordered_on = ordered_on
        file.inquiry_authority, file.inquiry_order = authority.strip(), instrument.strip()
        write_step(
            file,
            StepKind.INQUIRY_ORDERED,
            by=user,
            on=ordered_on,
            at=at,
            authority=file.inquiry_authority,
            instrument=file.inquiry_order,
        )
    return file


def require_heard(file: NonComplianceFile, *, on: date) -> None:
    """Raise StatementStillOpen or NotDelivered unless the institution spoke or let it pass."""
    if file.replied_on is not None:
        return
    if may_still_speak(file, on=on):
        raise StatementStillOpen
    if not was_delivered(file):
        raise NotDelivered


def require_words(*, authority: str, instrument: str) -> None:
    """Raise Incomplete unless it is said who decided and in which paper."""
    fields = {}
    if not authority.strip():
        fields["authority"] = _("Indique qué autoridad lo dispuso.")
    if not instrument.strip():
        fields["instrument"] = _("Indique en qué instrumento: resolución, fecha y número.")
    if fields:
        raise Incomplete(fields)
