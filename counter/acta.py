"""The record of a verbal request: one formal text, composed from what was said, to be read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import override

from law.rules import rules_on
from requests_app.actions import Filing
from requests_app.states import Language, NotifyBy, PreferredFormat

# A record is an official paper in the language of the office, whatever that of the page.
_LANGUAGE = "es"
_DATE = r"l j \d\e F \d\e Y"
_FORMATS = {
    PreferredFormat.DIGITAL: "en un archivo digital",
    PreferredFormat.OPEN_DATA: "en datos abiertos",
    PreferredFormat.PAPER: "en papel",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Where, when and before whom the request was made; `due_on` is when an answer is due.

    `signer` is who signs at the person's request; empty when they sign themselves.
    """

    town: str
    place: str
    attended_by: str
    heard_at: datetime
    presented_on: date
    due_on: date
    signer: str = ""


def compose(filing: Filing, hearing: Hearing) -> str:
    """Return the text of the record, in paragraphs, for the person to hear and sign (art. 12).

    No reason and no nationality appears in it, because none is asked (art. 4).
    """
    with override(_LANGUAGE):
        return "\n\n".join(_paragraphs(filing, hearing))


def digest_of(text: str) -> str:
    """Return what tells one text from another: what was read aloud from what is registered."""
    return hashlib.sha256(text.encode()).hexdigest()


def _paragraphs(filing: Filing, hearing: Hearing) -> Iterator[str]:
    yield f"{_opening(hearing)} se presentó {_person(filing)}{_home(filing)}."
    yield (
        f"Pidió de palabra a la institución {filing.institution.name}, y sin que se le preguntara "
        "para qué, la información siguiente:"
    )
    yield f"«{filing.description.strip()}»"
    yield " ".join(_wishes(filing))
    rules = rules_on(hearing.presented_on)
    yield (
        "Se le informó que el pedido es gratuito, que la institución debe responder en "
        f"{rules.answer.value} días hábiles, hasta el {_day(hearing.due_on)}, y que el silencio "
        "vale como una denegación contra la que puede reclamar."
    )
    yield _closing(hearing)


def _opening(hearing: Hearing) -> str:
    town = f"En {hearing.town}, " if hearing.town else "En la oficina, "
    local = localtime(hearing.heard_at)
    if local.date() == hearing.presented_on:
        when = f"el {_day(hearing.presented_on)}, a las {local:%H:%M},"
    else:
        when = f"el {_day(hearing.presented_on)},"
    return f"{town}{when} en {hearing.place}, ante {hearing.attended_by},"


def _person(filing: Filing) -> str:
    document = filing.identity_document
    shown = f", con documento {document}" if document else ", cuya identidad consta por su palabra"
    return f"quien dijo llamarse {filing.name}{shown}"


def _home(filing: Filing) -> str:
    return f", con domicilio real en {filing.address}" if filing.address else ""


def _wishes(filing: Filing) -> Iterator[str]:
    yield {
        NotifyBy.EMAIL: f"Pidió ser notificada por correo electrónico, en {filing.email}.",
        NotifyBy.HERE: "Pidió seguir su pedido en el sitio, con su número y su código.",
        NotifyBy.OFFICE: "Pidió ser notificada en persona, en la oficina.",
    }[filing.notify_by]
    if filing.phone:
        yield f"Dejó el teléfono {filing.phone}."
    if filing.preferred_format in _FORMATS:
        wanted = _FORMATS[filing.preferred_format]
        yield f"Prefiere recibir la información {wanted}."
    if filing.language == Language.GUARANI:
        yield "Habló en guaraní."


def _closing(hearing: Hearing) -> str:
    heard = "Se leyó esta acta en voz alta y la persona la encontró conforme."
    if not hearing.signer:
        return f"{heard} Firma al pie y recibe una copia."
    return (
        f"{heard} Como no sabe o no puede firmar, pone la impresión de su pulgar y firma a su "
        f"ruego {hearing.signer}. Recibe una copia."
    )


def _day(day: date) -> str:
    return formats.date_format(day, _DATE)
