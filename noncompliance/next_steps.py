"""Which steps a person may take with a file today, so that pages offer no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from accounts.models import User
from noncompliance import policies
from noncompliance.clock import may_still_speak, was_delivered
from noncompliance.exposure import has_own_regime
from noncompliance.models import NonComplianceFile, PreparedStep
from noncompliance.models.file import CLOSABLE, WITH_FACTS_HEARD
from noncompliance.states import FileStage, NoticeMeans


def steps_for(
    file: NonComplianceFile, prepared: PreparedStep | None, user: User, *, on: date
) -> list[str]:
    """Return the names of the acts, as in the addresses, in the order one takes them."""
    steps: list[str] = []
    if policies.is_director(user, on=on):
        steps += _to_decide(file, prepared, user, on=on)
    elif prepared is not None and prepared.prepared_by_id == user.pk:
        steps.append("devolver")
    if prepared is None:
        steps += _to_prepare(file)
    return [*steps, "anotar"]


def _to_decide(
    file: NonComplianceFile, prepared: PreparedStep | None, user: User, *, on: date
) -> Iterator[str]:
    if prepared is not None:
        if prepared.prepared_by_id != user.pk:
            yield "confirmar"
        yield "devolver"
    if file.stage == FileStage.PROPOSED:
        if file.proposed_by_id != user.pk:
            yield "abrir"
        yield "no-abrir"
    elif file.stage == FileStage.OPENED:
        yield "notificar"
    elif file.stage in {FileStage.NOTIFIED, FileStage.HEARD}:
        yield from _after_notice(file, on=on)


def _after_notice(file: NonComplianceFile, *, on: date) -> Iterator[str]:
    delivered = was_delivered(file)
    is_silent = file.stage == FileStage.NOTIFIED
    if is_silent and file.notice_means == NoticeMeans.HERE and not delivered:
        yield "entregar"
    may_go_on = not is_silent or (delivered and not may_still_speak(file, on=on))
    if may_go_on and not has_own_regime(file.institution):
        yield "pedir-sumario"


def _to_prepare(file: NonComplianceFile) -> Iterator[str]:
    if file.stage == FileStage.INQUIRY_ASKED:
        yield "orden-de-sumario"
    if file.stage in WITH_FACTS_HEARD:
        yield "preparar-resultado"
    if file.stage in CLOSABLE:
        yield "preparar-cierre"
