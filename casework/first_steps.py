"""The first steps of each duty at the desk: what to look at, in which order, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offices.models import Duty


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: its title, a sentence or two, and the page where it is done."""

    title: str | Promise
    text: str | Promise
    page: str = ""

    @property
    def url(self) -> str:
        """The address of the page, or nothing for what is done on a request's own page."""
        return reverse(self.page) if self.page else ""


@dataclass(frozen=True, slots=True)
class Path:
    """The steps of one duty, under its heading."""

    title: str | Promise
    steps: tuple[Step, ...]


_OFFICER = Path(
    _("Si usted es encargado o encargada de acceso"),
    (
        Step(
            _("Mire primero la bandeja"),
            _(
                "Arriba está lo que vence antes. Cada pedido dice cuántos días hábiles le quedan "
                "y por qué está en ese lugar."
            ),
            "casework:worklist",
        ),
        Step(
            _("Tome los pedidos nuevos"),
            _(
                "Abra cada uno y elija «Tomar el pedido»: la persona sabe así que ustedes lo "
                "tienen. El plazo ya corre desde su presentación."
            ),
        ),
        Step(
            _("Si no le corresponde, derívelo enseguida"),
            _(
                "El sistema sugiere a quién y dice por qué. El vencimiento no cambia. Vea también "
                "qué le derivaron y si recibieron lo que usted derivó."
            ),
            "desk:forwardings",
        ),
        Step(
            _("Revise el correo recibido"),
            _(
                "Lo que responde a un aviso entra solo en su pedido. Lo demás espera que usted "
                "diga si es un pedido nuevo, es de uno que ya existe, o se aparta."
            ),
            "mail:queue",
        ),
        Step(
            _("Registre lo que llega en persona"),
            _("De palabra, en una nota o en el mostrador: vale lo mismo que por el portal."),
            "counter:home",
        ),
        Step(
            _("Responda"),
            _(
                "Elija primero el resultado: la pantalla pide solo lo que la ley exige para él. "
                "Los archivos se revisan antes de salir. Usted ve la respuesta como la verá la "
                "persona antes de entregarla."
            ),
            "answering:library",
        ),
        Step(
            _("Elija su resumen diario"),
            _("Un correo por la mañana con lo que vence. Los avisos de la ley llegan siempre."),
            "casework:digest",
        ),
        Step(
            _("Si va a faltar, diga quién lo reemplaza"),
            _("La persona que lo reemplaza recibe sus pedidos y sus avisos esos días."),
            "casework:office",
        ),
    ),
)
_HEAD = Path(
    _("Si usted dirige la oficina"),
    (
        Step(
            _("Mire lo que está tarde o por vencer"),
            _("También lo que espera firma, los recursos y la carga de cada persona."),
            "casework:head",
        ),
        Step(
            _("Reparta los pedidos"),
            _(
                "Uno por uno en la página del pedido, o varios a la vez desde la bandeja. Lo que "
                "nadie tiene a cargo queda a la vista."
            ),
            "casework:load",
        ),
        Step(
            _("Pida a las unidades lo que ellas guardan"),
            _("Cada encargo tiene su propio plazo, antes del vencimiento del pedido."),
            "casework:subtasks",
        ),
        Step(
            _("Cuando alguien deja su cargo, pase lo que tenía"),
            _("Sus pedidos, borradores y encargos pasan a otra persona en un solo paso."),
            "casework:office",
        ),
    ),
)
_AUTHORITY = Path(
    _("Si usted es la máxima autoridad"),
    (
        Step(
            _("Firme o devuelva las resoluciones"),
            _(
                "Solo usted puede denegar, por resolución fundada. Si falta algo, devuélvala con "
                "el motivo: el pedido sigue abierto y el plazo corre."
            ),
            "casework:head",
        ),
        Step(
            _("Decida los recursos de reconsideración"),
            _(
                "Arriba de la bandeja, con su plazo. Si no se decide a tiempo, la negativa queda "
                "y la persona puede acudir a la justicia."
            ),
            "casework:worklist",
        ),
    ),
)
_CLERK = Path(
    _("Si usted atiende en un centro ciudadano"),
    (
        Step(
            _("Registre el pedido de quien viene"),
            _(
                "Para cualquier institución. No hace falta que la persona diga para qué, ni que "
                "tenga correo. Si lo dice de palabra, el sistema escribe el acta y usted la lee "
                "en voz alta."
            ),
            "counter:home",
        ),
        Step(
            _("Entregue la constancia impresa"),
            _("Tiene el número y el código secreto: se muestra una sola vez."),
        ),
        Step(
            _("Atienda a quien viene por su pedido"),
            _(
                "Con el número y el documento o el código puede leerle la respuesta, notificarle "
                "en persona o darle otro código. Queda anotado quién y cuándo."
            ),
            "counter:find",
        ),
    ),
)
_DIRECTORATE = Path(
    _("Si usted trabaja en la Dirección de Acceso"),
    (
        Step(
            _("Mire cómo está el Estado hoy"),
            _("Cada cifra lleva a su lista, y cada pedido a su prueba."),
            "oversight:overview",
        ),
        Step(
            _("Decida quién responde cuando dos instituciones no coinciden"),
            _("El plazo de la persona sigue corriendo mientras usted decide."),
            "oversight:competence",
        ),
        Step(
            _("Pase el correo que no dice para quién es"),
            _("Lo que se escribió a una dirección que no es de ninguna institución."),
            "mail:queue",
        ),
    ),
)
_UNIT = Path(
    _("Si usted es enlace de una unidad"),
    (
        Step(
            _("Mire los encargos de su unidad"),
            _("Acéptelos o devuélvalos con un motivo, y entregue lo que se pide antes del plazo."),
            "casework:subtasks",
        ),
    ),
)
_PATHS: dict[Duty, Path] = {
    Duty.OFFICER: _OFFICER,
    Duty.HEAD: _HEAD,
    Duty.HIGHEST_AUTHORITY: _AUTHORITY,
    Duty.CLERK: _CLERK,
    Duty.LIAISON: _UNIT,
    Duty.AUDITOR: _DIRECTORATE,
    Duty.DIRECTOR: _DIRECTORATE,
}


def paths_for(duties: Iterable[Duty]) -> list[Path]:
    """Return the paths of these duties, each once; a head of office reads the officer's too."""
    held = set(duties)
    if Duty.HEAD in held:
        held.add(Duty.OFFICER)
    found = (_PATHS[duty] for duty in Duty if duty in held and duty in _PATHS)
    return list(dict.fromkeys(found))
