"""Reasons the registry refuses a change. Edges translate them; nothing else catches them.

RegistryRefused
├── FileRefused          a file cannot be loaded; `lines` says why, one sentence each
├── LoadedMeanwhile      another load finished first
├── UnknownInstitution   no institution has that code
├── Dissolved            the institution no longer exists; another took its duties
├── CannotCount          the dates asked for lie beyond the calendar, or contradict each other
├── WrongDesk            the duty is not one of that office
├── UnknownCentre        no service centre has that name
├── CentreExists         a service centre has that name already
├── CentreUnnamed        a service centre needs a name
├── EndsBeforeItStarts   the last day of a post comes before its first
├── AlreadyHeld          the person holds that duty there on some of those days
├── AlreadyEnded         the post ended earlier
├── NotYourAbsence       only the person, or whoever leads the office, says who is away
├── StartsInThePast      an absence is noted before it happens
├── NotAtThisOffice      the person has no post there that a colleague could stand in for
├── AwayAlready          the person is away on some of those days
├── CannotStandIn        the substitute is nobody of the office, or is away too
├── OverAlready          the absence has ended
├── ChangeIncomplete     a change of the calendar lacks or mistakes parts; `fields` says which
├── NotAllowed           the person holds no post that allows it that day
├── OwnChange            nobody approves what they proposed
├── ChangeDecided        somebody decided the change before
├── CalendarMovedOn      the calendar is no longer the one the change was written for
├── PreviewChanged       other terms would move than those that were looked at
├── RegistryMovedOn      the data are no longer those a change of the registry was written for
├── ServesTheDirectorate who oversees answers for nobody
├── NotYetInForce        a dissolution is approved from the day it rules
├── OtherRequestsNow     other requests would pass to the successor than those looked at
└── RecountUnfinished    the terms of an earlier change are still being counted again
"""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RegistryRefused(Exception):
    """A change the registry does not allow; its text is safe to show to whoever tried."""

    message: str | Promise = _("Este cambio no está permitido.")

    def __str__(self) -> str:
        return str(self.message)


class FileRefused(RegistryRefused):
    """`lines` holds every reason found, in the order of the file."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(*lines)
        self.lines = tuple(lines)

    def __str__(self) -> str:
        return "\n".join(self.lines)


class LoadedMeanwhile(RegistryRefused):
    message = _("Otra carga terminó mientras tanto. Vuelva a ejecutar esta.")


class UnknownInstitution(RegistryRefused):
    """No institution has that code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(_("No hay ninguna institución con el código %(code)s.") % {"code": self.code})


class Dissolved(RegistryRefused):
    """The institution `code` ended; `heir` is the code of the one that answers now."""

    def __init__(self, code: str, heir: str) -> None:
        super().__init__(code, heir)
        self.code, self.heir = code, heir

    def __str__(self) -> str:
        names = {"code": self.code, "heir": self.heir}
        return str(_("%(code)s ya no existe; sus funciones pasaron a %(heir)s.") % names)


class CannotCount(RegistryRefused):
    """The dates asked for cannot be counted; the sentence says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class WrongDesk(RegistryRefused):
    message = _("Esa función no corresponde a esa oficina.")


class UnknownCentre(RegistryRefused):
    """No service centre has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return str(_("No hay ningún centro de atención llamado «%(name)s».") % {"name": self.name})


class CentreExists(RegistryRefused):
    message = _("Ya hay un centro de atención con ese nombre.")


class CentreUnnamed(RegistryRefused):
    message = _("Escriba el nombre del centro de atención.")


class EndsBeforeItStarts(RegistryRefused):
    message = _("El cargo no puede terminar antes de empezar.")


class AlreadyHeld(RegistryRefused):
    message = _("Esa persona ya ejerce esa función en esa oficina en esas fechas.")


class AlreadyEnded(RegistryRefused):
    message = _("Ese cargo ya terminó antes de esa fecha.")


class NotYourAbsence(RegistryRefused):
    message = _("Una ausencia la anota la propia persona, o quien dirige la oficina.")


class StartsInThePast(RegistryRefused):
    message = _("Una ausencia no puede empezar antes de hoy.")


class NotAtThisOffice(RegistryRefused):
    message = _("Esa persona no tiene ese día un cargo que otra pueda cubrir en la oficina.")


class AwayAlready(RegistryRefused):
    message = _("Esa persona ya tiene anotada una ausencia en algunos de esos días.")


class CannotStandIn(RegistryRefused):
    message = _("Elija a otra persona de la oficina, que no esté ausente en esos días.")


class OverAlready(RegistryRefused):
    message = _("Esa ausencia ya terminó.")


class ChangeIncomplete(RegistryRefused):
    """`fields` holds, by the name of the field, what is missing or wrong in it."""

    message = _("Al cambio le falta algo.")

    def __init__(self, fields: Mapping[str, str | Promise]) -> None:
        super().__init__(*fields)
        self.fields = dict(fields)

    def __str__(self) -> str:
        return " ".join(map(str, self.fields.values()))


class NotAllowed(RegistryRefused):
    message = _("Su cargo no permite hacer esto.")


class OwnChange(RegistryRefused):
    message = _("Quien propuso el cambio no puede aprobarlo: debe hacerlo otra persona.")


class ChangeDecided(RegistryRefused):
    message = _("Otra persona ya decidió sobre este cambio.")


class CalendarMovedOn(RegistryRefused):
    message = _(
        "El calendario cambió desde que se propuso este cambio. Rechácelo y propóngalo de nuevo "
        "sobre el calendario de hoy."
    )


class PreviewChanged(RegistryRefused):
    message = _(
        "Mientras usted miraba la lista, cambiaron los plazos que se mueven. Revísela otra vez "
        "antes de aprobar."
    )


class RegistryMovedOn(RegistryRefused):
    message = _(
        "Los datos de la institución cambiaron desde que se propuso este cambio. Rechácelo y "
        "propóngalo de nuevo."
    )


class ServesTheDirectorate(RegistryRefused):
    message = _(
        "Esa persona tiene en esas fechas un cargo en la Dirección de Acceso, que no responde por "
        "las instituciones."
    )


class NotYetInForce(RegistryRefused):
    message = _("El acto todavía no rige: podrá aprobarse desde el día en que rija.")


class OtherRequestsNow(RegistryRefused):
    message = _(
        "Mientras usted miraba la lista, cambiaron los pedidos que pasan a la sucesora. Revísela "
        "otra vez antes de aprobar."
    )


class RecountUnfinished(RegistryRefused):
    message = _(
        "Todavía se están recontando los plazos del cambio anterior. Espere a que termine y "
        "vuelva a intentarlo."
    )
