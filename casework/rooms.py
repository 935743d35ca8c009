"""The pages where an institution answers the Directorate, or sees what it found."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Room:
    """One page: the name of its address, what it is called and what one finds there.

    Some are only for who leads the office or the institution.
    """

    url: str
    title: str | Promise
    purpose: str | Promise
    for_leads: bool = False


ROOMS: tuple[Room, ...] = (
    Room(
        "noncompliance_office:files",
        _("Expedientes de incumplimiento"),
        _("Los que la Dirección notificó a su institución, y su descargo."),
        for_leads=True,
    ),
    Room(
        "complaint_reports:list",
        _("Quejas"),
        _("Lo que la Dirección pregunta por una queja, y el informe de su institución."),
        for_leads=True,
    ),
    Room(
        "active_transparency_office:show",
        _("Transparencia activa"),
        _("Lo que su institución publica sin que nadie lo pida, como se encontró."),
    ),
    Room(
        "audits_office:list",
        _("Auditorías"),
        _("Lo que la Dirección encontró en una muestra de sus pedidos, y lo que contestan."),
    ),
    Room(
        "training_office:show",
        _("Capacitación"),
        _("Los próximos cursos y sus certificados."),
    ),
)
