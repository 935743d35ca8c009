"""Reasons the rulebook refuses a change. Edges translate them; nothing else catches them.

offices.errors.RegistryRefused
├── RulesMovedOn    another rule set came in between: the one this was written on is not the last
├── SetTooLate      it would have to take effect on a day that is here, or nearly
├── OtherPreview    other dates would follow than those that were looked at
├── NotTheLast      only the last rule set may be withdrawn, and only before it takes effect
└── NothingStands   the confirmation is withdrawn already, or never took effect
"""

from django.utils.translation import gettext_lazy as _

from offices.errors import RegistryRefused


class RulesMovedOn(RegistryRefused):
    message = _(
        "Las reglas cambiaron desde que se escribió esta propuesta. Rechácela y propóngala de "
        "nuevo sobre las de hoy."
    )


class SetTooLate(RegistryRefused):
    message = _(
        "El día desde el que regiría ya llegó o está por llegar: las reglas nunca cambian hacia "
        "atrás. Rechace la propuesta y haga otra con un día posterior."
    )


class OtherPreview(RegistryRefused):
    message = _(
        "Mientras usted miraba, cambiaron las fechas que resultarían. Revíselas otra vez antes "
        "de aprobar."
    )


class NotTheLast(RegistryRefused):
    message = _(
        "Solo puede dejarse sin efecto el último conjunto de reglas aprobado, y antes del día "
        "desde el que rige."
    )


class NothingStands(RegistryRefused):
    message = _("Esa confirmación ya no está vigente.")
