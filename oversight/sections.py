"""The rooms of the Directorate's desk, as its first page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Section:
    """One room: the name of its address, what it is called and what one does there."""

    url: str
    title: str | Promise
    purpose: str | Promise


SECTIONS: tuple[Section, ...] = (
    Section(
        "oversight:escalations",
        _("Llamados de atención y observaciones"),
        _("Qué se dice a la institución que deja pasar un plazo, y qué contesta."),
    ),
    Section(
        "noncompliance:files",
        _("Expedientes de incumplimiento"),
        _("Lo que el silencio repetido propone abrir, qué dice la institución y qué resulta."),
    ),
    Section(
        "oversight:competence",
        _("Competencia"),
        _("Qué institución debe responder, cuando ninguna se tiene por competente."),
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
    ),
    Section(
        "training:training",
        _("Capacitación"),
        _("Cursos, asistencia y certificados, y a quién le falta."),
    ),
    Section(
        "mail:queue",
        _("Correo sin institución"),
        _("Correo que no dice para qué institución es."),
    ),
)
