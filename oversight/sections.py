"""The rooms of the Directorate's desk, as its first page lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from offices.models import CalendarChange, RegistryChange
from offices.models.change import ChangeState
from oversight.audits.concluding import waiting_count as waiting_audits
from oversight.complaints.lists import open_count
from oversight.escalations.proposed import waiting_count
from requests_app.models import CompetenceQuestion, DenialReview
from rulebook.models import Confirmation, RuleSetChange

Counter = Callable[[date], int]


@dataclass(frozen=True, slots=True)
class Section:
    """One room: the name of its address, what it is called and what one does there.

    `waiting` counts what waits there that day for the Directorate, in one query; the first
    page begins with those that are not zero. A room of a floor above is named, as its address is.
    """

    url: str
    title: str | Promise
    purpose: str | Promise
    waiting: Counter | str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many decisions wait in a room."""

    section: Section
    count: int


def waiting(*, on: date) -> list[Waiting]:
    """Return the rooms in which something waits for a decision. One query for each that counts."""
    counted = [
        Waiting(section, _counter(section.waiting)(on)) for section in SECTIONS if section.waiting
    ]
    return [one for one in counted if one.count]


def _counter(named: Counter | str) -> Counter:
    counter: Counter = import_string(named) if isinstance(named, str) else named
    return counter


SECTIONS: tuple[Section, ...] = (
    Section(
        "oversight:escalations",
        _("Llamados de atención y observaciones"),
        _("Qué se dice a la institución que deja pasar un plazo, y qué contesta."),
        lambda _on: waiting_count(),
    ),
    Section(
        "noncompliance:files",
        _("Expedientes de incumplimiento"),
        _("Lo que el silencio repetido propone abrir, qué dice la institución y qué resulta."),
        "noncompliance.waiting.for_decision",
    ),
    Section(
        "oversight:competence",
        _("Competencia"),
        _("Qué institución debe responder, cuando ninguna se tiene por competente."),
        lambda _on: CompetenceQuestion.objects.waiting().count(),
    ),
    Section(
        "oversight:alerts",
        _("Alertas"),
        _("Lo que conviene mirar: reglas con fecha, cada una con su lista."),
    ),
    Section(
        "oversight:calendar",
        _("Calendario de días hábiles"),
        _("Feriados, asuetos y suspensiones, y qué plazos mueven."),
        lambda _on: CalendarChange.objects.filter(state=ChangeState.PROPOSED).count(),
    ),
    Section(
        "oversight:denial_reviews",
        _("Denegaciones tácitas por revisar"),
        _("Las que un cambio posterior del calendario pone en duda."),
        lambda _on: DenialReview.objects.filter(decision="").count(),
    ),
    Section(
        "oversight:league",
        _("Instituciones, lado a lado"),
        _("Cuánto reciben, cuánto responden a tiempo y qué dicen las personas."),
    ),
    Section(
        "oversight:departments",
        _("Departamentos"),
        _("Lo mismo, por departamento, con un mapa."),
    ),
    Section(
        "audits:list",
        _("Auditorías"),
        _("Pedidos sorteados con una semilla pública, qué se encontró y qué se contesta."),
        lambda on: waiting_audits(on=on),
    ),
    Section(
        "training:training",
        _("Capacitación"),
        _("Cursos, asistencia y certificados, y a quién le falta."),
    ),
    Section(
        "active_transparency:month",
        _("Transparencia activa"),
        _("Lo que cada institución debe publicar sin que nadie lo pida, mes a mes."),
    ),
    Section(
        "off_system:list",
        _("Instituciones fuera del sistema"),
        _("Pedidos que se envían por correo, qué pasó con cada uno y qué contestaron."),
        "off_system.tracking.to_do",
    ),
    Section(
        "reports_desk:overview",
        _("Informes y meses congelados"),
        _("Las cifras de cada mes, congeladas, y el informe de cada año."),
    ),
    Section(
        "complaints:list",
        _("Quejas"),
        _("Lo que cuentan las personas de cómo las trató una institución, con su plazo interno."),
        lambda _on: open_count(),
    ),
    Section(
        "registry:sources",
        _("Registro de fuentes públicas"),
        _("Instituciones, oficinas y cargos: lo vacante, las altas, los cambios y las fusiones."),
        lambda _on: RegistryChange.objects.filter(state=ChangeState.PROPOSED).count(),
    ),
    Section(
        "oversight:rules",
        _("Plazos y reglas"),
        _("Cada regla con su artículo, quién la confirma y desde cuándo rige."),
        lambda _on: (
            Confirmation.objects.waiting().count() + RuleSetChange.objects.waiting().count()
        ),
    ),
    Section(
        "mail:queue",
        _("Correo sin institución"),
        _("Correo que no dice para qué institución es."),
    ),
)
