"""Reasons a report refuses an act. Edges translate them.

ReportRefused
├── MonthNotOver      a month is frozen once it is over
├── AlreadyFrozen     the month has its first edition; a correction is another edition
├── NotFrozen         nothing to correct or to report on yet
├── SilenceUnsettled  terms that ended in the month wait for the sweep
├── CountsDisagree    the two ways of counting the month differ; `lines` says where
├── IdentityBroken    pending at start + received is not closed + pending at end; `lines` says where
├── ReasonMissing     a correction says why
├── AlreadyPrepared   an edition of that year's report waits for its decision
├── ReportDecided     somebody decided the report before
└── OwnReport         nobody publishes what they prepared
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from offices.errors import RegistryRefused


class ReportRefused(RegistryRefused):
    """An act on snapshots or reports that is not allowed; its text is safe to show."""


class MonthNotOver(ReportRefused):
    message = _("Ese mes todavía no terminó.")


class AlreadyFrozen(ReportRefused):
    message = _("Ese mes ya está congelado. Para corregirlo, publique una revisión.")


class NotFrozen(ReportRefused):
    message = _("Faltan meses por congelar.")


class SilenceUnsettled(ReportRefused):
    message = _(
        "Hay plazos vencidos en ese mes cuya denegación tácita todavía no se declaró. "
        "Se declaran solas cada diez minutos: pruebe después."
    )


class _WithLines(ReportRefused):
    """One whose text goes on with lines, one a fault."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(*lines)
        self.lines = tuple(lines)

    def __str__(self) -> str:
        return "\n".join([str(self.message), *self.lines])


class CountsDisagree(_WithLines):
    message = _("Las dos cuentas del mes no dan lo mismo, así que no se congeló:")


class IdentityBroken(_WithLines):
    message = _(
        "Pendientes al empezar + recibidos no es igual a cerrados + pendientes al terminar, "
        "así que el mes no se congeló:"
    )


class ReasonMissing(ReportRefused):
    message = _("Escriba por qué se corrige.")


class AlreadyPrepared(ReportRefused):
    message = _("Ya hay un informe de ese año que espera decisión.")


class ReportDecided(ReportRefused):
    message = _("Ese informe ya fue decidido.")


class OwnReport(ReportRefused):
    message = _("Lo publica otra persona: nadie aprueba lo que preparó.")
