"""Take the steps of the ladder by hand, for operators and for days when the worker was down."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from requests_app import actions
from requests_app.errors import ActionRefused
from requests_app.management.legal_day import ON_HELP, legal_day


class Command(BaseCommand):
    help = "Take every step of the ladder whose day has come and was not taken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read --on."""
        parser.add_argument("--on", type=date.fromisoformat, help=ON_HELP)

    def handle(self, *, on: date | None, **options: Any) -> None:
        """Do the act and say how many steps were told."""
        day = legal_day(on)
        try:
            told = actions.take_ladder_steps(on=day, at=now())
        except ActionRefused as refusal:
            raise CommandError(f"{refusal.code}: {refusal}") from refusal
        self.stdout.write(f"steps told: {told}")
