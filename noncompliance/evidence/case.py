"""Reads a file into its facts: what met which rule, what was said, what may follow from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from django.utils.translation import gettext as _

from law.penalties import Exposure
from noncompliance.clock import is_late_reply, statement_ends_on
from noncompliance.evidence import reading
from noncompliance.evidence.facts import (
    Bundle,
    CaseFacts,
    ExposureFact,
    MailFact,
    Reader,
    StepFact,
)
from noncompliance.evidence.gather import gather
from noncompliance.exposure import exposed_by, has_own_regime
from noncompliance.journal import is_whole
from noncompliance.models import FileMail, FileRequest, FileStep, NonComplianceFile
from noncompliance.states import FileStage, StepKind
from offices.models import Duty, Institution

# What the Directorate writes for itself is not evidence, and nobody outside reads it.
_INNER = (StepKind.NOTED, StepKind.PREPARED, StepKind.RETURNED)
# All that the institution is told of.
_OUTER = (StepKind.NOTIFIED, StepKind.REPLIED, StepKind.OUTCOME_RECORDED, StepKind.CLOSED)
_TOLD_STAGES = (FileStage.NOTIFIED, FileStage.OUTCOME, FileStage.CLOSED)


def bundle_of(file: NonComplianceFile, *, at: datetime, reader: Reader) -> Bundle:
    """Return the file with the facts of its requests as they are now. Raises NothingToTell."""
    concerns = list(
        file.concerns.select_related("info_request__requester").order_by("act_on", "pk")
    )
    numbers = [row.info_request.number for row in concerns]
    case = _case_of(file, concerns, reader)
    return Bundle(case, gather(numbers, accused=file.institution, at=at))


def _case_of(file: NonComplianceFile, concerns: Sequence[FileRequest], reader: Reader) -> CaseFacts:
    is_inner = reader is Reader.DIRECTORATE
    steps = file.steps.select_related("by").order_by("sequence")
    said = partial(reading.struck_of_all, requests=[row.info_request for row in concerns])
    shown = steps.exclude(kind__in=_INNER) if is_inner else steps.filter(kind__in=_OUTER)
    return CaseFacts(
        reader=reader,
        number=file.number,
        institution=file.institution.name,
        cause=str(file.get_cause_display()),
        stage=str(file.get_stage_display()) if is_inner else _told_stage(file),
        met_on=file.met_on,
        rule_set=file.rule_set,
        article=file.article,
        reason=said(file.reason) if is_inner else "",
        notified_on=file.notified_on,
        notified_by=str(file.get_notice_means_display()) if file.notice_means else "",
        notice=said(file.notice),
        mails=[_mail(row) for row in file.mails.all()],
        statement_until=statement_ends_on(file),
        replied_on=file.replied_on,
        replied_late=is_late_reply(file),
        reply=said(file.reply),
        inquiry_ordered_on=file.inquiry_ordered_on if is_inner else None,
        inquiry_order=file.inquiry_order if is_inner else "",
        outcome=str(file.get_outcome_display()) if file.outcome else "",
        outcome_on=file.outcome_on,
        outcome_authority=file.outcome_authority,
        outcome_instrument=file.outcome_instrument,
        outcome_text=said(file.outcome_text),
        has_own_regime=has_own_regime(file.institution),
        exposures=_exposures(file, concerns) if is_inner else [],
        steps=[_step(row, file.institution, said if is_inner else None) for row in shown],
        steps_are_whole=is_whole(file),
    )


def _told_stage(file: NonComplianceFile) -> str:
    """Return what the institution is told of where its file stands."""
    is_told = file.stage in _TOLD_STAGES
    return str(file.get_stage_display()) if is_told else _("En trámite")


def _step(row: FileStep, institution: Institution, said: Callable[[str], str] | None) -> StepFact:
    by = _("El sistema, por la regla") if row.by is None else _("Dirección de Acceso")
    if row.kind == StepKind.REPLIED:
        by = institution.name
    # The words of the notice, the statement and the outcome stand in chapters of their own.
    is_told_apart = row.kind in _OUTER and row.kind != StepKind.CLOSED
    return StepFact(
        sequence=row.sequence,
        on=row.happened_on,
        title=str(row.get_kind_display()),
        by=by,
        text=said(row.text) if said and not is_told_apart else "",
        hash=row.hash,
    )


def _mail(row: FileMail) -> MailFact:
    return MailFact(
        about=str(row.get_about_display()),
        duty=str(Duty(row.duty).label),
        made_at=row.created_at,
        state=str(row.get_state_display()),
        attempts=row.attempts,
        sent_at=row.sent_at,
    )


def _exposures(file: NonComplianceFile, concerns: Sequence[FileRequest]) -> list[ExposureFact]:
    """Return each range once, with the acts that may fall under it."""
    acts: dict[Exposure, list[tuple[date, str]]] = defaultdict(list)
    for exposed in exposed_by(file, concerns):
        for one in exposed.ranges:
            acts[one].append((exposed.row.act_on, exposed.row.info_request.number))
    return [
        ExposureFact(
            acts=days,
            text=one.range_text,
            articles="; ".join(map(str, one.articles)),
            is_verified=one.verified,
        )
        for one, days in acts.items()
    ]
