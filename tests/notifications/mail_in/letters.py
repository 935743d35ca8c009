"""Mail as people, programs and mail servers write it."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from notifications.mail_in.intake import take_in_next
from notifications.mail_in.keeping import keep
from notifications.models import Delivery, IncomingMail
from notifications.states import MailState

ANA = "Ana Solicitante <ana@correo.example>"
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


def letter(text: str = "Quiero saber más.", *, to: str, **headers: str) -> EmailMessage:
    """Return a plain mail of Ana's, with the headers given instead of its own."""
    message = EmailMessage()
    written = {
        "From": ANA,
        "To": to,
        "Subject": "Mi pedido",
        "Message-ID": "<uno@correo.example>",
        "Date": "Mon, 06 Jul 2026 09:00:00 -0300",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in written.items():
        if value:
            message[name] = value
    message.set_content(text)
    return message


def raw(message: EmailMessage) -> bytes:
    """Return the mail as it travels."""
    return message.as_bytes(policy=SMTP)


def bring(
    message: EmailMessage | bytes,
    *,
    to: str = "",
    at: datetime,
    envelope_sender: str = "ana@correo.example",
) -> IncomingMail:
    """Keep the mail and take in whatever waits; return its row as it is afterwards."""
    sent = message if isinstance(message, bytes) else raw(message)
    recipient = to or ("" if isinstance(message, bytes) else str(message["To"]))
    mail = keep(sent, recipient=recipient, envelope_sender=envelope_sender, at=at)
    take_in_all(at=at)
    mail.refresh_from_db()
    return mail


def take_in_all(*, at: datetime) -> list[MailState]:
    """Take in every mail that is due; return what became of each."""
    states = []
    while (state := take_in_next(at=at)) is not None:
        states.append(state)
    return states


def report(delivery: Delivery, *, to: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    """Return a mail server's report about a notice (RFC 3464)."""
    return (
        f"From: MAILER-DAEMON@correo.example\r\nTo: {to}\r\nSubject: Undelivered Mail\r\n"
        "Message-ID: <dsn-1@correo.example>\r\nMIME-Version: 1.0\r\n"
        "Auto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNo se pudo entregar.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; correo.example\r\n\r\n"
        f"Final-Recipient: rfc822; {delivery.address}\r\nAction: {action}\r\n"
        f"Status: {status}\r\nDiagnostic-Code: smtp; 550 5.1.1 No existe\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: {delivery.message_id}\r\nSubject: Aviso\r\n\r\n--b--\r\n"
    ).encode()
