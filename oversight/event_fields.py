"""The fields of an event as a person reads them: named in Spanish, days and choices in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requests_app.models.escalation import EscalationKind
from requests_app.models.term import TermKindChoice
from requests_app.states import AppealGround, Channel, Outcome, Screening, Verdict

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAMES: Mapping[str, Promise] = {
    "act": gettext_lazy("Qué envió la Dirección"),
    "calendar_version": gettext_lazy("Versión del calendario"),
    "centre": gettext_lazy("Centro de atención"),
    "channel": gettext_lazy("Cómo se presentó"),
    "claimable_due_on": gettext_lazy("Fecha que podría alegar quien recibe"),
    "documents": gettext_lazy("Archivos, por su huella"),
    "due_on": gettext_lazy("Vence"),
    "filed_on": gettext_lazy("Presentado el"),
    "files_to_follow": gettext_lazy("Archivos que faltan"),
    "from_institution": gettext_lazy("De"),
    "gap_days": gettext_lazy("Días entre la presentación y el registro"),
    "ground": gettext_lazy("Contra qué"),
    "has_evidence": gettext_lazy("Con constancia escrita de la fecha"),
    "institution": gettext_lazy("Institución"),
    "instrument": gettext_lazy("Instrumento"),
    "is_late": gettext_lazy("Fuera de los días"),
    "late_days": gettext_lazy("Días hábiles de atraso"),
    "outcome": gettext_lazy("Qué se respondió"),
    "presented_on": gettext_lazy("Presentado el"),
    "reason": gettext_lazy("Motivo"),
    "remedies.court": gettext_lazy("Hasta cuándo acudir a la justicia"),
    "remedies.reconsideration": gettext_lazy("Hasta cuándo pedir reconsideración"),
    "resolution": gettext_lazy("Resolución"),
    "response_days": gettext_lazy("Días hábiles hasta la respuesta"),
    "rule_set": gettext_lazy("Reglas"),
    "screening": gettext_lazy("Publicación del texto"),
    "signed_on": gettext_lazy("Firmada el"),
    "starts_on": gettext_lazy("Se cuenta desde"),
    "step": gettext_lazy("Paso de la escalera"),
    "tells": gettext_lazy("A quién avisa"),
    "term": gettext_lazy("Plazo"),
    "to_institution": gettext_lazy("A"),
    "verdict": gettext_lazy("Valoración"),
}
_CHOICES: Mapping[str, Callable[[str], Any]] = {
    "act": EscalationKind,
    "channel": Channel,
    "ground": AppealGround,
    "outcome": Outcome,
    "screening": Screening,
    "term": TermKindChoice,
    "verdict": Verdict,
}


def in_words(fields: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and value of each field, those within others too.

    A field nobody named here keeps its own name, and a value that is none of its choices its own
    text: nothing of what was hashed is left out.
    """
    for name, value in fields.items() if isinstance(fields, dict) else ():
        whole = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from in_words(value, f"{whole}.")
        else:
            yield str(_NAMES.get(whole, whole)), _value(whole, value)


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _("Ninguno")
    text = str(value)
    try:
        if name in _CHOICES:
            return str(_CHOICES[name](text).label)
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text)
            return formats.date_format(day, formats.get_format("LEGAL_DATE_FORMAT"))
    except ValueError:
        return text
    return text
