"""Propose non-compliance files by hand, for operators and for days when the worker was down."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from noncompliance.facts import met_by
from noncompliance.proposing import propose_by_rule
from offices.models import Institution
from requests_app.management.legal_day import ON_HELP, legal_day


class Command(BaseCommand):
    help = "Propose a non-compliance file for every rule that facts have met."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read --on and --dry-run."""
        parser.add_argument("--on", type=date.fromisoformat, help=ON_HELP)
        parser.add_argument("--dry-run", action="store_true", help="list them, change nothing")

    def handle(self, *, on: date | None, dry_run: bool, **options: Any) -> None:
        """Do the act, or list what it would do, and say how many."""
        day = legal_day(on)
        lines = _would(day) if dry_run else propose_by_rule(on=day, at=now())
        for line in lines:
            self.stdout.write(line)
        self.stdout.write(f"{'would propose' if dry_run else 'proposed'}: {len(lines)}")


def _would(day: date) -> list[str]:
    found = met_by(day)
    places = Institution.objects.in_bulk(found)
    return [
        f"{places[key].code} {met.cause} {met.met_on:%Y-%m-%d} ({len(met.facts)})"
        for key, some in found.items()
        for met in some
    ]
