"""`manage.py plazo 2026-07-06T10:00`: every date of a request presented then, with its reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.formats import date_format

from law.terms import Schedule
from offices.errors import RegistryRefused
from offices.schedules import Foretold, foretell, local_day_of

_WIDTH = 42


class Command(BaseCommand):
    help = "Calcula los plazos de un pedido con los días no laborables cargados."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the moment and whatever else changes the dates; all are read in `handle`."""
        parser.add_argument("presented", help="fecha u hora local, por ejemplo 2026-07-06T10:00")
        parser.add_argument("--institution", default="", help="código, por ejemplo MUN-1103")
        parser.add_argument("--known-on", help="solo los días publicados hasta esta fecha")
        parser.add_argument("--notified-on", help="fecha en que se notificó una denegación expresa")
        parser.add_argument("--json", action="store_true", help="un objeto JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the dates. Exit code 1 and one line when they cannot be counted."""
        try:
            foretold = foretell(
                local_day_of(options["presented"]),
                code=options["institution"].strip(),
                known_on=_day(options["known_on"]),
                notified_on=_day(options["notified_on"]),
            )
        except RegistryRefused as refused:
            raise CommandError(str(refused)) from refused
        except DatabaseError as error:
            sentence = "La base de datos no está lista. Ejecute: manage.py migrate"
            raise CommandError(sentence) from error
        if options["json"]:
            self.stdout.write(json.dumps(foretold.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_told(foretold)))


def _day(text: str | None) -> date | None:
    return None if text is None else local_day_of(text)


def _told(foretold: Foretold) -> Iterator[str]:
    dates = foretold.dates
    yield f"Presentado el {_words(dates.presented_on)}"
    yield from _for_whom(foretold)
    if dates.notified_on:
        yield f"Denegación expresa notificada el {_words(dates.notified_on)}"
    yield ""
    yield from _dates(foretold)
    yield ""
    yield "Día por día:"
    yield from _ledger(dates)
    yield ""
    yield f"Reglas: {dates.answer.rule_set}. Calendario: {dates.answer.calendar_version}."
    if not dates.calendar_complete:
        yield "Atención: faltan los feriados de algún año; las fechas pueden cambiar."


def _for_whom(foretold: Foretold) -> Iterator[str]:
    if foretold.institution and foretold.asked:
        yield f"Para {foretold.institution} ({foretold.institution.code})"
        if foretold.succeeded:
            yield f"  que tomó las funciones de {foretold.asked} ({foretold.asked.code})"


def _dates(foretold: Foretold) -> Iterator[str]:
    first = _words(foretold.dates.answer.first_counting_day)
    yield f"{'Primer día que cuenta':<{_WIDTH}}{first}"
    for milestone in foretold.milestones:
        mark = "" if milestone.rule.verified else " [por confirmar]"
        when = _words(milestone.day)
        yield f"{milestone.label!s:<{_WIDTH}}{when}  ({milestone.rule.article}){mark}"


def _ledger(dates: Schedule) -> Iterator[str]:
    for day in dates.answer.ledger:
        number = "" if day.number is None else day.number
        weekday = date_format(day.day, "D").lower()
        yield f"  {day.day} {weekday:<4} {number:>3}  {day.reason} ({day.source})"


def _words(day: date) -> str:
    return date_format(day, "LEGAL_DATE_FORMAT")
