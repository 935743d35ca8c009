"""The acts with four eyes: what came of a file and its end, prepared by one person, confirmed by
another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import User
from noncompliance import policies
from noncompliance.errors import (
    InquiryNeeded,
    NothingPrepared,
    NotYourStep,
    OtherPersonNeeded,
    StepWaits,
    WrongFileStage,
)
from noncompliance.exposure import has_own_regime
from noncompliance.hearing import require_heard, require_words
from noncompliance.journal import locked_file, write_step
from noncompliance.models import NonComplianceFile, PreparedStep
from noncompliance.models.file import CLOSABLE, WITH_FACTS_HEARD
from noncompliance.states import (
    WITHOUT_INQUIRY,
    FileStage,
    Outcome,
    PreparedKind,
    StepKind,
)
from noncompliance.telling import leaders_of, tell
from offices.calendars import local_date
from requests_app.errors import Incomplete


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the competent authority did: who, when, in which paper, and in a few words."""

    outcome: Outcome
    outcome_on: date | None
    authority: str
    instrument: str
    text: str


def prepare_outcome(number: str, *, by: Actor, at: datetime, result: Result) -> PreparedStep:
    """Write down what an authority decided, for a director other than who writes it.

    Raises NotYourStep, WrongFileStage, StepWaits, InquiryNeeded, StatementStillOpen, NotDelivered,
    Incomplete, UnknownFile.
    """
    on = local_date(at)
    user = policies.require_member(by, on=on)
    with locked_file(number) as file:
        if file.stage not in WITH_FACTS_HEARD:
            raise WrongFileStage
        _require_result(file, result, on=on)
        step = PreparedStep(
            file=file,
            kind=PreparedKind.OUTCOME,
            text=result.text.strip(),
            outcome=result.outcome,
            outcome_on=result.outcome_on,
            authority=result.authority.strip(),
            instrument=result.instrument.strip(),
            prepared_by=user,
            prepared_at=at,
        )
        return _prepare(file, step, on=on)


def prepare_closing(number: str, *, by: Actor, at: datetime, text: str) -> PreparedStep:
    """Ask a director other than who asks to close a file, saying why.

    Raises NotYourStep, WrongFileStage, StepWaits, Incomplete, UnknownFile.
    """
    on = local_date(at)
    user = policies.require_member(by, on=on)
    with locked_file(number) as file:
        if file.stage not in CLOSABLE:
            raise WrongFileStage
        if not text.strip():
            raise Incomplete({"text": _("Escriba por qué se cierra.")})
        step = PreparedStep(
            file=file,
            kind=PreparedKind.CLOSING,
            text=text.strip(),
            prepared_by=user,
            prepared_at=at,
        )
        return _prepare(file, step, on=on)


def confirm(number: str, *, by: Actor, at: datetime, step: int) -> NonComplianceFile:
    """Do what another person prepared; `step` is the key of what the director has read.

    Raises NotYourStep, NothingPrepared, OtherPersonNeeded, WrongFileStage, UnknownFile.
    """
    on = local_date(at)
    user = policies.require_decider(by, on=on)
    with locked_file(number) as file:
        prepared = _waiting(file, step)
        if prepared.prepared_by_id == user.pk:
            raise OtherPersonNeeded
        prepared.decided_by, prepared.decided_at, prepared.is_confirmed = user, at, True
        prepared.save()
        if prepared.kind == PreparedKind.OUTCOME:
            _record(file, prepared, by=user, on=on, at=at)
        else:
            _close(file, prepared, by=user, on=on, at=at)
    return file


def send_back(number: str, *, by: Actor, at: datetime, step: int, note: str) -> NonComplianceFile:
    """Leave undone what was prepared: a director says why, or who prepared it takes it back.

    Raises NotYourStep, NothingPrepared, Incomplete, UnknownFile.
    """
    on = local_date(at)
    user = policies.require_member(by, on=on)
    with locked_file(number) as file:
        prepared = _waiting(file, step)
        if prepared.prepared_by_id != user.pk and not policies.is_director(user, on=on):
            raise NotYourStep
        if not note.strip():
            raise Incomplete({"note": _("Escriba por qué se devuelve.")})
        prepared.decided_by, prepared.decided_at, prepared.note = user, at, note.strip()
        prepared.save()
        write_step(
            file,
            StepKind.RETURNED,
            by=user,
            on=on,
            at=at,
            prepared=prepared.kind,
            text=prepared.note,
        )
    return file


def _prepare(file: NonComplianceFile, step: PreparedStep, *, on: date) -> PreparedStep:
    # The file is locked: nobody else prepares one meanwhile.
    if file.prepared_steps.filter(decided_at=None).exists():
        raise StepWaits
    step.save(force_insert=True)
    write_step(
        file,
        StepKind.PREPARED,
        by=step.prepared_by,
        on=on,
        at=step.prepared_at,
        prepared=step.kind,
        text=step.text,
        outcome=step.outcome,
    )
    return step


def _waiting(file: NonComplianceFile, step: int) -> PreparedStep:
    prepared = file.prepared_steps.filter(decided_at=None, pk=step).first()
    if prepared is None:
        raise NothingPrepared
    return prepared


def _record(
    file: NonComplianceFile, prepared: PreparedStep, *, by: User, on: date, at: datetime
) -> None:
    file.record_outcome()
    file.outcome, file.outcome_on = prepared.outcome, prepared.outcome_on
    file.outcome_authority = prepared.authority
    file.outcome_instrument = prepared.instrument
    file.outcome_text = prepared.text
    tell(file, StepKind.OUTCOME_RECORDED, leaders_of(file.institution, on=on), at=at)
    write_step(
        file,
        StepKind.OUTCOME_RECORDED,
        by=by,
        on=on,
        at=at,
        outcome=file.outcome,
        outcome_on=file.outcome_on,
        authority=file.outcome_authority,
        instrument=file.outcome_instrument,
        text=file.outcome_text,
        prepared_by=prepared.prepared_by_id,
    )


def _close(
    file: NonComplianceFile, prepared: PreparedStep, *, by: User, on: date, at: datetime
) -> None:
    file.close()
    file.ending, file.closed_on = prepared.text, on
    if file.notified_on is not None:
        tell(file, StepKind.CLOSED, leaders_of(file.institution, on=on), at=at)
    write_step(
        file,
        StepKind.CLOSED,
        by=by,
        on=on,
        at=at,
        text=file.ending,
        prepared_by=prepared.prepared_by_id,
    )


def _require_result(file: NonComplianceFile, result: Result, *, on: date) -> None:
    fields = {}
    notified_on = file.notified_on or on
    if result.outcome_on is None or not notified_on <= result.outcome_on <= on:
        fields["outcome_on"] = _("La fecha va desde la notificación hasta hoy.")
    if result.outcome == Outcome.REPORTED and not has_own_regime(file.institution):
        fields["outcome"] = _("Esta institución no tiene un régimen propio de personal.")
    if not result.text.strip():
        fields["text"] = _("Escriba qué se resolvió.")
    if fields:
        raise Incomplete(fields)
    require_words(authority=result.authority, instrument=result.instrument)
    is_ordered = file.stage == FileStage.INQUIRY_ORDERED
    if result.outcome not in WITHOUT_INQUIRY and not is_ordered:
        raise InquiryNeeded
    if result.outcome != Outcome.ARCHIVED:
        require_heard(file, on=on)
