"""Checks every history against its hashes and its rows; the exit code says whether all hold."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requests_app.errors import UnknownRequest
from requests_app.verification import Verification, verify_log


class Command(BaseCommand):
    help = (
        "Recalcula las huellas del historial y lo compara con los datos. Sale con 1 si algo no "
        "coincide. No detecta un historial reescrito hasta su último hecho con todas sus huellas "
        "recalculadas: eso solo se ve comparando con los puntos de control publicados."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One request or all of them, for people or for programs."""
        parser.add_argument("--request", default="", metavar="NUMBER", help="un solo pedido")
        parser.add_argument("--json", action="store_true", help="un objeto JSON")
        parser.add_argument("--limit", type=int, default=100, help="fallas que se muestran")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the first failures, one line each, and the count; exit 1 if there is any."""
        try:
            found = verify_log(number=options["request"], limit=options["limit"])
        except UnknownRequest as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(_as_json(found) if options["json"] else _as_text(found))
        if found.failed:
            sys.exit(1)


def _as_text(found: Verification) -> str:
    lines = [str(failure) for failure in found.failures]
    if found.failed > len(found.failures):
        lines.append(f"… y {found.failed - len(found.failures)} fallas más.")
    verdict = f"{found.failed} fallas" if found.failed else "todo coincide"
    lines.append(
        f"{found.requests} solicitudes, {found.events} hechos, "
        f"{found.erased} datos personales borrados: {verdict}."
    )
    return "\n".join(lines)


def _as_json(found: Verification) -> str:
    failures = [
        {**asdict(failure), "fault": failure.fault.value, "text": str(failure)}
        for failure in found.failures
    ]
    summary = {
        "requests": found.requests,
        "events": found.events,
        "erased": found.erased,
        "failed": found.failed,
        "failures": failures,
    }
    return json.dumps(summary, ensure_ascii=False)
