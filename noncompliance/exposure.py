"""What an official may be exposed to, request by request, by the regime of the day of the act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from law.ladder import ladder_on
from law.penalties import Exposure, exposure
from noncompliance.models import FileRequest, NonComplianceFile
from noncompliance.states import Cause
from offices.models import Branch, Institution

# Congress, the Judiciary and the municipalities have staff regimes of their own.
OWN_REGIME = (Branch.LEGISLATIVE, Branch.JUDICIAL, Branch.MUNICIPALITY)


@dataclass(frozen=True, slots=True)
class Exposed:
    """One act, and the ranges it may fall under; none where the body's own regime rules."""

    row: FileRequest
    ranges: tuple[Exposure, ...]


def has_own_regime(institution: Institution) -> bool:
    """Say whether the staff of that body answer under a regime of their own."""
    return institution.branch in OWN_REGIME


def exposed_by(file: NonComplianceFile, rows: Iterable[FileRequest]) -> list[Exposed]:
    """Return what each act of the file may fall under, always as possible and never as a finding.

    The serious range is shown only where lateness repeats, and contempt only for a ruling.
    """
    acts = list(rows)
    applies = not has_own_regime(file.institution)
    is_repeated = len(acts) >= ladder_on(file.met_on).tacit_denials_limit
    return [
        Exposed(
            row,
            exposure(
                row.act_on,
                regime_applies=applies,
                repeated=is_repeated,
                contempt=file.cause == Cause.RULING,
            ),
        )
        for row in acts
    ]
