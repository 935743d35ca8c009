"""`manage.py preflight`: say whether this installation may start, and if not, why."""

from typing import Any

from django.core.management.base import BaseCommand

from aip.startup import refuse_to_start


class Command(BaseCommand):
    help = "Comprueba la hora, la base de datos y la historia; código 1 si algo impide empezar."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask everything the server and the worker ask when they start."""
        refuse_to_start()
        self.stdout.write("Todo en orden: se puede empezar.")
