"""Reads a file into its facts: what met which rule, what was said, what may follow from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from law.penalties import Exposure, exposure
from noncompliance.evidence.facts import Bundle, CaseFacts, ExposureFact, StepFact
from noncompliance.evidence.gather import gather
from noncompliance.models import FileRequest, FileStep, NonComplianceFile
from noncompliance.states import Cause, StepKind
from offices.models import Branch, Institution

# What the Directorate writes for itself is not evidence, and nobody outside reads it.
_INTERNAL = (StepKind.NOTED, StepKind.PREPARED, StepKind.RETURNED)
_OWN_REGIME = (Branch.LEGISLATIVE, Branch.JUDICIAL, Branch.MUNICIPALITY)


def bundle_of(file: NonComplianceFile, *, at: datetime) -> Bundle:
    """Return the file with the facts of its requests as they are now. Raises NothingToTell."""
    concerns = list(file.concerns.select_related("info_request").order_by("act_on", "pk"))
    numbers = [row.info_request.number for row in concerns]
    case = case_of(file, concerns)
    return Bundle(case, gather(numbers, accused=file.institution, at=at))


def case_of(file: NonComplianceFile, concerns: Sequence[FileRequest]) -> CaseFacts:
    """Return what the file says, without what the Directorate wrote for itself."""
    steps = file.steps.exclude(kind__in=_INTERNAL).order_by("sequence")
    return CaseFacts(
        number=file.number,
        institution=file.institution.name,
        cause=str(file.get_cause_display()),
        stage=str(file.get_stage_display()),
        met_on=file.met_on,
        rule_set=file.rule_set,
        article=file.article,
        reason=file.reason,
        notified_on=file.notified_on,
        statement_until=file.statement_until,
        replied_on=file.replied_on,
        reply=file.reply,
        inquiry_ordered_on=file.inquiry_ordered_on,
        inquiry_order=file.inquiry_order,
        outcome=str(file.get_outcome_display()) if file.outcome else "",
        outcome_on=file.outcome_on,
        outcome_instrument=file.outcome_instrument,
        has_own_regime=_has_own_regime(file.institution),
        exposures=_exposures(file, concerns),
        steps=[_step(row, file.institution) for row in steps.select_related("by")],
    )


def _step(row: FileStep, institution: Institution) -> StepFact:
    by = _("El sistema, por la regla") if row.by is None else _("Dirección de Acceso")
    if row.kind == StepKind.REPLIED:
        by = institution.name
    return StepFact(
        sequence=row.sequence,
        on=row.happened_on,
        title=str(row.get_kind_display()),
        by=by,
        text=row.text,
        hash=row.hash,
    )


def _exposures(file: NonComplianceFile, concerns: Iterable[FileRequest]) -> list[ExposureFact]:
    acts: dict[Exposure, list[tuple[date, str]]] = defaultdict(list)
    for row in concerns:
        ranges = exposure(
            row.act_on,
            regime_applies=not _has_own_regime(file.institution),
            repeated=file.cause == Cause.TACIT_DENIALS,
            contempt=file.cause == Cause.RULING,
        )
        for one in ranges:
            acts[one].append((row.act_on, row.info_request.number))
    return [
        ExposureFact(
            acts=days,
            text=one.range_text,
            articles="; ".join(map(str, one.articles)),
            is_verified=one.verified,
        )
        for one, days in acts.items()
    ]


def _has_own_regime(institution: Institution) -> bool:
    return institution.branch in _OWN_REGIME
