"""Reasons an act of active transparency is refused. Edges translate them.

TransparencyRefused
├── CheckIncomplete     items lack a finding or an address; `letters` says which and why
├── MonthAhead          the month has not begun
├── CheckedAlready      the month is closed, and a correction needs its reason
├── NotYourInstitution  the person does not work there
├── NothingToReply      the item is published, or somebody replied before
├── DecidedAlready      the reply was decided before
└── ReasonMissing       the act needs its reason
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TransparencyRefused(Exception):
    """An act that is not allowed; its text is safe to show to whoever tried."""

    message: str | Promise = _("Esto no está permitido.")

    def __str__(self) -> str:
        return str(self.message)


class CheckIncomplete(TransparencyRefused):
    """`letters` maps an item's letter to what is wrong with it."""

    message = _("Hay puntos sin revisar o con errores.")

    def __init__(self, letters: Mapping[str, str | Promise]) -> None:
        super().__init__()
        self.letters = dict(letters)


class MonthAhead(TransparencyRefused):
    message = _("Ese mes todavía no empezó.")


class CheckedAlready(TransparencyRefused):
    message = _("Ese mes ya se cerró. Para corregirlo, escriba por qué.")


class NotYourInstitution(TransparencyRefused):
    message = _("Responde quien atiende o dirige la oficina de esa institución.")


class NothingToReply(TransparencyRefused):
    message = _("Ese punto no espera una respuesta.")


class DecidedAlready(TransparencyRefused):
    message = _("Esa respuesta ya se decidió.")


class ReasonMissing(TransparencyRefused):
    message = _("Escriba por qué.")
