"""Brings the public figures up to date, or counts them again from nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from stats import rollup


class Command(BaseCommand):
    """Recounts the cells that changed; with --rebuild, all of them."""

    help = "Actualiza las cifras públicas; con --rebuild las cuenta de nuevo desde cero."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="contar todo desde cero")

    def handle(self, *args: Any, **options: Any) -> None:
        recounted = None
        if options["rebuild"]:
            rollup.rebuild_all(at=now())
        else:
            recounted = rollup.catch_up(at=now())
        if recounted is None:
            self.stdout.write("Se contó todo de nuevo.")
        else:
            self.stdout.write(f"Celdas contadas de nuevo: {recounted}.")
