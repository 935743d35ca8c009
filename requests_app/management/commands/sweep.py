"""Run the sweep by hand, for operators and for days when the worker was down."""

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from law.terms import TermKind
from requests_app import actions
from requests_app.errors import ActionRefused
from requests_app.management.legal_day import ON_HELP, legal_day
from requests_app.models import Term


class Command(BaseCommand):
    help = "Declare the tacit denials and close the appeals whose term ended before today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read --on and --dry-run."""
        parser.add_argument("--on", type=date.fromisoformat, help=ON_HELP)
        parser.add_argument("--dry-run", action="store_true", help="list them, change nothing")

    def handle(self, *, on: date | None, dry_run: bool, **options: Any) -> None:
        """Do the act, or list what it would do, and say how many."""
        day = legal_day(on)
        if dry_run:
            self._list("would deny by silence", TermKind.ANSWER, day)
            self._list("would close without a decision", TermKind.RECONSIDERATION_DECISION, day)
            return
        try:
            denied = actions.declare_tacit_denials(on=day, at=now())
            lapsed = actions.lapse_reconsiderations(on=day, at=now())
        except ActionRefused as refusal:
            raise CommandError(f"{refusal.code}: {refusal}") from refusal
        self._tell("denied by silence", denied)
        self._tell("appeals closed without a decision", lapsed)

    def _list(self, what: str, kind: TermKind, day: date) -> None:
        terms = Term.objects.running(kind).due_before(day).order_by("due_on", "pk")
        rows = terms.values_list("info_request__number", "due_on")
        self._tell(what, [f"{number} due {due_on:%Y-%m-%d}" for number, due_on in rows])

    def _tell(self, what: str, lines: Iterable[str]) -> None:
        told = list(lines)
        for line in told:
            self.stdout.write(line)
        self.stdout.write(f"{what}: {len(told)}")
