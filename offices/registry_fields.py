"""What a change of the registry may touch of a public source, and what is wrong in what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.calendar import FIRST_DAY, LAST_DAY
from offices.law_letters import LETTERS
from offices.models import Branch, Institution, Office, OfficeKind

Faults = dict[str, str | Promise]
YES, NO = "yes", "no"
CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
SOURCE_FIELDS = (
    "name",
    "acronym",
    "category",
    "branch",
    "is_executive",
    "department",
    "district",
)
# By the name a change gives them, the columns of the access office.
OFFICE_FIELDS = {
    "office_address": "address",
    "office_email": "email",
    "office_phone": "phone",
    "office_hours": "hours",
}
# How many letters each column holds.
LONGEST = {
    "code": 20,
    "name": 200,
    "acronym": 30,
    "department": 60,
    "district": 60,
    "office_address": 200,
    "office_email": 254,
    "office_phone": 60,
    "office_hours": 120,
}
LONGEST_INSTRUMENT = 120


@dataclass(frozen=True, slots=True)
class Instrument:
    """The act behind a change: which, where it was published, its date, and since when it rules.

    Without `effective_on` the change rules from the day of the instrument.
    """

    instrument: str
    source: str
    signed_on: date | None
    effective_on: date | None = None


def access_office(institution: Institution) -> Office | None:
    """Return the office through which the institution answers, if it was ever written down."""
    return institution.offices.filter(kind=OfficeKind.ACCESS).first()


def values_of(institution: Institution, office: Office | None) -> dict[str, str]:
    """Return everything a correction may change, as texts."""
    source = {name: getattr(institution, name) for name in SOURCE_FIELDS}
    source["is_executive"] = YES if institution.is_executive else NO
    told = {name: getattr(office, column, "") for name, column in OFFICE_FIELDS.items()}
    return {**source, **told}


def write_values(institution: Institution, values: Mapping[str, str]) -> None:
    """Put values into an institution, unsaved; those of its office are left alone."""
    for name in SOURCE_FIELDS:
        if name in values:
            given = values[name]
            setattr(institution, name, given == YES if name == "is_executive" else given)


def office_values(values: Mapping[str, str]) -> dict[str, str]:
    """Return those of `values` that belong to the office, by column."""
    return {column: values[name] for name, column in OFFICE_FIELDS.items() if name in values}


def faults_of_values(values: Mapping[str, str]) -> Faults:
    """Return what is wrong in the data of a public source, by field."""
    wrong = _too_long(values)
    required = {"name": _("Escriba el nombre.")}
    wrong |= {
        name: message
        for name, message in required.items()
        if name in values and not values[name].strip()
    }
    chosen: dict[str, tuple[object, str | Promise]] = {
        "category": (LETTERS, _("Elija un inciso del artículo 2.1.")),
        "branch": (Branch.values, _("Elija una parte del Estado.")),
        "is_executive": ((YES, NO), _("Diga si depende del Poder Ejecutivo.")),
    }
    wrong |= {
        name: message
        for name, (known, message) in chosen.items()
        if name in values and values[name] not in known  # type: ignore[operator]
    }
    if not _is_address(values.get("office_email", "")):
        wrong["office_email"] = _("Escriba una dirección de correo completa.")
    return wrong


def faults_of_code(code: str) -> Faults:
    """Return what is wrong in the code of a public source that is to be registered."""
    if not CODE.fullmatch(code) or len(code) > LONGEST["code"]:
        return {"code": _("El código tiene solo mayúsculas, cifras y guiones, hasta 20.")}
    if Institution.objects.filter(code=code).exists():
        return {"code": _("Ya hay una institución con ese código.")}
    return {}


def faults_of_instrument(given: Instrument, *, on: date) -> Faults:
    """Return what is missing or wrong in the act behind a change proposed on that day."""
    wrong: Faults = {}
    if not 0 < len(given.instrument.strip()) <= LONGEST_INSTRUMENT:
        wrong["instrument"] = _("Escriba qué acto lo dispone, con su número.")
    if not 0 < len(given.source.strip()) <= LONGEST_INSTRUMENT:
        wrong["source"] = _("Escriba dónde se publicó el acto, o dónde está.")
    if given.signed_on is None:
        wrong["signed_on"] = _("Escriba de qué día es el acto.")
    elif not FIRST_DAY <= given.signed_on <= on:
        wrong["signed_on"] = _("El acto debe tener una fecha que ya llegó, desde 2014.")
    if given.effective_on is not None and not FIRST_DAY <= given.effective_on <= LAST_DAY:
        wrong["effective_on"] = _("Esa fecha está fuera del calendario.")
    return wrong


def _too_long(values: Mapping[str, str]) -> Faults:
    wrong: Faults = {}
    for name, text in values.items():
        if len(text) > LONGEST.get(name, len(text)):
            most = {"most": LONGEST[name]}
            wrong[name] = _("Escriba menos: hasta %(most)s caracteres.") % most
        elif not text.isprintable():
            wrong[name] = _("Tiene caracteres que no se ven.")
    return wrong


def _is_address(text: str) -> bool:
    try:
        validate_email(text or "vacia@valida.example")
    except ValidationError:
        return False
    return True
