"""Erase the originals of mail that is old and decided, as the worker does every night."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.timezone import now

from notifications.mail_in.forgetting import forget, old_originals


class Command(BaseCommand):
    help = "Erase the originals of mail older than MAIL_IN_DAYS that waits for nobody."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read whether only to count, and another number of days."""
        parser.add_argument("--dry-run", action="store_true", help="count, and erase nothing")
        parser.add_argument("--days", type=int, help="instead of MAIL_IN_DAYS")

    def handle(self, *, dry_run: bool, days: int | None, **options: Any) -> None:
        """Say how many originals were, or would be, erased."""
        kept_days = settings.MAIL_IN_DAYS if days is None else days
        if dry_run:
            count = old_originals(days=kept_days, at=now()).count()
            self.stdout.write(f"would erase: {count}")
        else:
            self.stdout.write(f"erased: {forget(days=kept_days, at=now())}")
