"""What each person was told of a fact, and whether it left by e-mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.states import Channel, DeliveryState
from offices.models import Office
from requests_app.models import Document, InformationRequest, Requester, TimelineEvent

if TYPE_CHECKING:
    from accounts.models import User


class NotificationQuerySet(models.QuerySet["Notification"]):
    """How notices are found."""

    def visible_to(self, user: User) -> Self:
        """Return the notices of `user`, and of nobody else."""
        return self.filter(user=user)

    def unread(self) -> Self:
        """Return those their reader has not marked as read."""
        return self.filter(read_at=None)


class Notification(models.Model):
    """One person told once of one fact. This row, not the e-mail, is the legal record."""

    # What is told: "event:<id>" for a fact of the timeline; an office's own work names its own.
    source_key = models.CharField(max_length=40)
    info_request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="notices")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    requester = models.ForeignKey(
        Requester, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    # Where no official holds a post that hears of it, their office is told at its own address.
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    # "user:<id>", "requester:<id>" or "office:<id>": one column, so that the database can keep
    # it unique.
    recipient_key = models.CharField(max_length=40)
    subject = models.CharField(_("asunto"), max_length=200)
    body = models.TextField(_("texto tal como se envió"))
    language = models.CharField(_("idioma"), max_length=10)
    # The address within the site that the mailbox leads to; that of the request when empty.
    # What goes with it by e-mail.
    files = models.ManyToManyField(Document, related_name="+", blank=True)
    page = models.CharField(_("página"), max_length=200, blank=True, default="")
    created_at = models.DateTimeField(_("creado"))
    read_at = models.DateTimeField(_("leído"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("aviso")
        verbose_name_plural = _("avisos")
        constraints = [
            models.UniqueConstraint(
                fields=["source_key", "recipient_key"], name="each_person_told_once_per_fact"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, requester=None, office=None)
                | Q(user=None, requester__isnull=False, office=None)
                | Q(user=None, requester=None, office__isnull=False),
                name="a_notice_has_one_reader",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "id"], name="mailbox"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="mailbox_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.source_key} → {self.recipient_key}"

    def told_event(self) -> TimelineEvent:
        """Return the fact of the timeline that this notice tells."""
        return TimelineEvent.objects.get(pk=int(self.source_key.partition(":")[2]))


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """How deliveries are found."""

    def waiting(self) -> Self:
        """Return those still to be sent, now or after their pause."""
        return self.filter(state=DeliveryState.PENDING)

    def due(self, at: datetime) -> Self:
        """Return those to be tried at `at`: their pause is over and no worker holds them."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.waiting().filter(free, next_attempt_at__lte=at)


class Delivery(models.Model):
    """A notice on its way out by one channel, with its attempts. Ends sent or visibly failed."""

    notification = models.ForeignKey(Notification, models.PROTECT, related_name="deliveries")
    channel = models.CharField(_("medio"), max_length=10, choices=Channel.choices)
    address = models.EmailField(_("dirección"))
    # Kept from the first attempt on, so that a message sent twice can be known as one.
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(
        _("estado"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_attempt_at = models.DateTimeField(_("próximo intento"))
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("último error"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("enviado"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("envío")
        verbose_name_plural = _("envíos")
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "channel"], name="one_delivery_per_channel"
            ),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="delivery_state_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state="pending"),
                name="deliveries_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id} {self.channel} {self.state}"
