"""What was sent by e-mail to institutions nobody attends here, and whence their addresses."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from notifications.models import Notification
from notifications.states import DeliveryState
from offices.models import Office
from requests_app.models import InformationRequest, TimelineEvent


class SendingQuerySet(models.QuerySet["Sending"]):
    """How sendings are found."""

    def with_delivery(self) -> Self:
        """Annotate what its delivery says: state, sent_at, attempts, last_error, message_id."""
        names = ("state", "sent_at", "attempts", "last_error", "message_id")
        return self.annotate(**{name: F(f"notice__deliveries__{name}") for name in names})

    def came_back(self) -> Self:
        """Return those that were refused or came back, and after which no other was sent."""
        lost = (DeliveryState.FAILED, DeliveryState.BOUNCED)
        return self.filter(notice__deliveries__state__in=lost, replaced_by=None)


class Sending(models.Model):
    """One e-mail with a request, to an institution that has nobody in post. Never changed.

    Its words, its attempts and what became of it are those of the notice and its delivery.
    """

    info_request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="sendings")
    # The fact that brought the request there: each is sent once, and again only by somebody.
    event = models.ForeignKey(TimelineEvent, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    address = models.EmailField(_("dirección"))
    notice = models.OneToOneField(Notification, models.PROTECT, related_name="sending")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    # Nobody: the system sent it.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("por qué se envió"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("preparado"))

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("envío de un pedido")
        verbose_name_plural = _("envíos de pedidos")
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(replaces=None),
                name="a_request_is_sent_once_for_each_arrival",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""), name="a_second_sending_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id} → {self.address}"


class AddressChange(models.Model):
    """Where the address of an office comes from, and who entered it. Rows are added only."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="address_changes")
    former = models.EmailField(_("dirección anterior"), blank=True)
    address = models.EmailField(_("dirección"))
    source = models.CharField(_("de dónde sale"), max_length=300)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("anotada"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("dirección de una institución")
        verbose_name_plural = _("direcciones de instituciones")
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="an_address_says_its_source"),
        ]

    def __str__(self) -> str:
        return self.address
