"""Who follows what by e-mail, what each was told, and up to where the histories were read."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.models import Institution
from openness.states import MailKind, MailState, TopicKind
from requests_app.models import InformationRequest, TimelineEvent


class Follower(models.Model):
    """One address, in lower case. It is shown nowhere and goes with its last subscription."""

    email = models.EmailField(_("dirección"), unique=True)

    class Meta:
        verbose_name = _("dirección que sigue")
        verbose_name_plural = _("direcciones que siguen")

    def __str__(self) -> str:
        return f"seguidor {self.pk}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """How subscriptions are found."""

    def confirmed(self) -> Self:
        """Return those whose owner of the address said yes."""
        return self.filter(confirmed_at__isnull=False)


class Subscription(models.Model):
    """One thing one address follows. Until it is confirmed, nothing else is sent."""

    # What its links carry; they also carry a token, without which the key opens nothing.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    follower = models.ForeignKey(Follower, models.CASCADE, related_name="subscriptions")
    topic = models.CharField(_("qué sigue"), max_length=12, choices=TopicKind.choices)
    # "request:<number>", "institution:<code>" or "search:<SHA-256 of the filters>".
    topic_key = models.CharField(max_length=80)
    info_request = models.ForeignKey(
        InformationRequest, models.CASCADE, null=True, related_name="subscriptions"
    )
    institution = models.ForeignKey(Institution, models.CASCADE, null=True, related_name="+")
    # Filters of the public list as its address carries them.
    query = models.CharField(_("filtros"), max_length=3000, blank=True)
    # Tells apart the places from which one day's subscriptions were asked; see `openness.askers`.
    asker_key = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(_("pedida"))
    confirmed_at = models.DateTimeField(_("confirmada"), null=True)
    # How long the request's history was when it was confirmed: later facts are told.
    from_sequence = models.PositiveIntegerField(default=0)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suscripción")
        verbose_name_plural = _("suscripciones")
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "topic_key"], name="an_address_follows_a_thing_once"
            ),
            models.CheckConstraint(
                condition=Q(topic=TopicKind.REQUEST, info_request__isnull=False, institution=None)
                | Q(topic=TopicKind.INSTITUTION, info_request=None, institution__isnull=False)
                | Q(topic=TopicKind.SEARCH, info_request=None, institution=None),
                name="a_subscription_has_one_topic",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="unconfirmed"),
            models.Index(fields=["asker_key"], name="subscriptions_of_an_asker"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.topic}"


class ReadUpTo(models.Model):
    """How much of one request's history has been read for its followers."""

    info_request = models.OneToOneField(
        InformationRequest, models.CASCADE, primary_key=True, related_name="read_up_to"
    )
    sequence = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("lectura del historial")
        verbose_name_plural = _("lecturas del historial")

    def __str__(self) -> str:
        return f"{self.info_request_id} #{self.sequence}"


class DigestDay(models.Model):
    """A local day whose digests have been prepared."""

    on = models.DateField(_("día"), primary_key=True)

    class Meta:
        verbose_name = _("día de resúmenes")
        verbose_name_plural = _("días de resúmenes")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class MailingQuerySet(models.QuerySet["Mailing"]):
    """How mails are found."""

    def due(self, at: datetime) -> Self:
        """Return those to be tried at `at`: their pause is over and no worker holds them."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.filter(free, state=MailState.PENDING, next_attempt_at__lte=at)


class Mailing(models.Model):
    """One mail to one follower, written when it is sent: it never tells what by then is hidden."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="mailings")
    kind = models.CharField(_("clase"), max_length=12, choices=MailKind.choices)
    # Which fact, day or asking it is about: no mail is made twice.
    source_key = models.CharField(max_length=40)
    # Kept from the beginning, so that a message sent twice can be known as one.
    message_id = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(_("creado"))
    state = models.CharField(
        _("estado"), max_length=10, choices=MailState.choices, default=MailState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_attempt_at = models.DateTimeField(_("próximo intento"))
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(_("último error"), max_length=100, blank=True)
    sent_at = models.DateTimeField(_("enviado"), null=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("correo a quien sigue")
        verbose_name_plural = _("correos a quienes siguen")
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "source_key"], name="no_mail_is_made_twice"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="pending"), name="mailings_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_key}"


class Line(models.Model):
    """One fact that one follower must hear of, once, whatever they follow it through."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="+")
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="lines")
    event = models.ForeignKey(TimelineEvent, models.CASCADE, related_name="+")
    # Empty until the day's digest takes it.
    mailing = models.ForeignKey(Mailing, models.CASCADE, null=True, related_name="lines")

    class Meta:
        verbose_name = _("hecho por contar")
        verbose_name_plural = _("hechos por contar")
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "event"], name="each_follower_told_once_per_fact"
            ),
        ]
        indexes = [
            models.Index(fields=["subscription"], condition=Q(mailing=None), name="lines_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.follower_id}"
