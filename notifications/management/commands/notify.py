"""Make and send the notices that wait, for operators without a worker."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from mailing.attempts import Attempt
from notifications import deliver, fan_out
from notifications.models import Delivery
from notifications.states import DeliveryState


class Command(BaseCommand):
    help = "Make and send every notice that waits, once, until nothing is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read --retry."""
        parser.add_argument(
            "--retry",
            action="store_true",
            help="first put back the facts that were set aside and the deliveries that failed",
        )

    def handle(self, *, retry: bool, **options: Any) -> None:
        """Work until nothing is due and say what was done and what is left."""
        if retry:
            put_back = fan_out.put_back() + deliver.try_again(at=now())
            self.stdout.write(f"put back: {put_back}")
        made = self._fan_out()
        attempts = self._deliver()
        self.stdout.write(f"notices made: {made}")
        self.stdout.write(f"e-mails sent: {attempts[Attempt.SENT]}")
        self._say_what_is_left()

    def _fan_out(self) -> int:
        made = 0
        while (notices := fan_out.fan_out_next(at=now())) is not None:
            made += notices
        return made

    def _deliver(self) -> Counter[Attempt]:
        attempts: Counter[Attempt] = Counter()
        while (attempt := deliver.deliver_next(at=now())) is not None:
            attempts[attempt] += 1
            if attempt == Attempt.SERVER_DOWN:
                self.stderr.write("the mail server does not answer: the rest waits")
                break
        return attempts

    def _say_what_is_left(self) -> None:
        waiting = Delivery.objects.waiting().count()
        failed = Delivery.objects.filter(state=DeliveryState.FAILED).count()
        stuck = fan_out.set_aside().count()
        if waiting:
            self.stdout.write(f"e-mails waiting for another attempt: {waiting}")
        if failed:
            self.stderr.write(f"e-mails that failed: {failed}")
        if stuck:
            self.stderr.write(f"facts set aside: {stuck}")
