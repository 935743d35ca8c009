"""`manage.py load_registry [CSV]`: write the registry of public sources, all or nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from offices.actions import load_institutions
from offices.errors import RegistryRefused
from offices.loading import read_registry


class Command(BaseCommand):
    help = "Carga el registro de instituciones desde un archivo CSV. Repetirla no hace daño."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file; the one that comes with the system when none is given."""
        default = settings.BASE_DIR / "data" / "institutions.csv"
        parser.add_argument("csv", nargs="?", type=Path, default=default)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the file and say what was new. Exit code 1 with every error when refused."""
        try:
            loaded = load_institutions(read_registry(options["csv"]))
        except RegistryRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{loaded.found} instituciones leídas, {loaded.added} nuevas.")
