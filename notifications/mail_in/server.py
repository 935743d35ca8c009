"""The door for mail: an LMTP server (RFC 2033) to which the site's mail server delivers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiosmtpd.controller import Controller, UnixSocketController
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connections

from notifications.mail_in.intake import take_in_next
from notifications.mail_in.keeping import keep

logger = logging.getLogger(__name__)

KEPT = "250 2.0.0 OK"
# Never a final refusal: the mail server keeps what we cannot, and tries again.
TRY_LATER = "451 4.3.0 No se pudo guardar, intente mas tarde"
UNIX = "unix:"
LONGEST_LINE = 64 * 1024 * 1024


class PatientLMTP(LMTP):
    """LMTP that takes lines of any length: people's programs do not count characters."""

    line_length_limit = LONGEST_LINE


class Receiver:
    """Keeps each mail for each of its recipients, then takes in what waits."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    async def handle_RCPT(  # noqa: N802  the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept every recipient: which are ours is looked at when the mail is safe."""
        envelope.rcpt_tos.append(address)
        return KEPT

    async def handle_DATA(  # noqa: N802  the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Answer for each recipient whether the mail is safe with us (RFC 2033, section 4.2)."""
        return await asyncio.to_thread(self._receive, envelope)

    async def handle_exception(self, error: Exception) -> str:
        """Ask to try later, whatever went wrong."""
        logger.error("mail not received: %s", type(error).__name__)
        return TRY_LATER

    def _receive(self, envelope: Envelope) -> str:
        try:
            replies = [self._keep(envelope, recipient) for recipient in envelope.rcpt_tos]
            self._take_in()
        finally:
            connections.close_all()
        return "\r\n".join(replies)

    def _keep(self, envelope: Envelope, recipient: str) -> str:
        try:
            keep(
                envelope.original_content or b"",
                recipient=recipient,
                envelope_sender=envelope.mail_from or "",
                at=self._clock(),
            )
        except Exception as error:  # database or disk: the mail server asks again
            logger.exception("mail not kept: %s", type(error).__name__)
            return TRY_LATER
        return KEPT

    def _take_in(self) -> None:
        """Take in what waits now; what fails here the next round finds."""
        try:
            while take_in_next(at=self._clock()) is not None:
                pass
        except Exception as error:  # the mail is kept, and that is what was answered
            logger.exception("mail waits for the next round: %s", type(error).__name__)


def listening(place: str, clock: Callable[[], datetime]) -> Any:
    """Return a server, not yet started, for `place`: "host:port" or "unix:/path/of/socket".

    Its `start()` listens in a thread of its own and `stop()` ends it. Raises ValueError for any
    other place.
    """
    receiver = Receiver(clock)
    # What is too large the site's mail server refuses, where its sender learns of it at once.
    options: dict[str, Any] = {"data_size_limit": None, "enable_SMTPUTF8": True}
    if place.startswith(UNIX):
        return _OnSocket(receiver, place.removeprefix(UNIX), **options)
    host, _colon, port = place.rpartition(":")
    return _OnPort(receiver, hostname=host.strip("[]"), port=int(port), **options)


class _OnPort(Controller):
    def factory(self) -> PatientLMTP:
        return PatientLMTP(self.handler, **self.SMTP_kwargs)


class _OnSocket(UnixSocketController):
    def factory(self) -> PatientLMTP:
        return PatientLMTP(self.handler, **self.SMTP_kwargs)
