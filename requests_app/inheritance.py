"""What a body that ends still has in hand, which its successor takes over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from law.terms import TermKind
from requests_app.models import Answer, CourtCase, InformationRequest, Reconsideration, Term
from requests_app.models.request import InformationRequestQuerySet
from requests_app.states import OPEN_STAGES, CourtStage, ReconsiderationStage, Stage

_UNDER_WAY = (CourtStage.FILED, CourtStage.ORDERED)
_REMEDIES = (TermKind.RECONSIDERATION, TermKind.COURT, TermKind.COMPLIANCE)


class InHand(TextChoices):
    """Why a request is not over, the most pressing first."""

    OPEN = "open", _("Espera respuesta")
    APPEALED = "appealed", _("Reconsideración por decidir")
    IN_COURT = "in_court", _("En la justicia")
    SILENT = "silent", _("Denegada por silencio, sin respuesta")
    FILES = "files", _("Faltan archivos por entregar")
    REMEDIES = "remedies", _("La persona todavía puede recurrir")


@dataclass(frozen=True, slots=True)
class Passing:
    """One request that passes to the successor; `due_on` is the last day of what runs on it, or
    the one that went by, and no act of succession changes it."""

    pk: int
    number: str
    stage: Stage
    why: InHand
    due_on: date | None

    def __str__(self) -> str:
        return f"{self.number} {self.stage} {self.why} {self.due_on}"


def pending_at(institutions: Iterable[int], *, on: date) -> InformationRequestQuerySet:
    """Return the requests those institutions hold that are not over on that day.

    Open ones; denied by silence and not answered since, because a late answer is always accepted
    (A7); those with an appeal or a case under way, or files still to deliver; and those against
    which the person can still use a remedy. Any other stays where it is, as history.
    """
    here = OuterRef("pk")
    appeals = Reconsideration.objects.filter(info_request=here, stage=ReconsiderationStage.FILED)
    cases = CourtCase.objects.filter(info_request=here, stage__in=_UNDER_WAY)
    remedies = Term.objects.running().filter(info_request=here, kind__in=_REMEDIES, due_on__gte=on)
    files = Answer.objects.filter(info_request=here, files_to_follow__gt=0)
    rows = InformationRequest.objects.filter(institution__in=institutions).annotate(
        has_appeal=Exists(appeals),
        has_case=Exists(cases),
        has_remedy=Exists(remedies),
        has_files=Exists(files),
    )
    waits = Q(stage__in=(*OPEN_STAGES, Stage.TACITLY_DENIED))
    under_way = Q(has_appeal=True) | Q(has_case=True) | Q(has_remedy=True) | Q(has_files=True)
    return rows.filter(waits | under_way)


def passing_from(institution: int, *, on: date) -> list[Passing]:
    """Return what would pass from one institution, in the order of the keys. Two queries."""
    rows = list(pending_at([institution], on=on).order_by("pk"))
    terms = Term.objects.filter(info_request__in=[row.pk for row in rows], replaced_by=None)
    due: dict[tuple[int, str], date] = {
        (term.info_request_id, term.kind): term.due_on for term in terms.order_by("pk")
    }
    return [_passing(row, due) for row in rows]


def digest_of(passing: Sequence[Passing]) -> str:
    """Return the SHA-256, in hexadecimal, of a list: another list gives another."""
    return hashlib.sha256("\n".join(map(str, passing)).encode()).hexdigest()


def _passing(row: InformationRequest, due: dict[tuple[int, str], date]) -> Passing:
    why, kinds = _why(row)
    days = (due.get((row.pk, kind)) for kind in kinds)
    return Passing(
        pk=row.pk,
        number=row.number,
        stage=Stage(row.stage),
        why=why,
        due_on=next((day for day in days if day is not None), None),
    )


def _why(row: Any) -> tuple[InHand, tuple[TermKind, ...]]:
    """Read the annotations of `pending_at`."""
    told = (
        (row.is_open, InHand.OPEN, (TermKind.ANSWER,)),
        (row.has_appeal, InHand.APPEALED, (TermKind.RECONSIDERATION_DECISION,)),
        (row.has_case, InHand.IN_COURT, (TermKind.COMPLIANCE,)),
        (row.stage == Stage.TACITLY_DENIED, InHand.SILENT, (TermKind.ANSWER,)),
        (row.has_files, InHand.FILES, ()),
    )
    for holds, why, kinds in told:
        if holds:
            return why, kinds
    return InHand.REMEDIES, (TermKind.RECONSIDERATION, TermKind.COURT)
