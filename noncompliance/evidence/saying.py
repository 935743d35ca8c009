"""How a bundle says days, instants and yes or no: in Spanish, whoever asks for it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import override

LANGUAGE = "es"
NONE = "–"


def day(on: date | None) -> str:
    """Return "lunes 27 de julio de 2026", or a dash."""
    if on is None:
        return NONE
    with override(LANGUAGE):
        return formats.date_format(on, formats.get_format("LEGAL_DATE_FORMAT"))


def short(on: date | None) -> str:
    """Return "27/07/2026" for a table, or a dash."""
    return f"{on:%d/%m/%Y}" if on else NONE


def instant(at: datetime | None) -> str:
    """Return "27/07/2026 10:00:00" of Paraguay for an instant, or a dash."""
    return f"{localtime(at):%d/%m/%Y %H:%M:%S}" if at else NONE


def article(citation: str, *, verified: bool) -> str:
    """Return a citation, marked when counsel has not confirmed the reading."""
    return citation if verified else f"{citation}, por confirmar"


def days(count: int) -> str:
    """Return "1 día hábil" or "3 días hábiles"."""
    return "1 día hábil" if count == 1 else f"{count} días hábiles"
