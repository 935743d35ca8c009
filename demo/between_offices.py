"""What stands between the offices of the demonstration: mail to sort and requests on their way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings
from django.db.models import Max

from accounts.actors import Actor
from demo.moments import NOON, instant
from demo.people import DOMAIN
from demo.texts.words import NOTIFY_ADDRESS
from law.calendar import BusinessCalendar
from notifications.mail_in import deciding
from notifications.mail_in.addresses import reply_address
from notifications.mail_in.intake import take_in_next
from notifications.mail_in.keeping import keep
from notifications.models import IncomingMail
from notifications.states import MailState
from offices.calendars import calendar_for
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.models import CompetenceQuestion, InformationRequest, Leg, OutboxEntry
from requests_app.states import OPEN_STAGES

_TRIED, _OTHER = "MOPC", "MEC"
# Three business days after a forwarding everybody sees that nobody acknowledged it.
_AGO = 3
_FICTION = f"@{NOTIFY_ADDRESS}"
NEW = """Buenos días:

Quisiera saber cuánto se pagó por el mantenimiento de la ruta PY02 entre 2023 y 2025, con la
lista de las empresas contratadas. Me sirve una planilla de Excel.

Atentamente,
Rosa Martínez
"""
REPLY = "Agrego que me interesan sobre todo los pagos de 2025. Gracias."
ABOUT = "Les escribo por mi pedido {number}: ¿pueden mandarme también los anexos?"
ASTRAY = "Pido la lista de escuelas con obras en Itapúa. No sé a qué institución le toca."
AWAY = "Estoy de vacaciones hasta el lunes. Este es un mensaje automático."


def fill(*, today: date, at: datetime) -> None:
    """Leave mail on the desks and requests between two bodies; harmless when they are there."""
    places = Institution.objects.in_bulk([_TRIED, _OTHER], field_name="code")
    if len(places) < len((_TRIED, _OTHER)):
        return
    if not CompetenceQuestion.objects.exists():
        _send_about(places, today)
    if not IncomingMail.objects.exists():
        _bring_mail(places[_TRIED], at)
    # Nobody is mailed about a fiction: the people one may sign in as find it in their mailbox.
    # What a visitor files meanwhile is told as ever.
    fiction = InformationRequest.objects.filter(requester__email__endswith=_FICTION)
    waiting = OutboxEntry.objects.filter(done_at=None, event__info_request__in=fiction)
    waiting.update(done_at=at)


def _send_about(places: dict[str, Institution], today: date) -> None:
    """Forward one request each way, and have one that came back decided by nobody yet."""
    before = _before(today, calendar_for(places[_TRIED]).days)
    tried, other = places[_TRIED], places[_OTHER]
    sent = send_on(untouched(before, institution=tried), other, before, today)
    received = send_on(untouched(before, exclude=tried), tried, before, today)
    disputed = send_on(untouched(before, exclude=tried), tried, before, today)
    if disputed is None or not (sent or received):
        return
    actions.ask_competence(
        disputed.info_request.number,
        by=Actor.official(_officer(tried, today).holder),
        at=instant(before, NOON) + timedelta(hours=2),
        proposed=disputed.from_institution,
        reason="Los contratos los firmó esa institución: aquí no hay copia de ellos.",
    )


def send_on(row: InformationRequest | None, to: Institution, on: date, today: date) -> Leg | None:
    """Forward a request as the officer of its institution did that noon; nothing for none."""
    if row is None:
        return None
    return actions.forward(
        row.number,
        by=Actor.official(_officer(row.institution, today).holder),
        at=instant(on, NOON),
        to=to,
        reason="Los documentos que se piden los firmó y los guarda esa institución.",
    )


def _before(today: date, days: BusinessCalendar) -> date:
    return days.add(today, -_AGO)


def _officer(place: Institution, on: date) -> Post:
    held = Post.objects.held_on(on).filter(duty=Duty.OFFICER, office__institution=place)
    return held.select_related("holder").order_by("pk")[0]


def untouched(
    before: date, *, institution: Institution | None = None, exclude: Institution | None = None
) -> InformationRequest | None:
    """Return the newest open request, never forwarded, of which nothing happened since."""
    rows = InformationRequest.objects.filter(stage__in=OPEN_STAGES, legs=None)
    rows = rows.annotate(last=Max("timeline__recorded_at")).filter(last__lt=instant(before, NOON))
    if institution is not None:
        rows = rows.filter(institution=institution)
    if exclude is not None:
        rows = rows.exclude(institution=exclude)
    return rows.select_related("institution").order_by("-presented_on", "-pk").first()


def _bring_mail(place: Institution, at: datetime) -> None:
    """Bring what a desk finds in a morning: a reply, a new request, a question, a robot, and one
    mail that says to nobody in particular."""
    waiting = InformationRequest.objects.filter(institution=place, stage__in=OPEN_STAGES)
    rows = list(waiting.select_related("requester").order_by("-pk")[:2])
    if not rows or not settings.MAIL_IN_ADDRESS:
        return
    domain = settings.MAIL_IN_ADDRESS.rpartition("@")[2]
    ours = f"{place.code.lower()}@{domain}"
    theirs = rows[0].requester.email or f"solicitante@{DOMAIN}"
    mails = (
        (reply_address(rows[0].number), theirs, "Re: Recibimos su solicitud", REPLY, ""),
        (ours, f"rosa.martinez@{DOMAIN}", "Pagos de mantenimiento de la ruta PY02", NEW, ""),
        (ours, theirs, "Consulta", ABOUT.format(number=rows[-1].number), ""),
        (ours, f"ventas@{DOMAIN}", "Respuesta automática", AWAY, "auto-replied"),
        (f"info@{domain}", f"vecino@{DOMAIN}", "Obras en escuelas", ASTRAY, ""),
    )
    for place_of_it, (to, sender, subject, text, robot) in enumerate(mails):
        came_at = at - timedelta(hours=20 - 3 * place_of_it)
        keep(
            _mail(place_of_it, to, sender, subject, text, robot),
            recipient=to,
            envelope_sender=sender,
            at=came_at,
        )
    while take_in_next(at=at) is not None:
        pass
    _reconsider(place, at)


def _reconsider(place: Institution, at: datetime) -> None:
    """Leave the question about a case for a person to decide."""
    asked = IncomingMail.objects.filter(institution=place, subject="Consulta").first()
    if asked is None or asked.state != MailState.DRAFTED:
        return
    by = Actor.official(_officer(place, at.date()).holder)
    reason = "Parece hablar de un pedido que ya existe."
    deciding.put_aside(asked.pk, by=by, at=at, reason=reason)
    deciding.take_back(asked.pk, by=by, at=at, reason="")


def _mail(number: int, to: str, sender: str, subject: str, text: str, robot: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<demo-{number}@{DOMAIN}>"
    if robot:
        message["Auto-Submitted"] = robot
    message.set_content(text)
    return message.as_bytes(policy=SMTP)
