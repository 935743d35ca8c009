"""Receive e-mail: as an LMTP server, or one file at a time for trials."""

import signal
from argparse import ArgumentParser
from collections import Counter
from email.message import Message
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from notifications.mail_in.intake import take_in_next, try_again
from notifications.mail_in.keeping import keep
from notifications.mail_in.reading import header, parse, sender_of
from notifications.mail_in.server import listening
from notifications.states import MailState


class Command(BaseCommand):
    help = "Listen for mail (LMTP) until stopped, or take in one file, or what waits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read what to do instead of listening."""
        parser.add_argument("--file", type=Path, help="take in this message, then end")
        parser.add_argument("--to", help="with --file: the recipient, instead of its To line")
        parser.add_argument("--waiting", action="store_true", help="take in what waits, then end")
        parser.add_argument(
            "--retry", action="store_true", help="first put back what was set aside, then end"
        )
        parser.add_argument("--listen", help="host:port or unix:/path, instead of MAIL_IN_LISTEN")

    def handle(
        self,
        *,
        file: Path | None,
        to: str | None,
        waiting: bool,
        retry: bool,
        listen: str | None,
        **options: Any,
    ) -> None:
        """Do what was asked and say what came of it."""
        if retry:
            self.stdout.write(f"put back: {try_again(at=now())}")
        if file is not None:
            self._keep(file, to)
        if file is not None or waiting or retry:
            self._take_in()
        else:
            self._listen(listen or settings.MAIL_IN_LISTEN)

    def _keep(self, file: Path, to: str | None) -> None:
        try:
            raw = file.read_bytes()
        except OSError as error:
            raise CommandError(str(error)) from error
        message = parse(raw)
        sender = header(message, "Return-Path") or sender_of(message)[1]
        keep(raw, recipient=to or _recipient(message), envelope_sender=sender, at=now())

    def _take_in(self) -> None:
        became: Counter[MailState] = Counter()
        while (state := take_in_next(at=now())) is not None:
            became[state] += 1
        for state, count in sorted(became.items()):
            self.stdout.write(f"{state.value}: {count}")

    def _listen(self, place: str) -> None:
        if not settings.MAIL_IN_ADDRESS:
            raise CommandError("set MAIL_IN_ADDRESS: without it no address leads here")
        stopped = Event()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            stopped.set()

        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, stop)
        server = listening(place, now)
        server.start()
        self.stdout.write(f"listening for mail on {place}")
        self.stdout.flush()
        stopped.wait()
        server.stop()


def _recipient(message: Message) -> str:
    """Return the address the message was delivered to, or the first it was written to."""
    written = header(message, "Delivered-To") or header(message, "To")
    return written.split(",")[0].rpartition("<")[2].rstrip("> ")
