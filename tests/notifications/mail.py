"""A real mail server in a thread, which accepts, puts off or refuses as it is told."""

from __future__ import annotations

import socket
import time
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

ACCEPTED = "250 OK"


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class MailServer:
    """What arrives is in `received`; `reply_to` and `reply_to_data` change what is answered."""

    def __init__(self, *, slowness: float = 0.0) -> None:
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.senders: list[str] = []
        self.reply_to: dict[str, str] = {}
        self.reply_to_data = ACCEPTED
        self.slowness = slowness
        self.port = free_port()
        self._controller: Controller | None = None

    def start(self) -> None:
        """Listen, on the same port each time."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Stop listening; stopping twice does nothing."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802  the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept the recipient unless told otherwise."""
        reply = self.reply_to.get(address, ACCEPTED)
        if reply == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(  # noqa: N802  the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep the message unless told otherwise."""
        time.sleep(self.slowness)
        assert isinstance(envelope.content, bytes)
        if self.reply_to_data == ACCEPTED:
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
            self.senders.append(envelope.mail_from or "")
        return self.reply_to_data
