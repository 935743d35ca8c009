"""Reasons a training act is refused. Edges translate them; nothing else catches them.

TrainingRefused
├── TrainingIncomplete   parts are missing or wrong; `fields` says which
├── NotYourPlace         the person has no post that this course is for, or it is another's place
├── SessionClosed        attendance was closed and the certificates are issued
├── SessionAhead         attendance is taken on the day or after it
├── AlreadyEnrolled      the person is on the list
├── NotEnrolled          the person is not on the list
└── AlreadyRevoked       the certificate was revoked before
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TrainingRefused(Exception):
    """An act of training that is not allowed; its text is safe to show to whoever tried."""

    message: str | Promise = _("Esto no está permitido.")

    def __str__(self) -> str:
        return str(self.message)


class TrainingIncomplete(TrainingRefused):
    """`fields` maps a field's name to what is wrong with it."""

    message = _("Faltan datos o hay errores.")

    def __init__(self, fields: Mapping[str, str | Promise]) -> None:
        super().__init__()
        self.fields = dict(fields)


class NotYourPlace(TrainingRefused):
    message = _("La capacitación es para quienes hoy tienen un cargo en una oficina de acceso.")


class SessionClosed(TrainingRefused):
    message = _("La asistencia de este encuentro ya se cerró.")


class SessionAhead(TrainingRefused):
    message = _("La asistencia se toma el día del encuentro o después.")


class AlreadyEnrolled(TrainingRefused):
    message = _("Esa persona ya está inscripta.")


class NotEnrolled(TrainingRefused):
    message = _("Esa persona no está inscripta.")


class AlreadyRevoked(TrainingRefused):
    message = _("Ese certificado ya está revocado.")
