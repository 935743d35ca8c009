"""Requests to institutions nobody attends here, with what is known of the e-mail that took them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from law.terms import TermKind
from notifications.models import IncomingMail
from notifications.states import DeliveryState, MailState
from off_system.models import Sending
from offices.attended import attended
from offices.models import Office, OfficeKind
from requests_app.models import AnswerArrival, InformationRequest
from requests_app.models.request import STILL_ANSWERABLE


class Track(models.TextChoices):
    """Where a request stands on its way; the values are those of the list's addresses."""

    NO_ADDRESS = "sin-direccion", _("Sin dirección")
    UNSENT = "sin-enviar", _("Sin enviar")
    QUEUED = "por-enviar", _("Por enviar")
    SENT = "enviado", _("Enviado, sin noticia de que volviera")
    LOST = "devuelto", _("Volvió o fue rechazado")
    REPLIED = "por-registrar", _("Llegó una respuesta por registrar")
    ANSWERED = "respondido", _("Con respuesta registrada")
    CLOSED = "cerrado", _("Cerrado sin respuesta")


# What somebody of the Directorate must do something about, in the order in which it presses.
TO_DO = (Track.REPLIED, Track.LOST, Track.NO_ADDRESS, Track.UNSENT)


class Lateness(models.TextChoices):
    """Where its term stands, while an answer is owed."""

    IN_TERM = "en-plazo", _("En plazo")
    TODAY = "hoy", _("Vence hoy")
    LATE = "vencido", _("Vencido")


def followed(*, on: date) -> QuerySet[Any]:
    """Return the requests that were sent by e-mail or whose answer was registered here, and those
    still owed by an institution with nobody in post on `on`, each with:

    `due_on`, `track`, `is_here` (somebody is in post now), and of the newest letter `address`,
    `sent_at` and `delivery` (state).
    """
    letters = Sending.objects.filter(info_request=OuterRef("pk")).order_by("-pk")
    written = AnswerArrival.objects.filter(answer__info_request=OuterRef("pk"))
    rows = InformationRequest.objects.annotate(is_here=attended("institution", on=on)).filter(
        Exists(letters) | Exists(written) | Q(is_here=False, stage__in=STILL_ANSWERABLE)
    )
    told = rows.filter(terms__kind=TermKind.ANSWER, terms__replaced_by=None).annotate(
        due_on=F("terms__due_on"),
        address=_newest(letters, "address"),
        sent_at=_newest(letters, "notice__deliveries__sent_at"),
        delivery=_newest(letters, "notice__deliveries__state"),
    )
    return told.annotate(track=_track())


def on_list(
    rows: QuerySet[Any], *, on: date, track: str = "", lateness: str = "", code: str = ""
) -> QuerySet[Any]:
    """Return those of a list's filters, each of them empty for all. Raises ValueError for a word
    that is none of theirs."""
    if track:
        rows = rows.filter(track=Track(track))
    if lateness:
        rows = rows.filter(_by_term(Lateness(lateness), on), stage__in=STILL_ANSWERABLE)
    return rows.filter(institution__code=code) if code else rows


def counts(*, on: date) -> dict[Track, int]:
    """Return how many requests wait for somebody, for each of TO_DO; those of institutions that
    have somebody in post by now wait for them."""
    waiting = followed(on=on).filter(is_here=False, track__in=TO_DO)
    found = dict(
        waiting.order_by().values_list("track").annotate(count=models.Count("pk", distinct=True))
    )
    return {track: found.get(track.value, 0) for track in TO_DO}


def to_do(on: date) -> int:
    """Return how many requests wait for somebody of the Directorate. One query."""
    return sum(counts(on=on).values())


def replies(info_request: InformationRequest) -> QuerySet[IncomingMail]:
    """Return what came in from the institution for this request, the oldest first."""
    mails = IncomingMail.objects.filter(info_request=info_request, state=MailState.FROM_BODY)
    return mails.order_by("received_at", "pk")


def _newest(letters: QuerySet[Sending], column: str) -> Subquery:
    return Subquery(letters.values(column)[:1])


def _track() -> Case:
    came_in = IncomingMail.objects.filter(info_request=OuterRef("pk"), state=MailState.FROM_BODY)
    offices = Office.objects.filter(institution=OuterRef("institution"), kind=OfficeKind.ACCESS)
    owed = Q(stage__in=STILL_ANSWERABLE)
    lost = Q(delivery__in=(DeliveryState.FAILED, DeliveryState.BOUNCED))
    steps = (
        (Q(answered_on__isnull=False), Track.ANSWERED),
        (~owed, Track.CLOSED),
        (Q(Exists(came_in)), Track.REPLIED),
        (lost, Track.LOST),
        (Q(delivery=DeliveryState.PENDING), Track.QUEUED),
        (Q(delivery=DeliveryState.SENT), Track.SENT),
        (~Exists(offices.exclude(email="")), Track.NO_ADDRESS),
    )
    return Case(
        *(When(condition, then=Value(track.value)) for condition, track in steps),
        default=Value(Track.UNSENT.value),
        output_field=CharField(),
    )


def _by_term(lateness: Lateness, on: date) -> Q:
    return {
        Lateness.IN_TERM: Q(due_on__gte=on),
        Lateness.TODAY: Q(due_on=on),
        Lateness.LATE: Q(due_on__lt=on),
    }[lateness]
