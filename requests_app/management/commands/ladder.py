"""Take the steps of the ladder by hand, for operators and for days when the worker was down."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from requests_app import actions
from requests_app.errors import ActionRefused


class Command(BaseCommand):
    help = "Take every step of the ladder whose day has come and was not taken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read --on."""
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            help="the legal day, YYYY-MM-DD; today when not given, never a later one",
        )

    def handle(self, *, on: date | None, **options: Any) -> None:
        """Do the act and say how many steps were told."""
        day = on or localdate()
        if day > localdate():
            raise CommandError(f"{day:%Y-%m-%d} has not come yet")
        try:
            told = actions.take_ladder_steps(on=day, at=now())
        except ActionRefused as refusal:
            raise CommandError(f"{refusal.code}: {refusal}") from refusal
        self.stdout.write(f"steps told: {told}")
