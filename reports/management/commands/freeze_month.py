"""Freezes the figures of past months, or what the worker would freeze today."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from accounts.actors import SYSTEM
from look.figures.periods import month_after
from offices.errors import RegistryRefused
from reports import freezing
from reports.errors import AlreadyFrozen


def month_of(text: str) -> date:
    """Return the first day of a month written AAAA-MM."""
    return date.fromisoformat(f"{text}-01")


class Command(BaseCommand):
    """Without months, freezes what is due; repeated, does nothing."""

    help = "Congela las cifras de los meses dados (AAAA-MM) o, sin ellos, las que correspondan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", nargs="?", type=month_of, metavar="AAAA-MM")
        parser.add_argument("last", nargs="?", type=month_of, metavar="AAAA-MM")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = options["first"], options["last"] or options["first"]
        if first is None:
            for snapshot in freezing.freeze_due(at=now()):
                self._say(snapshot)
            return
        while first <= last:
            self._freeze(first)
            first = month_after(first)

    def _freeze(self, month: date) -> None:
        try:
            self._say(freezing.freeze_month(month, by=SYSTEM, at=now()))
        except AlreadyFrozen:
            self.stdout.write(f"{month:%Y-%m}: ya estaba congelado.")
        except RegistryRefused as refusal:
            raise CommandError(f"{month:%Y-%m}: {refusal}") from refusal

    def _say(self, snapshot: Any) -> None:
        self.stdout.write(f"{snapshot}: {snapshot.digest}")
