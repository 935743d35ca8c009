"""`manage.py open_centre CODE NAME --district TOWN`: open a centre that serves every body."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offices.centres import open_centre
from offices.errors import RegistryRefused
from offices.schedules import institution_of


class Command(BaseCommand):
    help = "Abre un centro de atención ciudadana, a cargo de una institución."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who runs it, what it is called and where it is."""
        parser.add_argument("code", help="código de la institución que lo sostiene")
        parser.add_argument("name", help="nombre del centro, único en el país")
        parser.add_argument("--district", required=True, help="distrito o ciudad")
        for name, words in (
            ("department", "departamento; el de la institución si no se dice"),
            ("address", "dirección"),
            ("hours", "horario"),
            ("phone", "teléfono"),
        ):
            parser.add_argument(f"--{name}", default="", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it and say how to appoint who attends there. Exit code 1 when refused."""
        told = {
            key: options[key] for key in ("district", "department", "address", "hours", "phone")
        }
        try:
            institution = institution_of(options["code"])
            centre = open_centre(institution, options["name"], **told)
        except RegistryRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Abierto: {centre.name} ({centre.town}), a cargo de {institution.code}.")
        self.stdout.write(
            "Para designar a quien atiende: manage.py appoint CORREO "
            f'{institution.code} clerk --centre "{centre.name}"'
        )
