"""What a text of the library may leave to be filled in: a closed list, and nothing else is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offices.models import Office, OfficeKind
from requests_app.models import InformationRequest

# The name of who asked is not among them: an answer may be published, and a name slips out.
MEANINGS: Mapping[str, str | Promise] = {
    "numero": _("Número del pedido"),
    "asunto": _("Asunto del pedido"),
    "institucion": _("Nombre de la institución"),
    "oficina": _("Nombre de la oficina de acceso"),
    "presentada": _("Día en que se presentó"),
    "vence": _("Último día para responder"),
    "hoy": _("Día de hoy"),
}
_PLACE = re.compile(r"\{([^{}\s]*)\}")


def unknown_in(text: str) -> list[str]:
    """Return what stands between braces in `text` and is none of the list, each once."""
    found = (match[0] for match in _PLACE.finditer(text) if match[1] not in MEANINGS)
    return list(dict.fromkeys(found))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with the places of the list filled in.

    Everything is read once: what a value says is never filled in again, and what is not of the
    list stays as it is written.
    """
    return _PLACE.sub(lambda match: values.get(match[1], match[0]), text)


def values_for(info_request: InformationRequest, *, due_on: date, on: date) -> dict[str, str]:
    """Return what each place is filled with for a request, dates in words."""
    office = info_request.institution.offices.filter(kind=OfficeKind.ACCESS).first()
    return {
        "numero": info_request.number,
        "asunto": info_request.subject,
        "institucion": info_request.institution.name,
        "oficina": _name_of(office) if office else info_request.institution.name,
        "presentada": _in_words(info_request.presented_on),
        "vence": _in_words(due_on),
        "hoy": _in_words(on),
    }


def _name_of(office: Office) -> str:
    return office.name or str(office.get_kind_display())


def _in_words(day: date) -> str:
    return formats.date_format(day, formats.get_format("LEGAL_DATE_FORMAT"))
