"""Two municipalities with nobody in post: requests sent by e-mail, in every state they can have."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from django.core.files.base import ContentFile

from accounts.actors import Actor
from accounts.models import User
from demo.people import DOMAIN
from demo.texts.words import NOTIFY_ADDRESS
from notifications.mail_in.addresses import office_address
from notifications.mail_in.intake import take_in_next
from notifications.mail_in.keeping import keep
from notifications.models import Delivery
from notifications.states import DeliveryState
from off_system.addresses import enter_address
from off_system.models import Sending
from off_system.sending import send_waiting
from offices.calendars import local_date
from offices.models import Institution
from requests_app import actions, documents
from requests_app.actions import Arrived, Filing, Reply
from requests_app.models import InformationRequest, OutboxEntry
from requests_app.states import ArrivalWay, NotifyBy, Outcome

_WITH_ADDRESS, _WITHOUT = "MUN-0104", "MUN-0107"
_ASKED = (
    ("queued", "Gastos en combustible de 2025"),
    ("sent", "Nómina de funcionarios contratados"),
    ("bounced", "Contratos de recolección de residuos"),
    ("replied", "Ordenanzas sobre tránsito pesado"),
    ("answered", "Actas de la Junta de marzo y abril"),
)
_REPLY = "Adjuntamos las ordenanzas 12/2019 y 4/2023, que son las que rigen."
_NOTE = "Nota 31/2026: las actas se entregan en copia."


def fill(*, at: datetime) -> None:
    """File, send and follow them, all of it today; once, however often it is run."""
    places = Institution.objects.in_bulk([_WITH_ADDRESS, _WITHOUT], field_name="code")
    if Sending.objects.exists() or len(places) < len((_WITH_ADDRESS, _WITHOUT)):
        return
    auditor = Actor.official(User.objects.get(email=f"auditoria@{DOMAIN}"))
    place = places[_WITH_ADDRESS]
    enter_address(
        place,
        by=auditor,
        at=at,
        address=f"mesa.loreto@{DOMAIN}",
        source="Página oficial de la Municipalidad (ficticia)",
    )
    asked = {state: _file(place, subject, at=at) for state, subject in _ASKED}
    _file(places[_WITHOUT], "Presupuesto de obras de 2026", at=at)
    send_waiting(at=at, most=len(asked))
    for state, row in asked.items():
        _left(row, state, at=at)
    _reply(asked["replied"], at=at)
    _register(asked["answered"], by=auditor, at=at)
    # Nobody is mailed about a fiction.
    rows = [*asked.values(), *InformationRequest.objects.filter(institution=places[_WITHOUT])]
    OutboxEntry.objects.filter(event__info_request__in=rows).update(done_at=at)


def _file(place: Institution, subject: str, *, at: datetime) -> InformationRequest:
    filing = Filing(
        institution=place,
        subject=subject,
        description=f"Pido copia digital: {subject.lower()}.",
        name="Elvira Benítez (ficticia)",
        email=f"elvira@{NOTIFY_ADDRESS}",
        notify_by=NotifyBy.EMAIL,
    )
    return actions.file_request(
        filing, token=f"demo-mail-{place.code}-{subject}", at=at
    ).info_request


def _left(row: InformationRequest, state: str, *, at: datetime) -> None:
    """Put the letter of a request where its state says, without writing to anybody."""
    letter = Delivery.objects.filter(notification__sending__info_request=row)
    if state == "queued":
        waits = {"attempts": 1, "last_error": "SMTPServerDisconnected: ocupado (ficticio)"}
        letter.update(next_attempt_at=at + timedelta(days=1), **waits)
        return
    letter.update(state=DeliveryState.SENT, attempts=1, sent_at=at)
    if state == "bounced":
        letter.update(
            state=DeliveryState.BOUNCED, last_error="5.1.1 smtp; 550 No existe (ficticio)"
        )


def _reply(row: InformationRequest, *, at: datetime) -> None:
    to = office_address(row.number)
    if not to:
        return
    message = EmailMessage()
    message["From"], message["To"] = f"mesa.loreto@{DOMAIN}", to
    message["Subject"], message["Message-ID"] = f"Re: {row.number}", f"<demo-loreto@{DOMAIN}>"
    message.set_content(_REPLY)
    message.add_attachment(
        b"ordenanza;asunto\n12/2019;Transito pesado\n4/2023;Horarios de carga\n",
        maintype="text",
        subtype="csv",
        filename="ordenanzas.csv",
    )
    sender = f"mesa.loreto@{DOMAIN}"
    keep(message.as_bytes(policy=SMTP), recipient=to, envelope_sender=sender, at=at)
    while take_in_next(at=at) is not None:
        pass


def _register(row: InformationRequest, *, by: Actor, at: datetime) -> None:
    paper = documents.check(ContentFile(_NOTE.encode()), "nota-31.txt")
    arrived = Arrived(
        on=local_date(at),
        way=ArrivalWay.PAPER,
        evidence="Nota 31/2026, mesa de entrada de la Dirección N.º 881 (ficticia)",
        paper=paper,
    )
    reply = Reply(
        outcome=Outcome.GRANTED,
        text="Las actas de marzo y abril pueden retirarse en copia, sin costo, en la Secretaría.",
    )
    actions.register_outside_answer(row.number, by=by, at=at, arrived=arrived, reply=reply)
