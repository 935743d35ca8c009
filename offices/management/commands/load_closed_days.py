"""`manage.py load_closed_days [CSV]`: make a file of closed days the current calendar."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from offices.actions import declare_closed_days
from offices.errors import RegistryRefused
from offices.loading import read_closed_days
from offices.versions import DaysDeclared


class Command(BaseCommand):
    help = "Carga feriados y asuetos desde un archivo CSV. Si algo cambió, hace una versión nueva."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file (the system's own by default) and the reason for the change."""
        default = settings.BASE_DIR / "data" / "closed_days.csv"
        parser.add_argument("csv", nargs="?", type=Path, default=default)
        parser.add_argument("--reason", default="", help="motivo del cambio, para la historia")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the file and name the version. Exit code 1 with every error when refused."""
        path: Path = options["csv"]
        reason = (options["reason"] or f"Carga de {path.name}")[:200]
        try:
            declared = declare_closed_days(read_closed_days(path), reason=reason, at=now())
        except RegistryRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_told(declared))


def _told(declared: DaysDeclared) -> str:
    if not declared.is_new:
        return f"Nada cambió: sigue la versión {declared.version}."
    return (
        f"Versión {declared.version} del calendario: {declared.added} días agregados, "
        f"{declared.removed} quitados."
    )
